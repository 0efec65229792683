import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { caseline, cliFile } from '../helpers/command.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** Runs the command with words on stdin. */
const withInput = (
  args: readonly string[],
  input: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [cliFile, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });

test('accounts are made, changed and listed; every change is in the audit log, no password is', async () => {
  const workspace = join(temporaryFolder(), 'w');
  await caseline(['init', '-w', workspace]);
  const run = (args: string[], input = '') => withInput(['users', ...args, '-w', workspace, '--json'], input);
  expect(JSON.parse((await run(['list'])).stdout)).toEqual([]);
  const added = await run(
    ['add', 'ana', '--role', 'admin', '--password-stdin'],
    'a lung on a tree 7\nsecond line\n',
  );
  expect(JSON.parse(added.stdout)).toMatchObject({ name: 'ana', role: 'admin' });
  expect(await run(['add', 'eve', '--password-stdin'], 'short\n')).toMatchObject({ code: 1, stdout: '' });
  expect(await run(['add', 'eve'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--password-stdin/),
  });
  expect(await run(['add', 'eve', '--role', 'root'])).toMatchObject({ code: 2 });
  expect(JSON.parse((await run(['role', 'ana', 'annotator'])).stdout)).toMatchObject({ role: 'annotator' });
  expect((await run(['passwd', 'ana', '--password-stdin'], 'another lung, a tree\n')).code).toBe(0);
  expect(await run(['passwd', 'bob', '--password-stdin'], 'another lung, a tree\n')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/no user 'bob'/),
  });
  const { token } = JSON.parse((await run(['token', 'ana', '--label', 'nightly'])).stdout);
  expect(token).toMatch(/^csl_[0-9a-f]{12}_/);
  const listed = (await run(['token', '--list'])).stdout;
  expect(listed).not.toContain(token.slice(17));
  expect((await run(['token', '--withdraw', token.slice(4, 16)])).code).toBe(0);
  const audit = readFileSync(join(workspace, 'audit.jsonl'), 'utf8');
  expect(
    audit
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).action),
  ).toEqual(['user-added', 'role-changed', 'password-changed', 'token-issued', 'token-withdrawn']);
  expect(audit).not.toMatch(/lung/);
  expect((await withInput(['users', 'list', '-w', join(workspace, 'nowhere')], '')).stderr).toMatch(
    /is no Caseline workspace/,
  );
});
