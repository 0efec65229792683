import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { type Bench, startMembersOnly } from '../../../helpers/serving.ts';

const started = async (): Promise<Bench> => {
  const bench = await startMembersOnly();
  await bench.member('max', 'maintainer');
  await bench.member('ana', 'adjudicator');
  return bench;
};
const post = (bench: Bench, path: string, form: Record<string, string>, as = 'max') =>
  bench.ask(path, { as, form });
const noted = (bench: Bench): string[] =>
  readFileSync(join(bench.workspace.directory, 'audit.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ action }) => action === 'setting-changed')
    .map(({ by, target, detail }) => `${by} ${target} ${detail}`);

test('a maintainer changes settings on the page; they hold at once and are written down; nobody below may', async () => {
  const bench = await started();
  expect((await bench.ask('/settings', { as: 'ana' })).status).toBe(403);
  expect((await post(bench, '/settings', { contact: 'x' }, 'ana')).status).toBe(403);
  const page = load(await (await bench.ask('/settings', { as: 'max' })).text());
  expect(page('[name="contact"]')).toHaveLength(1);
  expect(page('[name="sources.eurorad.delay"]')).toHaveLength(1);
  const answer = await post(bench, '/settings', {
    contact: 'max@example.org',
    'sources.eurorad.delay': '12',
    'sources.eurorad.dailyBudget': '',
  });
  expect([answer.status, load(await answer.text())('[role=status]').text()]).toEqual([
    200,
    'Saved: contact, sources.eurorad.delay. It holds from now on.',
  ]);
  expect(bench.workspace.config).toMatchObject({
    contact: 'max@example.org',
    sources: { eurorad: { delay: 12 } },
  });
  expect(noted(bench)).toEqual(['max contact, sources.eurorad.delay max@example.org, 12']);
  const again = await post(bench, '/settings', { contact: 'max@example.org' });
  expect(await again.text()).toContain('Nothing was changed.');
  await post(bench, '/settings', { 'sources.eurorad.delay': '' });
  expect(bench.workspace.config.sources['eurorad']?.delay).toBe(undefined);
});

test('what cannot be is refused with why, what was typed stands there again, and nothing is written', async () => {
  const bench = await started();
  const before = structuredClone(bench.workspace.config);
  const answer = await post(bench, '/settings', {
    contact: 'new@example.org',
    'sources.eurorad.delay': 'soon',
  });
  const page = load(await answer.text());
  expect(answer.status).toBe(422);
  expect(page('[role=alert]').text()).toMatch(/'sources.eurorad.delay' cannot be "soon"/);
  expect(page('[name="contact"]').attr('value')).toBe('new@example.org');
  expect(page('[name="sources.eurorad.delay"]').attr('value')).toBe('soon');
  expect((await post(bench, '/settings', { createdAt: 'x' })).status).toBe(422);
  expect(bench.workspace.config).toEqual(before);
  expect(existsSync(join(bench.workspace.directory, 'audit.jsonl'))).toBe(false);
});

test('schedules are added with their next times, changed and removed; one that never runs is refused', async () => {
  const bench = await started();
  const weekly = { name: 'weekly', source: 'eurorad', query: 'covid, chest pain', cron: '0 3 * * 1' };
  const bad = await post(bench, '/settings/schedules', { ...weekly, cron: 'soon' });
  expect([bad.status, load(await bad.text())('[role=alert]').text()]).toEqual([
    422,
    expect.stringContaining("'soon' is no cron expression"),
  ]);
  const added = load(await (await post(bench, '/settings/schedules', weekly)).text());
  expect(added('summary').text()).toMatch(/weekly.*next \d{1,2} \w{3} \d{4}, \d\d:\d\d UTC, then/);
  expect(bench.workspace.config.schedules).toMatchObject([
    { name: 'weekly', query: ['covid', 'chest pain'], enabled: true },
  ]);
  expect((await post(bench, '/settings/schedules', weekly)).status).toBe(422);
  await post(bench, '/settings', { 'schedules.weekly.enabled': 'false', 'schedules.weekly.limit': '5' });
  expect(bench.workspace.config.schedules).toMatchObject([{ enabled: false, limit: 5 }]);
  await post(bench, '/settings/schedules/remove', { name: 'weekly' });
  expect(bench.workspace.config.schedules).toEqual([]);
});
