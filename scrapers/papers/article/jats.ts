import type { Cheerio, CheerioAPI } from 'cheerio';
import { load } from 'cheerio';
import type { Element } from 'domhandler';
import { InvalidInput } from '../../../data/errors.ts';
import { licenceCode } from '../../../data/vocabulary/licences.ts';
import { writeScripts } from '../../reading/text/scripts.ts';
import { doiIn } from '../doi.ts';
import { arxivOfDoi } from '../identity/own-ids.ts';
import type { PaperTable } from '../paper.ts';
import type { Article } from './article.ts';
import { bareLabel, oneLine } from './article.ts';
import { jatsFigures } from './jats-figures.ts';
import { jatsSections } from './jats-sections.ts';
import { blocksOf, lineOf } from './jats-text.ts';
import { nameCharacters } from './named-characters.ts';

/**
 * Reads an article in JATS XML (Journal Article Tag Suite, NISO Z39.96), as PubMed Central publishes it.
 * @throws InvalidInput `jats-unreadable` when there is no article in it
 */
export function readJats(xml: string): Article {
  const $ = load(nameCharacters(xml), { xml: { decodeEntities: true } });
  const article = $('article').first();
  if (article.length === 0)
    throw new InvalidInput(
      'jats-unreadable',
      'Not a JATS article: it has no <article> element; give the article’s XML or its PDF.',
    );
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
    sections: jatsSections($, article, meta),
    tables: tables($, article),
    figures: jatsFigures($, article),
  };
}

/** The title with its subtitle behind a colon, as bibliographies cite them. */
function titleOfArticle(meta: Cheerio<Element>): string | null {
  const group = meta.find('title-group').first();
  const title = lineOf(group.children('article-title').first());
  const sub = lineOf(group.children('subtitle').first());
  if (title === '' || sub === '') return title || null;
  return `${title}${/[:?!.–—-]$/.test(title) ? '' : ':'} ${sub}`;
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
  const words = lineOf(source);
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
      const rows = blocksOf([node], (element) => beside.has(element));
      return {
        id: `table-${index + 1}`,
        label: bareLabel(table.children('label').first().text()) || `Table ${index + 1}`,
        caption: lineOf(table.children('caption')),
        page: null,
        text: rows.join('\n'),
      };
    });
}
