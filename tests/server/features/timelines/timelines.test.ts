import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldReview } from '../../../../curation/record/fold.ts';
import { courseLines, filmKind } from '../../../../curation/timeline/course-line.ts';
import type { Day } from '../../../../data/format/day.ts';
import type { ReviewEventInput } from '../../../../data/format/review.ts';
import type { EventType } from '../../../../data/format/timeline.ts';
import { drawCourses } from '../../../../server/features/timelines/picture.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

const ID = 'eurorad-1';
const on = (day: number): Day => ({ from: day, to: day, anchor: 'onset', certainty: 'exact' });
const common = { at: '2026-01-03T00:00:00.000Z', by: 'ann' };

const happened = (type: EventType, day: number): ReviewEventInput => ({
  ...common,
  id: `e-${type}`,
  kind: 'event',
  event: {
    id: type,
    patient: 'p1',
    type,
    day: on(day),
    image: null,
    measurement: null,
    answer: 'yes',
    quote: null,
  },
});

const decided = (field: string, image: string | null, value: string | number): ReviewEventInput => ({
  ...common,
  id: `d-${field}-${image ?? ''}`,
  kind: 'decide',
  target: { patient: 'p1', image },
  field,
  value,
  basis: { kind: 'person' },
  ...(field === 'offset' ? { day: on(Number(value)) } : {}),
});

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: 3, films: 3 });
  await bench.workspace.reviews.append(ID, [
    decided('day_zero', null, 'onset'),
    decided('view', 'i1', 'PA'),
    decided('offset', 'i1', 4),
    decided('view', 'i2', 'L'),
    decided('offset', 'i2', 8),
    happened('icu-in', 6),
    happened('intubation', 7),
    happened('extubation', 10),
    happened('death', 12),
  ]);
  await bench.workspace.index.ready();
});
afterAll(() => bench.close());

const page = async (path: string): Promise<string> => (await fetch(bench.url + path)).text();

test('a line holds what was decided: films with view and state, bars with their ends, death, and what has no day', async () => {
  const record = await bench.workspace.cases.get(ID);
  if (!record) throw new Error('no case');
  expect(courseLines(record, foldReview(await bench.workspace.reviews.get(ID)))).toEqual([
    {
      caseId: ID,
      patient: 'p1',
      label: 'Patient',
      anchor: 'onset',
      films: [
        { image: 'i1', kind: 'frontal', view: 'PA', from: 4, to: 4, state: 'neither' },
        { image: 'i2', kind: 'lateral', view: 'L', from: 8, to: 8, state: 'tube' },
      ],
      bars: [
        { state: 'intubated', from: 7, to: 10 },
        { state: 'icu', from: 6, to: null },
      ],
      end: { kind: 'death', day: 12 },
      survival: 'N',
      undated: 1,
    },
  ]);
});

test.each([
  ['AP Erect', 'frontal'],
  ['L', 'lateral'],
  ['Coronal', 'plane'],
  ['', 'unknown'],
])('a view %j is drawn as %s', (view, kind) => expect(filmKind(view)).toBe(kind));

test('the page draws a line a patient, each a link that says the course, with the same in a table', async () => {
  const html = await page('/timelines');
  expect(html.match(/<rect class="row"/g)).toHaveLength(3);
  const line = /<a href="\/cases\/eurorad-1">(.*?)<\/a>/s.exec(html)?.[1] ?? '';
  for (const words of ['day 0: onset', 'Tube: days 7 to 10', 'died on day 12', '1 without a day'])
    expect(line).toContain(words);
  expect(html).toContain('day 4, PA frontal film; day 8, L lateral film, tube in place');
  expect(html).toContain('from day 6, end not known');
});

test('the filters are those of the list of cases, and lead there and to the file', async () => {
  const status = '/timelines?status=in-progress';
  const html = await page(status);
  expect(html.match(/<rect class="row"/g)).toHaveLength(1);
  expect(html).toContain('href="/cases?status=in-progress"');
  expect(await page('/timelines?q=zebra')).toContain('Nothing to draw');
  const answer = await fetch(`${bench.url}/timelines/picture.svg?status=in-progress`);
  expect(answer.headers.get('content-type')).toContain('image/svg+xml');
  expect(answer.headers.get('content-disposition')).toContain('timelines.svg');
  const svg = await answer.text();
  expect(svg).toMatch(/^<svg [^>]+>.*<style>.*prefers-color-scheme/s);
  expect(svg.match(/<rect class="row"/g)).toHaveLength(1);
});

test('only the cases of one page are read, however many match', async () => {
  const read: string[] = [];
  const { cases } = bench.workspace;
  const get = cases.get.bind(cases);
  for (let number = 4; number <= 45; number += 1) {
    const record = await get(ID);
    if (!record) throw new Error('no case');
    const { rev: _rev, ...draft } = record as typeof record & { rev?: unknown };
    await cases.put({ ...draft, id: `eurorad-${number}` });
  }
  await bench.workspace.index.ready();
  cases.get = async (id: string) => {
    read.push(id);
    return get(id);
  };
  expect((await page('/timelines?page=2')).match(/<rect class="row"/g)).toHaveLength(5);
  cases.get = get;
  // The first of the list is read ahead for whoever works next, whatever the page.
  expect(new Set(read.filter((id) => id !== ID)).size).toBe(5);
});

test('a name that is markup stays text, and a day far out stands at the edge with its own words', () => {
  const svg = drawCourses([
    {
      caseId: 'eurorad-1',
      patient: 'p1',
      label: '<b>&"',
      anchor: 'onset',
      films: [{ image: 'i', kind: 'frontal', view: 'PA', from: 4_000, to: 4_000, state: 'neither' }],
      bars: [],
      end: null,
      survival: '',
      undated: 0,
    },
  ]);
  expect(svg).not.toContain('<b>');
  expect(svg).toContain('day 4000, PA frontal film');
  expect(svg).toContain('translate(825 46)');
});
