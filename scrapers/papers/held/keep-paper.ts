import sharp from 'sharp';
import { InvalidInput, NotFound } from '../../../data/errors.ts';
import { readInputFile } from '../../../data/files/input-file.ts';
import { removeScratch } from '../../../data/files/scratch.ts';
import type { Case, CaseDraft } from '../../../data/format/case.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import type { ReviewStore } from '../../../data/ports/reviews.ts';
import { filesOfCase, type PaperOrigin, paperToCase } from '../case/to-case.ts';
import { doiKey, sameDoi } from '../identifiers.ts';
import { bothNamed, marksOf } from '../identity/same-paper.ts';
import type { Paper, PaperFigure, PaperImage } from '../paper.ts';
import { findHeld, type Held, type HeldLookup } from './held-paper.ts';
import { pictureDifference, smallPicture } from './picture-likeness.ts';
import { imagesOfReview, settleOnHeld } from './settle-on-held.ts';

export interface KeptPaper {
  /** The case it became, holds it already, or (`asks`) may hold it. */
  case: Case;
  /**
   * `held`: the paper is in the workspace from another file; `asks`: a person has to say whether it is the paper of that
   * case. Neither changes anything.
   */
  change: 'new' | 'updated' | 'unchanged' | 'held' | 'asks';
  /** The paper with the paths its kept files have now. */
  paper: Paper;
}

/** Whether the original, opened by itself, shows something else than the page does (CMYK, Decode, soft mask). */
async function needsView(images: ImageStore, sha256: string, view: Uint8Array): Promise<boolean> {
  try {
    const shown = await images.viewable(sha256);
    const [original, page] = await Promise.all([smallPicture(await shown.read()), smallPicture(view)]);
    return pictureDifference(original, page) > 3;
  } catch {
    return true;
  }
}

/** Keeps a picture's original, and its view where readers would not show the original as the page does. */
async function keepPicture(
  images: ImageStore,
  file: string,
  view: string | null,
): Promise<{ sha256: string; viewSha256: string | null; place: string }> {
  const original = readInputFile(file);
  const { sha256, place } = await images.put(original);
  if (view === null || view === file) return { sha256, viewSha256: null, place };
  const shown = readInputFile(view);
  const viewSha256 = (await needsView(images, sha256, shown)) ? (await images.put(shown)).sha256 : null;
  return { sha256, viewSha256, place };
}

type ImageDraft = CaseDraft['images'][number];

