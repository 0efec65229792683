import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { summariseReview } from '../../../curation/review/summary.ts';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { findChromium } from '../../../scrapers/crawl/door/chromium.ts';
import { startServer } from '../../../server/serve.ts';
import { stageDecision, stageDoubleReading, stageDrift } from './staged.ts';

/**
 * Takes the screenshots of the docs from a workspace with the sample:
 * `node cli.ts --workspace DIR init --sample && node tests/e2e/helpers/take-screenshots.ts DIR`
 */
const [directory = '', target = join(import.meta.dirname, '../../../docs/screenshots')] =
  process.argv.slice(2);
const workspace = openWorkspace(directory, { summarise: summariseReview });
await workspace.index.ready();
// States that take two people, or a source that changed. Synthetic readings of the sample's invented cases.
await stageDoubleReading(workspace, 'eurorad-99202', suggest, { sex: 'unclear', survival: 'no', offset: 9 });
await stageDrift(workspace, 'eurorad-99201', suggest, (text) =>
  text
    .replace(/54(-year| years)/, '57$1')
    .replace('died on hospital day 19', 'left hospital on day 31')
    .replace('hospital day 4', 'hospital day 3'),
);
const server = await startServer({ workspace, port: 0, user: { name: 'ana', role: 'maintainer' } });
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-dev-shm-usage'],
});
mkdirSync(target, { recursive: true });

const keys = async (page: Page, ...presses: string[]): Promise<void> => {
  for (const press of presses) await page.keyboard.press(press);
  await page.waitForTimeout(700);
};

const shots: readonly [name: string, path: string, act?: (page: Page) => Promise<void>][] = [
  ['work', ''],
  ['cases', 'cases'],
  ['case', 'cases/radiopaedia-990101'],
  ['case-decided', 'cases/radiopaedia-990101', (page) => keys(page, ...Array<string>(12).fill('Enter'), 'm')],
  ['keys', 'cases/radiopaedia-990102', (page) => keys(page, '?')],
  ['image', 'cases/eurorad-99203', (page) => keys(page, 'q')],
  [
    'conflict',
    'cases/radiopaedia-990102',
    async (page) => {
      await stageDecision(workspace, 'radiopaedia-990102', { age: 44, sex: 'female' });
      await page.locator('[data-cell][data-field="age"] .cell-label').first().click();
      await page.keyboard.type('45');
      await keys(page, 'Enter');
    },
  ],
  ['drift', 'cases/eurorad-99201'],
  [
    'compare',
    'cases/eurorad-99201',
    async (page) => {
      await page.locator('#drift a[data-panel]').first().click();
      await page.waitForTimeout(600);
    },
  ],
  ['adjudication', 'adjudication/eurorad-99202'],
  ['agreement', 'agreement'],
  ['papers', 'papers'],
  ['crawls', 'crawls'],
  [
    'checks',
    'checks',
    async (page) => {
      await page.locator('.checks-sum').waitFor();
      await keys(page, 'j');
    },
  ],
  ['statistics', 'statistics'],
];

for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
  await page.addInitScript(() => localStorage.setItem('caseline.hint', 'seen'));
  for (const [name, path, act] of shots) {
    await page.goto(server.url + path);
    await page.waitForTimeout(900);
    if (act) await act(page);
    await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) });
    // The next colour finds the case as this one did.
    if (name === 'case-decided') for (let undo = 0; undo < 12; undo += 1) await keys(page, 'Control+z');
  }
  await page.close();
}
await browser.close();
await server.close();
await workspace.close();
