import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { stringify } from 'csv-stringify';
import { checkWorkspace } from '../../curation/checks/check-workspace.ts';
import { candidatePairs, type Hashes } from '../../curation/checks/duplicates/hash-search.ts';
import { PERCEPTUAL_WORDS } from '../../curation/checks/duplicates/perceptual-hash.ts';
import { type ExportSource, exportCollection, exportRows } from '../../curation/release/export.ts';
import { releaseWorkspace } from '../../curation/release/release.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { sortedJson } from '../../data/embedded/disk/json-file.ts';
import { documentPath } from '../../data/embedded/documents/layout.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import { completeCase } from '../../data/format/read.ts';
import { type Review, reviewSchema } from '../../data/format/review.ts';
import { memoryCache } from '../../data/ports/derived-cache.ts';
import { importTable, loadTable } from '../../scrapers/collection/import.ts';
import { casesOfTable } from '../../scrapers/collection/rows-to-cases.ts';
import { metadataRow } from '../helpers/metadata.ts';
import { ordinary } from '../helpers/metadata-workspace.ts';

const ROWS = Number(process.env['CASELINE_BENCH_ROWS'] ?? 1_000_000);
const HASHES = 100_000;
const IMAGES_A_CASE = 10;
/** Documents of the export from the disk: half of them cases, half reviews. */
const FILES = 4_000;
const NOTES =
  'Fever and dry cough for five days, then shortness of breath; "bilateral" opacities, more on the left. ';

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
const perSecond = (count: number, milliseconds: number): number => Math.round((count / milliseconds) * 1000);

/** Cases of ten images as the import makes them, made when asked for, so that only the export's memory counts. */
function sourceOf(rows: number): ExportSource {
  const template = casesOfTable(
    Array.from({ length: IMAGES_A_CASE }, (_, at) => ({
      row: at + 1,
      cells: metadataRow({
        ...ordinary,
        filename: `image-${at}.png`,
        offset: String(at),
        survival: 'Y',
        temperature: '38.5',
        date: 'January 22, 2020',
        clinical_notes: NOTES.repeat(4),
      }),
    })),
    'bench.csv',
    { at: '2026-01-02T03:04:05.000Z' },
  )[0];
  if (!template) throw new Error('no case');
  const record = completeCase(template.draft);
  const review: Review = reviewSchema.parse({
    case: record.id,
    format: 'caseline.review/1',
    rev: 1,
    events: template.events,
  });
  const images = record.images.map(({ id }) => id);
  return {
    cases: {
      former: async () => [],
      get: async (id) => ({
        ...record,
        id,
        images: record.images.map((image, at) => ({
          ...image,
          file: `${id}-${image.file}`,
          imported: image.imported && {
            ...image.imported,
            row: Number(id.slice('collection-'.length)) * IMAGES_A_CASE + at + 1,
          },
        })),
      }),
    },
    reviews: { get: async (id) => ({ ...review, case: id }) },
    images: {
      get: async () => null,
      open: async () => {
        throw new Error('no files here');
      },
      viewable: async () => {
        throw new Error('no files here');
      },
    },
    async *exportOrder() {
      for (let at = 0; at < rows / IMAGES_A_CASE; at += 1) yield { id: `collection-${at}`, images };
    },
  };
}

/** csv-stringify, streaming to a file, on rows that are there already: 10,000 of the same ones again and again. */
async function stringifyAlone(folder: string, rows: number): Promise<Spent> {
  const held: string[][] = [];
  for await (const { row } of exportRows(sourceOf(10_000)))
    held.push(builtIn.columnNames.map((column) => row[column] ?? ''));
  function* repeated(): Generator<string[]> {
    for (let at = 0; at < rows; at += 1) yield held[at % held.length] ?? [];
  }
  return measured(() =>
    pipeline(Readable.from(repeated()), stringify(), createWriteStream(join(folder, 'alone.csv'))),
  );
}

interface Spent {
  readonly wall: number;
  /** Unlike the clock it says the same on a machine that does other things too. */
  readonly cpu: number;
}

async function measured(work: () => Promise<unknown>): Promise<Spent> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - began, cpu: (user + system) / 1000 };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const sum = (a: Spent, b: Spent): Spent => ({ wall: a.wall + b.wall, cpu: a.cpu + b.cpu });
const times = (quotient: number): number => Math.round(quotient * 100) / 100;

/** The peer runs before and after, half of the rows each, so that a machine that is busy for a while slows both. */
async function benchExport(folder: string): Promise<object[]> {
  const before = await stringifyAlone(folder, ROWS / 2);
  const memory: { heap: number; resident: number }[] = [];
  const whole = await measured(() =>
    exportCollection(sourceOf(ROWS), join(folder, 'out'), {
      onProgress: (rows) => {
        if (rows % Math.floor(ROWS / 10) !== 0) return;
        // What is held, not what waits to be collected: that depends on what else the machine does.
        collect();
        const { heapUsed, rss } = process.memoryUsage();
        memory.push({ heap: heapUsed, resident: rss });
      },
    }),
  );
  const alone = sum(before, await stringifyAlone(folder, ROWS / 2));
  return [
    {
      what: `csv-stringify alone, ${ROWS} rows`,
      'rows/s': perSecond(ROWS, alone.wall),
      'rows/CPU s': perSecond(ROWS, alone.cpu),
    },
    {
      what: `export of ${ROWS} rows from cases and reviews`,
      'rows/s': perSecond(ROWS, whole.wall),
      'rows/CPU s': perSecond(ROWS, whole.cpu),
      'of csv-stringify': `${times(alone.wall / whole.wall)}, by CPU ${times(alone.cpu / whole.cpu)}`,
      'heap held (resident) at 10 / 20 / 50 / 100 %, MB': [0, 1, 4, 9]
        .map((at) => `${megabytes(memory[at]?.heap ?? 0)} (${megabytes(memory[at]?.resident ?? 0)})`)
        .join(' / '),
    },
  ];
}

