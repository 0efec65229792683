import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaselineError } from '../../../../data/errors.ts';
import { completeCase } from '../../../../data/format/read.ts';
import { readJats } from '../../../../scrapers/papers/article/jats.ts';
import { labelKey } from '../../../../scrapers/papers/article/label-key.ts';
import { paperToCase } from '../../../../scrapers/papers/case/to-case.ts';
import { extractPdf } from '../../../../scrapers/papers/extracting/extract.ts';
import { PdfFile } from '../../../../scrapers/papers/pdf/page/pdf-file.ts';
import { imageProperties } from '../../../../scrapers/papers/pdf/pixels/samples.ts';
import { writeAllRasters } from '../../../../scrapers/papers/pdf/pixels/write-rasters.ts';
import { isWhole } from '../../../helpers/whole.ts';
import {
  extractWithPdfimages,
  hasPdfimages,
  hasReal,
  listImages,
  readText,
  realFolder,
  realPdfs,
  similarity,
} from '../real-papers.ts';

/** The whole comparison takes minutes: every twentieth of the tricky files unless CASELINE_TEST_ALL=1 asks for all. */
const all = [
  ...realPdfs('medical', 'biomedical'),
  ...realPdfs('tricky').filter((_file, at) => isWhole || at % 20 === 0),
];
const types = { image: 'image', stencil: 'stencil', mask: 'mask', 'soft-mask': 'smask' } as const;

/**
 * Where we differ from `pdfimages` on purpose, with the reason; docs/papers.md shows the same table.
 * Keys are `file number`.
 */
const exceptions: Record<string, string> = {
  'pdfjs--bug1065245.pdf 0': 'pdfimages runs the three inline JPEGs of the page together in one file',
  'pdfjs--bug1065245.pdf 1': 'as above',
  'pdfjs--bug1065245.pdf 2': 'as above',
  'pdfjs--images_1bit_grayscale.pdf 4': 'pdfimages decodes the inline fax image to black',
  'PyMuPDF--test_4224.pdf 0': 'damaged fax rows: pdf.js and poppler recover differently in 164 of 3,486 rows',
  'qpdf--damaged-inline-image-out.pdf 0': 'the data is damaged; the end is guessed differently',
  'qpdf--png-filters.pdf 0': 'pdfimages writes 16-bit samples of 65,535 as 0',
  'qpdf--png-filters-no-columns-decoded.pdf 0': 'as above',
};
/** The texts in a value with a character that no reader can see: control, private, half of one. */
function unseenIn(value: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(value, (_key, part) => {
    if (typeof part === 'string' && /[\p{Co}\p{Cs}]|[^\P{Cc}\t\n\r]/u.test(part)) found.push(part);
    return part;
  });
  return found;
}

/** Pixels up to which images are compared one by one. */
const comparable = 2_000_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'real-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const opened = async (file: string): Promise<PdfFile | null> => {
  try {
    return await PdfFile.open(await readFile(file));
  } catch (error) {
    expect(error).toBeInstanceOf(CaselineError);
    return null;
  }
};

describe.skipIf(!hasReal || !hasPdfimages)(
  'real PDFs against pdfimages (skipped without ../shared/real and poppler)',
  () => {
    it.each(all)('%s: the same draws, images and stencils told apart', async (file) => {
      const pdf = await opened(file);
      const own =
        pdf === null
          ? []
          : [...pdf.pages()].flatMap((page) => page.rasters).filter((draw) => draw.number !== null);
      const plain = (
        page: number,
        number: number | null,
        type: string,
        width: number,
        height: number,
        object: string | null,
      ) => `${page} ${number} ${type} ${width}x${height}${/mask/.test(type) ? '' : ` ${object ?? 'inline'}`}`;
      expect(
        own.map((draw) =>
          plain(draw.page, draw.number, types[draw.role], draw.width, draw.height, draw.object),
        ),
      ).toEqual(
        (await listImages(file)).map((image) =>
          plain(image.page, image.number, image.type, image.width, image.height, image.object),
        ),
      );
    });

    it.each(all)('%s: originals byte for byte, lossless device colours pixel for pixel', async (file) => {
      const name = basename(file);
      const home = join(folder, name);
      for (const part of ['own', 'all', 'png']) await mkdir(join(home, part), { recursive: true });
      const pdf = await opened(file);
      if (pdf === null) return;
      const { images, warnings } = await writeAllRasters(file, join(home, 'own'));
      expect(warnings.filter((text) => / image \d/.test(text))).toEqual([]);
      await extractWithPdfimages(file, join(home, 'all', 'x'), '-all');
      const theirs = await readdir(join(home, 'all'));
      const draws = [...pdf.pages()].flatMap((page) => page.rasters);
      const compared = images.filter((image) => exceptions[`${name} ${image.number}`] === undefined);
      const lossless = compared.filter((image) => {
        const draw = draws.find((one) => one.number === image.number);
        if (draw === undefined || image.kind === 'original' || image.width * image.height > comparable)
          return false;
        const properties = imageProperties(pdf.reader, draw);
        return properties.stencil || /^Device(?:Gray|RGB)$/.test(properties.space?.family ?? '');
      });
      if (lossless.length > 0) await extractWithPdfimages(file, join(home, 'png', 'x'), '-png');
      for (const image of compared) {
        const number = String(image.number).padStart(3, '0');
        const stem = `x-${String(image.page).padStart(3, '0')}-${number}`;
        const original = theirs.find((one) => one === `${stem}.jpg` || one === `${stem}.jp2`);
        if (original !== undefined) {
          const same = (await readFile(image.file)).equals(await readFile(join(home, 'all', original)));
          expect(same, `${name} ${stem} differs from its original`).toBe(true);
        } else if (lossless.includes(image)) {
          const other = join(home, 'png', `x-${number}.png`);
          if (existsSync(other))
            expect(await differing(image.file, other), `${name} ${stem} differs in pixels`).toBe(0);
        }
      }
      await rm(home, { recursive: true, force: true });
    });
  },
);

