import { extname } from 'node:path';
import type { Case, CaseDraft } from '../../../data/format/case.ts';
import type { Review } from '../../../data/format/review.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import { freeId } from '../identifiers.ts';
import { sameImages } from './same-images.ts';

type Held = Case['images'][number];
type Fresh = CaseDraft['images'][number];

/** Images that a review speaks of, also in decisions that were undone since: an undo can be undone. */
export function imagesOfReview({ events }: Pick<Review, 'events'>): Set<string> {
  const named = new Set<string>();
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'image' || key === 'parent') && typeof inner === 'string') named.add(inner);
      else walk(inner);
    }
  };
  walk(events);
  return named;
}

const pixelsOf = ({ width, height }: { width?: number | null; height?: number | null }): number =>
  (width ?? 0) * (height ?? 0);

/** Gives images new ids everywhere they are named. */
function renamed(draft: CaseDraft, ids: ReadonlyMap<string, string>): CaseDraft {
  const named = (id: string): string => ids.get(id) ?? id;
  return {
    ...draft,
    texts: draft.texts.map((text) => (text.images ? { ...text, images: text.images.map(named) } : text)),
    images: draft.images.map((image) => ({
      ...image,
      id: named(image.id),
      ...(image.parent ? { parent: { ...image.parent, image: named(image.parent.image) } } : {}),
    })),
  };
}

/** The larger of two files of one picture: a second reading must not cost resolution. */
function withBetterFile(fresh: Fresh, held: Held): Fresh {
  const stem = held.file.slice(0, held.file.length - extname(held.file).length);
  if (held.sha256 === null || (fresh.sha256 && pixelsOf(fresh) >= pixelsOf(held)))
    return { ...fresh, file: `${stem}${extname(fresh.file)}` };
  const { sha256, viewSha256, width, height, mime, file } = held;
  return { ...fresh, sha256, viewSha256, width, height, mime, file };
}

/** Puts a held image back into a draft with the caption it stood with. */
function carried(draft: CaseDraft, image: Held, held: Case): CaseDraft {
  const caption = held.texts.find(({ id }) => id === image.caption);
  const same = draft.texts.find(({ id }) => id === caption?.id);
  const needed = caption !== undefined && same?.text !== caption.text;
  const textId =
    caption === undefined
      ? null
      : needed
        ? freeId(caption.id, new Set(draft.texts.map(({ id }) => id)))
        : caption.id;
  const texts =
    needed && textId !== null
      ? [...draft.texts, { ...caption, id: textId, images: [image.id] }]
      : draft.texts;
  return {
    ...draft,
    texts,
    images: [...draft.images, { ...image, caption: textId, order: draft.images.length }],
  };
}

export interface Settled {
  readonly draft: CaseDraft;
  /** Ids of held images that the new reading does not show and that stay, because the review speaks of them. */
  readonly kept: readonly string[];
  /** How many images of the new reading were recognised. */
  readonly recognised: number;
}

/**
 * Lays a new reading of a paper over the case that holds it, so that the review keeps its images: what is the same
 * picture keeps its id and the larger of its two files, and what only the held case has stays when the review speaks of it (or it is a
 * part of a picture whose held file stayed).
 * @param used ids of the images that must not go
 */
export async function settleOnHeld(
  held: Case,
  draft: CaseDraft,
  used: ReadonlySet<string>,
  images: ImageStore,
): Promise<Settled> {
  const pairs = await sameImages(held.images, draft.images, images);
  const ids = new Map(pairs);
  const heldById = new Map(held.images.map((image) => [image.id, image]));
  const taken = new Set(held.images.map(({ id }) => id));
  for (const { id } of draft.images) {
    if (ids.has(id)) continue;
    ids.set(id, freeId(id, taken));
    taken.add(ids.get(id) ?? id);
  }
  let settled = renamed({ ...draft, id: held.id }, ids);
  const recognised = new Set(pairs.values());
  const heldFile = new Set<string>();
  settled = {
    ...settled,
    images: settled.images.map((image) => {
      const before = recognised.has(image.id) ? heldById.get(image.id) : undefined;
      if (before === undefined) return image;
      const better = withBetterFile(image, before);
      if (better.sha256 === before.sha256 && image.sha256 !== before.sha256) heldFile.add(image.id);
      return better;
    }),
  };
  // Parts are rectangles in the pixels of their picture: where its held file stays, its held parts stay with it.
  const dropped = new Set(
    settled.images.filter(({ parent }) => parent && heldFile.has(parent.image)).map(({ id }) => id),
  );
  settled = {
    ...settled,
    images: settled.images.filter(({ id }) => !dropped.has(id)),
    texts: settled.texts.map((text) =>
      text.images ? { ...text, images: text.images.filter((id) => !dropped.has(id)) } : text,
    ),
  };
  const present = new Set(settled.images.map(({ id }) => id));
  const needed = new Set(used);
  for (const image of held.images) if (image.parent && used.has(image.id)) needed.add(image.parent.image);
  const kept: string[] = [];
  for (const image of held.images) {
    if (present.has(image.id)) continue;
    const partOfHeldFile = image.parent !== null && heldFile.has(image.parent.image);
    if (!needed.has(image.id) && !partOfHeldFile) continue;
    settled = carried(settled, image, held);
    if (!partOfHeldFile) kept.push(image.id);
  }
  const patients = new Set(settled.patients.map(({ id }) => id));
  const missing = used.size === 0 ? [] : held.patients.filter(({ id }) => !patients.has(id));
  settled = { ...settled, patients: [...settled.patients, ...missing] };
  return { draft: uniqueFiles(settled), kept, recognised: recognised.size };
}

/** File names are unique in a case. */
function uniqueFiles(draft: CaseDraft): CaseDraft {
  const taken = new Set<string>();
  const images = draft.images.map((image) => {
    const extension = extname(image.file);
    const stem = image.file.slice(0, image.file.length - extension.length);
    let file = image.file;
    for (let number = 2; taken.has(file); number += 1) file = `${stem}-${number}${extension}`;
    taken.add(file);
    return { ...image, file };
  });
  return { ...draft, images };
}
