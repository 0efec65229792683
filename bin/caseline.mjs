#!/usr/bin/env node
// Starts the command on a Node that runs TypeScript as it is: this one when it is new enough, else the pinned one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 18);
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (!isNewEnough && !existsSync(pinned)) {
  console.error(
    `caseline needs Node 22.18 or newer (this is ${process.versions.node}); run 'npm ci' in ${root}, which brings one`,
  );
  process.exit(1);
}
const child = spawn(
  isNewEnough ? process.execPath : pinned,
  [join(root, 'cli.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`caseline could not start: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