/** Samples that differ, both read at eight bits. */
async function differing(one: string, other: string): Promise<number> {
  const read = async (path: string): Promise<Buffer> => {
    const image = sharp(path, { limitInputPixels: comparable });
    const { depth } = await image.metadata();
    const raw = image.removeAlpha().toColourspace(depth === 'ushort' ? 'rgb16' : 'srgb');
    if (depth !== 'ushort') return raw.raw().toBuffer();
    const wide = await raw.raw({ depth: 'ushort' }).toBuffer();
    return Buffer.from(
      new Uint16Array(wide.buffer, wide.byteOffset, wide.length / 2).map((value) => value >> 8),
    );
  };
  const spread = (data: Buffer, pixels: number): Buffer =>
    data.length === pixels * 3
      ? data
      : Buffer.from(Array.from(data).flatMap((value) => [value, value, value]));
  const { width, height } = await sharp(other).metadata();
  const [a, b] = [spread(await read(one), width * height), spread(await read(other), width * height)];
  let count = a.length === b.length ? 0 : 1;
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) if (a[index] !== b[index]) count += 1;
  return count;
}

describe.skipIf(!hasReal)('real papers against their JATS (skipped without ../shared/real)', () => {
  const paired = realPdfs('medical', 'biomedical').filter((file) =>
    existsSync(join(realFolder, 'jats', basename(file).replace('.pdf', '.xml'))),
  );

  it('finds title, DOI and licence of every paper, and its figures with label and caption', async () => {
    let figures = 0;
    let right = 0;
    let withImages = 0;
    let licences = 0;
    for (const file of paired) {
      const truth = readJats(readText(join(realFolder, 'jats', basename(file).replace('.pdf', '.xml'))));
      const paper = await extractPdf(file, { outDir: join(folder, 'paired', basename(file)) });
      expect(paper.doi, basename(file)).toBe(truth.doi);
      expect(similarity(paper.title ?? '', truth.title ?? ''), basename(file)).toBeGreaterThan(0.98);
      if (paper.licence.code === truth.licence.code) licences += 1;
      for (const figure of truth.figures) {
        figures += 1;
        const own = paper.figures.find((one) => labelKey(one.label) === labelKey(figure.label ?? ''));
        if (own !== undefined && similarity(own.caption, figure.caption) >= 0.95) right += 1;
        if (own !== undefined && own.images.length > 0) withImages += 1;
      }
      const record = completeCase(paperToCase(paper, { retrievedAt: '2026-01-02T03:04:05Z' }));
      expect(unseenIn([paper, record]), basename(file)).toEqual([]);
    }
    expect(paired.length).toBeGreaterThan(0);
    expect(right / figures).toBeGreaterThanOrEqual(0.97);
    expect(withImages).toBe(figures);
    expect(licences / paired.length).toBeGreaterThanOrEqual(0.95);
  });

  it('reads every JATS file into a valid case', async () => {
    const { readPaper } = await import('../../../../scrapers/papers/extracting/read-paper.ts');
    for (const name of await readdir(join(realFolder, 'jats'))) {
      const paper = await readPaper(join(realFolder, 'jats', name), { outDir: join(folder, 'jats', name) });
      expect([paper.title, paper.doi, paper.licence.code].every(Boolean), name).toBe(true);
      completeCase(paperToCase(paper, { retrievedAt: '2026-01-02T03:04:05Z' }));
    }
  });

  it('reads every file of the tricky set, or says in one line why not', async () => {
    for (const file of realPdfs('tricky')) {
      try {
        const paper = await extractPdf(file, { outDir: join(folder, 'tricky', basename(file)) });
        const images = [...paper.unassigned, ...paper.figures.flatMap((figure) => figure.images)];
        expect(images.filter((image) => image.file === null || image.view === null)).toEqual([]);
        const record = completeCase(paperToCase(paper, { retrievedAt: '2026-01-02T03:04:05Z' }));
        expect(unseenIn([paper, record]), basename(file)).toEqual([]);
      } catch (error) {
        expect(error, basename(file)).toBeInstanceOf(CaselineError);
        expect((error as Error).message).not.toContain('\n');
      }
    }
  });
});
