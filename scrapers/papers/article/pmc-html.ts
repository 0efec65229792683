import type { Cheerio, CheerioAPI } from 'cheerio';
import { load } from 'cheerio';
import type { Element } from 'domhandler';
import { InvalidInput } from '../../../data/errors.ts';
import { licenceCode } from '../../../data/vocabulary/licences.ts';
import { readBlocks } from '../../reading/text/flow.ts';
import { htmlVocabulary } from '../../reading/text/html-vocabulary.ts';
import { doiIn } from '../doi.ts';
import type { PaperSection, PaperTable } from '../paper.ts';
import type { Article, ArticleFigure } from './article.ts';
import { bareLabel, oneLine } from './article.ts';
import { findLicence } from './licence-statement.ts';
import { patientNamed, sectionKind } from './sections.ts';

const licenceWords = /creative\s?commons|\bCC[ -]BY\b|\bCC0\b|\bpublic domain\b|\blicen[cs]e\b/i;
const labelWords =
  /^((?:supplementary\s+)?(?:fig(?:ure|\.)?|image|plate|scheme)\s*[A-Z]?\d{1,3}[a-z]?)[.:|]?\s*(.*)$/is;

/**
 * Reads an article page of PubMed Central, old and new layout, and publishers' pages that use the same citation
 * tags (`citation_title`, `citation_doi`) with `<figure>` and `<figcaption>`.
 * @param address the page's address, for image addresses that are relative
 * @throws InvalidInput `article-unreadable` when there are neither citation tags nor figures
 */
export function readArticleHtml(html: string, address: string | null = null): Article {
  const $ = load(html);
  const tags = (name: string): string[] =>
    $(`meta[name="${name}"], meta[name="${name.toUpperCase()}"]`)
      .toArray()
      .flatMap((node) => oneLine($(node).attr('content') ?? '') || []);
  const tag = (name: string): string | null => tags(name)[0] ?? null;
  const figures = readFigures($, address);
  const title = tag('citation_title') ?? tag('dc.title') ?? (oneLine($('h1').first().text()) || null);
  if (title === null && figures.length === 0) {
    throw new InvalidInput(
      'article-unreadable',
      'The page holds no article: no citation tags, no heading, no figures; save the page of the article itself, or give its PDF.',
    );
  }
  const published = tag('citation_publication_date') ?? tag('citation_online_date') ?? tag('dc.date');
  const year = /(?:19|20)\d\d/.exec(published ?? '')?.[0];
  const links = $('a[href*="creativecommons.org"], a[rel="license"], link[rel="license"]')
    .toArray()
    .flatMap((node) => $(node).attr('href') ?? []);
  const licence = findLicence(licenceBlocks($), links);
  const doi = tag('citation_doi') ?? tag('dc.identifier') ?? '';
  const pmcid = /PMC\d{4,9}/.exec(
    `${address ?? ''} ${tag('citation_pmcid') ?? ''} ${$('link[rel="canonical"]').attr('href') ?? ''}`,
  )?.[0];
  return {
    kind: 'html',
    title,
    authors: tags('citation_author'),
    doi: doiIn(doi),
    pmcid: pmcid ?? null,
    pmid: /^\d{1,9}$/.exec(tag('citation_pmid') ?? '')?.[0] ?? null,
    arxiv: tag('citation_arxiv_id')?.replace(/v\d+$/, '') ?? null,
    journal: tag('citation_journal_title'),
    year: year === undefined ? null : Number(year),
    published,
    licence: { code: licence.code ?? licenceCode(tag('dc.rights')), stated: licence.stated },
    language: /^[a-z]{2,3}/.exec(($('html').attr('lang') ?? '').toLowerCase())?.[0] ?? null,
    sections: readSections($),
    tables: readTables($),
    figures,
  };
}

/** The paragraph that states a licence, and nothing after it: one with a licence's address, else with its name. */
function licenceBlocks($: CheerioAPI): string[] {
  const blocks = readBlocks($('body').toArray(), asArticle);
  const linked = new Set(
    $('a[href*="creativecommons.org"], a[rel="license"]')
      .toArray()
      .flatMap((link) => [link, ...$(link).parents().toArray()]),
  );
  const found =
    blocks.find(({ element, text }) => element !== null && linked.has(element) && licenceWords.test(text)) ??
    blocks.find(({ text }) => licenceWords.test(text));
  return found === undefined ? [] : [oneLine(found.text)];
}

function absolute(link: string, address: string | null): string | null {
  try {
    const url = new URL(link, address ?? undefined);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return address === null && !/^[a-z]+:/i.test(link) ? link : null;
  }
}

