import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio';
import { InvalidInput } from '../../../data/errors.ts';
import { licenceCode } from '../../../data/vocabulary/licences.ts';
import { doiIn } from '../doi.ts';
import type { PaperSection, PaperTable } from '../paper.ts';
import type { Article, ArticleFigure } from './article.ts';
import { bareLabel, oneLine } from './article.ts';
import { findLicence } from './licence-statement.ts';
import { patientNamed, sectionKind } from './sections.ts';

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
      'The page holds no article: no citation tags, no heading, no figures.',
    );
  }
  const published = tag('citation_publication_date') ?? tag('citation_online_date') ?? tag('dc.date');
  const year = /(?:19|20)\d\d/.exec(published ?? '')?.[0];
  const links = $('a[href*="creativecommons.org"], a[rel="license"], link[rel="license"]')
    .toArray()
    .flatMap((node) => $(node).attr('href') ?? []);
  const licenceBlock = oneLine($('.license, .permissions, [class*="license"], [class*="copyright"]').text());
  const licence = findLicence([licenceBlock || oneLine($('body').text())], links);
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
      const captionElement = figure.find('figcaption, .caption, .fig-caption').first().clone();
      captionElement
        .find('script, style, button, .obj_head, .fig-label, .lbl, .figure-label, .caption-label, h3, h4')
        .remove();
      const body = oneLine(captionElement.text());
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

function readTables($: CheerioAPI): PaperTable[] {
  return $('table')
    .toArray()
    .map((node, index): PaperTable => {
      const table = $(node);
      const wrap = table.closest('.table-wrap, .tw, section, figure, [class*="tbl-box"]');
      const heading = oneLine(
        wrap.find('.obj_head, h3, h4, .lbl').first().text() || table.children('caption').text(),
      );
      const [, label, rest] = /^(table\s*\w{1,4})[.:]?\s*(.*)$/is.exec(heading) ?? [];
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
      const caption = oneLine(wrap.find('.caption').first().text()) || (rest ?? heading);
      return {
        id: `table-${index + 1}`,
        label: label ?? `Table ${index + 1}`,
        caption,
        page: null,
        text: rows.join('\n'),
      };
    });
}

function readSections($: CheerioAPI): PaperSection[] {
  const found: PaperSection[] = [];
  const main = $('main article, section.body, .main-article-body, article, main').first();
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
  main.find('h2, h3, h4, p').each((_, node) => {
    const element = $(node);
    if (element.closest('figure, .fig, table, .table-wrap, nav, aside, footer, .ref-list').length > 0) return;
    const text = oneLine(element.text());
    if (text === '') return;
    if (element.is('p')) paragraphs.push(text);
    else {
      flush();
      heading = text;
    }
  });
  flush();
  return found;
}
