import * as cheerio from 'cheerio';
import type { Element } from 'domhandler';
import { requireMatch } from '../reading/contract.ts';
import {
  findLabels,
  readAttribute,
  readLine,
  readOnlyHeading,
  readParagraphs,
  readTextWithout,
  titleProven,
} from '../reading/html-text.ts';
import { plainSpaces } from '../reading/plain-spaces.ts';
import { readFigures } from './figures.ts';
import type { EuroradPage } from './record.ts';
import { caseNumberOf } from './search-page.ts';

type Row = { heading: string; body: cheerio.Cheerio<Element> };
const rowSelector = 'div.block__content.node-contents div.row';
const headingSelector = '.col-12.col-md-3';
const bodySelector = '.col-12.col-md-9';
const itemSelector = 'div.col-6.pb-3';
const headerSelector = 'div.col-12.order-0.col-md-8.order-md-1.col-lg-9.mb-3 div div p';

const sections = {
  history: ['Clinical History'],
  findings: ['Imaging Findings'],
  discussion: ['Discussion'],
  differential: ['Differential Diagnosis List', 'Differential Diagnosis'],
  diagnosis: ['Final Diagnosis'],
  references: ['References'],
} as const;

const rowsOf = ($: cheerio.CheerioAPI): Row[] =>
  $(rowSelector)
    .toArray()
    .flatMap((element) => {
      const heading = $(element).find(headingSelector).first();
      const body = $(element).find(bodySelector).first();
      return heading.length > 0 && body.length > 0
        ? [{ heading: readLine(heading).replace(/:$/, ''), body }]
        : [];
    });

/** The row of a name; several of one name are one. */
const rowNamed = (rows: readonly Row[], names: readonly string[]): Row | undefined => {
  const lower = names.map((name) => name.toLowerCase());
  const [first, ...others] = rows.filter(({ heading }) => lower.includes(heading.toLowerCase()));
  return first && { ...first, body: others.reduce((all, { body }) => all.add(body), first.body) };
};

/** Rows whose words stand in fields of their own, or are the site's and not the author's. */
const otherRows = [
  'Area of Interest',
  'Imaging Technique',
  'Procedure',
  'Special Focus',
  'DOI',
  'License',
  'Licence',
  'Keywords',
  'Citation',
];

/** Rows that a section of another name fills: the author's words all the same. */
const furtherSections = (rows: readonly Row[]): EuroradPage['further'] => {
  const known = [...Object.values(sections).flat(), ...otherRows];
  return rows
    .filter((row) => rowNamed([row], known) === undefined && row.body.parents(bodySelector).length === 0)
    .map(({ heading, body }) => ({ heading, text: readParagraphs(body) }))
    .filter(({ text }) => text !== '');
};

const demographicsWords =
  /^(?:\d{1,4}\s{0,3}(?:years?|months?|weeks?|days?)|(?:fe)?male|woman|man|girl|boy)\b.{0,30}$/i;

/** What belongs to a label outside of rows: the element after it, else the rest of its parent, else what follows that. */
const afterLabel = (label: cheerio.Cheerio<Element>): cheerio.Cheerio<Element> => {
  const [next] = label.next().toArray();
  if (next !== undefined) {
    // Values one beside the other, `<dd>A</dd><dd>B</dd>`: as many as are alike.
    const alike = label.nextUntil((_, element) => element.name !== next.name);
    return (alike.length > 0 ? alike : label.next()) as cheerio.Cheerio<Element>;
  }
  const rest = label.parent().clone();
  rest.children().first().remove();
  if (readParagraphs(rest).replace(/^[:\s]{1,5}/, '') !== '') return rest as cheerio.Cheerio<Element>;
  return label.parent().next() as cheerio.Cheerio<Element>;
};

/** Values of a list by its heading: a row of the contents, or whatever follows the heading elsewhere. */
const listNamed = ($: cheerio.CheerioAPI, rows: readonly Row[], name: string): string[] => {
  const row = rowNamed(rows, [name]);
  const label = row ? null : findLabels($, [name]).first();
  const holder = row?.body ?? (label ? afterLabel(label) : null);
  if (!holder || holder.length === 0) return [];
  const leaves = holder
    .find('a, li, .field__item, p, span, div')
    .add(holder.length > 1 ? holder : [])
    .filter((_, element) => $(element).children().length === 0);
  const values = (
    leaves.length > 0
      ? leaves.toArray().map((element) => readLine($(element)))
      : readParagraphs(holder).split('\n')
  )
    .flatMap((value) => (leaves.length > 1 ? [value] : value.split(/\s{0,3},\s{1,3}/)))
    .map((value) => value.replace(/^:\s{0,3}/, ''))
    .filter((value) => value !== '' && value !== ',');
  return [...new Set(values)];
};

/** One item an element; what stands in none of them, one a line. */
const differentialOf = ($: cheerio.CheerioAPI, row: Row | undefined): string[] => {
  if (!row) return [];
  const marked = row.body.find(itemSelector);
  const items =
    marked.length > 0
      ? marked
      : row.body.find('li').filter((_, element) => $(element).parents('li').length === 0);
  const names = items.toArray().map((element) => readLine($(element)));
  return [...names, ...readTextWithout(row.body, items).split('\n')].filter(Boolean);
};

