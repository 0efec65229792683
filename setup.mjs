// Runs before `npm start` and `npm test` on any Node from 20 on: installs what is missing, quietly when all is there.
// Each thing that cannot be installed is said in one line with its remedy; only missing packages stop the run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const say = (text) => console.error(`setup: ${text}`);
const run = (command, args, options = {}) =>
  spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    ...options,
  });

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, 'node_modules', '.caseline-lock');
  const node = join(root, 'node_modules', 'node', 'bin');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock && existsSync(node)) return;
  say('installing packages (a minute or two, once)');
  const npm = process.env.npm_execpath;
  const done = npm
    ? run(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], { shell: false })
    : run('npm', ['ci', '--no-audit', '--no-fund']);
  if (done.status !== 0) {
    const reason = (done.stderr ?? '')
      .split('\n')
      .filter((line) => /npm (error|ERR)/.test(line))
      .slice(0, 3)
      .join(' ');
    say(
      `packages could not be installed: ${reason || done.error?.message || 'npm ci failed'}; check the network, then run 'npm ci' here`,
    );
    process.exit(1);
  }
  writeFileSync(mark, lock);
}

const names =
  process.platform === 'win32'
    ? ['chrome.exe']
    : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function playwrightBrowsers() {
  const folder =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(homedir(), 'Library/Caches/ms-playwright'),
      win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
    }[process.platform] ??
    join(homedir(), '.cache/ms-playwright');
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('chromium'));
}

const hasChromium = () =>
  Boolean(process.env.CASELINE_CHROMIUM && existsSync(process.env.CASELINE_CHROMIUM)) ||
  playwrightBrowsers() ||
  (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => names.some((name) => existsSync(join(folder, name))));

function installChromium() {
  if (hasChromium()) return;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    say('installing Chromium from the system packages');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { env: environment, timeout: 180_000 });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env: environment,
      timeout: 600_000,
    });
    if (hasChromium()) return;
  }
  say('installing Chromium with Playwright');
  run(process.execPath, [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium'], {
    timeout: 300_000,
    shell: false,
  });
  if (hasChromium()) return;
  say(
    'no Chromium: crawling, the sample and browser tests need one; install it (Debian: apt-get install chromium) or set CASELINE_CHROMIUM to its path',
  );
}

installPackages();
installChromium();