function readFigures($: CheerioAPI, address: string | null): ArticleFigure[] {
  const seen = new Set<string>();
  return $('figure, div.fig, div.figure')
    .toArray()
    .flatMap((node): ArticleFigure[] => {
      const figure = $(node);
      if (
        figure.find('figure, div.fig').length > 0 ||
        figure.closest('table, .table-wrap, [class*="tbl"]').length > 0
      )
        return [];
      if (figure.find('table').length > 0) return [];
      const heading = oneLine(
        figure.find('.obj_head, .fig-label, .lbl, .figure-label, .caption-label, h3, h4').first().text(),
      );
      const captionElement = figure.find('figcaption, .caption, .fig-caption').first();
      const body = lineOf(
        captionElement,
        new Set(
          captionElement
            .find('button, .obj_head, .fig-label, .lbl, .figure-label, .caption-label, h3, h4')
            .toArray(),
        ),
      );
      const match = labelWords.exec(heading) ?? labelWords.exec(body);
      const label = match?.[1] === undefined ? null : bareLabel(match[1]);
      const caption = labelWords.exec(heading) !== null ? body : oneLine(match?.[2] ?? body);
      const files = figure
        .find('img, source, a[href*="/bin/"], a[href*="/blobs/"]')
        .toArray()
        .flatMap((image) => {
          const one = $(image);
          const set = (one.attr('srcset') ?? '').split(',').map((part) => part.trim().split(/\s+/)[0] ?? '');
          const link =
            one.attr('data-largesrc') ??
            one.attr('src-large') ??
            one.attr('href') ??
            one.attr('src') ??
            set.at(-1);
          return link === undefined || link === '' ? [] : (absolute(link, address) ?? []);
        });
      const key = `${label ?? ''}|${caption.slice(0, 80)}`;
      if ((label === null && caption === '') || seen.has(key)) return [];
      seen.add(key);
      return [{ label, caption, files: [...new Set(files)] }];
    });
}

const asArticle = { vocabulary: htmlVocabulary, spaces: 'single' } as const;

function readTables($: CheerioAPI): PaperTable[] {
  return $('table')
    .filter((_, node) => $(node).parents('table').length === 0)
    .toArray()
    .map((node, index): PaperTable => {
      const table = $(node);
      const wrap = table.closest('.table-wrap, .tw, section, figure, [class*="tbl-box"]');
      const heading = oneLine(
        wrap.find('.obj_head, h3, h4, .lbl').first().text() || table.children('caption').text(),
      );
      const [, label, rest] = /^(table\s*\w{1,4})[.:]?\s*(.*)$/is.exec(heading) ?? [];
      const beside = new Set<Element>(table.children('caption').toArray());
      const rows = readBlocks([node], { ...asArticle, skip: (element) => beside.has(element) });
      const caption = lineOf(wrap.find('.caption').first()) || (rest ?? heading);
      return {
        id: `table-${index + 1}`,
        label: label ?? `Table ${index + 1}`,
        caption,
        page: null,
        text: rows.map(({ text }) => text).join('\n'),
      };
    });
}

/** Text of a part that is one line wherever it is shown, its paragraphs one after the other. */
const lineOf = (part: Cheerio<Element>, without: ReadonlySet<Element> = new Set()): string =>
  oneLine(
    readBlocks(part.toArray(), { ...asArticle, skip: (element) => without.has(element) })
      .map(({ text }) => text)
      .join(' '),
  );

/** What stands in an article and is none of its running text: figures, tables, what leads elsewhere. */
const besideText =
  'figure, .fig, table, .table-wrap, nav, aside, footer, button, form, dialog, [role="dialog"], [role="navigation"], .ref-list';
const headingSelector = 'h1, h2, h3, h4, h5, h6';
/** The text of an article apart from its authors, dates and links, where a page marks it. */
const bodySelector = '.main-article-body, section.body';

function readSections($: CheerioAPI): PaperSection[] {
  const found: PaperSection[] = [];
  const main = $('main article, section.body, .main-article-body, article, main').first();
  const marked = main.is(bodySelector) ? main : main.find(bodySelector);
  const title = oneLine(main.find('h1').first().text());
  let heading: string | null = null;
  let paragraphs: string[] = [];
  const flush = (): void => {
    if (paragraphs.length > 0) {
      found.push({
        id: `s${found.length + 1}`,
        heading,
        kind: heading === null ? 'body' : sectionKind(heading),
        paragraphs,
        patient: heading === null ? null : patientNamed(heading),
      });
    }
    paragraphs = [];
  };
  const blocks = readBlocks(main.toArray(), {
    ...asArticle,
    skip: (element) => $(element).is(besideText),
  });
  for (const { element, text } of blocks) {
    const at = element === null ? main : $(element);
    const heads = at.closest(headingSelector);
    // Before the text of a marked page only sentences count: its authors, dates and buttons are in no paragraph.
    const counts =
      marked.length === 0 || at.closest(bodySelector).length > 0 || at.closest('p, h2, h3, h4').length > 0;
    if (!counts || (heads.is('h1') && text === title)) continue;
    if (heads.length === 0) paragraphs.push(text);
    else {
      flush();
      heading = oneLine(text);
    }
  }
  flush();
  return found;
}
