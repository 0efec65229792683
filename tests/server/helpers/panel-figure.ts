import sharp from 'sharp';
import type { CaseDraft } from '../../../data/format/case.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';
import { drawFilm } from './synthetic-case.ts';

export const figureCaption =
  'Chest radiographs of the same patient. (a) On admission, with opacities on the right. (b) Eight days later, after intubation.';

const size = { width: 320, height: 400 };
const gap = 20;

/** Where the two films stand in each figure, pixels. */
export const films = {
  a: { x: 0, y: 0, ...size },
  b: { x: size.width + gap, y: 0, ...size },
} as const;

async function twoFilms(seed: number): Promise<Uint8Array> {
  const [left, right] = await Promise.all([drawFilm(seed), drawFilm(seed + 7)]);
  const canvas = sharp({
    create: { width: 2 * size.width + gap, height: size.height, channels: 3, background: '#ffffff' },
  });
  return new Uint8Array(
    await canvas
      .composite([
        { input: Buffer.from(left), left: 0, top: 0 },
        { input: Buffer.from(right), left: films.b.x, top: 0 },
      ])
      .png()
      .toBuffer(),
  );
}

/**
 * A paper `paper-10.5555-panels` with two figures of two panels each. Those of the first were cut by its reading, of
 * which panel b begins 40 pixels too far left; the second has gutters only.
 */
export async function addPanelPaper(workspace: Workspace): Promise<string> {
  const { images: store } = workspace;
  const [first, second] = [await store.put(await twoFilms(3)), await store.put(await twoFilms(11))];
  const off = { ...films.b, x: films.b.x - 40, width: films.b.width + 40 };
  const cut = async (area: { x: number; y: number; width: number; height: number }) =>
    store.put(
      await sharp(first.place)
        .extract({ left: area.x, top: area.y, width: area.width, height: area.height })
        .png()
        .toBuffer(),
    );
  const [a, b] = [await cut(films.a), await cut(off)];
  const image = (id: string, figure: string, caption: string, order: number) => ({
    id,
    patient: 'p1',
    study: null,
    order,
    url: null,
    file: `${id}.png`,
    mime: 'image/png',
    modality: { stated: null, value: 'X-ray' as const },
    view: { stated: null, value: null },
    caption,
    figure,
  });
  const parts = figureCaption.split(/ (?=\([ab]\))/).slice(1);
  const draft: CaseDraft = {
    id: 'paper-10.5555-panels',
    source: {
      site: 'paper',
      key: '10.5555/panels',
      url: 'https://doi.org/10.5555/panels',
      retrievedAt: '2026-03-01T10:00:00.000Z',
      parser: 'paper/1',
      pageSha256: null,
    },
    document: {
      title: 'An invented paper with panels',
      doi: '10.5555/panels',
      licence: { code: 'CC-BY-4.0', stated: 'CC BY 4.0' },
      institution: null,
      citation: null,
      credit: null,
      published: null,
    },
    texts: [
      { id: 'c1', kind: 'caption', heading: 'Figure 1', images: ['f1'], language: 'en', text: figureCaption },
      ...parts.map((text, at) => ({
        id: `c1${'ab'[at]}`,
        kind: 'panel-caption' as const,
        heading: `Figure 1 ${'ab'[at]}`,
        images: [`f1-${'ab'[at]}`],
        language: 'en',
        text,
      })),
      { id: 'c2', kind: 'caption', heading: 'Figure 2', images: ['f2'], language: 'en', text: figureCaption },
    ],
    patients: [{ id: 'p1', sex: null, age: null, location: null }],
    studies: [],
    images: [
      { ...image('f1', 'Figure 1', 'c1', 0), sha256: first.sha256, width: first.width, height: first.height },
      {
        ...image('f1-a', 'Figure 1', 'c1a', 1),
        panel: 'a',
        sha256: a.sha256,
        width: a.width,
        height: a.height,
        parent: { image: 'f1', rectangle: films.a },
      },
      {
        ...image('f1-b', 'Figure 1', 'c1b', 2),
        panel: 'b',
        sha256: b.sha256,
        width: b.width,
        height: b.height,
        parent: { image: 'f1', rectangle: off },
      },
      {
        ...image('f2', 'Figure 2', 'c2', 3),
        sha256: second.sha256,
        width: second.width,
        height: second.height,
      },
    ],
  };
  await workspace.cases.put(draft);
  return draft.id;
}
