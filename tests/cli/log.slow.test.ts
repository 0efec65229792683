import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { euroradRoute } from '../../samples/routes/eurorad.ts';
import { type SampleSite, startSite } from '../../samples/server.ts';
import { sampleStories } from '../../samples/site.ts';
import { caseline } from '../helpers/command.ts';

/** What `--log debug` tells of a crawl and its readings, and what it never tells. */

const [story] = sampleStories.eurorad;
if (!story) throw new Error('the sample has no Eurorad case');
const folder = mkdtempSync(join(tmpdir(), 'caseline-log-'));
const directory = join(folder, 'workspace');
const run = (args: readonly string[], environment = {}) =>
  caseline(['--workspace', directory, ...args], environment);
let site: SampleSite;

beforeAll(async () => {
  site = await startSite({
    routes: [
      ({ url }) =>
        url.pathname === '/robots.txt'
          ? { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow:\n' }
          : null,
      euroradRoute([story], { era: '2026', origin: () => site.origin }),
    ],
  });
  expect((await run(['init'])).code).toBe(0);
});
afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  readonly room: string;
  readonly msg: string;
}
const linesOf = (stderr: string): Line[] =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
const told = (stderr: string): string[] => [
  ...new Set(linesOf(stderr).map(({ room, msg }) => `${room} ${msg}`)),
];

test('a crawl and its readings tell each step as a JSON line, results stay on stdout', async () => {
  const crawl = ['crawl', 'eurorad', '--base-url', site.origin, '--delay', '0', '--json'];
  const crawled = await run([...crawl, '--log', 'debug']);
  expect(JSON.parse(crawled.stdout)).toMatchObject({ new: 1, status: 'done' });
  expect(told(crawled.stderr)).toEqual(
    expect.arrayContaining([
      'crawl started',
      'crawl request',
      'crawl search',
      'crawl case',
      'crawl finished',
      'storage written',
    ]),
  );

  const suggested = await run(['suggest', '--json'], { CASELINE_LOG: 'debug' });
  expect(told(suggested.stderr)).toContain('suggestions read');

  const workspace = openWorkspace(directory);
  const record = await workspace.cases.get(`eurorad-${story.id}`);
  await workspace.close();
  const words = (record?.texts ?? []).flatMap(({ text }) => {
    const all = text.split(/\s+/);
    return all.slice(3).map((_, at) => all.slice(at, at + 4).join(' '));
  });
  expect(words.length).toBeGreaterThan(50);
  const log = crawled.stderr + suggested.stderr;
  expect(words.filter((four) => log.includes(four))).toEqual([]);

  const quiet = await run([...crawl, '--refresh']);
  expect(linesOf(quiet.stderr)).toEqual([]);
}, 60_000);

test('a level that there is not is refused, from the command line and from the environment', async () => {
  for (const [args, environment] of [
    [['check', '--log', 'loud'], {}],
    [['check'], { CASELINE_LOG: 'loud' }],
  ] as const) {
    const { code, stderr } = await run(args, environment);
    expect(code).toBe(2);
    expect(stderr).toMatch(/'loud'.* is invalid.*silent, error, info, debug/);
  }
});
