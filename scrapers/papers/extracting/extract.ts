import { InvalidInput, messageOf } from '../../../data/errors.ts';
import { readInputFile, sizeOfInput } from '../../../data/files/input-file.ts';
import { makeScratch } from '../../../data/files/scratch.ts';
import { languageOf } from '../../../data/vocabulary/language.ts';
import { readSections } from '../article/sections.ts';
import { readTable } from '../article/tables.ts';
import { assignFigures } from '../figures/assign.ts';
import { buildFigures } from '../figures/build.ts';
import { findCaptions } from '../figures/captions.ts';
import {
  fillsPage,
  pageGraphics,
  pictureFinder,
  repeatedObjects,
  smallestFigure,
} from '../figures/graphics.ts';
import { sha256, writeImages } from '../figures/image-files.ts';
import { joinLabelsApart } from '../figures/label-apart.ts';
import { joinSubCaptions } from '../figures/sub-captions.ts';
import { uncaptionedFigures } from '../figures/uncaptioned.ts';
import { paperMetadata } from '../identity/metadata.ts';
import { paperLimits, tooLarge } from '../limits.ts';
import type { Paper, PaperImage } from '../paper.ts';
import { isCutOff } from '../pdf/objects/cut-off.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { heightOf, invert, multiply, transformBox, widthOf } from '../pdf/objects/geometry.ts';
import { pageLinks } from '../pdf/objects/links.ts';
import type { PageContents } from '../pdf/objects/page-contents.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { pageLines, pageMatrix, pageSize } from '../pdf/page/page-text.ts';
import { bodyStyle, vocabulary } from '../pdf/page/paragraphs.ts';
import type { ReadPage } from '../pdf/page/pdf-file.ts';
import { PdfFile } from '../pdf/page/pdf-file.ts';
import { unreadSign } from '../unread-signs.ts';
import { noTextOnPages } from '../worth-keeping.ts';

/** What an extraction is doing, for showing to people. */
export interface ExtractProgress {
  step: 'open' | 'text' | 'figures' | 'images' | 'done';
  done: number;
  of: number;
}

export interface ExtractOptions {
  /** Folder the image files are written to; made if need be. */
  outDir: string;
  onProgress?: ((progress: ExtractProgress) => void) | undefined;
}

/** Id of the case a paper becomes. */
export const paperId = (doi: string | null, hash: string): string =>
  doi === null
    ? `paper-sha256-${hash.slice(0, 16)}`
    : `paper-${doi
        .toLowerCase()
        .replace(/[^a-z0-9._]+/g, '-')
        .replace(/(?<!-)-+$/, '')}`.slice(0, 180);

/**
 * Reads a PDF: figures with captions, panels and images, text, tables and metadata. Image files go to `outDir`.
 * @throws InvalidInput `pdf-unreadable`, `pdf-password`, `pdf-too-large`
 */
