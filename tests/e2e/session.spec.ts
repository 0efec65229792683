import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { documentPath } from '../../data/embedded/documents/layout.ts';
import { allSaved, test as bare, cellOf, expect, type RunningBench, startBench } from './helpers/bench.ts';
import { PASSWORD } from './helpers/password.ts';
import { beside } from './helpers/staged.ts';
import { violations } from './helpers/violations.ts';

const ACCOUNTS = ['ana', 'ben'];

/** A workbench where people sign in. */
const test = bare.extend({ started: { cases: 1, accounts: ACCOUNTS } });

const asked = (page: Page) => page.locator('#sign-in');

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
}

/** The page and its scripts are there. */
const begun = (page: Page) => expect(page.locator('.thumb[aria-current]')).toHaveCount(1);

async function open(page: Page, bench: RunningBench, name = 'ana'): Promise<void> {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await signIn(page, name);
  await begun(page);
}

/** Answers the sex of the patient. */
async function answerSex(page: Page, option: string): Promise<void> {
  await cellOf(page, 'sex').locator('.cell-label').click();
  await page.keyboard.press(option);
}

/** Before the first answer there is no file. */
const eventsOf = async (bench: RunningBench) =>
  existsSync(documentPath(bench.directory, 'reviews', 'eurorad-1'))
    ? (await bench.review('eurorad-1')).events
    : [];

const sexIn = async (bench: RunningBench) =>
  (await eventsOf(bench))
    .filter((event) => event.kind === 'decide' && event.field === 'sex')
    .map((event) => event.by);

/** The ways a session ends while its page stands open. */
const ends: readonly [name: string, end: (page: Page, bench: RunningBench) => Promise<void>][] = [
  [
    'an admin ends it',
    (_page, { directory }) =>
      beside(directory, async ({ users }) => {
        await users.setEnabled('ana', false);
        await users.setEnabled('ana', true);
      }),
  ],
  [
    'it runs out',
    async (_page, { directory }) => {
      const database = new DatabaseSync(join(directory, 'access.sqlite'));
      database.exec('UPDATE sessions SET created_at = 1, seen_at = 1');
      database.close();
    },
  ],
  ['the browser lets its cookie go', async (page) => page.context().clearCookies()],
];

test('however a session ends, the answer waits, a sign-in opens over the case, and it is sent', async ({
  page,
  bench,
}) => {
  await open(page, bench);
  let given = 0;
  for (const [name, end] of ends) {
    await test.step(name, async () => {
      await end(page, bench);
      await answerSex(page, given % 2 ? '1' : '2');
      await expect(asked(page)).toBeVisible();
      await expect(asked(page)).toContainText(
        'Your session ended; sign in to go on. 1 answer of yours waits here',
      );
      await expect(page.locator('#saved')).toHaveText('Not saved (1)');
      await expect(asked(page).getByLabel('Password')).toBeFocused();
      // The question holds the focus, and Escape does not put it aside.
      await page.keyboard.press('Escape');
      await expect(asked(page)).toBeVisible();
      for (let tab = 0; tab < 4; tab += 1) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.closest('#case'))).toBeNull();
      }
      if (given === 0) expect(await violations(page)).toEqual([]);
      expect(await sexIn(bench)).toHaveLength(given);
      await asked(page).getByLabel('Password').fill('wrong');
      await page.keyboard.press('Enter');
      await expect(asked(page).getByRole('alert')).toHaveText('Name or password is not right.');
      await asked(page).getByLabel('Password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await expect(asked(page)).toBeHidden();
      await allSaved(page);
      given += 1;
      expect(await sexIn(bench)).toHaveLength(given);
    });
  }
});

test('a restart of the server ends no session, and what waited is sent', async ({ page, bench }) => {
  await open(page, bench);
  const port = Number(new URL(bench.url).port);
  await bench.stop();
  await answerSex(page, '2');
  await expect(page.locator('#saved')).toHaveText('Not saved (1)');
  const again = await startBench({ directory: bench.directory, accounts: ACCOUNTS, port });
  try {
    await allSaved(page);
    await expect(asked(page)).toBeHidden();
    expect(await sexIn(bench)).toEqual(['ana']);
  } finally {
    await page.goto('about:blank');
    await again.stop();
  }
});

