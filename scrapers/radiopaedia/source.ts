import { BadUsage, NotFound } from '../../data/errors.ts';
import type { Door, FetchedText, OpenPage } from '../crawl/door/door.ts';
import type {
  CaseOptions,
  CaseReference,
  OpenedCase,
  SearchPage,
  SearchQuery,
  Source,
  WantedImage,
} from '../crawl/source.ts';
import { reachedBy } from '../reading/case-parts.ts';
import { requireMatch } from '../reading/contract.ts';
import { walkPages } from '../reading/walk-pages.ts';
import { parseCasePage, renderedSelector } from './case-page.ts';
import { estimateCase } from './estimate.ts';
import { wantedFrames } from './key-frames.ts';
import type { RadiopaediaPage, StudyBlock, StudyImages } from './record.ts';
import { parseSearchPage, slugOf } from './search-page.ts';
import { parseStackedImages, parseStacks } from './stacks.ts';
import { type RadiopaediaCase, radiopaediaFills, radiopaediaToCase } from './to-case.ts';
import { parseViewer } from './viewer.ts';

/** Raise whenever the same pages give another document. */
const parserVersion = '2';
const origin = 'https://radiopaedia.org';
const imageOrigin = 'https://prod-images-static.radiopaedia.org';
const sorts = ['date_of_publication', 'date_of_last_edit', 'completeness', 'title'];

const searchAddress = (base: string, query: SearchQuery): string => {
  const parameters = new URLSearchParams({ lang: 'us', q: query.text, scope: 'cases' });
  for (const [name, values] of Object.entries(query.filters)) {
    if (!['modality', 'system', 'sort'].includes(name)) {
      throw new BadUsage(
        'unknown-filter',
        `radiopaedia knows no filter '${name}'; use modality=, system= or sort=`,
      );
    }
    if (name === 'sort' && !values.every((value) => sorts.includes(value))) {
      throw new BadUsage(
        'unknown-sort',
        `radiopaedia cannot sort by '${values.join(', ')}'; use ${sorts.join(', ')}`,
      );
    }
    const repeated = name === 'system' && values.length > 1;
    for (const value of values) parameters.append(repeated ? 'system[]' : name, value);
  }
  return `${base}/search?${parameters}`;
};

async function* search(door: Door, query: SearchQuery): AsyncIterable<SearchPage> {
  yield* walkPages(
    door,
    searchAddress(door.base, query),
    parseSearchPage,
    ({ slug, href, modalities }, at) => ({
      alias: slug,
      url: door.resolve(href, at) ?? `${door.base}/cases/${slug}?lang=us`,
      modalities,
    }),
  );
}

/** The first of several ways to ask that is answered; a 404 goes on to the next. */
const firstFound = async (ways: readonly (() => Promise<StudyImages>)[]): Promise<StudyImages> => {
  let last: unknown = null;
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      last = error;
    }
  }
  throw last;
};

interface Opened {
  page: RadiopaediaPage;
  fetched: Pick<FetchedText, 'finalUrl' | 'redirects' | 'retrievedAt' | 'sha256' | 'replaced'>;
  browser: OpenPage | null;
}

/** The images of one study: by the viewer the page belongs to first, by the older ones when that is gone. */
const readStudy = (door: Door, opened: Opened, block: StudyBlock, rid: string): Promise<StudyImages> => {
  const { browser, fetched, page } = opened;
  const at = (path: string): string => door.resolve(path, fetched.finalUrl) ?? `${door.base}${path}`;
  const referer = { referer: fetched.finalUrl };
  const asJson = { ...referer, headers: { 'x-requested-with': 'XMLHttpRequest' } };
  const viewerUrl = at(`/studies/${block.id}/annotated_viewer_json?lang=us`);
  const stacksUrl = at(block.stacksUrl ?? `/studies/${block.id}/stacks?lang=us`);
  const studyUrl = at(`/cases/${rid}/studies/${block.id}?lang=us`);
  const viewer = async () => {
    const mark = `/studies/${block.id}/annotated_viewer_json`;
    const received = (await browser?.received((url) => url.includes(mark))) ?? null;
    if (received) return parseViewer(JSON.parse(received.text), block.id, received.url);
    const { data } = await (browser ?? door).fetchJson(viewerUrl, { ...asJson, shape: 'object' });
    return parseViewer(data, block.id, viewerUrl);
  };
  const stacks = async () =>
    parseStacks(
      (await (browser ?? door).fetchJson(stacksUrl, { ...asJson, shape: 'list' })).data,
      block.id,
      stacksUrl,
    );
  const inline = async () =>
    parseStackedImages((await door.fetchText(studyUrl, referer)).text, block.id, studyUrl);
  return firstFound(browser !== null || page.viewerEra ? [viewer, stacks, inline] : [stacks, viewer, inline]);
};

