import type { CaseDraft } from '../../../data/format/case.ts';

/**
 * The same films as those of a paper of three patients: an equal share each, one after the other, and a text for each.
 * @param draft a case of one patient
 */
export function ofThreePatients(draft: CaseDraft): CaseDraft {
  const { images } = draft;
  const share = Math.ceil(images.length / 3);
  const patients = [1, 2, 3].map((number) => ({
    id: `p${number}`,
    label: `Patient ${number}`,
    sex: null,
    age: null,
    location: null,
  }));
  const texts = patients.map(({ id, label }) => ({
    id: `t-${id}`,
    kind: 'presentation' as const,
    heading: label,
    patient: id,
    language: 'en',
    text: `${label} was admitted with fever and cough. A film on day 4 showed opacities on both sides.`,
  }));
  return {
    ...draft,
    patients,
    texts: [...texts, ...draft.texts],
    studies: [],
    images: images.map((image, at) => ({ ...image, patient: `p${1 + Math.floor(at / share)}`, study: null })),
  };
}
