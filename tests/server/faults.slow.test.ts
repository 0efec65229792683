import fs, { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { summariseReview } from '../../curation/review/summary.ts';
import { documentPath } from '../../data/embedded/documents/layout.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { startServer } from '../../server/serve.ts';
import { throughTheFault } from '../helpers/disk-fault.ts';
import { draftOf } from '../helpers/drafts.ts';
import { expectToComeThrough } from '../helpers/expect-through.ts';
import { startLocal } from '../helpers/serving.ts';
import { temporaryWorkspace } from '../helpers/temporary.ts';

const post = (url: string, path: string, form: Record<string, string>, rev: number) =>
  fetch(new URL(path, url), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'if-match': `"${rev}"` },
    body: new URLSearchParams(form).toString(),
  });

const comment = (url: string, id: string, text: string, rev: number) =>
  post(url, `/cases/${id}/comments`, { text, field: '', patient: '', image: '' }, rev);

async function served(cases: number) {
  const workspace = temporaryWorkspace();
  for (let at = 1; at <= cases; at += 1) await workspace.cases.put(draftOf(`eurorad-${at}`));
  await workspace.index.ready();
  return startLocal(workspace);
}

const realSync = fs.fsyncSync;
afterEach(() => {
  fs.fsyncSync = realSync;
  syncBuiltinESMExports();
});

describe('while serving', () => {
  test('a corrupt case is named, the rest works, and it comes back when the file is mended', async () => {
    const { url, workspace } = await served(3);
    const path = documentPath(workspace.directory, 'cases', 'eurorad-2');
    const whole = fs.readFileSync(path);
    truncateSync(path, 50);
    const answer = await fetch(`${url}cases/eurorad-2`);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(/eurorad-2\.json is damaged/);
    expect((await fetch(`${url}cases/eurorad-1`)).status).toBe(200);
    expect((await fetch(`${url}cases`)).status).toBe(200);
    expect((await comment(url, 'eurorad-1', 'works', 0)).status).toBeLessThan(300);
    writeFileSync(path, whole);
    expect((await fetch(`${url}cases/eurorad-2`)).status).toBe(200);
  });

  test.each(['deleted', 'overwritten with rubbish'])(
    'an index that is %s is made again; no page fails',
    async (how) => {
      const { url, workspace } = await served(5);
      const path = join(workspace.directory, 'index.sqlite');
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      if (how !== 'deleted') writeFileSync(path, 'rubbish '.repeat(3_000));
      const statuses = new Set<number>();
      let total = '';
      for (let at = 0; at < 60 && !total.includes('5 cases'); at += 1) {
        const answer = await fetch(`${url}cases`);
        statuses.add(answer.status);
        total = await answer.text();
        await wait(50);
      }
      expect([...statuses]).toEqual([200]);
      expect(total).toContain('5 cases');
      expect((await comment(url, 'eurorad-1', 'works', 0)).status).toBeLessThan(300);
    },
  );

  test('a slow disk (0.2 s a write) delays saves and loses none; the health check still answers', async () => {
    const { url, workspace } = await served(4);
    fs.fsyncSync = (handle) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      realSync(handle);
    };
    syncBuiltinESMExports();
    const answers = await Promise.all(
      [1, 2, 3, 4].map((at) => comment(url, `eurorad-${at}`, `slow ${at}`, 0)),
    );
    expect(answers.every(({ status }) => status < 300)).toBe(true);
    expect((await fetch(`${url}healthz`)).status).toBe(200);
    for (const at of [1, 2, 3, 4]) {
      const { events } = await workspace.reviews.get(`eurorad-${at}`);
      expect(events.map((event) => event.kind === 'comment' && event.text)).toEqual([`slow ${at}`]);
    }
  });

  test.each([
    ['EROFS', /the disk is read-only: mount it writable/],
    ['ENOSPC', /the disk is full: free some space/],
  ])(
    'a disk that refuses every new file (%s) costs no page and no acknowledged save, and is said',
    async (code, reason) => {
      const { url, workspace } = await served(2);
      const { openSync: open } = fs;
      const refuse = (path: fs.PathLike): void => {
        if (String(path).startsWith(workspace.directory))
          throw Object.assign(new Error(`${code}: refused`), { code, syscall: 'open', path });
      };
      onTestFinished(() => {
        fs.openSync = open;
        syncBuiltinESMExports();
      });
      const result = await throughTheFault(url, workspace, {
        begin: () => {
          fs.openSync = (path, flags, mode) => {
            if (/[wa+]/.test(String(flags))) refuse(path);
            return open(path, flags, mode);
          };
          syncBuiltinESMExports();
        },
        end: () => {
          fs.openSync = open;
          syncBuiltinESMExports();
        },
      });
      expectToComeThrough(result, reason);
    },
  );

  test('two servers on one workspace: each shows what the other wrote, no save is lost', async () => {
    const { url, workspace } = await served(2);
    const second = openWorkspace(workspace.directory, { summarise: summariseReview });
    const other = await startServer({
      workspace: second,
      port: 0,
      user: { name: 'ben', role: 'maintainer' },
    });
    let accepted = 0;
    for (let at = 0; at < 20; at += 1) {
      const { rev } = await workspace.reviews.get('eurorad-1');
      const both = await Promise.all([
        comment(url, 'eurorad-1', `one ${at}`, rev),
        comment(other.url, 'eurorad-1', `two ${at}`, rev),
      ]);
      expect(both.every(({ status }) => status < 300 || status === 412)).toBe(true);
      accepted += both.filter(({ status }) => status < 300).length;
    }
    expect((await workspace.reviews.get('eurorad-1')).events).toHaveLength(accepted);
    expect(accepted).toBeGreaterThanOrEqual(20);
    await workspace.cases.put(draftOf('eurorad-77'));
    await expect
      .poll(async () => (await fetch(`${other.url}cases`)).text(), { timeout: 10_000, interval: 100 })
      .toContain('eurorad-77');
    await other.close(100);
    await second.close();
  });

  test('a save under way when the server is told to stop is answered; new ones are not taken', async () => {
    const workspace = temporaryWorkspace();
    await workspace.cases.put(draftOf('eurorad-1'));
    const server = await startServer({ workspace, port: 0 });
    fs.fsyncSync = (handle) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      realSync(handle);
    };
    syncBuiltinESMExports();
    const saving = comment(server.url, 'eurorad-1', 'last words', 0);
    await wait(5);
    const closing = server.close(3_000);
    const answer = await saving.catch(() => null);
    await closing;
    const { events } = await workspace.reviews.get('eurorad-1');
    if (answer !== null) expect([answer.status < 300, events.length]).toEqual([true, 1]);
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