/** The same from documents on the disk: each case and review is read and validated once. */
async function benchExportFromDisk(folder: string): Promise<object[]> {
  const at = join(folder, 'on-disk');
  const cases = FILES / 2;
  createWorkspace(at);
  const { cases: made, reviews: reviewed } = sourceOf(cases * IMAGES_A_CASE);
  for (let number = 0; number < cases; number += 1) {
    const id = `collection-${number}`;
    for (const [kind, document] of [
      ['cases', { ...(await made.get(id)), rev: 1 }],
      ['reviews', await reviewed.get(id)],
    ] as const) {
      const path = documentPath(at, kind, id);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, sortedJson(document));
    }
  }
  const workspace = openWorkspace(at);
  try {
    const { index, images, reviews } = workspace;
    await index.ready();
    const source = { cases: workspace.cases, reviews, images, exportOrder: () => index.exportOrder() };
    let rows = 0;
    const spent = await measured(async () => {
      ({ rows } = await exportCollection(source, join(folder, 'from-disk')));
    });
    return [
      {
        what: `export of ${rows} rows from ${FILES} documents on the disk`,
        'rows/s': perSecond(rows, spent.wall),
        'rows/CPU s': perSecond(rows, spent.cpu),
      },
    ];
  } finally {
    await workspace.close();
  }
}

/** A hundred thousand fingerprints of which one in a hundred is a copy with a few bits turned. */
function benchDuplicates(): object[] {
  let state = 12345;
  /** Mulberry32. */
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  };
  const WINDOWS = 12;
  const TURNS = 7;
  const pictures: Hashes[] = [];
  let copies = 0;
  for (let at = 0; at < HASHES; at += 1) {
    const words = Uint32Array.from({ length: (WINDOWS + TURNS) * PERCEPTUAL_WORDS }, random);
    const other = pictures[at - 50];
    if (at % 100 === 99 && other) {
      copies += 1;
      words.set(other.words.subarray(0, PERCEPTUAL_WORDS), PERCEPTUAL_WORDS);
      for (let bit = 0; bit < 6; bit += 1)
        words[PERCEPTUAL_WORDS] = (words[PERCEPTUAL_WORDS] ?? 0) ^ (1 << (random() >>> 27));
    }
    pictures.push({ words, bases: 1, upright: WINDOWS });
  }
  const [began, before] = [performance.now(), process.cpuUsage()];
  const found = candidatePairs(pictures).length;
  const spent = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return [
    {
      what: `duplicate search over ${HASHES} pictures of ${WINDOWS} hashes and ${TURNS} turned ones (all pairs: ${((HASHES * (HASHES - 1)) / 2).toExponential(1)})`,
      seconds: Math.round(spent) / 1000,
      'CPU seconds': Math.round((user + system) / 1000) / 1000,
      'pairs made': copies,
      'pairs found': found,
    },
  ];
}

/** Check and release of the real part, where it is at hand. */
async function benchRelease(folder: string): Promise<object[]> {
  const real = resolve(import.meta.dirname, '../../../shared/real/collection');
  if (!existsSync(real)) return [{ what: 'release of the real part', seconds: 'not at hand' }];
  createWorkspace(join(folder, 'workspace'));
  const workspace = openWorkspace(join(folder, 'workspace'));
  try {
    const { cases, reviews, images, index } = workspace;
    await importTable(workspace, loadTable(join(real, 'metadata.csv'), join(real, 'images')));
    await index.ready();
    const source = { cases, reviews, images, cache: memoryCache(), exportOrder: () => index.exportOrder() };
    const timed = async (what: string, work: () => Promise<unknown>): Promise<object> => {
      const began = performance.now();
      await work();
      return { what, seconds: Math.round(performance.now() - began) / 1000 };
    };
    const lines = [
      await timed('check of 387 rows and 153 images, nothing cached', () => checkWorkspace(source)),
    ];
    lines.push(await timed('check again, fingerprints cached', () => checkWorkspace(source)));
    const { findings } = await checkWorkspace(source);
    for (const [at, finding] of findings.filter(({ severity }) => severity === 'error').entries())
      await reviews.append(finding.case, [
        {
          id: `w${at}`,
          at: '2026-03-04T00:00:00.000Z',
          by: 'bench',
          kind: 'waiver',
          rule: finding.rule,
          target: finding.target,
          field: finding.field,
          reason: 'bench',
        },
      ]);
    lines.push(
      await timed('release of 153 images', () =>
        releaseWorkspace(source, join(folder, 'release'), { version: '1' }),
      ),
    );
    return lines;
  } finally {
    await workspace.close();
  }
}

export async function run(): Promise<readonly object[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  try {
    return [
      ...(await benchExport(folder)),
      ...(await benchExportFromDisk(folder)),
      ...benchDuplicates(),
      ...(await benchRelease(folder)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
