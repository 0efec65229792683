import { doiPattern, trimDoi } from '../doi.ts';
import type { TextLine } from '../pdf/page/page-text.ts';

/** DOIs of lines: whole, or broken at the end of one and going on on the next. */

/** The DOIs of a line, those broken at its end made whole, with the text before each. */
export function doisOf(
  line: TextLine,
  page: readonly TextLine[],
  whole: ReadonlySet<string>,
  linked: readonly string[],
): { doi: string; before: string }[] {
  const text = line.text.replace(/[\u200b\u00ad]/g, '').trimEnd();
  const found = [...text.matchAll(doiPattern)].map((match) => ({ raw: match[0], index: match.index }));
  const cut = /\b10\.\d{4,9}\/?$/.exec(text);
  if (cut !== null) found.push({ raw: cut[0], index: cut.index });
  return found.flatMap(({ raw, index }) => {
    let doi = raw;
    if (index + raw.length === text.length) {
      const next = lineBelow(line, page);
      if (next !== null) doi += continuation(raw, next.text, whole);
      const stem = doi.replace(/(?<![.,;:])[.,;:]+$/, '').toLowerCase();
      const longer = linked.find((link) => link.length > stem.length && link.toLowerCase().startsWith(stem));
      if (longer !== undefined && next !== null && goesOn(longer.slice(stem.length), next.text)) doi = longer;
    }
    const clean = trimDoi(doi);
    return clean === null ? [] : [{ doi: clean, before: text.slice(0, index) }];
  });
}

/** Whether a line begins with the rest of a DOI that a link holds whole. */
const goesOn = (rest: string, next: string): boolean =>
  next.trim().toLowerCase().startsWith(rest.toLowerCase().replace(/^[.-]/, '')) ||
  next.trim().toLowerCase().startsWith(rest.toLowerCase());

/** The line under `line`, in the same column and size: the one on which a broken DOI goes on. */
function lineBelow(line: TextLine, page: readonly TextLine[]): TextLine | null {
  const [x0, y0, , y1] = line.box;
  const below = page.filter(
    ({ box, size }) =>
      box[1] > y0 + 0.5 * line.size &&
      box[1] - y1 < 1.3 * line.size &&
      Math.abs(size - line.size) < 0.7 &&
      box[0] < line.box[2] &&
      box[0] > x0 - 40 * line.size &&
      box[2] > x0 - line.size,
  );
  const [next] = below.sort(
    (one, other) => one.box[1] - other.box[1] || Math.abs(one.box[0] - x0) - Math.abs(other.box[0] - x0),
  );
  return next ?? null;
}

/** What the next line adds to a DOI that breaks off at the end of its line; empty when it is whole. */
function continuation(stem: string, next: string, whole: ReadonlySet<string>): string {
  const [token = ''] = /^[\p{L}\d(/][^\s"<>]*/u.exec(next.trim()) ?? [];
  if (token === '') return '';
  const known = (doi: string): boolean => whole.has((trimDoi(doi) ?? '').toLowerCase());
  if (known(stem + token)) return token;
  if (/^10\.\d{4,9}\/?$/.test(stem)) return token;
  if (known(stem)) return '';
  const bare = token.replace(/(?<![.,;:)\]])[.,;:)\]]+$/, '');
  const alone = next.trim() === token;
  if (!/\d/.test(bare)) return '';
  // "10.5555/j.lightho" above "use.2020.07.011": no suffix of its own is without a number, and no word ends like that.
  const wordless = !/\d/.test(stem.replace(/^10\.\d+\//, ''));
  if (wordless && alone && /^(?!www\.)[\p{L}\d]+[.\-/()][^@]*\d/u.test(bare)) return token;
  if (/[-_(/]$/.test(stem)) return token;
  if (!/\.$/.test(stem)) return '';
  const year = /^(?:19|20)\d\d$/.test(bare);
  const digitsBefore = /\d/.test(stem.replace(/^10\.\d+\//, ''));
  return /\d[.\-/()]\w|\p{L}[.\-/()]?\d/u.test(bare) || (alone && !year) || (!digitsBefore && !year)
    ? token
    : '';
}

/** DOIs that stand whole on a line or behind a link: they tell how a broken one goes on. */
export function wholeDois(pages: readonly (readonly TextLine[])[], links: readonly string[]): Set<string> {
  const whole = new Set(links.map((doi) => doi.toLowerCase()));
  for (const { text } of pages.flat())
    for (const match of text.matchAll(doiPattern))
      if (/^[.,;)\]]*\s/.test(text.slice(match.index + match[0].length)))
        whole.add((trimDoi(match[0]) ?? '').toLowerCase());
  return whole;
}

export const linkedDois = (links: readonly string[]): string[] =>
  links.flatMap((link) => {
    const [found] = /doi\.org\//i.test(link) ? (decoded(link).match(doiPattern) ?? []) : [];
    return (found === undefined ? null : trimDoi(found)) ?? [];
  });

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
