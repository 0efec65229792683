import * as cheerio from 'cheerio';
import { requireMatch } from '../../reading/contract.ts';
import { isoDate } from '../../reading/dates.ts';
import {
  findLabels,
  readAttribute,
  readLine,
  readOnlyHeading,
  readParagraphs,
  readTextWithout,
} from '../../reading/html-text.ts';
import { exampleKeyOf } from './listing.ts';
import { type ExampleCasePage, sections } from './record.ts';

/**
 * The page of a case.
 * @throws ContractBroken when title, texts or pictures are not where they were
 */
export const parseExampleCase = (html: string, url: string): ExampleCasePage => {
  const $ = cheerio.load(html);
  const page = { source: 'example', url };
  const key = exampleKeyOf(url);
  requireMatch(key !== null, { selector: '/case/NUMBER', field: 'number of the case' }, page);
  const title = readLine($('h1.case-title').first()) || readOnlyHeading($);
  requireMatch(title !== '', { selector: 'h1.case-title', field: 'title' }, page);
  const texts = sections.flatMap(({ heading, kind }) => {
    const label = findLabels($, [heading], 'main section').first();
    const text = readTextWithout(label.closest('section'), label);
    return text === '' ? [] : [{ kind, text }];
  });
  requireMatch(texts.length, { selector: 'main section h2', field: 'text' }, page);
  const said = (label: string): string | null =>
    readLine(findLabels($, [label], 'main').filter('dt').first().next('dd')) || null;
  const figures = $('main figure')
    .toArray()
    .flatMap((element) => {
      const figure = $(element);
      const image = figure.find('img').first();
      const urls = [image.closest('a').attr('href'), image.attr('src')].flatMap((address) => address ?? []);
      const caption = readParagraphs(figure.find('figcaption').first()) || null;
      return urls.length === 0 ? [] : [{ urls: [...new Set(urls)], caption }];
    });
  requireMatch(
    figures.length > 0 || $('main img').length === 0,
    { selector: 'main figure img', field: 'pictures' },
    page,
  );
  const time = $('main time').first();
  const stated = readLine(time);
  return {
    key: key ?? '',
    title,
    language: readAttribute($('html'), 'lang') ?? 'en',
    published:
      stated === ''
        ? null
        : { stated, iso: isoDate(readAttribute(time, 'datetime') ?? '') ?? isoDate(stated) },
    age: said('Age'),
    sex: said('Sex'),
    texts,
    licence:
      readAttribute($('a[rel~="license"]').first(), 'href') ??
      readAttribute($('main a[href*="creativecommons.org/licenses/"]').first(), 'href'),
    figures,
  };
};
