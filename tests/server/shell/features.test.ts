import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, startBench } from '../helpers/workbench.ts';

const server = join(import.meta.dirname, '../../../server');
const filesOf = (ending: string): string[] =>
  readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));

let bench: Bench;
let base = '';
beforeAll(async () => {
  bench = await startBench({ cases: 1 });
  base =
    /"(\/static\/[0-9a-f]{12}\/)style\.css"/.exec(await (await fetch(`${bench.url}/`)).text())?.[1] ?? '';
});
afterAll(() => bench.close());

const linked = (html: string): string[] =>
  [...html.matchAll(/<script src="([^"]+)"/g)].map(([, src]) => src ?? '');
const page = async (path: string): Promise<string> => (await fetch(bench.url + path)).text();

test('htmx and the extension that listens to events are one script: one that comes later never connects', async () => {
  const plain = [...(await page('/crawls')).matchAll(/<script src="([^"]+)" defer>/g)].map(
    ([, src]) => src ?? '',
  );
  expect(plain).toEqual([`${base}htmx.min.js`]);
  const script = await page(plain[0] ?? '');
  expect(script).toMatch(/registerExtension\(\s*["'`]sse["'`]/);
  expect(() => new Function(script)).not.toThrow();
});

describe('a folder under features/', () => {
  test('is listed, so that its style and its scripts are served', async () => {
    const style = await page(`${base}style.css`);
    for (const name of filesOf('.css'))
      expect(style.includes(readFileSync(join(server, name), 'utf8')), name).toBe(true);
    for (const name of filesOf('.js')) expect((await fetch(bench.url + base + name)).status, name).toBe(200);
  });

  test('has a script that finds what it imports', async () => {
    const imported = filesOf('.js').flatMap((name) =>
      [...readFileSync(join(server, name), 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)]
        // What stands in a comment is a type: the browser never asks for it.
        .filter(([, to]) => to?.endsWith('.js'))
        .map(([, to]) => new URL(to ?? '', bench.url + base + name)),
    );
    expect(imported.length).toBeGreaterThan(30);
    for (const address of new Set(imported.map(String)))
      expect((await fetch(address)).status, address).toBe(200);
  });

  test('has the views that its routes name', () => {
    const named = filesOf('.ts').flatMap((name) =>
      [
        ...readFileSync(join(server, name), 'utf8').matchAll(
          /\b(?:view|render|sendPage)\([^;]*?'([a-z]+(?:\/[a-z-]+)+)'/g,
        ),
      ].map(([, view]) => view ?? ''),
    );
    expect(named.length).toBeGreaterThan(40);
    for (const view of named)
      expect(existsSync(join(server, view.startsWith('shell/') ? '' : 'features', `${view}.eta`)), view).toBe(
        true,
      );
  });
});

describe('the menu', () => {
  test('leads to a page for each entry, which it marks', async () => {
    const entries = [
      ...(await page('/')).matchAll(/<a href="(\/[a-z]*)"(?: aria-current="page")?>([A-Z][a-z]+)<\/a>/g),
    ];
    expect(entries.map(([, path]) => path)).toEqual([
      '/',
      '/cases',
      '/agreement',
      '/papers',
      '/crawls',
      '/checks',
      '/timelines',
      '/cohort',
      '/statistics',
      '/datasets',
      '/protocol',
      '/settings',
    ]);
    for (const [, path = '', label] of entries)
      expect(await page(path), path).toContain(`<a href="${path}" aria-current="page">${label}</a>`);
  });

  test('marks the entry that a page without one of its own stands under', async () => {
    const marked = '<a href="/cases" aria-current="page">Cases</a>';
    for (const path of ['/cases/eurorad-1', '/enter']) expect(await page(path), path).toContain(marked);
    expect(await page('/mentions')).not.toContain('aria-current="page"');
  });
});

test("a feature's script is on its own pages, and on all where it says so", async () => {
  const everywhere = ['shell/client/client.js', 'features/keys/client.js', 'features/case/client.js'];
  const modules = async (path: string) =>
    linked(await page(path))
      .filter((src) => src.endsWith('/client.js'))
      .map((src) => src.slice(base.length));
  expect(await modules('/agreement')).toEqual(everywhere);
  expect(await modules('/checks')).toEqual([...everywhere, 'features/checks/client.js']);
  expect(await modules('/cases/eurorad-1/images/i1/parts')).toEqual([
    ...everywhere,
    'features/panels/client.js',
  ]);
});
