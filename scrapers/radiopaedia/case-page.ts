import * as cheerio from 'cheerio';
import type { Element } from 'domhandler';
import { requireMatch } from '../reading/contract.ts';
import {
  findLabels,
  readAttribute,
  readLine,
  readParagraphs,
  readTextWithout,
  readTitle,
} from '../reading/html-text.ts';
import { plainSpaces } from '../reading/plain-spaces.ts';
import { readCitation } from './citation.ts';
import type { RadiopaediaPage, StudyBlock } from './record.ts';
import { slugOf } from './search-page.ts';
import {
  bareStudy,
  blockSelector,
  builtSelector,
  isFreeText,
  readStudies,
  stacksEraSelector,
  studyIdsIn,
} from './study-blocks.ts';

const source = 'radiopaedia';

const presentationSelector = '#case-patient-presentation';
const dataSelector = '#case-patient-data';
const itemSelector = `${dataSelector} .data-item`;
const discussionSelector = '#case-discussion, .case-section.case-discussion';
/** Any of these stands in a page that shows its case; none in one that a script has yet to build. */
export const renderedSelector = `${presentationSelector}, ${dataSelector}, ${blockSelector}, .main-study-desc, ${discussionSelector}`;

/** Questions and answers of a quiz, wherever they stand. */
const quizSelector = 'p.q, p.a';

const titleEnd = /\s{0,3}\|\s{0,3}Radiology Case\s{0,3}\|\s{0,3}Radiopaedia\.org\s{0,3}$/;

const titleOf = ($: cheerio.CheerioAPI): string => {
  const meta = readAttribute($('meta[property="og:title"]'), 'content') ?? '';
  if (titleEnd.test(meta)) return meta.replace(titleEnd, '').trim();
  const heading = readLine($('h1.header-title').first());
  if (heading !== '') return heading;
  // What the document calls itself is a case's title only with the words that end the titles of cases.
  const title = readTitle($);
  return titleEnd.test(title) ? title.replace(titleEnd, '').trim() : '';
};

/** A value of the patient data block: the words after its label. */
const dataItem = ($: cheerio.CheerioAPI, label: string): string | null => {
  const item = $(itemSelector)
    .filter((_, element) => {
      const text = readLine($(element).find('.data-item-label').first());
      return text.replace(/\s{0,3}:$/, '').toLowerCase() === label;
    })
    .first();
  const value = readTextWithout(item, '.data-item-label').replaceAll('\n', ' ').trim();
  return value === '' || value === '-' ? null : value;
};

const licenceOf = ($: cheerio.CheerioAPI): string | null =>
  readAttribute($('link[rel~="license"], a[rel~="license"]').first(), 'href') ??
  readAttribute(
    $('a[href*="creativecommons.org/licenses/"], link[href*="creativecommons.org/licenses/"]').first(),
    'href',
  );

const authorOf = ($: cheerio.CheerioAPI): string | null =>
  readLine($('.author-info a[href*="/users/"]').first()) ||
  readAttribute($('meta[name="author"]'), 'content');

/** The line that the site offers for copying. */
const creditOf = ($: cheerio.CheerioAPI): string | null =>
  $('textarea')
    .toArray()
    .map((element) => $(element).text().trim().normalize('NFC'))
    .find((text) => text.startsWith('Case courtesy of')) ?? null;

/** Free text of the author that stands between the studies. */
const bodiesOf = ($: cheerio.CheerioAPI): string[] =>
  $('.case-section')
    .not(
      `${presentationSelector}, ${dataSelector}, ${discussionSelector}, #case-related-articles, #case-images`,
    )
    .filter((_, element) => {
      const block = $(element);
      if (block.is(blockSelector)) return isFreeText($, block as cheerio.Cheerio<Element>);
      if (/^Related\b/.test(readLine(block.find('h2, h3').first()))) return false;
      const holdsStudy = block.find('.case-section, [id^="study-"], .hidden.data').length > 0;
      return !holdsStudy && block.closest(blockSelector).length === 0;
    })
    .toArray()
    .map((element) => readTextWithout($(element), quizSelector))
    .filter(Boolean);

/** A heading that is there while the place it belongs to is not: the markup changed under us. */
const headingCanaries: readonly { labels: string[]; selector: string; field: string }[] = [
  { labels: ['Presentation'], selector: presentationSelector, field: 'presentation' },
  { labels: ['Patient Data'], selector: dataSelector, field: 'age, gender' },
  { labels: ['Age', 'Gender'], selector: `${itemSelector} .data-item-label`, field: 'age, gender' },
  { labels: ['Case Discussion'], selector: discussionSelector, field: 'discussion' },
  { labels: ['rID'], selector: '#citation-info', field: 'rID' },
];

