import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from './helpers/bench.ts';
import { violations } from './helpers/violations.ts';

const cli = join(import.meta.dirname, '../../cli.ts');
const PASSWORD = 'a lung on a tree 7';

test('a dataset is made, found, asked about and downloaded, by keyboard and without a violation', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/datasets`);
  expect(await violations(page), 'no datasets').toEqual([]);
  await page.getByRole('link', { name: 'New dataset' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Id', { exact: true }).fill('films');
  await page.getByLabel('Title').fill('Chest films');
  await page.getByLabel('Description').fill('Films of three cases.');
  await page.getByLabel('Chosen by').selectOption('rule');
  expect(await violations(page), 'the form').toEqual([]);
  await page.getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/datasets\/films$/);
  await expect(page.getByRole('heading', { name: 'Chest films' })).toBeVisible();
  await expect(page.locator('.dataset-facts')).toContainText('3 cases');
  await page.getByLabel('Your question').fill('Which scanner <b>?</b>');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.locator('#questions')).toContainText('Which scanner <b>?</b>');
  expect(await violations(page), 'the dataset').toEqual([]);
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all' }).click();
  const file = await (await waiting).path();
  const listed = execFileSync('tar', ['tzf', file], { encoding: 'utf8' });
  expect(listed).toContain('films/metadata.csv');
  expect(listed).toContain('films/id-mapping.csv');
  await page.goto(`${bench.url}/datasets?q=pneumonia`);
  await expect(page.locator('.dataset-list')).toContainText('in it');
  expect(await violations(page), 'a search').toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${bench.url}/datasets/films`);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
});

test('a private dataset is made public only when it was said how many cases that opens', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/datasets/new`);
  await page.getByLabel('Id', { exact: true }).fill('closed');
  await page.getByLabel('Title').fill('Closed films');
  await page.getByLabel('Who may have it').selectOption('on-request');
  await page.getByLabel('Chosen by').selectOption('rule');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/datasets\/closed$/);
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Who may have it').selectOption('public');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing is saved yet' })).toBeVisible();
  await expect(page.locator('main')).toContainText('it opens 3 cases to every reader');
  expect(await violations(page), 'what it would open').toEqual([]);
  await page.getByRole('link', { name: 'Back to the dataset as it is' }).click();
  await expect(page.getByLabel('Who may have it')).toHaveValue('on-request');
  await page.getByLabel('Who may have it').selectOption('public');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Save and open 3 cases' }).click();
  await page.waitForURL(/\/datasets\/closed$/);
  await expect(page.locator('.dataset-facts')).toContainText('open to all');
});

test('people sign in, see their account, and sign out', async ({ page, bench }) => {
  const common = ['-w', bench.directory];
  execFileSync(
    process.execPath,
    [cli, 'users', 'add', 'mia', '--role', 'maintainer', '--password-stdin', ...common],
    { input: `${PASSWORD}\n` },
  );
  const server: ChildProcess = spawn(
    process.execPath,
    [cli, 'serve', '--port', '0', '--trust-proxy', '203.0.113.9', '--json', ...common],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    if (!server.stdout) throw new Error('the server has no output');
    const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    await page.goto(`${url}cases?q=fever`);
    await page.waitForURL(/\/login\?to=/);
    expect(await violations(page), 'signing in').toEqual([]);
    await page.keyboard.type('mia');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cases\?q=fever$/);
    await page.getByRole('link', { name: 'mia' }).click();
    await page.getByLabel('What will use it').fill('nightly release');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await expect(page.locator('code.token')).toHaveText(/^csl_[0-9a-f]{12}_[\w-]{43}$/);
    expect(await violations(page), 'the account').toEqual([]);
    execFileSync(process.execPath, [cli, 'users', 'role', 'mia', 'admin', ...common]);
    await page.goto(`${url}users`);
    await page.getByLabel('Name:').fill('ben');
    await page.getByLabel('Role', { exact: true }).selectOption('reader');
    await page.getByLabel('Password, at least').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the account' }).click();
    const row = page.getByRole('row', { name: /^ben/ });
    await expect(row).toContainText('signed out');
    await row.getByLabel('Change ben').press('Enter');
    await expect(row.getByRole('button', { name: 'Disable' })).toBeVisible();
    expect(await violations(page), 'the users').toEqual([]);
    await row.getByRole('button', { name: 'Disable' }).press('Enter');
    await expect(row).toContainText('disabled');
    await expect(page.getByRole('status').filter({ hasText: 'ben is signed out' })).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/login$/);
    await page.goto(url);
    await page.waitForURL(/\/login/);
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
});
