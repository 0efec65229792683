import { expect, test } from 'vitest';
import { LONGEST_STACK, partsOf, wantedFrames } from '../../../scrapers/radiopaedia/key-frames.ts';
import type { Series, StackFrame } from '../../../scrapers/radiopaedia/record.ts';
import { parseStackedImages, parseStacks } from '../../../scrapers/radiopaedia/stacks.ts';
import { parseViewer } from '../../../scrapers/radiopaedia/viewer.ts';

const url = 'https://radiopaedia.org/studies/1/stacks';
const image = (id: number, extra: object = {}) => ({
  id,
  public_filename: `https://x.org/images/${id}/${id}.png`,
  fullscreen_filename: `https://x.org/images/${id}/${id}_jumbo.jpeg`,
  download_image_url: `/images/${id}/download?layout=false`,
  plane_projection: 'Frontal',
  aux_modality: null,
  position: id,
  width: 10,
  height: 20,
  ...extra,
});

test('frames stand in the order of their positions, whatever the order of the list', () => {
  const study = parseStacks([{ modality: 'X-ray', images: [image(3), image(1), image(2)] }], '1', url);
  expect(study.series.map((series) => series.frames.map((frame) => frame.id))).toEqual([['1', '2', '3']]);
});

test('a stack keeps the order of its positions between planes and windows; its parts are told apart', () => {
  const images = [image(3), image(1), image(2, { plane_projection: 'Lateral' })];
  const study = parseStacks([{ modality: 'X-ray', images }], '1', url);
  expect(study.series.map(({ frames }) => frames.map(({ id }) => id))).toEqual([['1', '2', '3']]);
  expect(study.series.flatMap(partsOf).map(({ frames }) => frames.map(({ id }) => id))).toEqual([
    ['1', '3'],
    ['2'],
  ]);
});

test('the original comes first; without a name the download address does', () => {
  const study = parseStacks(
    [{ modality: 'CT', images: [image(1), image(2, { public_filename: null })] }],
    '1',
    url,
  );
  expect(study.series[0]?.frames.map((frame) => [frame.urls[0], frame.named])).toEqual([
    ['https://x.org/images/1/1.png', true],
    ['/images/2/download?layout=false', false],
  ]);
});

test('a name that ends in a space keeps it', () => {
  const study = parseStacks(
    [{ modality: null, images: [image(1, { public_filename: 'https://x.org/images/1/a.jpg ' })] }],
    '1',
    url,
  );
  expect(study.series[0]?.frames[0]?.urls[0]).toBe('https://x.org/images/1/a.jpg%20');
});

test.each([
  ['no array', { error: 'x' }],
  ['no images', [{ modality: 'CT' }]],
  ['an image without id', [{ modality: 'CT', images: [{ ...image(1), id: undefined }] }]],
  [
    'an image without any address',
    [
      {
        modality: 'CT',
        images: [image(1, { public_filename: null, fullscreen_filename: null, download_image_url: null })],
      },
    ],
  ],
])('stacks with %s stop the run', (_, data) => {
  expect(() => parseStacks(data, '1', url)).toThrow(/no longer has stacks/);
});

test('an empty study is no error', () => {
  expect(parseStacks([], '1', url).series).toEqual([]);
});

test('images in the script of a study page, brackets in strings and all', () => {
  const list = JSON.stringify([{ modality: 'X-ray', images: [image(1, { aux_modality: 'a ] "b" [' })] }]);
  const study = parseStackedImages(
    `<script>var a = 1; var stackedImages = ${list};\nvar b = [2];</script>`,
    '1',
    url,
  );
  expect(study.series[0]?.frames[0]?.specifics).toBe('a ] "b" [');
  const flat = parseStackedImages(
    `<script>var stackedImages = ${JSON.stringify([image(5)])};</script>`,
    '1',
    url,
  );
  expect(flat.series[0]?.frames[0]?.id).toBe('5');
  expect(() => parseStackedImages('<script>var other = [];</script>', '1', url)).toThrow(/stackedImages/);
  expect(() => parseStackedImages('<script>var stackedImages = [ {"a": </script>', '1', url)).toThrow(
    /stackedImages/,
  );
});

const viewer = (series: object[]) => ({
  study: { id: 1, case_id: 2, modality: 'X-ray', findings: '<p>A &lt; B</p><p>C</p>', series },
});

test('viewer: findings are text, unknown sizes stay unknown, names are encoded', () => {
  const study = parseViewer(
    viewer([
      {
        perspective: 'Frontal',
        specifics: '',
        frames: [{ id: 7, width: null, height: null }],
        encodings: { thumbnailed_files: [{ original: 'a b.png', gallery: 'a b_gallery.jpeg' }] },
      },
    ]),
    '1',
    url,
  );
  expect(study).toMatchObject({ caseId: '2', findings: 'A < B\nC' });
  expect(study.series[0]).toMatchObject({
    frames: [{ specifics: null, width: null, urls: ['/images/7/a%20b.png', '/images/7/a%20b_gallery.jpeg'] }],
  });
});

test('viewer: as many names as frames, or the run stops; another study stops it too', () => {
  const uneven = viewer([
    {
      perspective: null,
      frames: [{ id: 7 }, { id: 8 }],
      encodings: { thumbnailed_files: [{ original: 'a.png' }] },
    },
  ]);
  expect(() => parseViewer(uneven, '1', url)).toThrow(/thumbnailed_files.*found 1/);
  expect(() => parseViewer(viewer([]), '9', url)).toThrow(/study\.id/);
});

const stack = (count: number, marked: Partial<Record<number, Partial<StackFrame>>> = {}): Series => ({
  modality: 'CT',
  frames: Array.from({ length: count }, (_, index) => ({
    id: String(index),
    urls: ['x'],
    named: true,
    position: index,
    width: null,
    height: null,
    mime: null,
    caseKey: false,
    stackKey: false,
    perspective: 'Axial',
    specifics: null,
    ...marked[index],
  })),
});

test('long stacks give one frame: the key of the stack, of the case, or the middle', () => {
  const at = (series: Series, all = false) => wantedFrames(series, all).map(({ position }) => position);
  expect(at(stack(LONGEST_STACK))).toHaveLength(LONGEST_STACK);
  expect(at(stack(61))).toEqual([30]);
  expect(at(stack(61, { 5: { caseKey: true } }))).toEqual([5]);
  expect(at(stack(61, { 5: { caseKey: true }, 9: { stackKey: true } }))).toEqual([9]);
  expect(at(stack(300), true)).toHaveLength(300);
  const halves = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      index,
      { specifics: index < 30 ? 'lung window' : 'bone window' },
    ]),
  );
  expect(at(stack(60, halves))).toEqual([30]);
});
