import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { documentPath } from '../../../../data/embedded/documents/layout.ts';
import { completeCase } from '../../../../data/format/read.ts';
import { cliFile } from '../../../helpers/command.ts';
import { draftOf } from '../../../helpers/drafts.ts';
import { PRIVATE, privateArchive } from '../../../helpers/private-archive.ts';

/** Files that the server may have open: few more than it needs to start. */
const FILES = 64;

/** `caseline serve` on a workspace in a process of its own, with so many file descriptors. */
async function serveWith(files: number, directory: string): Promise<string> {
  const args = [
    'serve',
    '--port',
    '0',
    '--trust-proxy',
    '203.0.113.9',
    '--json',
    '--log',
    'silent',
    '-w',
    directory,
  ];
  const child = spawn(
    'bash',
    ['-c', `ulimit -n ${files}; exec "$0" "$@"`, process.execPath, cliFile, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return (JSON.parse(text) as { url: string }).url;
}

test('out of file descriptors nothing private is shown: a folder that cannot be looked into is not an empty one', async () => {
  const archive = await privateArchive();
  const url = await serveWith(FILES, archive.workspace.directory);
  // One connection stays open, as a browser's does: new ones are not taken any more later.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path: string, as = 'rea'): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${archive.tokenOf(as)}` };
      request(new URL(path, url), { agent, headers }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      })
        .on('error', reject)
        .end();
    });
  const waysIn = [
    ...PRIVATE.flatMap((id) => [
      `/cases/${id}`,
      `/images/${archive.hashes[id]}/view`,
      `/images/${archive.hashes[id]}/original`,
    ]),
    '/',
    '/cases',
    '/cases?q=secretword',
  ];
  const leaks: string[] = [];
  const look = async (): Promise<number[]> => {
    const statuses: number[] = [];
    for (const path of waysIn) {
      const { status, body } = await ask(path);
      statuses.push(status);
      const isPage = !path.startsWith('/images') && !/^\/cases\/r/.test(path);
      if (isPage ? /radiopaedia-[12]/.test(body) : status === 200) leaks.push(`${path} ${status}`);
    }
    return statuses;
  };
  expect((await ask('/cases/eurorad-1')).status).toBe(200);
  await look();
  const idle: Socket[] = [];
  for (let at = 0; at < FILES * 2; at += 1)
    idle.push(connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined));
  let starved: number[] = [];
  for (let round = 0; round < 10; round += 1) starved = starved.concat(await look());
  expect(leaks).toEqual([]);
  expect(starved, 'it really was out of descriptors').toContain(503);
  for (const socket of idle) socket.destroy();
  await expect.poll(async () => (await ask('/cases/eurorad-1')).status, { timeout: 10_000 }).toBe(200);
  expect((await ask('/cases/radiopaedia-1')).status).toBe(404);
  agent.destroy();
});

test('at a start without an index, thousands of cases are read before readers see any', async () => {
  const archive = await privateArchive();
  const { directory } = archive.workspace;
  for (let at = 10; at < 5_010; at += 1) {
    const id = `${at % 10 === 0 ? 'radiopaedia' : 'eurorad'}-${at}`;
    const path = documentPath(directory, 'cases', id);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ ...completeCase(draftOf(id)), rev: 1 }));
  }
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(directory, `index.sqlite${suffix}`), { force: true });
  const url = await serveWith(1_024, directory);
  const asked = async (path: string, as: string) => {
    const headers = { authorization: `Bearer ${archive.tokenOf(as)}` };
    const answer = await fetch(new URL(path, url), { headers });
    return { status: answer.status, body: await answer.text(), again: answer.headers.get('retry-after') };
  };
  let settled = 0;
  for (let round = 0; round < 400 && settled < 10; round += 1) {
    const of = PRIVATE[round % 2] ?? '';
    const [page, image, list, maintainer] = await Promise.all([
      asked(`/cases/${of}`, 'rea'),
      asked(`/images/${archive.hashes[of]}/view`, 'rea'),
      asked('/cases', 'rea'),
      asked(`/cases/${of}`, 'mia'),
    ]);
    for (const { status, again } of [page, image]) {
      expect([404, 503]).toContain(status);
      expect(again).toBe(status === 503 ? '5' : null);
    }
    expect(list.body).not.toMatch(/radiopaedia-\d/);
    expect(maintainer.status).toBe(200);
    if (list.body.includes('4,502 cases')) settled += 1;
  }
  expect(settled, 'all public cases are listed in the end').toBe(10);
});