/** Cuts a panel out of its kept parent; a panel that leaves the parent's edges is cut at them. */
async function cutPanel(images: ImageStore, panel: ImageDraft, parent: ImageDraft): Promise<string | null> {
  const rectangle = panel.parent?.rectangle;
  const hash = parent.viewSha256 ?? parent.sha256;
  if (!rectangle || !hash) return null;
  const source = sharp(await (await images.viewable(hash)).read(), { failOn: 'none' });
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

/** Stores that a paper is kept in, and where papers held already are looked up. */
export interface PaperStores extends HeldLookup {
  readonly images: ImageStore;
  readonly reviews: ReviewStore;
}

/**
 * Puts the pictures and panels of an extracted paper's figures into the image store.
 * @returns the case they make, and the paper with the paths its files have now
 */
export async function keepPictures(
  images: ImageStore,
  paper: Paper,
  origin: PaperOrigin,
): Promise<{ draft: CaseDraft; paper: Paper }> {
  const draft = paperToCase(paper, origin);
  const paths = new Map<string, string>();
  for (const [id, { file, view }] of filesOfCase(paper)) {
    const image = draft.images.find((candidate) => candidate.id === id);
    if (!image) continue;
    const kept = await keepPicture(images, file, view);
    image.sha256 = kept.sha256;
    image.viewSha256 = kept.viewSha256;
    paths.set(file, kept.place);
  }
  for (const image of draft.images) {
    const parent = draft.images.find((candidate) => candidate.id === image.parent?.image);
    if (parent && image.sha256 === null) image.sha256 = await cutPanel(images, image, parent);
  }
  const moved = (image: PaperImage): PaperImage => ({
    ...image,
    file: image.file === null ? null : (paths.get(image.file) ?? image.file),
    view: image.view === null ? null : (paths.get(image.view) ?? image.view),
  });
  await removeScratch(paths.keys());
  const withMoved = (figure: PaperFigure): PaperFigure => ({ ...figure, images: figure.images.map(moved) });
  const [figures, uncaptioned] = [paper.figures.map(withMoved), paper.uncaptioned.map(withMoved)];
  return { draft, paper: { ...paper, figures, uncaptioned, unassigned: paper.unassigned.map(moved) } };
}

/**
 * A draft laid over the case that holds the same paper, so that its review keeps its images.
 * @returns the draft, and one sentence for each thing a person should know
 */
export async function overHeld(
  stores: Pick<PaperStores, 'images' | 'reviews'>,
  held: Case,
  draft: CaseDraft,
): Promise<{ draft: CaseDraft; warnings: string[] }> {
  const used = imagesOfReview(await stores.reviews.get(held.id));
  const settled = await settleOnHeld(held, draft, used, stores.images);
  const { kept } = settled;
  const warnings =
    kept.length === 0
      ? []
      : [
          `The review of ${held.id} speaks of images that this reading does not show; they stay: ${kept.join(', ')}.`,
        ];
  // A file that does not name its DOI must not cost the case the one it is known by.
  const doi = settled.draft.document.doi ?? held.document.doi;
  return { draft: { ...settled.draft, document: { ...settled.draft.document, doi } }, warnings };
}

/** What a person said about a paper before it is kept. */
export interface KeepOptions {
  /** This reading takes the place of the held one. */
  readonly refresh?: boolean | undefined;
  /** Case that holds this paper. */
  readonly sameAs?: string | undefined;
  /** Cases that hold other papers, whatever they have in common with this one; `all`: every case that may. */
  readonly apartFrom?: readonly string[] | 'all' | undefined;
}

/** The case that holds a paper, a person's word before everything else. @throws NotFound, InvalidInput (`no-paper-case`, `other-doi`) */
async function heldOf(stores: PaperStores, paper: Paper, options: KeepOptions): Promise<Held | null> {
  const { sameAs, apartFrom = [] } = options;
  if (sameAs === undefined) {
    const found = await findHeld(stores, marksOf(paper), {
      ofSite: 'paper',
      apartFrom: apartFrom === 'all' ? [] : apartFrom,
    });
    return apartFrom === 'all' && found?.sameness.is === 'unsure' ? null : found;
  }
  const named = await stores.cases.get(sameAs);
  if (named === null)
    throw new NotFound('no-case', `there is no case '${sameAs}'; 'caseline paper' names them`);
  if (named.source.site !== 'paper')
    throw new InvalidInput('no-paper-case', `${sameAs} is of ${named.source.site} and not a paper's case`);
  const { doi } = named.document;
  if (doi !== null && paper.doi !== null && !sameDoi(doi, paper.doi))
    throw new InvalidInput(
      'other-doi',
      `${sameAs} holds ${doiKey(doi)}, and this paper is ${doiKey(paper.doi)}: two DOIs are two papers; nothing was changed. Leave out --same-as`,
    );
  return { case: named, sameness: { is: 'same', by: 'file' } };
}

/**
 * Keeps an extracted paper as a case. One that is held already is left as it is when it was read from another file,
 * unless `refresh` says that this reading is to take its place; its review then keeps its images (see `settleOnHeld`).
 * Where only a person can tell whether a case holds it, nothing is written. Files that are now in the store are removed
 * from the extraction's folder.
 * @throws Conflict when the case was written by somebody else meanwhile; NotFound when there is no case `sameAs`;
 * InvalidInput when that case is of another paper by its DOI
 */
export async function keepPaper(
  stores: PaperStores,
  paper: Paper,
  origin: PaperOrigin,
  options: KeepOptions = {},
): Promise<KeptPaper> {
  const found = await heldOf(stores, paper, options);
  const left = (change: 'held' | 'asks', held: Case, warning: string): KeptPaper => ({
    case: held,
    change,
    paper: { ...paper, warnings: [...paper.warnings, warning] },
  });
  if (found?.sameness.is === 'unsure') {
    const remedy = `If it is the same paper, say --same-as ${found.case.id} (and --refresh to read it anew); if not, --another.`;
    const both = bothNamed(found.case, paper, found.sameness.by);
    return left('asks', found.case, `${both}. Nothing was changed. ${remedy}`);
  }
  const held = found?.case ?? null;
  if (held !== null && held.source.pageSha256 !== paper.source.sha256 && !options.refresh) {
    return left(
      'held',
      held,
      `This paper is held already, as ${held.id}, read from another file; nothing was changed. With --refresh this reading takes its place, and the review keeps its images.`,
    );
  }
  const { draft, paper: moved } = await keepPictures(stores.images, paper, origin);
  if (held === null) {
    const id = await ownId(stores, draft.id, paper);
    const { case: record, change } = await stores.cases.put({ ...draft, id }, { expect: 0 });
    return { case: record, change, paper: { ...moved, id } };
  }
  const settled = await overHeld(stores, held, draft);
  const { case: record, change } = await stores.cases.put(settled.draft, { expect: held.rev });
  return { case: record, change, paper: { ...moved, warnings: [...moved.warnings, ...settled.warnings] } };
}

/** An id that no other paper's case has: DOIs that differ in their signs alone make the same one. */
export async function ownId(
  { cases }: Pick<PaperStores, 'cases'>,
  id: string,
  paper: Paper,
): Promise<string> {
  return (await cases.has(id)) ? `${id.slice(0, 160)}-${paper.source.sha256.slice(0, 12)}` : id;
}
