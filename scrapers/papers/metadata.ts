import { licenceCode } from '../../data/vocabulary/licences.ts';
import type { PaperLicence } from './paper.ts';
import type { TextLine } from './pdf/page-text.ts';
import { joinLines } from './pdf/paragraphs.ts';

/** What a PDF says about itself outside its pages: the Info dictionary and the XMP packet, keys in lower case. */
export type EmbeddedMetadata = ReadonlyMap<string, string | string[]>;

export interface PaperMetadata {
  title: string | null;
  authors: string[];
  doi: string | null;
  pmcid: string | null;
  journal: string | null;
  year: number | null;
  published: string | null;
  licence: PaperLicence;
}

const doiPattern = /\b10\.\d{4,9}\/[^\s"<>{}|\\^`]{1,200}/gi;

/** A DOI without resolver address and trailing punctuation; `null` when there is none. */
export function doiIn(text: string): string | null {
  const [found] = text.match(doiPattern) ?? [];
  return found === undefined ? null : trimDoi(found);
}

function trimDoi(doi: string): string | null {
  let clean = doi.replace(/(?<![.,;:'"”’*])[.,;:'"”’*]+$/, '');
  // A bracket closes the sentence unless it was opened inside.
  while (/[)\]]$/.test(clean) && (clean.match(/[([]/g)?.length ?? 0) < (clean.match(/[)\]]/g)?.length ?? 0)) {
    clean = clean.slice(0, -1).replace(/(?<![.,;:])[.,;:]+$/, '');
  }
  return /^10\.\d{4,9}\/\S{2,}/.test(clean) ? clean : null;
}

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

/** Words of a text for comparing: letters and digits in lower case. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const first = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? '') : (value ?? '');

/**
 * Reads title, authors, DOI, journal, date and licence of a paper.
 * @param pages the lines of each page
 * @param links the web addresses each page links to
 */
export function paperMetadata(
  pages: readonly (readonly TextLine[])[],
  embedded: EmbeddedMetadata,
  words: ReadonlySet<string>,
  links: readonly (readonly string[])[] = [],
): PaperMetadata {
  const front = pages[0] ?? [];
  const named = journal(embedded);
  const heading = printedTitle(pages, words, named);
  const title = chooseTitle(embedded, heading?.text ?? null, front);
  const text = pages.map((lines) => lines.map((line) => line.text).join('\n'));
  const { year, published } = publicationDate(text, embedded);
  return {
    title,
    authors: authors(embedded, front, heading),
    doi: findDoi(text, embedded, links[0] ?? []),
    pmcid: /\bPMC\d{5,9}\b/.exec(text[0] ?? '')?.[0] ?? null,
    journal: named,
    year,
    published,
    licence: findLicence(text, links.flat()),
  };
}

function findDoi(
  pages: readonly string[],
  embedded: EmbeddedMetadata,
  links: readonly string[],
): string | null {
  for (const key of doiKeys) {
    const doi = doiIn(first(embedded.get(key)));
    if (doi !== null && !/^10\.\d+\/\(issn\)/i.test(doi)) return doi;
  }
  const linked = links.flatMap((link) => (/doi\.org\//i.test(link) ? (doiIn(decoded(link)) ?? []) : []));
  // A DOI may be broken at the end of a line, after a stop, stroke or hyphen.
  const start = pages
    .slice(0, 2)
    .map((page) => page.replace(/(10\.\d{4,9}\/\S{0,80}[./-])\n(?=[\w(])/g, '$1'));
  for (const page of start) {
    const all = (page.match(doiPattern) ?? []).flatMap((doi) => trimDoi(doi) ?? []);
    const own = /(?:doi|dx\.doi\.org|doi\.org)[:/\s]{0,4}\s*(10\.\d{4,9}\/\S+)/i.exec(page)?.[1];
    const named = own === undefined ? null : trimDoi(own);
    if (all.length === 0) continue;
    const confirmed = linked.find((link) =>
      all.some((doi) => link.toLowerCase().startsWith(doi.toLowerCase())),
    );
    if (confirmed !== undefined) return confirmed;
    const counts = new Map<string, number>();
    for (const doi of all) counts.set(doi.toLowerCase(), (counts.get(doi.toLowerCase()) ?? 0) + 1);
    const most = all.reduce((best, doi) =>
      (counts.get(doi.toLowerCase()) ?? 0) > (counts.get(best.toLowerCase()) ?? 0) ? doi : best,
    );
    return (counts.get(most.toLowerCase()) ?? 0) > 1 ? most : (named ?? most);
  }
  return null;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

interface Heading {
  text: string;
  lines: TextLine[];
}

/** Names of article kinds and marks that stand in large type above titles. */
const notTitles =
  /^(?:research|original|review|case|short|brief|rapid|letter|article|articles|report|reports|series|communications?|editorial|correspondence|open|access|clinical|study|protocol|trial|systematic|meta|analysis|image|images|medicine|commentary|perspective|opinion|and|of|the|in|to|a|full|paper|chest|infectious|disease|diseases|journal|international|european|radiology|imaging|published|invited|mini|technical|note|data|viewpoint|doi|vol|pages?|elsevier|springer|wiley|hindawi|plos|one|bmc|frontiers|\d+)$/i;

/** The largest heading on the first page that is no journal name and no article kind. */
function printedTitle(
  pages: readonly (readonly TextLine[])[],
  words: ReadonlySet<string>,
  journalTitle: string | null,
): Heading | null {
  const [front = []] = pages;
  const blocks: TextLine[][] = [];
  for (const line of front) {
    const open = blocks.at(-1);
    const last = open?.at(-1);
    const follows =
      last !== undefined &&
      Math.abs(line.size - last.size) < 0.6 &&
      (line.font === last.font || line.text.length > 3) &&
      line.box[1] > last.box[1] &&
      line.box[1] - last.box[3] < 0.9 * line.size &&
      (line.font === last.font || !isMark(last.text));
    if (open !== undefined && follows) open.push(line);
    else blocks.push([line]);
  }
  const running = new Set(pages.slice(1).flatMap((lines) => lines.map((line) => plainWords(line.text))));
  const headings = blocks
    .map((lines) => ({
      lines,
      text: joinLines(
        lines.map((line) => line.text),
        words,
      ),
      size: lines[0]?.size ?? 0,
    }))
    .filter(
      ({ text }) =>
        text.length < 400 && /\p{L}{2}/u.test(text) && !isMark(text) && !isJournal(text, journalTitle),
    )
    .filter(
      ({ text, lines }) =>
        lines.length > 1 || !running.has(plainWords(text)) || plainWords(text).split(' ').length > 5,
    );
  for (const fewest of [4, 2]) {
    const [best] = headings
      .filter(({ text }) => plainWords(text).split(' ').length >= fewest)
      .sort(
        (one, other) =>
          Math.round(other.size * 2) - Math.round(one.size * 2) || other.text.length - one.text.length,
      );
    if (best !== undefined && best.size > 0) return { text: cleanTitle(best.text), lines: best.lines };
  }
  return null;
}

/** Names of journals, which some publishers set larger than the title. */
const journalName =
  /^(?:the\s)?(?:[\p{L}-]+\s){0,4}(?:journal|annals|archives|acta|proceedings|bulletin|revista|zeitschrift)\b|^(?:frontiers in|bmc|plos|case reports in|open forum|emerging|european radiology|seminars in|clinics in|current opinion)\b/iu;

const isJournal = (text: string, known: string | null): boolean =>
  (journalName.test(text) && text.split(/\s+/).length <= 8) ||
  (known !== null && plainWords(known) === plainWords(text));

const isMark = (text: string): boolean =>
  plainWords(text)
    .split(' ')
    .every((word) => word.length < 2 || notTitles.test(word));

const cleanTitle = (text: string): string => text.replace(/(?<!\s)\s*(?<![*†‡§])[*†‡§]+$/, '').trim();

/** The embedded title if it stands on the first page, else the printed one. */
function chooseTitle(
  embedded: EmbeddedMetadata,
  printed: string | null,
  front: readonly TextLine[],
): string | null {
  const page = plainWords(front.map((line) => line.text).join(' ')).replaceAll(' ', '');
  for (const key of ['dc:title', 'title', 'citation_title']) {
    const title = first(embedded.get(key))
      .replace(/<[^>]{0,40}>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    const plain = plainWords(title);
    if (plain.split(' ').length < 3 || title.length > 500) continue;
    if (page.includes(plain.replaceAll(' ', ''))) {
      // The printed title may go on after the embedded one.
      const longer =
        printed !== null && plainWords(printed).startsWith(plain) && printed.length < 2 * title.length;
      return longer ? printed : title;
    }
  }
  return printed;
}

function authors(embedded: EmbeddedMetadata, front: readonly TextLine[], heading: Heading | null): string[] {
  const creator = embedded.get('dc:creator') ?? embedded.get('author');
  const several = Array.isArray(creator) ? creator : [creator ?? ''];
  const named = several.length > 1 ? several : (several[0] ?? '').split(/(?<!\s)\s*[,;]\s*|(?<!\s)\s+and\s+/);
  const listed = named.map((name) => name.trim()).filter((name) => /\p{L}{2}/u.test(name));
  if (listed.length > 1) return listed;
  const printed = heading === null ? [] : printedAuthors(front, heading);
  return printed.length > 0 ? printed : listed;
}

/** The names between the title and what follows it, without raised letters and degrees. */
function printedAuthors(front: readonly TextLine[], heading: Heading): string[] {
  const last = heading.lines.at(-1);
  if (last === undefined) return [];
  const below = front
    .filter(
      (line) => line.box[1] > last.box[3] - 2 && line.box[1] < last.box[3] + 160 && line.size < last.size,
    )
    .sort((one, other) => one.box[1] - other.box[1] || one.box[0] - other.box[0]);
  for (const start of below.slice(0, 8)) {
    const names = namesFrom(start, below.slice(below.indexOf(start)));
    if (names.length > 0) return names;
  }
  return [];
}

function namesFrom(start: TextLine, below: readonly TextLine[]): string[] {
  const names: string[] = [];
  let bottom = start.box[1];
  for (const line of below) {
    if (Math.abs(line.size - start.size) > 0.6 || line.box[1] - bottom > 2.2 * line.size) break;
    if (/^(?:abstract|summary|background|introduction|objective|correspondence|received)\b/i.test(line.text))
      break;
    bottom = line.box[3];
    // Raised marks are set smaller than the names.
    names.push(
      line.runs
        .filter((run) => run.size > 0.8 * line.size)
        .map((run) => run.text)
        .join(' '),
    );
  }
  return names
    .join(' ')
    .replace(/\band\b|&|\||;|•|·/g, ',')
    .split(',')
    .map((name) =>
      name
        .replace(/[\d*†‡§∗#]+/g, ' ')
        // The mark of an ORCID is read as two letters.
        .replace(/(?<=\p{Ll})ID\b/gu, '')
        .replace(
          /\b(?:M\.?D\.?|Ph\.?D\.?|M\.?B\.?B\.?S\.?|MSc|M\.?S\.?|BSc|MM|MPH|FRCR|Prof\.?|Dr\.?)\b/g,
          ' ',
        )
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(
      (name) =>
        /^\p{Lu}[\p{L}.'’-]*(?:\s[\p{L}.'’-]+){0,4}\s\p{Lu}[\p{L}.'’-]+$/u.test(name) && name.length < 60,
    )
    .slice(0, 200);
}

function journal(embedded: EmbeddedMetadata): string | null {
  const named = first(embedded.get('prism:publicationname')).trim();
  if (named !== '') return named;
  const subject = first(embedded.get('subject') ?? embedded.get('dc:description'));
  const [before] = subject.split(/,\s*(?:\d{4}\b|doi|https?:)/i);
  return before !== undefined && before !== subject && before.length < 120 ? before.trim() : null;
}

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const published = new RegExp(
  `(?:published(?:\\s+online)?|available online|first published)[:\\s]{1,4}((?:\\d{1,2}\\s+)?(?:${months}|\\p{Lu}\\p{Ll}{2})\\.?\\s+(?:\\d{1,2},?\\s+)?(?:19|20)\\d\\d)`,
  'iu',
);

function publicationDate(
  pages: readonly string[],
  embedded: EmbeddedMetadata,
): { year: number | null; published: string | null } {
  const front = pages.slice(0, 2).join('\n');
  const stated = published.exec(front)?.[1] ?? null;
  const printed =
    /(?:©|copyright|\(c\))\s*(?:the\s+author\(?s?\)?,?\s*)?((?:19|20)\d\d)/i.exec(front)?.[1] ??
    /\(((?:19|20)\d\d)\)\s*\d+[:;]/.exec(front)?.[1] ??
    stated?.match(/(?:19|20)\d\d/)?.[0] ??
    /\b((?:19|20)\d\d)[,;]?\s*(?:vol|volume)\b/i.exec(front)?.[1] ??
    /\bvolume\s+((?:19|20)\d\d)\b/i.exec(front)?.[1];
  const embeddedYear = /(?:19|20)\d\d/.exec(
    first(embedded.get('prism:publicationdate') ?? embedded.get('crossmark:majorversiondate')),
  )?.[0];
  const year = printed ?? embeddedYear ?? /\b(20[0-3]\d)\b/.exec(front)?.[1];
  return { year: year === undefined ? null : Number(year), published: stated };
}

const openings =
  /(?:This (?:is an?|article|work|journal|paper|manuscript)\b|Open Access\b|Licensed|Distributed under|The full terms|©|Copyright)/gi;

/** The licence a paper states, in words or by a link; a public-domain waiver for data does not count beside one. */
export function findLicence(pages: readonly string[], links: readonly string[] = []): PaperLicence {
  const text = pages
    .join('\n')
    .replace(/-\n(?=\p{Ll})/gu, '')
    .replace(/\s+/g, ' ');
  // An address broken over lines has blanks in it.
  const printed = text.match(
    /creativecommons\.\s?org\s?\/\s?(?:licenses|publicdomain)\s?\/\s?(?:by[a-z-]{0,9}|zero)\s?\/\s?\d\.\s?\d/gi,
  );
  const addresses = [...links, ...(printed ?? [])]
    .filter((link) => /creativecommons/i.test(link))
    .map((link) => link.replace(/\s/g, ''));
  const address = addresses.find((link) => /licenses\/by/i.test(link)) ?? addresses[0];
  const words =
    /creative commons[^.]{0,120}?(?:licen[cs]e|attribution|public domain)|\bCC[ -](?:BY|0)(?:[ -](?:NC|ND|SA)){0,2}(?:[ -]\d\.\d)?/i.exec(
      text,
    );
  const at = words?.index ?? (printed?.[0] === undefined ? undefined : text.indexOf(printed[0]));
  if (at === undefined)
    return { code: address === undefined ? null : licenceCode(address), stated: address ?? null };
  const before = text.slice(Math.max(0, at - 300), at);
  const found = [...before.matchAll(openings)];
  const opening = found.findLast((match) => /^this/i.test(match[0])) ?? found.at(-1);
  const begin = opening === undefined ? at : Math.max(0, at - 300) + opening.index;
  const passage = text.slice(begin, at + 320);
  const end = passage.lastIndexOf('. ');
  const stated = (end > at - begin + 30 ? passage.slice(0, end + 1) : passage).trim();
  const linked = address === undefined ? null : licenceCode(address);
  const worded = licenceCode(stated);
  return { code: linked === null || (linked.startsWith('CC0') && worded !== null) ? worded : linked, stated };
}
