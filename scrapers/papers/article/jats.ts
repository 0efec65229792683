import type { Cheerio, CheerioAPI } from 'cheerio';
import { load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { InvalidInput } from '../../../data/errors.ts';
import { licenceCode } from '../../../data/vocabulary/licences.ts';
import { doiIn } from '../doi.ts';
import { arxivOfDoi } from '../identity/own-ids.ts';
import type { PaperSection, PaperTable } from '../paper.ts';
import type { Article } from './article.ts';
import { bareLabel, oneLine } from './article.ts';
import { jatsFigures } from './jats-figures.ts';
import { WordsWriter } from './jats-words.ts';
import { writeScripts } from './scripts.ts';
import { patientNamed, sectionKind } from './sections.ts';

/** Elements whose text is no part of what is read: formula sources, identifiers, notes, descriptions. */
const unread =
  'tex-math, object-id, alt-text, long-desc, fn, xref[ref-type="fn"], graphic, media, table-wrap, fig, fig-group, supplementary-material, index-term, label[id="absent"]';

/**
 * Reads an article in JATS XML (Journal Article Tag Suite, NISO Z39.96), as PubMed Central publishes it.
 * @throws InvalidInput `jats-unreadable` when there is no article in it
 */
export function readJats(xml: string): Article {
  const $ = load(xml, { xml: { decodeEntities: true } });
  const article = $('article').first();
  if (article.length === 0)
    throw new InvalidInput('jats-unreadable', 'Not a JATS article: it has no <article> element.');
  writeScripts($);
  const meta = article.find('front > article-meta, front-stub').first();
  const journalMeta = article.find('front > journal-meta').first();
  const id = (type: string): string | null =>
    oneLine(meta.children(`article-id[pub-id-type="${type}"]`).first().text()) || null;
  const pmc = id('pmcid') ?? id('pmc');
  const date = publicationDate(meta);
  return {
    kind: 'jats',
    title: textOf($, meta.find('title-group > article-title').first()) || null,
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

/** Text of an element without formula sources and notes. */
function textOf($: CheerioAPI, element: Cheerio<Element>): string {
  const copy = element.clone();
  copy.find(unread).remove();
  copy.find('break').replaceWith(' ');
  // A formula given twice (as alternatives) would be read twice.
  copy.find('alternatives').each((_, node) => {
    $(node).children().slice(1).remove();
  });
  return oneLine(copy.text());
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
  const words = textOf($, source);
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

/** Title, paragraphs and lists of a caption, one after the other. */
function captionText(caption: Cheerio<Element>): string {
  const writer = new WordsWriter();
  for (const node of caption.toArray()) writer.walk(node);
  return writer.words.text;
}

function tables($: CheerioAPI, article: Cheerio<Element>): PaperTable[] {
  return article
    .find('table-wrap')
    .toArray()
    .map((node, index): PaperTable => {
      const table = $(node);
      const rows = table
        .find('tr')
        .toArray()
        .map((row) =>
          $(row)
            .children('td, th')
            .toArray()
            .map((cell) => oneLine($(cell).text()))
            .join('\t'),
        );
      const foot = table
        .find('table-wrap-foot')
        .toArray()
        .map((note) => oneLine($(note).text()));
      return {
        id: `table-${index + 1}`,
        label: bareLabel(table.children('label').first().text()) || `Table ${index + 1}`,
        caption: captionText(table.children('caption')),
        page: null,
        text: [...rows, ...foot].join('\n'),
      };
    });
}

function sections($: CheerioAPI, article: Cheerio<Element>, meta: Cheerio<Element>): PaperSection[] {
  const found: PaperSection[] = [];
  const add = (heading: string | null, paragraphs: string[], kind: PaperSection['kind']): void => {
    if (paragraphs.length === 0 && heading === null) return;
    const patient = heading === null ? null : patientNamed(heading);
    found.push({ id: `s${found.length + 1}`, heading, kind, paragraphs, patient });
  };
  const abstract = meta.children('abstract').first();
  const summary = abstract
    .find('p')
    .toArray()
    .map((p) => textOf($, $(p)))
    .filter(Boolean);
  if (summary.length > 0) add('Abstract', summary, 'abstract');
  const walk = (element: Cheerio<Element>, parentKind: PaperSection['kind'] | null): void => {
    const paragraphs: string[] = [];
    const heading = oneLine(element.children('title').first().text()) || null;
    const own = heading === null ? 'body' : sectionKind(heading);
    const kind = own === 'body' && parentKind !== null ? parentKind : own;
    for (const child of element.children().toArray()) {
      if (['p', 'list', 'boxed-text', 'disp-quote'].includes(child.name)) {
        const text = textOf($, $(child as AnyNode as Element));
        if (text !== '') paragraphs.push(text);
      }
    }
    if (element.is('sec')) add(heading, paragraphs, kind);
    else if (paragraphs.length > 0) add(null, paragraphs, 'body');
    for (const child of element.children('sec').toArray()) walk($(child), element.is('sec') ? kind : null);
  };
  walk(article.children('body').first(), null);
  return found;
}
