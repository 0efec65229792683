import type { EuroradEra } from '../../../samples/pages/eurorad.ts';
import type { RadiopaediaEra } from '../../../samples/pages/radiopaedia-viewer.ts';
import { euroradRoute } from '../../../samples/routes/eurorad.ts';
import {
  type RadiopaediaOptions,
  radiopaediaImageRoute,
  radiopaediaRoute,
} from '../../../samples/routes/radiopaedia.ts';
import { sirmRoute } from '../../../samples/routes/sirm.ts';
import { type LoggedRequest, type SampleSite, type SiteRoute, startSite } from '../../../samples/server.ts';
import type { EuroradStory, RadiopaediaStory, SirmStory } from '../../../samples/story.ts';
import { type Fault, interfereWith } from './faults.ts';
import { type MedpixStory, medpixRoute } from './medpix.ts';
import { type PmcArticle, pmcRoute } from './pmc.ts';
import { type RegisteredPaper, registersRoute } from './registers.ts';
import { type RobotsShape, robotsRoute } from './robots.ts';
import { euroradStories } from './stories/eurorad.ts';
import { medpixStories } from './stories/medpix.ts';
import { pmcArticles } from './stories/pmc.ts';
import { radiopaediaStories } from './stories/radiopaedia.ts';
import { sirmStories } from './stories/sirm.ts';

export type { LoggedRequest } from '../../../samples/server.ts';
export type { Fault } from './faults.ts';
export type { RobotsShape } from './robots.ts';

interface Common {
  /** May be added to while the site runs. */
  faults?: Fault[];
  robots?: RobotsShape;
  pageSize?: number;
}

export interface TestSite<Story> {
  readonly origin: string;
  /** Host of the images; the same as `origin` unless a second one was asked for. */
  readonly imageOrigin: string;
  /** Requests of all hosts in the order of their arrival. */
  readonly requests: LoggedRequest[];
  /** The truth: compare what was read against it. */
  readonly cases: Story[];
  readonly faults: Fault[];
  close(): Promise<void>;
}

const merged = (sites: readonly SampleSite[]): LoggedRequest[] =>
  sites.flatMap((site) => site.requests).sort((a, b) => a.at - b.at);

const assembled = <Story>(
  sites: readonly [SampleSite, ...SampleSite[]],
  cases: Story[],
  faults: Fault[],
): TestSite<Story> => ({
  origin: sites[0].origin,
  imageOrigin: (sites.at(-1) ?? sites[0]).origin,
  get requests() {
    return merged(sites);
  },
  cases,
  faults,
  close: async () => {
    await Promise.all(sites.map((site) => site.close()));
  },
});

export interface RadiopaediaSiteOptions
  extends Common,
    Partial<Pick<RadiopaediaOptions, 'eagerViewer' | 'slugFor' | 'lateStacks'>> {
  era?: RadiopaediaEra;
  cases?: RadiopaediaStory[];
  /** Images on a second loopback origin, as the real site has a host of its own for them. */
  imageHost?: 'same' | 'second';
}

/** A Radiopaedia-like site of one era. */
export const startRadiopaedia = async (
  options: RadiopaediaSiteOptions = {},
): Promise<TestSite<RadiopaediaStory>> => {
  const {
    era = '2023',
    cases = radiopaediaStories(),
    faults = [],
    imageHost = 'same',
    robots = 'allow-all',
    ...rest
  } = options;
  let [origin, imageOrigin] = ['', ''];
  const places = { origin: () => origin, imageOrigin: () => imageOrigin };
  const interfere = interfereWith(faults);
  const images = radiopaediaImageRoute(cases, places);
  const pages: SiteRoute[] = [robotsRoute(robots), radiopaediaRoute(cases, { era, ...places, ...rest })];
  const main = await startSite({ routes: imageHost === 'same' ? [...pages, images] : pages, interfere });
  const second =
    imageHost === 'same' ? null : await startSite({ routes: [robotsRoute(robots), images], interfere });
  origin = main.origin;
  imageOrigin = second?.origin ?? origin;
  return assembled(second ? [main, second] : [main], cases, faults);
};

/** A Eurorad-like site of one era. */
export const startEurorad = async (
  options: Common & { era?: EuroradEra; cases?: EuroradStory[] } = {},
): Promise<TestSite<EuroradStory>> => {
  const { era = '2026', cases = euroradStories(), faults = [], robots = 'allow-all', ...rest } = options;
  let origin = '';
  const site = await startSite({
    routes: [robotsRoute(robots), euroradRoute(cases, { era, origin: () => origin, ...rest })],
    interfere: interfereWith(faults),
  });
  origin = site.origin;
  return assembled([site], cases, faults);
};

/** A WordPress site like SIRM's. */
export const startSirm = async (
  options: Common & { cases?: SirmStory[] } = {},
): Promise<TestSite<SirmStory>> => {
  const { cases = sirmStories(), faults = [], robots = 'allow-all', ...rest } = options;
  let origin = '';
  const site = await startSite({
    routes: [robotsRoute(robots), sirmRoute(cases, { origin: () => origin, ...rest })],
    interfere: interfereWith(faults),
  });
  origin = site.origin;
  return assembled([site], cases, faults);
};

/** A site of articles as PubMed Central shows them, with its file addresses and identifier converter. */
export const startPmc = async (
  options: Common & { cases?: PmcArticle[] /** False: Europe PMC holds no text. */; jats?: boolean } = {},
): Promise<TestSite<PmcArticle>> => {
  const { cases = pmcArticles(), faults = [], robots = 'allow-all', jats = true } = options;
  let origin = '';
  const site = await startSite({
    routes: [robotsRoute(robots), pmcRoute(cases, () => origin, { jats })],
    interfere: interfereWith(faults),
  });
  origin = site.origin;
  return assembled([site], cases, faults);
};

/** MedPix as its addresses for programs answer. */
export const startMedpix = async (
  options: Common & { cases?: MedpixStory[] } = {},
): Promise<TestSite<MedpixStory>> => {
  const { cases = medpixStories(), faults = [], robots = 'allow-all' } = options;
  const site = await startSite({
    routes: [robotsRoute(robots), medpixRoute(cases)],
    interfere: interfereWith(faults),
  });
  return assembled([site], cases, faults);
};

/**
 * Everything that papers are fetched from, on one origin: Crossref, Europe PMC, PubMed Central, the resolver of DOIs and
 * publishers.
 */
export const startRegisters = async (
  papers: RegisteredPaper[],
  options: Common & { articles?: PmcArticle[]; files?: Map<string, Uint8Array> } = {},
): Promise<TestSite<RegisteredPaper>> => {
  const { articles = pmcArticles(), files = new Map(), faults = [], robots = 'allow-all' } = options;
  let origin = '';
  const site = await startSite({
    routes: [
      robotsRoute(robots),
      registersRoute(papers, articles, files, () => origin),
      pmcRoute(articles, () => origin),
    ],
    interfere: interfereWith(faults),
  });
  origin = site.origin;
  return assembled([site], papers, faults);
};
