import { doiPattern, trimDoi } from '../doi.ts';
import { sameDoi } from '../identifiers.ts';
import { type Document, inBodyStyle } from './document.ts';
import type { EmbeddedMetadata } from './embedded-metadata.ts';
import { firstOf } from './embedded-metadata.ts';
import { doisOf, linkedDois, wholeDois } from './printed-dois.ts';

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
  /** Where it was taken from: the pages, or what the file says of itself (XMP, Info). */
  by: 'place' | 'file';
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
  /corrig|errat|companion|related (?:article|paper)|comment(?:ary)? (?:on|to)|editorial|see (?:also|page)|this article (?:corrects|refers)|in (?:response|reply)|reply to|\blinked\b|preprint|previous|accompan|refers? to|original (?:article|paper)|retract|published as|version|\b(?:paper|article|study|report|letter|work) (?:by|of|from|in)\b|with interest/i;
const ofData =
  /data ?sets?|\bdata\b|deposit|dryad|zenodo|figshare|genbank|accession|\bcode\b|software|protocol|registr|supplement|supporting|appendix/i;
const numbered = /^\s*(?:\[\d{1,3}\]|\(?\d{1,3}[.)])\s+\p{Lu}/u;
export const referencesHeading =
  /^\s{0,3}(?:\d{1,2}\.?\s{0,3})?(?:references?(?: and notes)?|bibliography|literature cited|literatur|références|referencias|参考文献|文\s{0,2}献)\s{0,3}:?\s{0,3}$/iu;

/** The DOI that the file says of itself. */
function doiOfFile(embedded: EmbeddedMetadata): string | null {
  for (const key of doiKeys) {
    const [found] = firstOf(embedded.get(key)).match(doiPattern) ?? [];
    const doi = found === undefined ? null : trimDoi(found);
    if (doi !== null && !/^10\.\d+\/\(issn\)/i.test(doi)) return doi;
  }
  return null;
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
          /\($|\(https?:\S*$/.test(before) ? -2 : 0,
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
  return chosen(doiOfFile(embedded), best(sightings), sightings);
}

/** Points of a DOI that stands where only a paper's own does: its title page and its margins. */
const certain = 5;

/**
 * The file's own word, unless its pages name another one where only their own stands and never that of the file: then
 * the file was made from another paper's.
 */
function chosen(ofFile: string | null, ofPages: RankedDoi, sightings: readonly Sighting[]): OwnDoi {
  if (ofFile === null) return { doi: ofPages.doi, by: 'place', others: ofPages.others };
  const printed = sightings.some(({ doi }) => sameDoi(doi, ofFile));
  const overruled = !printed && ofPages.doi !== null && ofPages.score >= certain;
  if (overruled) return { doi: ofPages.doi, by: 'place', others: [ofFile, ...ofPages.others] };
  const rival = ofPages.doi !== null && !sameDoi(ofPages.doi, ofFile) ? [ofPages.doi] : [];
  return { doi: ofFile, by: 'file', others: rival };
}

interface RankedDoi {
  doi: string | null;
  score: number;
  others: string[];
}

function best(sightings: readonly Sighting[]): RankedDoi {
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
  const told = first !== undefined && first.score >= fewest && first.score > (second?.score ?? 0);
  const doi = told ? first.doi : null;
  return { doi, score: first?.score ?? 0, others: near.flatMap((one) => (one.doi === doi ? [] : one.doi)) };
}
