import { load } from 'cheerio';
import { z } from 'zod';
import type { CaseDraft } from '../../data/format/case.ts';
import type { Door } from '../../scrapers/crawl/door/door.ts';
import type {
  CaseReference,
  ImageOutcome,
  OpenedCase,
  SearchPage,
  Source,
  WantedImage,
} from '../../scrapers/crawl/source.ts';
import { requireMatch } from '../../scrapers/reading/contract.ts';

const studySchema = z.array(
  z.object({ id: z.string(), large: z.string(), small: z.string(), caption: z.string() }),
);
type StudyImages = z.infer<typeof studySchema>;

const referenceOf = (url: string): CaseReference | null => {
  const slug = /^\/cases\/([^/?]+)$/.exec(new URL(url).pathname)?.[1];
  return slug === undefined ? null : { alias: slug, url, modalities: ['X-ray'] };
};

async function* search(door: Door): AsyncGenerator<SearchPage> {
  let next: string | null = `${door.base}/search?page=1`;
  while (next !== null) {
    const url: string = next;
    const page = await door.fetchText(url);
    const $ = load(page.text);
    const stated = /(\d+) results/.exec($('.count').text())?.[1];
    requireMatch(
      $('.hit').length > 0 || stated === '0',
      { selector: '.hit', field: 'hits' },
      { source: 'plain', url },
    );
    const references = $('.hit')
      .map((_, hit) => door.resolve($(hit).attr('href') ?? '', page.finalUrl))
      .get()
      .map((link) => referenceOf(link))
      .filter((reference) => reference !== null);
    yield { url, found: stated === undefined ? null : Number(stated), references };
    const link = $('a.next').attr('href');
    next = link === undefined ? null : door.resolve(link, page.finalUrl);
  }
}

const draftOf = (
  number: string,
  page: { url: string; retrievedAt: string; sha256: string },
  texts: { title: string; presentation: string },
  images: StudyImages,
  outcomes: ReadonlyMap<string, ImageOutcome>,
): CaseDraft => ({
  id: `plain-${number}`,
  source: {
    site: 'plain',
    key: number,
    url: page.url,
    retrievedAt: page.retrievedAt,
    parser: 'plain/1',
    pageSha256: page.sha256,
  },
  document: {
    title: texts.title,
    doi: null,
    licence: { code: null, stated: null },
    institution: null,
    citation: null,
    credit: null,
    published: null,
  },
  texts:
    texts.presentation === ''
      ? []
      : [{ id: 't1', kind: 'presentation', language: 'en', text: texts.presentation }],
  patients: [{ id: 'p1', sex: null, age: null, location: null }],
  studies: [],
  images: images.map(({ id, large }, order) => {
    const outcome = outcomes.get(id);
    const held = outcome?.held === true ? outcome : null;
    return {
      id,
      patient: 'p1',
      study: null,
      order,
      url: large,
      sha256: held?.sha256 ?? null,
      file: `${id}.png`,
      width: held?.width ?? null,
      height: held?.height ?? null,
      mime: held?.mime ?? null,
      modality: { stated: 'X-ray', value: 'X-ray' },
      view: { stated: null, value: null },
      caption: null,
    };
  }),
});

/** Reads the site of `startPlainSite`: the smallest source that does all that sources do. */
export const plainSource: Source = {
  name: 'plain',
  origin: 'https://plain.example',
  hosts: ['images.plain.example'],
  floorSeconds: 5,
  parserVersion: '1',
  needsPermission: null,
  expectedFill: { title: 1 },
  search,
  referenceOf,
  async readCase(door, reference): Promise<OpenedCase> {
    const page = await door.fetchText(reference.url, { referer: `${door.base}/search` });
    const $ = load(page.text);
    const here = { source: 'plain', url: page.finalUrl };
    const title = $('h1.title').text();
    requireMatch(title !== '', { selector: 'h1.title', field: 'title' }, here);
    const number = /\d+/.exec(title)?.[0] ?? '';
    const presentation = $('p.presentation').text();
    let images: StudyImages = [];
    const aliases = [page.finalUrl, ...page.redirects].flatMap((url) => referenceOf(url)?.alias ?? []);
    return {
      id: `plain-${number}`,
      aliases: [number, ...aliases],
      async *images(): AsyncGenerator<WantedImage> {
        for (const link of $('.study')
          .map((_, study) => $(study).attr('data-json'))
          .get()) {
          const url = door.resolve(link, page.finalUrl) ?? '';
          const { data } = await door.fetchJson(url, { referer: page.finalUrl, shape: 'list' });
          images = studySchema.parse(data);
          for (const { id, large, small } of images) {
            const urls = [large, small].map((each) => door.resolve(each, page.finalUrl) ?? '');
            yield { id, urls, referer: page.finalUrl };
          }
        }
      },
      toCase: (outcomes) => draftOf(number, page, { title, presentation }, images, outcomes),
      fills: () => [
        { field: 'title', selector: 'h1.title', filled: title === '' ? 0 : 1, of: 1 },
        { field: 'presentation', selector: 'p.presentation', filled: presentation === '' ? 0 : 1, of: 1 },
        {
          field: 'image.caption',
          selector: '[].caption',
          filled: images.filter(({ caption }) => caption !== '').length,
          of: images.length,
        },
      ],
    };
  },
  estimateCase: (_reference, { requestsByModality, bytesPerRequest }) => {
    const known = requestsByModality['X-ray'] ?? requestsByModality[''];
    const requests =
      known === undefined
        ? { min: 3, max: 6 }
        : { min: Math.floor(known * 0.8), max: Math.ceil(known * 1.2) };
    return { requests, bytes: Math.round(requests.max * (bytesPerRequest ?? 50_000)) };
  },
};
