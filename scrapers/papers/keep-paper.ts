import { rm } from 'node:fs/promises';
import sharp from 'sharp';
import type { Case, CaseDraft } from '../../data/format/case.ts';
import { readInputFile } from '../../data/store/input-file.ts';
import type { CaseStore, ImageStore } from '../../data/store/ports.ts';
import type { Paper, PaperImage } from './paper.ts';
import { filesOfCase, type PaperOrigin, paperToCase } from './to-case.ts';

export interface KeptPaper {
  case: Case;
  change: 'new' | 'updated' | 'unchanged';
  /** The paper with the paths its kept files have now. */
  paper: Paper;
}

/** Mean difference of two pictures, 0 to 255, on a small grey copy: enough to tell inverted or shifted colours. */
async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const small = (bytes: Uint8Array) =>
    sharp(bytes, { failOn: 'none' })
      .flatten({ background: '#fff' })
      .resize(64, 64, { fit: 'fill' })
      .greyscale()
      .raw()
      .toBuffer();
  const [a, b] = await Promise.all([small(one), small(other)]);
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

/** Whether the original, opened by itself, shows something else than the page does (CMYK, Decode, soft mask). */
async function needsView(images: ImageStore, sha256: string, view: Uint8Array): Promise<boolean> {
  try {
    const shown = await images.viewable(sha256);
    return (await difference(readInputFile(shown), view)) > 3;
  } catch {
    return true;
  }
}

/** Keeps a picture's original, and its view where readers would not show the original as the page does. */
async function keepPicture(
  images: ImageStore,
  file: string,
  view: string | null,
): Promise<{ sha256: string; viewSha256: string | null; path: string }> {
  const original = readInputFile(file);
  const { sha256, path } = await images.put(original);
  if (view === null || view === file) return { sha256, viewSha256: null, path };
  const shown = readInputFile(view);
  const viewSha256 = (await needsView(images, sha256, shown)) ? (await images.put(shown)).sha256 : null;
  return { sha256, viewSha256, path };
}

type ImageDraft = CaseDraft['images'][number];

/** Cuts a panel out of its kept parent; a panel that leaves the parent's edges is cut at them. */
async function cutPanel(images: ImageStore, panel: ImageDraft, parent: ImageDraft): Promise<string | null> {
  const rectangle = panel.parent?.rectangle;
  const hash = parent.viewSha256 ?? parent.sha256;
  if (!rectangle || !hash) return null;
  const source = sharp(await images.viewable(hash), { failOn: 'none' });
  const { width, height } = await source.metadata();
  const cut = {
    left: rectangle.x,
    top: rectangle.y,
    width: Math.min(rectangle.width, width - rectangle.x),
    height: Math.min(rectangle.height, height - rectangle.y),
  };
  if (cut.width < 1 || cut.height < 1) return null;
  return (await images.put(await source.extract(cut).png().toBuffer())).sha256;
}

/** Whether anything of a paper is worth a case: a picture in a figure, or text. */
export const isWorthKeeping = (paper: Paper): boolean =>
  paper.figures.some((figure) => figure.images.length > 0) ||
  paper.sections.some(({ paragraphs }) => paragraphs.length > 0);

/**
 * Keeps an extracted paper: its figures' pictures and panels in the image store, and the case they make.
 * Files that are now in the store are removed from the extraction's folder.
 */
export async function keepPaper(
  stores: { cases: CaseStore; images: ImageStore },
  paper: Paper,
  origin: PaperOrigin,
): Promise<KeptPaper> {
  const draft = paperToCase(paper, origin);
  const paths = new Map<string, string>();
  for (const [id, { file, view }] of filesOfCase(paper)) {
    const image = draft.images.find((candidate) => candidate.id === id);
    if (!image) continue;
    const kept = await keepPicture(stores.images, file, view);
    image.sha256 = kept.sha256;
    image.viewSha256 = kept.viewSha256;
    paths.set(file, kept.path);
  }
  for (const image of draft.images) {
    const parent = draft.images.find((candidate) => candidate.id === image.parent?.image);
    if (parent && image.sha256 === null) image.sha256 = await cutPanel(stores.images, image, parent);
  }
  const { case: record, change } = await stores.cases.put(draft);
  for (const file of paths.keys()) await rm(file, { force: true });
  const moved = (image: PaperImage): PaperImage => ({
    ...image,
    file: image.file === null ? null : (paths.get(image.file) ?? image.file),
    view: image.view === null ? null : (paths.get(image.view) ?? image.view),
  });
  const figures = paper.figures.map((figure) => ({ ...figure, images: figure.images.map(moved) }));
  return { case: record, change, paper: { ...paper, figures, unassigned: paper.unassigned.map(moved) } };
}
