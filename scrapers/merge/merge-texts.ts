import type { CaseText } from '../../data/format/case.ts';

/** Texts of a case read again: quotes point into them by id, so that a text that still stands keeps its id. */

const sameWords = (one: CaseText, other: CaseText): boolean =>
  one.kind === other.kind && one.heading === other.heading && one.text === other.text;

const speaksOf = (one: CaseText, other: CaseText): boolean =>
  one.images.some((image) => other.images.includes(image));

const freeId = (wanted: string, taken: ReadonlySet<string>): string => {
  let id = wanted;
  for (let next = 2; taken.has(id); next += 1) id = `${wanted}-${next}`;
  return id;
};

/**
 * @param held texts of the stored case
 * @param fresh texts of the newer reading, their images named as in the merged case
 * @param kept ids of stored images that the newer reading does not bring; their texts stay
 * @param captions ids of texts that captions of kept images name
 * @returns the texts, and the id each fresh text has now
 */
export function mergeTexts(
  held: readonly CaseText[],
  fresh: readonly CaseText[],
  kept: ReadonlySet<string>,
  captions: ReadonlySet<string>,
): { texts: CaseText[]; ids: Map<string, string> } {
  const staying = new Map<CaseText, string[]>();
  for (const text of held) {
    const images = text.images.filter((image) => kept.has(image));
    if (images.length > 0 || captions.has(text.id)) staying.set(text, images);
  }
  const twinOf = new Map<CaseText, CaseText>();
  const used = new Set<CaseText>();
  const pair = (matches: (text: CaseText, candidate: CaseText) => boolean): void => {
    for (const text of fresh) {
      if (twinOf.has(text)) continue;
      const twin = held.find((candidate) => !used.has(candidate) && matches(text, candidate));
      if (!twin) continue;
      used.add(twin);
      twinOf.set(text, twin);
    }
  };
  pair((text, candidate) => sameWords(text, candidate) && text.id === candidate.id);
  pair(sameWords);
  // Words that changed keep their text's id, so that a quote from it can be compared with what stands there now.
  pair(
    (text, candidate) =>
      text.kind === candidate.kind &&
      !staying.has(candidate) &&
      (speaksOf(text, candidate) || (text.images.length === 0 && text.id === candidate.id)),
  );
  const taken = new Set(held.map(({ id }) => id));
  const ids = new Map<string, string>();
  const merged = new Map<CaseText, CaseText>();
  for (const text of fresh) {
    const twin = twinOf.get(text);
    const id = twin?.id ?? freeId(text.id, taken);
    taken.add(id);
    ids.set(text.id, id);
    const images = [...text.images, ...((twin && staying.get(twin)) ?? [])];
    const order = new Map(twin?.images.map((image, at) => [image, at]));
    images.sort((a, b) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size));
    merged.set(text, { ...text, id, images });
  }
  const freshOf = new Map([...twinOf].map(([text, twin]) => [twin, text]));
  const texts = held.flatMap((text) => {
    const renewed = freshOf.get(text);
    if (renewed) return [merged.get(renewed) ?? renewed];
    const images = staying.get(text);
    return images ? [{ ...text, images }] : [];
  });
  // A new text goes before the one that follows it in the table: notes of a row stay in their order.
  let next: CaseText | undefined;
  for (const text of [...fresh].reverse()) {
    const own = merged.get(text) ?? text;
    if (!twinOf.has(text)) {
      const at = next ? texts.indexOf(next) : -1;
      texts.splice(at < 0 ? texts.length : at, 0, own);
    }
    next = own;
  }
  return { texts, ids };
}
