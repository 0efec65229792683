import type { Case, CaseImage } from '../../data/format/case.ts';
import { patientOf, type ReviewState } from './fold.ts';

/** The images of a case as the review has them: redrawn, cut, moved, judged and left out. */

/** An image of the case as a person redrew it: a panel with other edges, another letter, its part of the caption. */
export function withCut(image: CaseImage, cut: ReviewState['cuts'][number] | undefined): CaseImage {
  if (!cut) return image;
  const { rectangle } = cut;
  return {
    ...image,
    file: cut.file,
    sha256: cut.sha256,
    viewSha256: cut.sha256 === image.sha256 ? image.viewSha256 : null,
    width: rectangle.width,
    height: rectangle.height,
    panel: cut.panel,
    parent: { image: cut.parent, rectangle },
  };
}

/**
 * The case's images in display order, each followed by those a person cut from it. An image that nobody redrew is the
 * case's own object. Pure.
 */
export function everyImage(record: Case, state: ReviewState): CaseImage[] {
  const all: CaseImage[] = [];
  const cutAs = new Map(state.cuts.map((cut) => [cut.image, cut]));
  const held = new Set(record.images.map(({ id }) => id));
  const fresh = Map.groupBy(
    state.cuts.filter(({ image }) => !held.has(image)),
    ({ parent }) => parent,
  );
  const add = (image: CaseImage): void => {
    all.push(image);
    // A part stands alone: it is no frame of its parent's stack and no row of a table.
    for (const cut of fresh.get(image.id) ?? [])
      add({ ...withCut({ ...image, id: cut.image, series: null, imported: null }, cut), viewSha256: null });
  };
  for (const image of [...record.images].sort((left, right) => left.order - right.order))
    add(withCut(image, cutAs.get(image.id)));
  return all;
}

/**
 * Images that go out, in display order, without the excluded ones. An image of which parts go out (panels of a
 * figure, a crop) is represented by them and does not go out itself.
 */
export function outgoingImages(record: Case, state: ReviewState): CaseImage[] {
  const standing = everyImage(record, state).filter(({ id }) => !state.excluded.has(id));
  const cutUp = new Set(standing.map(({ parent }) => parent?.image));
  return standing.filter(({ id }) => !cutUp.has(id));
}

/** An image with what the review says of it. */
export interface ReviewedImage {
  readonly id: string;
  readonly patient: string | null;
  readonly sha256: string | null;
  readonly viewSha256: string | null;
  readonly file: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Names the stack, with its study; null for an image that stands alone. */
  readonly series: string | null;
  readonly study: string | null;
  readonly caption: string | null;
  /** For people. */
  readonly label: string;
  readonly excluded: string | null;
  readonly quality: 'good' | 'questionable' | 'poor' | null;
  readonly cutFrom: string | null;
}

/** What people call an image: its figure and panel, else its number in the case and what its study is called. */
function labelOf(record: Case, image: CaseImage, at: number): string {
  // A part that a person cut has its letter or its file's name.
  if (at < 0) return image.panel ? `Panel ${image.panel}` : image.file;
  const figure = [image.figure, image.panel].filter(Boolean).join(' ');
  // A bare number says little: "1 a" is "Figure 1 a".
  if (figure) return /^\d/.test(figure) ? `Figure ${figure}` : figure;
  const study = record.studies.find(({ id }) => id === image.study)?.title;
  return `Image ${at + 1}${study ? `: ${study}` : ''}`;
}

/** Every image with what the review says of it, in display order. Pure. */
export function reviewedImages(record: Case, state: ReviewState): ReviewedImage[] {
  const place = new Map(record.images.map(({ id }, at) => [id, at]));
  return everyImage(record, state).map((image) => ({
    id: image.id,
    patient: patientOf(record, state, image.id),
    sha256: image.sha256,
    viewSha256: image.viewSha256,
    file: image.file,
    width: image.width,
    height: image.height,
    series: image.series === null ? null : `${image.study ?? ''}/${image.series}`,
    study: image.study,
    caption: image.caption,
    label: labelOf(record, image, place.get(image.id) ?? -1),
    excluded: state.excluded.get(image.id) ?? null,
    quality: state.quality.get(image.id) ?? null,
    cutFrom: image.parent?.image ?? null,
  }));
}

/**
 * The frames of the stack an image is the first of, that image included: same series, same patient, none left
 * out. Empty for an image that stands alone; frames after the first are decided with it.
 */
export function framesOf(images: readonly ReviewedImage[], imageId: string | null): string[] {
  const image = images.find(({ id }) => id === imageId);
  if (!image || image.series === null) return [];
  const frames = images.filter(
    (one) => one.series === image.series && one.patient === image.patient && one.excluded === null,
  );
  return frames.length > 1 && frames[0]?.id === image.id ? frames.map(({ id }) => id) : [];
}