export async function extractPdf(path: string, { outDir, onProgress }: ExtractOptions): Promise<Paper> {
  const size = sizeOfInput(path);
  if (size > paperLimits.fileBytes) {
    throw tooLarge(path, size);
  }
  const bytes = readInputFile(path);
  const tell = (step: ExtractProgress['step'], done: number, of: number): void =>
    onProgress?.({ step, done, of });
  tell('open', 0, 1);
  const file = await PdfFile.open(bytes);
  try {
    const warnings: string[] = [];
    if (file.repaired)
      warnings.push('The file is damaged and was mended first: object numbers are not its own.');
    const pages: ReadPage[] = [];
    for (const page of file.pages()) {
      if (pages.length === paperLimits.pages) {
        throw new InvalidInput('pdf-too-large', `${path} has more than ${paperLimits.pages} pages.`);
      }
      pages.push(page);
      warnings.push(...page.contents.warnings.map((text) => `page ${page.number}: ${text}`));
    }
    if (pages.length === 0)
      throw new InvalidInput('pdf-unreadable', `${path} holds no pages; fetch it again.`);
    if (isCutOff(bytes, file.reader, pages)) {
      throw new InvalidInput(
        'pdf-unreadable',
        `${path} breaks off before its end, and parts of it are missing; fetch it again`,
      );
    }
    const damaged = pages.flatMap(({ contents }) => contents.warnings)[0];
    if (damaged !== undefined && pages.every(({ contents }) => drawsNothing(contents)))
      throw new InvalidInput(
        'pdf-unreadable',
        `${path} is damaged, and nothing on its pages can be read (${damaged}); fetch it again, not as text`,
      );
    const { lines, turns } = await readLines(file, pages, warnings, (done) =>
      tell('text', done, pages.length),
    );
    const shown = pages.map(({ box, rotate }) => ({ box, rotate }));
    for (const [index, turn] of turns.entries()) {
      const page = pages[index];
      if (page !== undefined && turn !== 0) pages[index] = { ...page, rotate: (page.rotate + turn) % 360 };
    }
    const all = lines.flat();
    if (all.length === 0) warnings.push(noTextOnPages);
    const body = bodyStyle(all);
    const words = vocabulary(all);
    const repeated = repeatedObjects(pages);
    const captions = findCaptions(lines, pictureFinder(pages, lines, repeated), { body, words });
    const graphics = pages.flatMap((page) =>
      pageGraphics(page, lines[page.number - 1] ?? [], captions, repeated),
    );
    joinSubCaptions(captions, graphics, lines, { body, words });
    const { figures, unassigned: free } = assignFigures(captions, graphics, lines, body);
    joinLabelsApart(figures, captions, lines, { body, words });
    tell('images', 0, 1);
    await makeScratch(outDir);
    const images = await writeImages(file, pages, outDir, paperLimits.images, warnings);
    tell('figures', 0, figures.length);
    const built = await buildFigures(figures, {
      file,
      images,
      lines,
      rotations: pages.map((page) => page.rotate),
      body,
      outDir,
      warnings,
    });
    const uncaptioned = uncaptionedFigures(
      free,
      images,
      lines,
      pages.map(pageSize),
      built.some((figure) => figure.images.length > 0),
    );
    if (uncaptioned.length > 0) {
      const on = [...new Set(uncaptioned.map(({ page }) => page))].join(', ');
      warnings.push(
        `No caption was found for ${uncaptioned.length === 1 ? 'a picture' : `${uncaptioned.length} pictures`} on page ${on}: say in the review what is seen there.`,
      );
    }
    const used = new Set(built.flatMap((figure) => figure.images.map((image) => image.id)));
    const unassigned = [...images.values()].filter((image) => !used.has(image.id));
    for (const image of unassigned) image.note = reasonLeftOut(image, pages, repeated);

    const tables = captions
      .filter((caption) => caption.kind === 'table' && !caption.continued)
      .flatMap((caption) => {
        const page = pages[caption.page - 1];
        return page === undefined ? [] : [readTable(caption, page, lines[caption.page - 1] ?? [], body.size)];
      });
    const taken = new Map<number, Box[]>();
    const take = (page: number | null, box: Box | null): void => {
      if (page !== null && box !== null) taken.set(page, [...(taken.get(page) ?? []), box]);
    };
    for (const figure of built) take(figure.page, figure.box);
    for (const table of tables) take(table.page, table.box);
    const { embeddedMetadata } = await import('../pdf/page/pdfjs.ts');
    const embedded =
      all.length > 0 ? await embeddedMetadata(await file.document()) : new Map<string, string>();
    const links = pages.map((page) => pageLinks(file.reader, page));
    const { warnings: said, ...metadata } = paperMetadata(lines, embedded, words, links);
    if (all.length > 0) warnings.push(...said);
    const sections = readSections(lines, captions, taken, body, words, metadata.title);
    const hash = sha256(bytes);
    turnBack(
      [...built, ...uncaptioned, ...built.flatMap((figure) => figure.images), ...unassigned],
      pages,
      shown,
    );
    tell('done', 1, 1);
    return {
      id: paperId(metadata.doi, hash),
      ...metadata,
      language: languageOf(sections.flatMap((section) => section.paragraphs).join(' ')),
      pages: pages.length,
      sections,
      tables: tables.map(({ box: _, ...table }) => table),
      figures: built,
      uncaptioned,
      unassigned,
      warnings,
      source: { sha256: hash, kind: 'pdf' },
    };
  } finally {
    await file.close();
  }
}

const drawsNothing = ({ images, paths, shows }: PageContents): boolean =>
  images.length + paths.length + shows.length === 0;

async function readLines(
  file: PdfFile,
  pages: readonly ReadPage[],
  warnings: string[],
  tell: (done: number) => void,
): Promise<{ lines: TextLine[][]; turns: number[] }> {
  const lines: TextLine[][] = pages.map(() => []);
  const turns = pages.map(() => 0);
  const document = await file.document();
  for (const page of pages.slice(0, document.numPages)) {
    const { number } = page;
    try {
      const read = await pageLines(await document.getPage(number), page, file.reader);
      lines[number - 1] = read.lines;
      turns[number - 1] = read.turn;
      for (const [font, unread] of read.unread)
        warnings.push(
          `page ${number}: ${unread === 1 ? 'a sign' : `${unread} signs`} cannot be read, because the font ${font} does not say what its codes mean; “${unreadSign}” stands for each: compare the words with the page.`,
        );
    } catch (error) {
      warnings.push(`page ${number}: its text cannot be read (${messageOf(error)})`);
    }
    tell(number);
  }
  return { lines, turns };
}

/** Boxes of pages that were read as turned become those of the page as it is shown. */
function turnBack(
  items: readonly { page: number | null; box: Box | null }[],
  read: readonly ReadPage[],
  shown: readonly Pick<ReadPage, 'box' | 'rotate'>[],
): void {
  for (const item of new Set(items)) {
    const [page, was] = [read[(item.page ?? 0) - 1], shown[(item.page ?? 0) - 1]];
    if (item.box === null || page === undefined || was === undefined || page.rotate === was.rotate) continue;
    const back = invert(pageMatrix(page));
    if (back !== null) item.box = transformBox(item.box, multiply(back, pageMatrix(was)));
  }
}

function reasonLeftOut(image: PaperImage, pages: readonly ReadPage[], repeated: ReadonlySet<string>): string {
  if (image.object !== null && repeated.has(image.object))
    return 'repeated on several pages: a mark of the publisher';
  if (image.role === 'stencil') return 'a stencil';
  const { box } = image;
  if (box !== null && (widthOf(box) < smallestFigure || heightOf(box) < smallestFigure))
    return 'smaller than a figure';
  const page = pages[(image.page ?? 0) - 1];
  if (box !== null && page !== undefined && fillsPage(box, [0, 0, ...pageSize(page)]))
    return 'fills the page';
  return 'no caption near it';
}
