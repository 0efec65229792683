import { escapeHtml } from '../../../../data/escape-html.ts';
import type { CaseText } from '../../../../data/format/case.ts';
import type { Quote } from '../../../../data/format/day.ts';

/**
 * A text with the words of suggestions marked, as safe HTML. The text content of the result is the text itself,
 * unit by unit, so that offsets counted in the browser are offsets into the text. Overlapping quotes are cut
 * into pieces, each marked once.
 */
export function markedText(text: CaseText, quotes: readonly Quote[]): string {
  const own = quotes.filter(
    (quote) => quote.text === text.id && quote.start < quote.end && quote.end <= text.text.length,
  );
  const edges = new Set([0, text.text.length]);
  for (const quote of own) edges.add(quote.start).add(quote.end);
  const cuts = [...edges].sort((left, right) => left - right);
  const starts = [...own].sort((left, right) => left.start - right.start);
  let html = '';
  let next = 0;
  let reach = 0;
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [from, to] = [cuts[at] ?? 0, cuts[at + 1] ?? 0];
    for (let quote = starts[next]; quote && quote.start <= from; quote = starts[next]) {
      reach = Math.max(reach, quote.end);
      next += 1;
    }
    const piece = escapeHtml(text.text.slice(from, to));
    html += from < reach ? `<mark data-from="${from}">${piece}</mark>` : piece;
  }
  return html;
}
