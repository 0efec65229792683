import { spawn } from 'node:child_process';
import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '../../data/embedded/config.ts';
import { documentPath } from '../../data/embedded/documents/layout.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { caseline, cliFile } from '../helpers/command.ts';
import { draftOf } from '../helpers/drafts.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

async function workspaceOf(cases: number): Promise<{ directory: string; folder: string }> {
  const folder = temporaryFolder();
  const directory = join(folder, 'workspace');
  createWorkspace(directory);
  const workspace = openWorkspace(directory);
  for (let at = 1; at <= cases; at += 1) await workspace.cases.put(draftOf(`eurorad-${at}`));
  await workspace.close();
  return { directory, folder };
}

describe('caseline serve', () => {
  test('told to stop (SIGTERM) it answers what is under way, ends with 0, and what it acknowledged is on the disk', async () => {
    const { directory } = await workspaceOf(1);
    const child = spawn(process.execPath, [cliFile, 'serve', '--port', '0', '--json', '-w', directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    while (!said.includes('\n')) await sleep(20);
    const { url } = JSON.parse(said) as { url: string };
    const ended = new Promise<[number | null, string | null]>((resolve) =>
      child.on('exit', (code, signal) => resolve([code, signal])),
    );
    const save = fetch(`${url}cases/eurorad-1/comments`, {
      method: 'POST',
      headers: { 'if-match': '"0"', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'text=last+words',
    });
    await sleep(30);
    child.kill('SIGTERM');
    const answer = await save.catch(() => null);
    expect(await ended).toEqual([0, null]);
    const after = openWorkspace(directory);
    const { events } = await after.reviews.get('eurorad-1');
    await after.close();
    if (answer?.ok) expect(events).toHaveLength(1);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('opened to others without an account it does not start', async () => {
    const { directory } = await workspaceOf(0);
    for (const args of [
      ['--host', '0.0.0.0'],
      ['--host', '::'],
      ['--trust-proxy', 'loopback'],
    ]) {
      const result = await caseline(['serve', '--port', '0', ...args, '-w', directory]);
      expect([result.code, result.stdout]).toEqual([2, '']);
      expect(result.stderr).toMatch(/no account yet; make one with: caseline users add NAME --role admin/);
    }
  });
});

describe('caseline doctor, backup and restore', () => {
  test('find a damaged case, put it aside, and bring the whole back', async () => {
    const { directory, folder } = await workspaceOf(3);
    const backup = join(folder, 'backup');
    expect(JSON.parse((await caseline(['backup', backup, '-w', directory, '--json'])).stdout)).toMatchObject({
      files: 4,
    });
    truncateSync(documentPath(directory, 'cases', 'eurorad-2'), 30);
    const found = await caseline(['doctor', '-w', directory, '--json']);
    expect([found.code, JSON.parse(found.stdout).sound]).toEqual([1, false]);
    const mended = await caseline(['doctor', '--repair', '-w', directory]);
    expect([mended.code, mended.stdout]).toEqual([
      0,
      expect.stringMatching(/mended: .*eurorad-2.*put aside[\s\S]*2 cases, .*: sound/),
    ]);
    const again = join(folder, 'again');
    expect((await caseline(['restore', backup, '-w', directory])).stderr).toMatch(
      /never goes over a workspace/,
    );
    expect((await caseline(['restore', backup, '--check', '-w', again])).stdout).toMatch(/4 files.*whole/);
    expect(existsSync(again)).toBe(false);
    expect((await caseline(['restore', backup, '-w', again])).code).toBe(0);
    expect(JSON.parse((await caseline(['doctor', '-w', again, '--json'])).stdout)).toMatchObject({
      sound: true,
      cases: 3,
    });
  });
});
