import { createRequire } from 'node:module';
import type { Browser, BrowserType, LaunchOptions } from 'playwright';
import { CaselineError, messageOf } from '../../../data/errors.ts';
import { isExecutable, programOnPath } from '../../../data/files/programs.ts';

/** Playwright takes a quarter of a second to load: only what needs a browser loads it. */
const playwright = (): { chromium: BrowserType } =>
  createRequire(import.meta.url)('playwright') as { chromium: BrowserType };

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const ownOfPlaywright = (): string | null => {
  try {
    return playwright().chromium.executablePath();
  } catch {
    return null;
  }
};

/** Path of Chromium: CASELINE_CHROMIUM, then Playwright's own, then `chromium` or `google-chrome` on PATH; null without. */
export const findChromium = (environment: NodeJS.ProcessEnv = process.env): string | null => {
  const named = environment['CASELINE_CHROMIUM'];
  if (named !== undefined && named !== '') return isExecutable(named) ? named : null;
  const own = ownOfPlaywright();
  if (own !== null && isExecutable(own)) return own;
  return programOnPath(NAMES, environment['PATH'] ?? '');
};

/** One line for people without Chromium. */
export const CHROMIUM_REMEDY =
  "Chromium was not found: run 'npx playwright install chromium', or install the chromium package, or set CASELINE_CHROMIUM to its path.";

/** Chromium is there and shows nothing. */
export const chromiumFailed = (cause: unknown): CaselineError =>
  new CaselineError(
    'chromium-failed',
    `Chromium does not work here (${messageOf(cause).split('\n', 1)[0]}): start it by hand to see why, or name another one with CASELINE_CHROMIUM.`,
    { cause },
  );

/**
 * Faster start, no traffic of its own, safe in small containers; scripts of a page get 512 MB. No packets of WebRTC, which
 * go by no proxy and no route: a page would send them to any address of the inner network.
 */
const BASE_ARGUMENTS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  '--js-flags=--max-old-space-size=512',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
];

/**
 * Takes the network away from the browser: every request must be answered by us, so that nothing a page runs can reach
 * any address, inner or outer, by a way of its own (redirects, web sockets, prefetching, the look-up of a name).
 */
const NO_NETWORK = [
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/**
 * @param network whether the browser may open connections itself (only for a person continuing by hand)
 * @throws CaselineError (code `chromium-missing`, `chromium-failed`)
 */
export const launchChromium = async (options: { headed: boolean; network: boolean }): Promise<Browser> => {
  const executablePath = findChromium();
  if (executablePath === null) throw new CaselineError('chromium-missing', CHROMIUM_REMEDY);
  const root = process.getuid?.() === 0;
  const launch: LaunchOptions = {
    executablePath,
    headless: !options.headed,
    args: [...BASE_ARGUMENTS, ...(options.network ? [] : NO_NETWORK), ...(root ? ['--no-sandbox'] : [])],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  return playwright()
    .chromium.launch(launch)
    .catch((cause: unknown) => {
      throw chromiumFailed(cause);
    });
};