class RadiopaediaReading implements OpenedCase {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly #door: Door;
  readonly #opened: Opened;
  readonly #read: RadiopaediaCase;

  constructor(door: Door, opened: Opened, rid: string, reference: CaseReference, options: CaseOptions) {
    const { fetched, page } = opened;
    this.#door = door;
    this.#opened = opened;
    this.id = `radiopaedia-${rid}`;
    const slugs = [reference.alias, page.slug, rid, ...fetched.redirects.map(slugOf)];
    this.aliases = [...new Set(slugs.filter((slug) => slug !== null))];
    this.#read = {
      page,
      studies: [],
      rid,
      reached: reachedBy(fetched, `radiopaedia/${parserVersion}`),
      allFrames: options.allFrames,
    };
  }

  async *images(): AsyncIterable<WantedImage> {
    const read = this.#read;
    read.studies = [];
    const seen = new Set<string>();
    try {
      for (const block of read.page.studies) {
        const images = await readStudy(this.#door, this.#opened, block, read.rid);
        read.studies.push({ block, images });
        for (const frame of images.series.flatMap((series) => wantedFrames(series, read.allFrames))) {
          if (seen.has(frame.id)) continue;
          seen.add(frame.id);
          yield { id: frame.id, urls: this.#addresses(frame.urls), referer: `${this.#door.base}/` };
        }
      }
    } finally {
      await this.#opened.browser?.close();
    }
  }

  /** Names without a host belong to the image host: the one the page itself uses, if it is one of the source's. */
  #addresses(urls: readonly string[]): string[] {
    const named = this.#opened.page.imageOrigin;
    const images =
      named !== null && this.#door.isOwn(this.#door.resolve(named, this.#door.base) ?? '')
        ? named
        : imageOrigin;
    return urls.flatMap((url) => {
      const host = url.startsWith('/images/') && !url.includes('/download') ? images : origin;
      const address = this.#door.resolve(URL.parse(url, host)?.href ?? url, `${this.#door.base}/`);
      return address === null ? [] : [address];
    });
  }

  toCase(outcomes: Parameters<OpenedCase['toCase']>[0]) {
    return radiopaediaToCase(this.#read, outcomes);
  }

  fills() {
    return radiopaediaFills(this.#read);
  }
}

const readCase = async (door: Door, reference: CaseReference, options: CaseOptions): Promise<OpenedCase> => {
  const fetched = await door.fetchText(reference.url, { expect: 'html', referer: `${door.base}/search` });
  let opened: Opened = { page: parseCasePage(fetched.text, fetched.finalUrl), fetched, browser: null };
  if (!opened.page.rendered) {
    const browser = await door.openPage(fetched.finalUrl, { referer: `${door.base}/search` });
    try {
      const page = parseCasePage(await browser.html(), browser.finalUrl);
      requireMatch(
        page.built && page.rid !== null,
        { selector: renderedSelector, field: 'the rendered case' },
        { source: 'radiopaedia', url: browser.finalUrl },
      );
      opened = { page, fetched, browser };
    } catch (error) {
      await browser.close();
      throw error;
    }
  }
  return new RadiopaediaReading(door, opened, opened.page.rid ?? '', reference, options);
};

/** Radiopaedia.org: see README.md beside this file for the markup it relies on. */
export const radiopaedia: Source = {
  name: 'radiopaedia',
  origin,
  hosts: [
    'radiopaedia.org',
    'www.radiopaedia.org',
    'prod-images-static.radiopaedia.org',
    'images.radiopaedia.org',
  ],
  floorSeconds: 10,
  parserVersion,
  needsPermission: 'its terms forbid bulk download and use for machine learning without permission',
  // For the first crawl only, and low on purpose: later ones are measured by those before them.
  expectedFill: {
    title: 1,
    author: 0.8,
    presentation: 0.6,
    age: 0.6,
    sex: 0.6,
    'study.findings': 0.5,
    'study.modality': 0.6,
    images: 0.9,
    'study.images': 0.8,
    'image.view': 0.4,
    'image.original': 0.7,
  },
  search,
  readCase,
  referenceOf: (url) => {
    const slug = slugOf(url);
    return slug === null || /^\d{1,9}$/.test(slug) ? null : { alias: slug, url };
  },
  estimateCase,
};
