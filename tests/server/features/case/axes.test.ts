import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Anchor, Day } from '../../../../data/format/day.ts';
import type { TimelineEvent } from '../../../../data/format/timeline.ts';
import { suggestForTests } from '../../helpers/synthetic-case.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

const on = (day: number, anchor: Anchor): Day => ({ from: day, to: day, anchor, certainty: 'exact' });
/** Nobody has taken it up: the words tell that it began three days before the patient came. */
const told: TimelineEvent = {
  id: 'told-onset',
  patient: 'p1',
  type: 'onset',
  day: on(-3, 'admission'),
  image: null,
  measurement: null,
  answer: 'yes',
  quote: null,
};

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({
    cases: 1,
    read: (record) => ({ suggestions: suggestForTests(record), events: [told] }),
  });
});
afterAll(() => bench.close());

test('an event that is an anchor itself connects its own count with the one its day is told in, also while it is proposed', async () => {
  const html = await (await fetch(`${bench.url}/cases/eurorad-1`)).text();
  const timeline = /<section id="timeline"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  expect(timeline).toContain('Onset');
  expect(timeline).not.toContain('nothing says how far');
  expect(timeline).toMatch(/aria-valuenow="0"[^>]*aria-label="Onset"/);
});
