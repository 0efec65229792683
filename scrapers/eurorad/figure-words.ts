import type { CaseDraft } from '../../data/format/case.ts';
import { captionModalities, captionModality, panelCaption } from '../reading/caption-terms.ts';
import { type ModalityTerm, modalityOf } from '../reading/terms.ts';
import type { EuroradPage } from './record.ts';

/** What the words of a case say of its figures: shared captions, and what each picture is. */

type Texts = CaseDraft['texts'];

/** `2a` → `2`. */
export const figureNumber = (label: string): string => /^\d{1,3}/.exec(label)?.[0] ?? label;
/** `2a` → `a`; null without one. */
export const panelOf = (label: string): string | null =>
  /^\d{1,3}\s?[.-]?\s?([A-Za-z])$/.exec(label)?.[1]?.toLowerCase() ?? null;

/** One text for a caption that sub-figures of a figure share. */
export const captionsOf = (
  page: EuroradPage,
  ids: readonly string[],
): { texts: Texts; ofFigure: (string | null)[] } => {
  const texts: Texts = [];
  const known = new Map<string, { id: string; images: string[] }>();
  const ofFigure = page.figures.map((figure, index) => {
    if (figure.caption === null) return null;
    const key = `${figureNumber(figure.label)}\n${figure.caption}`;
    const image = ids[index] ?? '';
    const held = known.get(key);
    if (held) {
      held.images.push(image);
      return held.id;
    }
    const entry = { id: `caption-${image.replace('figure-', '')}`, images: [image] };
    known.set(key, entry);
    texts.push({
      id: entry.id,
      kind: 'caption',
      heading: `Figure ${figure.label}`,
      images: entry.images,
      language: 'en',
      text: figure.caption,
    });
    return entry.id;
  });
  return { texts, ofFigure };
};

/** Names more than one examination: its silence about which is shown is no consent. */
const saysTwo = (caption: string): boolean => captionModalities(caption).length > 1;

/**
 * Modality of each figure. A caption that names it decides; a silent one follows the case's only technique if no
 * other figure contradicts that. The list alone proves nothing: cases that list CT show films as well.
 */
export const figureModalities = (page: EuroradPage): ModalityTerm[] => {
  const own = page.figures.map((figure) => {
    const caption = figure.caption ?? '';
    const part = captionModality(panelCaption(caption, panelOf(figure.label)));
    return part.value === null ? captionModality(caption) : part;
  });
  const [technique, ...more] = new Set(page.technique.map((name) => modalityOf(name) ?? name));
  const named = new Set(
    own.flatMap(({ value }) => (value === null || value === 'Table' ? [] : [value as string])),
  );
  const only = modalityOf(technique ?? '');
  const agreed = only !== null && more.length === 0 && named.size === 1 && named.has(only);
  return own.map((term, index): ModalityTerm => {
    if (term.value !== null || !agreed || saysTwo(page.figures[index]?.caption ?? '')) return term;
    return {
      stated: null,
      value: only,
      reason: `the case lists ${page.technique.join(', ')} as its only technique, and no figure shows another`,
    };
  });
};