test('in two windows one sign-in serves both; another person who signs in sends nothing of the first', async ({
  page,
  bench,
  context,
}) => {
  await open(page, bench);
  const other = await context.newPage();
  await other.goto(`${bench.url}/cases/eurorad-1`);
  await begun(other);
  await context.clearCookies();
  await answerSex(page, '2');
  await expect(asked(page)).toBeVisible();
  await answerSex(other, '1');
  await expect(asked(other)).toBeVisible();
  await asked(other).getByLabel('Name').fill('ben');
  await asked(other).getByLabel('Password').fill(PASSWORD);
  await other.keyboard.press('Enter');
  const words = 'ben is signed in here now. 1 answer of ana waits here and is not sent in another name';
  await expect(asked(other)).toContainText(words);
  await expect(asked(page)).toContainText(words);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.locator('#saved')).toHaveText('Not saved (1)');
  expect(await sexIn(bench)).toEqual([]);
  // One lets go and goes on as the other person; the other window waits for its own.
  await other.getByRole('button', { name: 'Let it go, go on as ben' }).click();
  await expect(other.locator('.who')).toHaveText('ben');
  expect(await sexIn(bench)).toEqual([]);
  await asked(page).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await allSaved(page);
  expect(await sexIn(bench)).toEqual(['ana']);
  // Nothing of the window that ben opened is done in the name of ana.
  await answerSex(other, '1');
  await expect(asked(other)).toContainText('ana is signed in here now.');
  expect(await sexIn(bench)).toEqual(['ana']);
});

test('the sign-in page keeps the place and says why it is there', async ({ page, bench }) => {
  await open(page, bench);
  await beside(bench.directory, async ({ users }) => {
    await users.setEnabled('ana', false);
    await users.setEnabled('ana', true);
  });
  await page.goto(`${bench.url}/cases?q=chest`);
  await expect(page).toHaveURL(/\/login\?to=/);
  await expect(page.getByRole('status')).toHaveText('Your session ended; sign in to go on.');
  expect(await violations(page)).toEqual([]);
  await signIn(page, 'ana');
  await expect(page).toHaveURL(`${bench.url}/cases?q=chest`);
});

test('a comment that met the end of the session waits like an answer; what a script asks for opens the sign-in', async ({
  page,
  bench,
}) => {
  await open(page, bench);
  const panel = page.locator('#dialog');
  await page.locator('.casename').getByRole('link', { name: 'comments' }).click();
  await panel.locator('#comment-text').fill('Who is Ben?');
  await page.context().clearCookies();
  await panel.getByRole('button', { name: 'Comment' }).click();
  await expect(asked(page)).toContainText('1 answer of yours waits here');
  await expect(panel).toBeHidden();
  await expect(page.locator('#saved')).toHaveText('Not saved (1)');
  expect(await eventsOf(bench)).toEqual([]);
  await asked(page).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(asked(page)).toBeHidden();
  await allSaved(page);
  expect((await eventsOf(bench)).map((event) => event.kind === 'comment' && event.text)).toEqual([
    'Who is Ben?',
  ]);

  await page.locator('#strip .thumb').first().focus();
  await page.keyboard.press('q');
  const propose = panel.getByRole('button', { name: /Propose/ });
  await expect(propose).toBeVisible();
  await page.context().clearCookies();
  await propose.click();
  await expect(asked(page)).toBeVisible();
  await asked(page).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(asked(page)).toBeHidden();
  await propose.click();
  await expect(page.locator('#live')).toHaveText(/parts proposed|No gutters were found/);

  // Keys that could not be kept in the account are not silently kept on this page alone.
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.context().clearCookies();
  await page.getByRole('checkbox', { name: 'Switch off all single-letter keys' }).check();
  await expect(asked(page)).toBeVisible();
  await expect(page.locator('#toast')).toContainText('could not be kept in your account');
});
