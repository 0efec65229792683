import type { Case, CaseText } from '../../../data/format/case.ts';
import { factId } from '../../../data/format/quotable.ts';
import { radiologyWords, shownWords } from './film-words.ts';
import { bracketedLabels, type Label, leadingLabel, titleOfFigure } from './labels.ts';
import { splitSentences } from './sentences.ts';

/** Which pictures a text is about, and what their captions say of them. */

/** Kinds of texts that are about a picture. */
export const captionKinds: ReadonlySet<CaseText['kind']> = new Set(['caption', 'panel-caption', 'findings']);
/** Whether a sentence stands in a caption. */
export const isCaption = ({ kind }: { readonly kind: CaseText['kind'] }): boolean =>
  kind === 'caption' || kind === 'panel-caption';

/** The images that a text is about; none: the case as a whole. */
export function imagesOfText(record: Case, text: CaseText): readonly string[] {
  if (text.images.length > 0) return text.images;
  const captioned = record.images.filter((image) => image.caption === text.id);
  if (captioned.length > 0) return captioned.map(({ id }) => id);
  if (text.study !== null)
    return record.images.filter((image) => image.study === text.study).map(({ id }) => id);
  return [];
}

/** Images whose modality is stated, or whose captions, where they have any, name a film or what films show. */
export function radiologicalImages(record: Case, texts: readonly CaseText[]): ReadonlySet<string> {
  const captions = new Map<string, string[]>();
  const add = (image: string, text: string) => captions.set(image, [...(captions.get(image) ?? []), text]);
  for (const text of texts)
    if (captionKinds.has(text.kind)) for (const image of imagesOfText(record, text)) add(image, text.text);
  const speaks = (image: Case['images'][number]): boolean => {
    if (image.modality.value !== null || image.view.value !== null) return true;
    const own = [...(captions.get(image.id) ?? []), ...(captions.get(image.parent?.image ?? '') ?? [])];
    return own.length === 0 || own.some((text) => radiologyWords.test(text) || shownWords.test(text));
  };
  return new Set(record.images.filter(speaks).map(({ id }) => id));
}

/** The label that an image's own caption begins with: "Fig. A. Chest radiograph". */
export function labelOfCaption(record: Case, image: Case['images'][number]): Label | null {
  const own = record.texts.filter(
    ({ kind, id, images }) =>
      captionKinds.has(kind) && (image.caption === id || (images.length === 1 && images[0] === image.id)),
  );
  const [only] = own;
  const label = own.length === 1 && only ? leadingLabel(only.text.slice(0, 40)) : null;
  if (!only || label?.panel == null) return label;
  // "(A) Chest film and (B) CT": the whole figure, and none of its panels.
  const named = [
    ...bracketedLabels(only.text).flatMap(({ labels }) => labels),
    ...splitSentences(only.text).flatMap(({ start, end }) => leadingLabel(only.text.slice(start, end)) ?? []),
  ];
  const whole = named.some(({ panel }) => panel !== null && panel !== label.panel);
  return !whole ? label : label.figure === null ? null : { ...label, panel: null };
}

/** A case's texts, and before each image's caption what stands in place of its figure's number: "CXR 28/03/2020". */
export function withTitles(record: Case): readonly CaseText[] {
  const titles = new Map<string | null, CaseText[]>();
  for (const { id: image, figure, caption, study, patient } of record.images) {
    const text = titleOfFigure(figure);
    if (text === null) continue;
    const language = record.texts[0]?.language ?? 'en';
    const id = factId('image-figure', image);
    const title: CaseText = {
      id,
      kind: 'caption',
      heading: null,
      text,
      images: [image],
      study,
      patient,
      language,
    };
    titles.set(caption, [...(titles.get(caption) ?? []), title]);
  }
  if (titles.size === 0) return record.texts;
  const known = new Set<string | null>(record.texts.map(({ id }) => id));
  return [
    ...record.texts.flatMap((text) => [...(titles.get(text.id) ?? []), text]),
    ...[...titles].flatMap(([caption, list]) => (known.has(caption) ? [] : list)),
  ];
}
