import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEuroradCase } from '../../scrapers/eurorad/case-page.ts';
import { parseEuroradSearch } from '../../scrapers/eurorad/search-page.ts';
import { hannoverPatients } from '../../scrapers/hannover/course.ts';
import { parseHannover } from '../../scrapers/hannover/table.ts';
import { parseEncounter, parseMedpixSearch } from '../../scrapers/medpix/encounter.ts';
import { readJats } from '../../scrapers/papers/article/jats.ts';
import { parseArticlePage } from '../../scrapers/pmc/read-article.ts';
import { parseSearchAnswer } from '../../scrapers/pmc/search-answer.ts';
import { parseCasePage } from '../../scrapers/radiopaedia/case-page.ts';
import { parseSearchPage } from '../../scrapers/radiopaedia/search-page.ts';
import { parseStackedImages, parseStacks } from '../../scrapers/radiopaedia/stacks.ts';
import { parseViewer } from '../../scrapers/radiopaedia/viewer.ts';
import { parseListing } from '../../scrapers/sirm/listing.ts';
import { parsePost } from '../../scrapers/sirm/post.ts';

/**
 * Contract cases: a saved page beside the JSON that its parser must read from it. `<name>.<parser>.<html|json|csv>`
 * and `<name>.<parser>.expected.json` in `scrapers/<source>/contract/`. The first line of `expected` is the page's address.
 */
export const parsers: Readonly<Record<string, (text: string, url: string) => unknown>> = {
  'radiopaedia/case': parseCasePage,
  'radiopaedia/search': parseSearchPage,
  'radiopaedia/stacks': (text, url) => parseStacks(JSON.parse(text), /\d+/.exec(url)?.[0] ?? '', url),
  'radiopaedia/viewer': (text, url) => parseViewer(JSON.parse(text), /\d+/.exec(url)?.[0] ?? '', url),
  'radiopaedia/study': (text, url) => parseStackedImages(text, /studies\/(\d+)/.exec(url)?.[1] ?? '', url),
  'eurorad/case': parseEuroradCase,
  'eurorad/search': parseEuroradSearch,
  'sirm/post': parsePost,
  'sirm/listing': parseListing,
  'medpix/search': (text, url) => parseMedpixSearch(JSON.parse(text), url),
  'medpix/encounter': (text, url) => parseEncounter(JSON.parse(text), url),
  'pmc/search': (text, url) => parseSearchAnswer(JSON.parse(text), url),
  'pmc/page': parseArticlePage,
  'pmc/article': (text) => readJats(text),
  'hannover/table': (text) => hannoverPatients(parseHannover(text)),
};

export interface ContractCase {
  source: string;
  parser: string;
  /** File beside the expected JSON. */
  page: string;
  name: string;
}

const root = new URL('../../scrapers/', import.meta.url).pathname;

/** Sources with a folder of contract cases: a new one is taken in by itself. */
const contracted = (): string[] =>
  readdirSync(root).filter((source) => existsSync(join(root, source, 'contract')));

export const contractCases = (): ContractCase[] =>
  contracted().flatMap((source) => {
    const folder = join(root, source, 'contract');
    return readdirSync(folder)
      .filter((file) => !file.endsWith('.expected.json'))
      .sort()
      .map((file) => {
        const [name = '', kind = ''] = file.split('.');
        return { source, parser: `${source}/${kind}`, page: join(folder, file), name };
      });
  });

export const expectedOf = (contract: ContractCase): { url: string; result: unknown } =>
  JSON.parse(readFileSync(contract.page.replace(/\.[a-z]+$/, '.expected.json'), 'utf8'));
