import type { Paragraph } from '../story.ts';

/** Text as it must stand in HTML; non-breaking spaces become entities, as editors write them. */
export const escapeMarkup = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\u00a0', '&nbsp;');

/** Inner markup of a paragraph. */
export const inlineHtml = (paragraph: Paragraph): string =>
  typeof paragraph === 'string' ? escapeMarkup(paragraph) : paragraph.html;

export const paragraphs = (list: readonly Paragraph[]): string =>
  list.map((paragraph) => `<p>${inlineHtml(paragraph)}</p>`).join('');
