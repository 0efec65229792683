import { doiPattern, trimDoi } from '../doi.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { type Document, inBodyStyle } from './document.ts';
import type { EmbeddedMetadata } from './embedded-metadata.ts';
import { firstOf } from './embedded-metadata.ts';

/** Which of the DOIs of a document is its own. */

/** Entries that publishers fill with the DOI itself; then those that name it among other words. */
const doiKeys = [
  'prism:doi',
  'crossmark:doi',
  'pdfx:doi',
  'pdfx:wps-articledoi',
  'dc:identifier',
  'doi',
  'subject',
  'dc:description',
  'title',
  'dc:title',
];

export interface OwnDoi {
  doi: string | null;
  /** Other DOIs that were weighed against it, or all of them where none is certain enough. */
  others: string[];
}

/** A DOI on a page, with what speaks for its being the paper's own. */
interface Sighting {
  doi: string;
  score: number;
}

/** A DOI of fewer points is of a paper that is cited, of data or of a supplement. */
const fewest = 2;

/** Data sets, software, protocols, crystal structures and funders have DOIs of these registrants. */
const registrantsOfData =
  /^10\.(?:5281|6084|5061|17632|7910|17605|5524|17504|5517|2210|13039|7937|25387|18112|5255|21227|24432)\//;
const citesItself = /\b(?:cite (?:this|as)|citation|to cite|how to cite|please cite)\b/i;
const ofOther =
  /corrig|errat|companion|related (?:article|paper)|comment(?:ary)? (?:on|to)|editorial|see (?:also|page)|this article (?:corrects|refers)|in (?:response|reply)|reply to|\blinked\b|preprint|previous|accompan|refers? to|original (?:article|paper)|retract|published as|version/i;
const ofData =
  /data ?sets?|\bdata\b|deposit|dryad|zenodo|figshare|genbank|accession|\bcode\b|software|protocol|registr|supplement|supporting|appendix/i;
const numbered = /^\s*(?:\[\d{1,3}\]|\(?\d{1,3}[.)])\s+\p{Lu}/u;
export const referencesHeading =
  /^\s{0,3}(?:\d{1,2}\.?\s{0,3})?(?:references?(?: and notes)?|bibliography|literature cited|literatur|références|referencias|参考文献|文\s{0,2}献)\s{0,3}:?\s{0,3}$/iu;

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
  if (/[-_(/]$/.test(stem)) return token;
  if (!/\.$/.test(stem)) return '';
  const year = /^(?:19|20)\d\d$/.test(bare);
  const digitsBefore = /\d/.test(stem.replace(/^10\.\d+\//, ''));
  return /\d[.\-/()]\w|\p{L}[.\-/()]?\d/u.test(bare) || (alone && !year) || (!digitsBefore && !year)
    ? token
    : '';
}

/** DOIs that stand whole on a line or behind a link: they tell how a broken one goes on. */
function wholeDois(pages: readonly (readonly TextLine[])[], links: readonly string[]): Set<string> {
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

/**
 * The paper's own DOI: what the file says of itself, else the best placed of those on its pages (head, foot, title
 * page, "cite as"; not the references, nor what is said to be data, a supplement or another paper).
 * @param start index of the page on which the paper begins
 * @param notices pages before it that speak of another paper
 * @param links the addresses each page links to
 */
export function ownDoi(
  document: Document,
  embedded: EmbeddedMetadata,
  links: readonly (readonly string[])[],
  { start, notices }: { start: number; notices: ReadonlySet<number> },
): OwnDoi {
  const { pages, height } = document;
  for (const key of doiKeys) {
    const [found] = firstOf(embedded.get(key)).match(doiPattern) ?? [];
    const doi = found === undefined ? null : trimDoi(found);
    if (doi !== null && !/^10\.\d+\/\(issn\)/i.test(doi)) return { doi, others: [] };
  }
  const linked = linkedDois(links[start] ?? []);
  const whole = wholeDois(pages, linked);
  const sightings: Sighting[] = [];
  let references = false;
  for (const [at, page] of pages.entries()) {
    if (notices.has(at)) continue;
    const found: Sighting[] = [];
    for (const [index, line] of page.entries()) {
      if (at >= start && referencesHeading.test(line.text)) references = true;
      const margin = line.box[1] < 0.09 * height || line.box[3] > 0.91 * height;
      for (const { doi, before } of doisOf(line, page, whole, linked)) {
        const context = `${page[index - 1]?.text ?? ''} ${before}`.slice(-90);
        const alone =
          line.text
            .replace(doi, '')
            .replace(/https?:\/\/\S*?doi\.org\/?|doi\s*:?/gi, '')
            .trim().length < 12;
        const prose = inBodyStyle(line, document) && !alone;
        const points = [
          at === start ? 3 : at < start ? 2 : 0,
          margin ? 2 : 0,
          at === start && line.box[1] < 0.45 * height ? 1 : 0,
          /doi(?:\.org\/|\s{0,3}:?\s{0,3}(?:https?:\/\/(?:dx\.)?doi\.org\/)?)$/i.test(before) ? 1 : 0,
          citesItself.test(context) ? 2 : 0,
          alone && !references ? 1.5 : 0,
          linked.some((link) => link.toLowerCase() === doi.toLowerCase()) ? 0.5 : 0,
          prose ? -2 : 0,
          /\($|\(https?:\S*$/.test(before) ? -1 : 0,
          numbered.test(line.text) && !margin ? -4 : 0,
          references && !margin ? -6 : 0,
          registrantsOfData.test(doi) ? -4 : 0,
          ofOther.test(context) && !margin ? -4 : 0,
          ofData.test(context.slice(-70)) && !/\/-\/|supp/i.test(line.text.slice(before.length)) ? -3 : 0,
        ];
        found.push({ doi, score: points.reduce((sum, one) => sum + one, 0) });
      }
    }
    // A page full of DOIs is a list of references, whatever its heading.
    const many = new Set(found.map(({ doi }) => doi.toLowerCase())).size > 4;
    sightings.push(...found.map((one) => (many && at !== start ? { ...one, score: one.score - 6 } : one)));
  }
  return best(sightings);
}

/** The DOIs of a line, those broken at its end made whole, with the text before each. */
function doisOf(
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

function best(sightings: readonly Sighting[]): OwnDoi {
  const scores = new Map<string, { doi: string; score: number; times: number }>();
  for (const { doi, score } of sightings) {
    const key = doi.toLowerCase();
    const known = scores.get(key);
    if (known === undefined) scores.set(key, { doi, score, times: 1 });
    else {
      known.times += 1;
      known.score = Math.max(known.score, score);
    }
  }
  const ranked = [...scores.values()]
    .map((one) => ({ ...one, score: one.score + Math.min(2, one.times - 1) * (one.score > 0 ? 1 : 0) }))
    .sort((one, other) => other.score - one.score);
  const near = ranked.filter(({ score }) => score > fewest - 2);
  const [first, second] = ranked;
  const certain = first !== undefined && first.score >= fewest && first.score > (second?.score ?? 0);
  const doi = certain ? first.doi : null;
  return { doi, others: near.flatMap((one) => (one.doi === doi ? [] : one.doi)) };
}
