import type { Cheerio, CheerioAPI } from 'cheerio';
import { load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { InvalidInput } from '../../../data/errors.ts';
import { licenceCode } from '../../../data/vocabulary/licences.ts';
import { readBlocks } from '../../reading/text/flow.ts';
import { jatsVocabulary } from '../../reading/text/jats-vocabulary.ts';
import { writeScripts } from '../../reading/text/scripts.ts';
import { isElement, names } from '../../reading/text/vocabulary.ts';
import { doiIn } from '../doi.ts';
import { arxivOfDoi } from '../identity/own-ids.ts';
import type { PaperSection, PaperTable } from '../paper.ts';
import type { Article } from './article.ts';
import { bareLabel, oneLine } from './article.ts';
import { jatsFigures } from './jats-figures.ts';
import { nameCharacters } from './named-characters.ts';
import { patientNamed, sectionKind } from './sections.ts';

/**
 * Reads an article in JATS XML (Journal Article Tag Suite, NISO Z39.96), as PubMed Central publishes it.
 * @throws InvalidInput `jats-unreadable` when there is no article in it
 */
export function readJats(xml: string): Article {
  const $ = load(nameCharacters(xml), { xml: { decodeEntities: true } });
  const article = $('article').first();
  if (article.length === 0)
    throw new InvalidInput('jats-unreadable', 'Not a JATS article: it has no <article> element.');
  // The parser closes what was left open: half an article would be read as a whole one.
  if (!/<\/(?:\w{1,40}:)?article\s{0,40}>/.test(xml))
    throw new InvalidInput('jats-unreadable', 'The article breaks off before its end; fetch it again.');
  writeScripts($);
  const meta = article.find('front > article-meta, front-stub').first();
  const journalMeta = article.find('front > journal-meta').first();
  const id = (type: string): string | null =>
    oneLine(meta.children(`article-id[pub-id-type="${type}"]`).first().text()) || null;
  const pmc = id('pmcid') ?? id('pmc');
  const date = publicationDate(meta);
  return {
    kind: 'jats',
    title: titleOfArticle(meta),
    authors: authors($, meta),
    doi: doiIn(id('doi') ?? ''),
    pmid: /^\d{1,9}$/.exec(id('pmid') ?? '')?.[0] ?? null,
    arxiv:
      id('arxiv')
        ?.replace(/^arxiv:\s?/i, '')
        .replace(/v\d+$/, '') ?? arxivOfDoi(id('doi')),
    pmcid: pmc === null ? null : pmc.replace(/^(?:PMC)?(?=\d)/i, 'PMC'),
    journal: oneLine(journalMeta.find('journal-title').first().text()) || null,
    ...date,
    licence: licence($, meta),
    language: /^[a-z]{2,3}/.exec((article.attr('xml:lang') ?? '').toLowerCase())?.[0] ?? null,
    sections: sections($, article, meta),
    tables: tables($, article),
    figures: jatsFigures($, article),
  };
}

/** The title with its subtitle behind a colon, as bibliographies cite them. */
function titleOfArticle(meta: Cheerio<Element>): string | null {
  const group = meta.find('title-group').first();
  const title = textOf(group.children('article-title').first());
  const sub = textOf(group.children('subtitle').first());
  if (title === '' || sub === '') return title || null;
  return `${title}${/[:?!.–—-]$/.test(title) ? '' : ':'} ${sub}`;
}

const asArticle = { vocabulary: jatsVocabulary, spaces: 'single' } as const;

/** Read in places of their own: figures and tables stand among the paragraphs, notes beside a title or a caption. */
const readElsewhere = names('fig fig-group table-wrap');
/** What the back of an article holds besides references, appendices and the lives of its authors (left out): about the article, not about its patients. */
const asides: Readonly<Record<string, string>> = {
  ack: 'Acknowledgements',
  notes: 'Notes',
  'fn-group': 'Notes',
  glossary: 'Glossary',
};
const backMatter = `> back > app, > back > app-group > app, > back > sec, ${Object.keys(asides)
  .map((name) => `> back > ${name}`)
  .join(', ')}`;
const notes = names('fn fn-group table-wrap fig fig-group graphic media supplementary-material');

/** Text of a part that is one line wherever it is shown: a title, a caption; without the notes on it. */
function textOf(element: Cheerio<Element>): string {
  const blocks = readBlocks(element.toArray(), { ...asArticle, skip: ({ name }) => notes.has(name) });
  return oneLine(blocks.map(({ text }) => text).join(' '));
}

function authors($: CheerioAPI, meta: Cheerio<Element>): string[] {
  return meta
    .find('contrib-group > contrib')
    .toArray()
    .flatMap((node) => {
      const contributor = $(node);
      if ((contributor.attr('contrib-type') ?? 'author') !== 'author') return [];
      const name = contributor.find('name').first();
      const text =
        name.length > 0
          ? `${name.children('given-names').text()} ${name.children('surname').text()} ${name.children('suffix').text()}`
          : contributor
              .children('collab, string-name')
              .first()
              .clone()
              .children('contrib-group')
              .remove()
              .end()
              .text();
      return oneLine(text) === '' ? [] : [oneLine(text)];
    });
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function publicationDate(meta: Cheerio<Element>): { year: number | null; published: string | null } {
  const dates = [
    'pub-date[pub-type="epub"]',
    'pub-date[date-type="pub"]',
    'pub-date[pub-type="ppub"]',
    'pub-date[pub-type="collection"]',
    'pub-date',
  ];
  for (const selector of dates) {
    const date = meta.children(selector).first();
    const year = /\d{4}/.exec(date.children('year').text())?.[0];
    if (year === undefined) continue;
    const month = monthNames[Number(date.children('month').text()) - 1];
    const day = oneLine(date.children('day').text());
    return { year: Number(year), published: [day, month, year].filter(Boolean).join(' ') };
  }
  return { year: null, published: null };
}

function licence($: CheerioAPI, meta: Cheerio<Element>): Article['licence'] {
  const element = meta.find('permissions license').first();
  const source = element.length > 0 ? element : meta.find('permissions').first();
  const words = textOf(source);
  const links = [
    element.attr('xlink:href') ?? '',
    ...source
      .find('ext-link, uri, license_ref, ali\\:license_ref')
      .toArray()
      .map((node) => `${$(node).attr('xlink:href') ?? ''} ${$(node).text()}`),
  ];
  const address = links.flatMap(
    (link) => link.match(/creativecommons\.org\/(?:licenses|publicdomain)\/\S+/gi) ?? [],
  );
  // A waiver for the data of an article stands beside the licence of its text.
  const chosen = address.find((link) => /licenses\/by/i.test(link)) ?? address[0];
  const linked = chosen === undefined ? null : licenceCode(chosen);
  const worded = licenceCode(words);
  const code = linked === null || (linked.startsWith('CC0') && worded !== null) ? worded : linked;
  return {
    code: code ?? licenceCode(element.attr('license-type') ?? null),
    stated: words.slice(0, 4_000) || null,
  };
}

function tables($: CheerioAPI, article: Cheerio<Element>): PaperTable[] {
  return article
    .find('table-wrap')
    .toArray()
    .map((node, index): PaperTable => {
      const table = $(node);
      const beside = new Set<Element>(table.children('label, caption, permissions').toArray());
      const rows = readBlocks([node], { ...asArticle, skip: (element) => beside.has(element) });
      return {
        id: `table-${index + 1}`,
        label: bareLabel(table.children('label').first().text()) || `Table ${index + 1}`,
        caption: textOf(table.children('caption')),
        page: null,
        text: rows.map(({ text }) => text).join('\n'),
      };
    });
}

function sections($: CheerioAPI, article: Cheerio<Element>, meta: Cheerio<Element>): PaperSection[] {
  const found: PaperSection[] = [];
  const add = (
    heading: string | null,
    paragraphs: string[],
    kind: PaperSection['kind'],
    language?: string,
  ): void => {
    if (paragraphs.length === 0 && heading === null) return;
    const patient = heading === null ? null : patientNamed(heading);
    const apart = language === undefined ? {} : { language };
    found.push({ id: `s${found.length + 1}`, heading, kind, paragraphs, patient, ...apart });
  };
  const summarise = (abstract: Element): void => {
    const summary = paragraphsOf(abstract.children, isHeadingOf(abstract, 'Abstract'));
    if (summary.length > 0) add('Abstract', summary, 'abstract', languageOf(abstract));
  };
  // Highlights, teasers and words of a graphical abstract have a type, and may stand before the abstract itself.
  const abstracts = meta.children('abstract').toArray();
  const main = abstracts.find(({ attribs }) => attribs['abstract-type'] === undefined) ?? abstracts[0];
  if (main !== undefined) summarise(main);
  const walk = (element: Element, parentKind: PaperSection['kind'] | null): void => {
    const isSection = element.name === 'sec' || element.name === 'app';
    const title = isSection ? titleOf(element) : undefined;
    const heading = title === undefined ? null : textOf($(title)) || null;
    const own = heading === null ? 'body' : sectionKind(heading);
    const kind = own === 'body' && parentKind !== null ? parentKind : own;
    let waiting: AnyNode[] = title === undefined ? [] : $(title).find('fn').toArray();
    let headed = false;
    const tell = (): void => {
      const paragraphs = paragraphsOf(waiting);
      waiting = [];
      if (isSection && !headed) add(heading, paragraphs, kind);
      else if (paragraphs.length > 0) add(null, paragraphs, isSection ? kind : 'body');
      headed = true;
    };
    for (const child of element.children) {
      if (child === title || (isSection && isElement(child) && child.name === 'label')) continue;
      if (!isElement(child) || child.name !== 'sec') waiting.push(child);
      else {
        tell();
        walk(child, isSection ? kind : null);
      }
    }
    if (waiting.length > 0 || !headed) tell();
  };
  const [body] = article.children('body').toArray();
  if (body !== undefined) walk(body, null);
  for (const part of article.find(backMatter).toArray()) {
    const aside = asides[part.name];
    if (aside === undefined) walk(part, null);
    else {
      const isHeading = (element: Element) => element.name === 'title' && element.parent === part;
      const heading = textOf($(part).children('title').first()) || aside;
      const told = paragraphsOf(part.children, isHeading);
      if (told.length > 0) add(heading, told, 'acknowledgement');
    }
  }
  for (const abstract of [...abstracts, ...meta.children('trans-abstract').toArray()])
    if (abstract !== main) summarise(abstract);
  return found;
}

/** The language a translated abstract is said to be in; undefined where it is the article's. */
const languageOf = ({ name, attribs }: Element): string | undefined =>
  name === 'trans-abstract'
    ? /^[a-z]{2,3}(?![a-z])/.exec((attribs['xml:lang'] ?? '').toLowerCase())?.[0]
    : undefined;

/** The title that opens a section; one behind other words is a line among them. */
function titleOf(section: Element): Element | undefined {
  const opening = section.children.find((child) =>
    isElement(child)
      ? !['label', 'sec-meta'].includes(child.name)
      : child.type === 'text' && child.data.trim() !== '',
  );
  return opening !== undefined && isElement(opening) && opening.name === 'title' ? opening : undefined;
}

/** Every block of running text, a paragraph each. @param besides what else is no part of it */
function paragraphsOf(
  nodes: readonly AnyNode[],
  besides: (element: Element) => boolean = () => false,
): string[] {
  const skip = (element: Element): boolean => readElsewhere.has(element.name) || besides(element);
  return readBlocks(nodes, { ...asArticle, skip }).map(({ text }) => text);
}

/** The title of a part, where it only repeats what the part is. */
const isHeadingOf =
  (part: Element, name: string) =>
  (element: Element): boolean =>
    element.name === 'title' &&
    element.parent === part &&
    oneLine(element.children.map((child) => ('data' in child ? child.data : '')).join('')).toLowerCase() ===
      name.toLowerCase();
