import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { foldReview } from '../../../../curation/record/fold.ts';
import { outgoingImages } from '../../../../curation/record/images.ts';
import { rowsOfCase } from '../../../../curation/record/rows.ts';
import { addPanelPaper, figureCaption, films } from '../../helpers/panel-figure.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
let id: string;
beforeEach(async () => {
  bench = await startBench({ cases: 1 });
  onTestFinished(() => bench.close());
  id = await addPanelPaper(bench.workspace);
});

interface Part {
  image: string | null;
  letter: string;
  caption: string;
  x: number;
  y: number;
  width: number;
  height: number;
}
const attribute = (html: string, name: string): unknown =>
  JSON.parse(
    (new RegExp(`data-${name}="([^"]{0,100000})"`).exec(html)?.[1] ?? 'null')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  );
const shown = async (image: string): Promise<{ parts: Part[]; html: string; etag: string }> => {
  const answer = await fetch(`${bench.url}/cases/${id}/images/${image}/parts`);
  const html = await answer.text();
  return { parts: attribute(html, 'parts') as Part[], html, etag: answer.headers.get('etag') ?? '' };
};
const post = (path: string, body: Record<string, string>, etag: string) =>
  fetch(`${bench.url}/cases/${id}/${path}`, {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'If-Match': etag, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams(body),
  });
const save = (image: string, parts: readonly Part[], etag: string) =>
  post(`images/${image}/parts`, { parts: JSON.stringify(parts) }, etag);
const going = async () => {
  const record = await bench.workspace.cases.get(id);
  if (!record) throw new Error('no case');
  const state = foldReview(await bench.workspace.reviews.get(id));
  return { record, state, images: outgoingImages(record, state) };
};
const reasonOf = (answer: Response): string =>
  decodeURIComponent(answer.headers.get('Caseline-Message') ?? '');

describe('the panels of a figure', () => {
  test('are shown as they were read, with letters and parts of the caption, from the figure or from a panel', async () => {
    for (const image of ['f1', 'f1-b']) {
      const { parts, html } = await shown(image);
      expect(parts.map(({ image: part, letter, x }) => [part, letter, x])).toEqual([
        ['f1-a', 'a', 0],
        ['f1-b', 'b', films.b.x - 40],
      ]);
      expect(parts[1]?.caption).toBe('(b) Eight days later, after intubation.');
      expect(html).toContain('not confirmed yet');
    }
  });

  test('are proposed by gutters and letters where the reading found none', async () => {
    const { parts } = await shown('f2');
    expect(parts.map(({ image, letter }) => [image, letter])).toEqual([
      [null, 'a'],
      [null, 'b'],
    ]);
    expect(parts[1]?.caption).toMatch(/^Eight days later/);
    expect(parts[1]?.x).toBeGreaterThan(films.b.x - 20);
  });

  test('confirmed as they stand keep their files and ids; the case is not touched; undo takes it back whole', async () => {
    const before = await bench.workspace.cases.get(id);
    const { parts, etag } = await shown('f1');
    const answer = await save('f1', parts, etag);
    expect(answer.status).toBe(200);
    const { record, state, images } = await going();
    expect(record).toEqual(before);
    expect(state.cuts.map(({ image, by, sha256 }) => [image, by, sha256])).toEqual(
      ['f1-a', 'f1-b'].map((image) => [image, 'ana', record.images.find((one) => one.id === image)?.sha256]),
    );
    expect(images.map((image) => image.id)).toEqual(['f1-a', 'f1-b', 'f2']);
    expect((await shown('f1')).html).toContain('confirmed by ana');
    // A second time there is nothing to save.
    const again = await shown('f1');
    await save('f1', again.parts, again.etag);
    expect((await bench.workspace.reviews.get(id)).events).toHaveLength(2);
    const undone = await post('undo', {}, again.etag);
    expect(undone.status).toBe(200);
    expect((await going()).state.cuts).toEqual([]);
  });

  test('redrawn go out with their new pixels, letters and words, and decisions on a panel stay with it', async () => {
    const { parts, etag } = await shown('f1');
    const [a, b] = parts as [Part, Part];
    const redrawn = [
      { ...a, letter: 'c' },
      { ...b, ...films.b, caption: 'Eight days later' },
    ];
    expect((await save('f1', redrawn, etag)).status).toBe(200);
    const { record, state, images } = await going();
    const panel = images.find((image) => image.id === 'f1-b');
    expect(panel).toMatchObject({
      width: films.b.width,
      height: films.b.height,
      panel: 'b',
      parent: { rectangle: films.b },
    });
    expect(images.find((image) => image.id === 'f1-a')?.panel).toBe('c');
    expect(panel?.sha256).not.toBe(record.images.find((image) => image.id === 'f1-b')?.sha256);
    const stored = await bench.workspace.images.get(panel?.sha256 ?? '');
    expect([stored?.width, stored?.height]).toEqual([films.b.width, films.b.height]);
    const rows = rowsOfCase(record, state);
    expect(rows.map(({ image }) => image.id)).toEqual(['f1-a', 'f1-b', 'f2']);
    expect(rows[1]?.row.clinical_notes).toBe('Imaging notes: Eight days later');
  });

  test('added and removed: the figure goes out as its parts, and as one picture without any', async () => {
    const { parts, etag } = await shown('f2');
    expect((await save('f2', parts, etag)).status).toBe(200);
    const added = await going();
    expect(added.images.map(({ panel, figure }) => [figure, panel])).toEqual([
      ['Figure 1', 'a'],
      ['Figure 1', 'b'],
      ['Figure 2', 'a'],
      ['Figure 2', 'b'],
    ]);
    const figure = await shown('f1');
    expect((await save('f1', [], figure.etag)).status).toBe(200);
    expect((await going()).images.map(({ id: image }) => image).slice(0, 1)).toEqual(['f1']);
    const whole = await shown('f2');
    expect((await save('f2', whole.parts.slice(0, 1), whole.etag)).status).toBe(200);
    expect((await going()).images.map(({ figure: name, panel }) => [name, panel])).toEqual([
      ['Figure 1', null],
      ['Figure 2', 'a'],
    ]);
  });

  test.each([
    [
      'words that do not stand in the caption',
      { caption: 'Nine days later' },
      /does not stand in the caption/,
    ],
    ['a letter twice', { letter: 'A' }, /two panels have the letter a/],
    ['a box beyond the picture', { x: 600, width: 200 }, /does not lie inside/],
    ['half a pixel', { x: 0.5 }, /four edges in pixels/],
  ])('with %s are refused, and nothing is written', async (_, change, reason) => {
    const { parts, etag } = await shown('f1');
    const [a, b] = parts as [Part, Part];
    const answer = await save('f1', [a, { ...b, ...change }], etag);
    expect(answer.status).toBe(422);
    expect(reasonOf(answer)).toMatch(reason);
    expect((await bench.workspace.reviews.get(id)).events).toEqual([]);
  });

  test('of an older state are refused with 412', async () => {
    const { parts, etag } = await shown('f1');
    await save('f1', parts, etag);
    expect((await save('f1', [], etag)).status).toBe(412);
    expect((await going()).state.excluded.size).toBe(0);
  });

  test('are not spoken of where there are none', async () => {
    const film = await fetch(`${bench.url}/cases/eurorad-1/images/i1/parts`);
    const html = await film.text();
    expect(attribute(html, 'parts')).toEqual([]);
    expect(html).toContain('no panels were found');
    expect(html).not.toMatch(/not confirmed yet|Confirm panels/);
  });

  test('carry the whole caption to choose from', async () => {
    expect((await shown('f1')).html).toContain(figureCaption);
  });
});
