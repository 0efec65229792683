import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { handedArticles } from './handed.ts';
import {
  type ArticleEntry,
  type CaptionEntry,
  judgeArticle,
  judgeCaption,
  judgeTitlePage,
  type TitlePageEntry,
  type Verdict,
} from './judge.ts';
import { judgeLayout, type LayoutEntry } from './judge-layout.ts';

/** Made-up captions, articles and title pages with their right values, and the handed ones beside the project. */

const handed = resolve(import.meta.dirname, '../../../../../shared/cases/papers-days');
const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const wrong = (verdicts: readonly Verdict[]): Verdict[] => verdicts.filter(({ right }) => !right);
const rounds = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json'))
  .map((name) =>
    json<{
      captions?: CaptionEntry[];
      articles?: ArticleEntry[];
      pages?: TitlePageEntry[];
      layouts?: LayoutEntry[];
    }>(join(import.meta.dirname, name)),
  );

test('each panel of a caption has its own words', () => {
  expect(wrong(rounds.flatMap(({ captions = [] }) => captions.flatMap(judgeCaption)))).toEqual([]);
});

test.each(rounds.flatMap(({ articles = [] }) => articles).map((one) => [one.kind, one.id, one] as const))(
  'an article: %s (%s)',
  async (_kind, _id, entry) => {
    expect(wrong(await judgeArticle(entry, temporaryFolder()))).toEqual([]);
  },
);

test.each(rounds.flatMap(({ pages = [] }) => pages).map((one) => [one.kind, one.id, one] as const))(
  'a title page: %s (%s)',
  async (_kind, _id, entry) => {
    expect(wrong(await judgeTitlePage(entry, temporaryFolder()))).toEqual([]);
  },
);

test.each(rounds.flatMap(({ layouts = [] }) => layouts).map((one) => [one.kind, one.id, one] as const))(
  'a layout: %s (%s)',
  async (_kind, _id, entry) => {
    expect(wrong(await judgeLayout(entry, temporaryFolder()))).toEqual([]);
  },
);

describe.skipIf(!existsSync(handed))('handed (skipped without ../shared/cases)', () => {
  test('captions', () => {
    const captions = json<Omit<CaptionEntry, 'kind'>[]>(join(handed, 'panels.json'));
    expect(wrong(captions.flatMap((one) => judgeCaption({ ...one, kind: 'panels' })))).toEqual([]);
  });

  test.each(Object.entries(handedArticles))('article %s', async (id, expected) => {
    const xml = readFileSync(join(handed, 'jats', `${id}.xml`), 'utf8');
    expect(
      wrong(await judgeArticle({ id, kind: 'handed', xml, expect: expected }, temporaryFolder())),
    ).toEqual([]);
  });
});
