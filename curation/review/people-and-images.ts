import type { Case, CaseImage } from '../../data/format/case.ts';
import { patientOf, type ReviewState } from './fold.ts';

/** The patients and images of a case as the review has them: added, moved, merged, cut and left out. */

export interface PatientInView {
  readonly id: string;
  readonly label: string;
  readonly added: boolean;
}

/** A patient all of whose images were given to another is nobody any more; what was decided stays in the log. */
const wasMergedAway = (record: Case, state: ReviewState, patient: string): boolean => {
  const hadImages =
    record.images.some((image) => image.patient === patient) ||
    state.standing.some((event) => event.kind === 'image-assigned' && event.patient === patient);
  return hadImages && imagesOf(record, state).every((image) => image.patient !== patient);
};

/** The case's patients and those a person added, in order; without those merged into another. */
export const patientsOf = (record: Case, state: ReviewState): PatientInView[] =>
  everyPatient(record, state).filter(({ id }) => !wasMergedAway(record, state, id));

const everyPatient = (record: Case, state: ReviewState): PatientInView[] => [
  ...record.patients.map((patient, at) => ({
    id: patient.id,
    label: patient.label ?? (record.patients.length > 1 ? `Patient ${at + 1}` : 'Patient'),
    added: false,
  })),
  ...[...state.addedPatients].map(([id, label]) => ({ id, label, added: true })),
];

export interface ImageInView {
  readonly id: string;
  readonly patient: string | null;
  readonly sha256: string | null;
  readonly viewSha256: string | null;
  readonly file: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly series: string | null;
  readonly study: string | null;
  readonly caption: string | null;
  readonly label: string;
  readonly excluded: string | null;
  readonly quality: 'good' | 'questionable' | 'poor' | null;
  readonly cutFrom: string | null;
}

/** What people call an image: its figure and panel, else its number in the case and what its study is called. */
const labelOf = (record: Case, image: Case['images'][number], at: number): string => {
  const figure = [image.figure, image.panel].filter(Boolean).join(' ');
  // A bare number says little: "1 a" is "Figure 1 a".
  if (figure) return /^\d/.test(figure) ? `Figure ${figure}` : figure;
  const study = record.studies.find(({ id }) => id === image.study)?.title;
  return `Image ${at + 1}${study ? `: ${study}` : ''}`;
};

/** An image of the case as a person redrew it: a panel with other edges, another letter, its part of the caption. */
export function withCut(image: CaseImage, cut: ReviewState['cuts'][number] | undefined): CaseImage {
  if (!cut) return image;
  const { rectangle } = cut;
  const same = cut.sha256 === image.sha256;
  return {
    ...image,
    file: cut.file,
    sha256: cut.sha256,
    viewSha256: same ? image.viewSha256 : null,
    width: rectangle.width,
    height: rectangle.height,
    panel: cut.panel,
    parent: { image: cut.parent, rectangle },
  };
}

/** The case's images and those a person cut from them, with what the review says about each, in display order. */
export function imagesOf(record: Case, state: ReviewState): ImageInView[] {
  const cutAs = new Map(state.cuts.map((cut) => [cut.image, cut]));
  const held = record.images.map((image) => withCut(image, cutAs.get(image.id)));
  const own = held.map((image, at) => ({
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
    label: labelOf(record, image, at),
    excluded: state.excluded.get(image.id) ?? null,
    quality: state.quality.get(image.id) ?? null,
    cutFrom: image.parent?.image ?? null,
  }));
  const known = new Set(record.images.map(({ id }) => id));
  const fresh = state.cuts.filter(({ image }) => !known.has(image));
  const cuts = fresh.map((cut) => ({
    id: cut.image,
    patient: patientOf(record, state, cut.image),
    sha256: cut.sha256,
    viewSha256: null,
    file: cut.file,
    width: cut.rectangle.width,
    height: cut.rectangle.height,
    series: null,
    study: null,
    caption: record.images.find((image) => image.id === cut.parent)?.caption ?? null,
    label: cut.panel ? `Panel ${cut.panel}` : cut.file,
    excluded: state.excluded.get(cut.image) ?? null,
    quality: state.quality.get(cut.image) ?? null,
    cutFrom: cut.parent,
  }));
  return [...own, ...cuts];
}

/**
 * The frames of the stack an image is the first of, that image included: same series, same patient, none left
 * out. Empty for an image that stands alone; frames after the first are decided with it.
 */
export function framesOf(images: readonly ImageInView[], imageId: string | null): string[] {
  const image = images.find(({ id }) => id === imageId);
  if (!image || image.series === null) return [];
  const frames = images.filter(
    (one) => one.series === image.series && one.patient === image.patient && one.excluded === null,
  );
  return frames.length > 1 && frames[0]?.id === image.id ? frames.map(({ id }) => id) : [];
}
