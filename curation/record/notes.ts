import type { Case, CaseImage, CaseText } from '../../data/format/case.ts';
import type { ReviewState } from './fold.ts';

/** The notes of a row: what the source says of the image and its patient. */

const about = (
  texts: readonly CaseText[],
  kind: CaseText['kind'],
  test: (text: CaseText) => boolean,
): string[] => texts.filter((text) => text.kind === kind && test(text)).map(({ text }) => text);

/**
 * Texts of the case, of the image's patient or its study, or of the image itself; never another image's. Notes of a
 * table's row go out as they stood, white space and all.
 */
export function clinicalNotes(
  record: Case,
  state: ReviewState,
  image: CaseImage,
  patient: string | null,
): string {
  const imported = about(record.texts, 'clinical-notes', (text) => text.images.includes(image.id));
  if (imported.length > 0) return imported.join('\n');
  const reaches = (text: CaseText): boolean =>
    (text.images.length === 0 || text.images.includes(image.id)) &&
    (text.study === null || text.study === image.study) &&
    (text.patient === null || text.patient === patient);
  const part = state.cuts.find((cut) => cut.image === image.id)?.caption?.words;
  const caption = (part ?? record.texts.find((text) => text.id === image.caption)?.text)?.trim();
  const of = (kind: CaseText['kind']): string[] =>
    about(record.texts, kind, reaches).map((text) => text.trim());
  const parts: [string, string[]][] = [
    ['Presentation', [...of('presentation'), ...of('history')]],
    ['Imaging notes', [...of('findings'), ...(caption ? [caption] : [])]],
    ['Discussion', of('discussion')],
  ];
  return parts
    .filter(([, texts]) => texts.length > 0)
    .map(([name, texts]) => `${name}: ${[...new Set(texts)].join(' ')}`)
    .join('\n');
}

/** Credit and other remarks. */
export function otherNotes(record: Case, image: CaseImage): string {
  const imported = about(
    record.texts,
    'other-notes',
    (text) => text.images.length === 0 || text.images.includes(image.id),
  );
  const credit = image.origin?.credit ?? record.document.credit;
  return [...imported, ...(credit && !imported.some((text) => text.includes(credit)) ? [credit] : [])].join(
    ' ',
  );
}