const checkHeadings = ($: cheerio.CheerioAPI, url: string): void => {
  for (const { labels, selector, field } of headingCanaries) {
    const strayed = findLabels($, labels).filter(
      (_, element) => $(element).closest('.hidden, nav, footer').length === 0,
    );
    const there = $(selector).length > 0;
    requireMatch(there || strayed.length === 0, { selector, field }, { source, url });
  }
  for (const [selector, field] of [
    [presentationSelector, 'presentation'],
    [dataSelector, 'age, gender'],
    [discussionSelector, 'discussion'],
  ] as const) {
    const section = $(selector).first();
    if (section.length > 0)
      requireMatch(readParagraphs(section) !== '', { selector: `${selector} p`, field }, { source, url });
  }
  const labelled = $(`${dataSelector} .data-item-label`).length;
  const words = /\b(?:age|gender)\b/i.test($(dataSelector).text());
  requireMatch(
    !words || labelled > 0,
    { selector: `${itemSelector} .data-item-label`, field: 'age, gender' },
    { source, url },
  );
  requireMatch($('p.q').length === $('p.a').length, { selector: 'p.q, p.a', field: 'quiz' }, { source, url });
  const contributed = /Case contributed by/i.test(plainSpaces($('body').text()));
  requireMatch(
    !contributed || authorOf($) !== null,
    { selector: '.author-info > a[href^="/users/"]', field: 'author' },
    { source, url },
  );
  const certain = /\bDiagnosis (?:certain|almost certain|probable|possible|not applicable)\b/i;
  const stated = findLabels($, [
    'Diagnosis certain',
    'Diagnosis almost certain',
    'Diagnosis probable',
    'Diagnosis possible',
  ]);
  const kept = certain.test(readLine($('.diagnostic-certainty-title').first()));
  requireMatch(
    stated.length === 0 || kept,
    { selector: 'span.diagnostic-certainty-title', field: 'certainty' },
    { source, url },
  );
};

/** Words of a section without the site's own heading of it: the author's headings are the author's words. */
const sectionText = ($: cheerio.CheerioAPI, selector: string, headings: readonly string[]): string | null => {
  const section = $(selector).first();
  const own = section
    .find('h1, h2, h3, h4, h5, h6')
    .filter((_, element) => headings.includes(readLine($(element)).replace(/:$/, '').trim().toLowerCase()))
    .first();
  return readTextWithout(section, section.find(quizSelector).add(own)) || null;
};

const unrenderedStudies = (html: string, rid: string | null): StudyBlock[] =>
  studyIdsIn(html, rid).map(bareStudy);

/** Sections that hold something; a skeleton that waits for its script has them empty. */
const isRendered = ($: cheerio.CheerioAPI): boolean =>
  $(stacksEraSelector).length > 0 ||
  $(renderedSelector)
    .toArray()
    .some((element) => readParagraphs($(element)).replace('Loading images...', '').trim() !== '');

/**
 * A case page of any era, as sent or as rendered.
 * @param url of the page: its slug, and the place in error messages
 * @throws ContractBroken when title, case number or studies are not where they were, or when a heading is there and
 *   the section it belongs to is not
 */
export const parseCasePage = (html: string, url: string): RadiopaediaPage => {
  const $ = cheerio.load(html);
  const page = { source, url };
  const rendered = isRendered($);
  const title = titleOf($);
  requireMatch(
    title !== '',
    { selector: 'h1.header-title, meta[property="og:title"]', field: 'title' },
    page,
  );
  const facts = readCitation($);
  const strayed = findLabels($, ['Presentation', 'Patient Data', 'Case Discussion']).length > 0;
  if (rendered || strayed) {
    checkHeadings($, url);
    requireMatch(
      facts.rid !== null,
      { selector: '#citation-info, meta[name="dc.identifier"], a.view-fullscreen-link', field: 'rID' },
      page,
    );
  }
  const linked = unrenderedStudies(html, facts.rid);
  const hasBlocks = $(`${builtSelector}, ${stacksEraSelector}`).length > 0;
  const fromBlocks = rendered || (linked.length === 0 && hasBlocks);
  const studies = fromBlocks && hasBlocks ? readStudies($, html, facts.rid, url) : linked;
  requireMatch(studies.length > 0, { selector: blockSelector, field: 'studies' }, page);
  return {
    ...facts,
    slug: slugOf(url),
    title,
    author: authorOf($),
    certainty: readLine($('.diagnostic-certainty-title').first()) || null,
    presentation: sectionText($, presentationSelector, ['presentation']),
    age: dataItem($, 'age'),
    gender: dataItem($, 'gender'),
    race: dataItem($, 'race'),
    studies,
    discussion: sectionText($, discussionSelector, ['case discussion', 'discussion']),
    bodies: bodiesOf($),
    quiz: $(quizSelector)
      .toArray()
      .map((element) => readParagraphs($(element)))
      .filter(Boolean),
    licence: licenceOf($),
    credit: creditOf($),
    rendered,
    built: rendered || $(builtSelector).length > 0,
    imageOrigin: /https?:\/\/[A-Za-z0-9.:-]{1,200}(?=\/images\/\d{1,12}\/)/.exec(html)?.[0] ?? null,
    viewerEra: studies.every((study) => study.stacksUrl === null) && $(stacksEraSelector).length === 0,
  };
};
