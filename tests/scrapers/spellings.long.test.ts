import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createWorkspace } from '../../data/embedded/config.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { crawl } from '../../scrapers/crawl/crawl.ts';
import { sourceNamed } from '../../scrapers/sources.ts';
import { casesOf } from '../helpers/crawl-workspace.ts';
import { startEurorad, startMedpix, startPmc, startRadiopaedia, startSirm } from '../helpers/sites/index.ts';
import { type Rewriting, startRewritten } from '../helpers/sites/rewritten.ts';
import { isWhole } from '../helpers/whole.ts';

/** One site, spelled in ways that change nothing of what it says: every case must come out the same. */

const spellings: Record<string, Rewriting> = {
  'single quotes, reversed attributes': { quotes: 'single', attributes: 'reversed' },
  'no quotes, capital tags and attributes': { quotes: 'none', upperTags: true, attributes: 'upper' },
  'line breaks, indentation and comments': { airy: true },
  'decimal entities': { entities: 'decimal' },
  'hexadecimal entities, absolute links': { entities: 'hexadecimal', links: 'absolute' },
  'links without protocol': { links: 'protocol-relative' },
  'links with dots': { links: 'dotted' },
  'further classes and attributes': { moreClasses: true, dataAttributes: true },
  'elements around the contents': { nested: true },
  'headings in capitals': { capitals: true },
  'menus and footers': { chrome: true },
  'gzip, in chunks': { encoding: 'gzip', chunked: true },
  'deflate with a charset header': { encoding: 'deflate', charset: 'header' },
  'raw deflate, charset in the page alone': { encoding: 'deflate-raw', charset: 'meta-only' },
  'brotli with a byte order mark': { encoding: 'br', charset: 'byte-order-mark' },
  'Latin-1': { charset: 'latin1' },
  'UTF-16': { charset: 'utf16' },
  'odd content types': { types: 'odd-case' },
  'JSON as text, images without a type': { types: 'json-as-text' },
  'images without a type': { types: 'none-for-images' },
};

const inBrowser = [
  'no quotes, capital tags and attributes',
  'hexadecimal entities, absolute links',
  'gzip, in chunks',
  'JSON as text, images without a type',
];

const sites = {
  'radiopaedia 2020': ['radiopaedia', ['pneumonia'], () => startRadiopaedia({ era: '2020' })],
  'radiopaedia 2026': ['radiopaedia', ['pneumonia'], () => startRadiopaedia({ era: '2026' })],
  'radiopaedia 2023': ['radiopaedia', ['pneumonia'], () => startRadiopaedia({ era: '2023' })],
  'eurorad 2020': ['eurorad', ['covid'], () => startEurorad({ era: '2020' })],
  'eurorad 2026': ['eurorad', ['covid'], () => startEurorad({ era: '2026' })],
  sirm: ['sirm', [], () => startSirm()],
  pmc: ['pmc', null, () => startPmc()],
  medpix: ['medpix', ['pneumonia'], () => startMedpix()],
} as const;

const crawled = async (source: string, baseUrl: string, query: readonly string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-spellings-'));
  createWorkspace(folder);
  const workspace = openWorkspace(folder);
  const result = await crawl(workspace, sourceNamed(source), { baseUrl, delay: 0, query: [...query] });
  const cases = [...(await casesOf(workspace))].map(([id, text]) => [
    id,
    JSON.parse(
      text
        .replaceAll(baseUrl, '')
        .replaceAll(/"(retrievedAt|pageSha256)":"[^"]*"/g, '"$1":""')
        .replaceAll('/./x/..', ''),
    ),
  ]);
  await workspace.close();
  rmSync(folder, { recursive: true });
  return {
    result: { ...result, bytes: 0, seconds: 0, failed: result.failed.map(({ code }) => code) },
    cases,
  };
};

describe.each(Object.entries(sites))('%s', (era, [source, words, start]) => {
  let site: Awaited<ReturnType<typeof start>>;
  let plain: Awaited<ReturnType<typeof crawled>>;
  let query: readonly string[];
  beforeAll(async () => {
    site = await start();
    query = words ?? site.cases.map((article) => `PMC${(article as { number: string }).number}`);
    plain = await crawled(source, site.origin, query);
    expect(plain.result.status).toBe('done');
    expect(plain.cases.length).toBeGreaterThan(1);
  }, 60_000);
  afterAll(() => site.close());

  // A page that a script builds is spelled by the script: what is left are its frame and its data.
  const fitting = Object.entries(spellings).filter(
    ([name]) => !era.endsWith('2026') || source !== 'radiopaedia' || inBrowser.includes(name),
  );
  // The daily run spells each site in every seventh way, other ones a site, so that all ways are met.
  const turn = Object.keys(sites).indexOf(era);
  const share = Math.min(7, fitting.length);
  const some = fitting.filter((_one, at) => isWhole || (at + turn) % share === 0);
  test.each(some)('%s', { timeout: 60_000 }, async (_name, how) => {
    const front = await startRewritten(site.origin, how);
    onTestFinished(() => front.close());
    const spelled = await crawled(source, front.origin, query);
    expect(spelled.result).toEqual(plain.result);
    // A study's heading is the author's: shown in capitals it is kept in capitals.
    const alike = (cases: typeof plain.cases) => (how.capitals ? JSON.stringify(cases).toLowerCase() : cases);
    expect(alike(spelled.cases)).toEqual(alike(plain.cases));
  });
});