const numberIn = ($: cheerio.CheerioAPI): string | null => {
  const spans = $('span.d-block, span')
    .toArray()
    .map((element) => /^case\s{1,5}#?(\d{1,7})$/i.exec(readLine($(element)))?.[1]);
  return (
    spans.find((number) => number !== undefined) ??
    caseNumberOf($('link[rel="canonical"]').attr('href') ?? '')
  );
};

const demographicsOf = ($: cheerio.CheerioAPI, url: string): string | null => {
  const stated =
    $('p.color-grey')
      .toArray()
      .map((element) => readLine($(element)))
      .find(Boolean) ?? null;
  const strayed = $('p, span, div')
    .filter(
      (_, element) =>
        $(element).children().length === 0 &&
        $(element).closest('.node-contents, .figure-gallery').length === 0,
    )
    .toArray()
    .map((element) => readLine($(element)))
    .find((line) => line.length < 60 && demographicsWords.test(line));
  requireMatch(
    stated !== null || strayed === undefined,
    { selector: 'p.color-grey', field: 'age and sex' },
    { source: 'eurorad', url },
  );
  return stated;
};

/** Header lines: section, case type, ..., authors with their hospital on the last one. */
const headerOf = ($: cheerio.CheerioAPI) => {
  const marked = $(headerSelector);
  const lines = (marked.length > 0 ? marked : $('h1').first().parent().find('div p'))
    .toArray()
    .map((element) => readParagraphs($(element)));
  const [section, caseType, ...others] = lines;
  const credits = (others.length > 1 ? others.slice(1) : others).join('\n').split('\n').filter(Boolean);
  const [names, ...places] = credits;
  return {
    section: section || null,
    caseType: caseType || null,
    authors: (names ?? '').split(/\s{0,3}[,;]\s{1,3}/).filter(Boolean),
    hospital: places.join(', ') || null,
  };
};

const checkSections = ($: cheerio.CheerioAPI, rows: readonly Row[], url: string): void => {
  const page = { source: 'eurorad', url };
  requireMatch(
    rows.length > 0,
    { selector: `${rowSelector} > div${headingSelector}`, field: 'sections' },
    page,
  );
  for (const [field, names] of Object.entries(sections)) {
    const strayed = findLabels($, names).filter(
      (_, element) => $(element).closest('.figure-gallery, nav, footer').length === 0,
    );
    requireMatch(
      rowNamed(rows, names) !== undefined || strayed.length === 0,
      { selector: `${rowSelector} > div${headingSelector} "${names[0]}" + div${bodySelector}`, field },
      page,
    );
  }
  requireMatch(
    [sections.history, sections.findings, sections.diagnosis].some(
      (names) => readParagraphs(rowNamed(rows, names)?.body ?? $()) !== '',
    ),
    { selector: `${rowSelector} > div${bodySelector}`, field: 'history, findings, diagnosis' },
    page,
  );
};

/**
 * A case page of any era.
 * @throws ContractBroken when title, number, sections, differential items or figures are not where they were
 */
export const parseEuroradCase = (html: string, url: string): EuroradPage => {
  const $ = cheerio.load(html);
  const page = { source: 'eurorad', url };
  const number = numberIn($) ?? caseNumberOf(url);
  requireMatch(
    number !== null,
    { selector: 'span.d-block.text-uppercase.font-size-3.text-center "CASE n"', field: 'case number' },
    page,
  );
  const title =
    readLine($('h1.color-color').first()) ||
    readOnlyHeading($) ||
    titleProven($, readAttribute($('meta[property="og:title"]'), 'content') ?? '');
  requireMatch(title !== '', { selector: 'h1.color-color.mb-3', field: 'title' }, page);
  const rows = rowsOf($);
  checkSections($, rows, url);
  const textNamed = (names: readonly string[]): string | null =>
    readParagraphs(rowNamed(rows, names)?.body ?? $()) || null;
  const published =
    /Published on {1,5}(\d{1,2}\.\d{1,2}\.\d{4})/.exec(plainSpaces($('body').text()))?.[1] ?? null;
  return {
    number: number ?? '',
    title,
    ...headerOf($),
    published,
    demographics: demographicsOf($, url),
    history: textNamed(sections.history),
    findings: textNamed(sections.findings),
    discussion: textNamed(sections.discussion),
    differential: differentialOf($, rowNamed(rows, sections.differential)),
    diagnosis: textNamed(sections.diagnosis),
    references: textNamed(sections.references),
    further: furtherSections(rows),
    areaOfInterest: listNamed($, rows, 'Area of Interest'),
    technique: listNamed($, rows, 'Imaging Technique'),
    procedure: listNamed($, rows, 'Procedure'),
    specialFocus: listNamed($, rows, 'Special Focus'),
    doi: /10\.35100\/eurorad\/case\.\d{1,7}/i.exec($.html())?.[0] ?? null,
    licence:
      readAttribute($('a[rel~="license"], link[rel~="license"]').first(), 'href') ??
      readAttribute($('a[href*="creativecommons.org/licenses/"]').first(), 'href'),
    figures: readFigures($, url),
  };
};
