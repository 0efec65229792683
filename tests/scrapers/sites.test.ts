import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../helpers/sites/faults.ts';
import { startEurorad, startPmc, startRadiopaedia, startSirm } from '../helpers/sites/index.ts';
import { robotsShapes } from '../helpers/sites/robots.ts';

/** The local sites are the proof for the crawler, so they are proved themselves. */

const closing = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
  const site = await starting;
  onTestFinished(() => site.close());
  return site;
};

test.each(Object.entries(robotsShapes))('robots.txt: %s', async (shape, answer) => {
  const site = await closing(startRadiopaedia({ robots: shape as keyof typeof robotsShapes }));
  const response = await fetch(`${site.origin}/robots.txt`, { redirect: 'manual' });
  expect(response.status).toBe(answer.status ?? 200);
  if (response.status === 200)
    expect(await response.arrayBuffer()).toHaveProperty('byteLength', Buffer.byteLength(answer.body));
});

const casePath = '/cases/test-pneumonia-1?lang=us';

test.each<[string, Fault, number]>([
  ['refusal', { kind: 'forbidden', path: /^\/cases/ }, 403],
  ['refusal of plain clients', { kind: 'forbidden-without-browser-headers', path: /^\/cases/ }, 403],
  ['pause asked for', { kind: 'too-many-requests', path: /^\/cases/, retryAfter: '3' }, 429],
  ['challenge', { kind: 'challenge', path: /^\/cases/, challenge: 'verification', status: 503 }, 503],
  ['login wall', { kind: 'login-redirect', path: /^\/cases/ }, 302],
  ['server error', { kind: 'server-error', path: /^\/cases/ }, 500],
  ['gone', { kind: 'not-found', path: /^\/cases/ }, 404],
])('fault: %s', async (_, fault, status) => {
  const site = await closing(startRadiopaedia({ faults: [fault] }));
  const response = await fetch(site.origin + casePath, { redirect: 'manual' });
  expect(response.status).toBe(status);
  expect(response.headers.get('retry-after')).toBe(fault.retryAfter ?? null);
  expect(site.requests.at(-1)).toMatchObject({ url: casePath, status, method: 'GET' });
});

test('faults strike the nth request only, and can be added while the site runs', async () => {
  const site = await closing(
    startRadiopaedia({ faults: [{ kind: 'server-error', path: /^\/search/, nth: 2 }] }),
  );
  const statuses = async () => (await fetch(`${site.origin}/search?q=x`)).status;
  expect([await statuses(), await statuses(), await statuses()]).toEqual([200, 500, 200]);
  site.faults.push({ kind: 'forbidden', path: /^\/search/, nth: [4, 5] });
  expect([await statuses(), await statuses(), await statuses()]).toEqual([403, 403, 200]);
});

test('connections drop, answers are slow, files are cut short', async () => {
  const image = /^\/images\/71000101/;
  const url = `/images/71000101/${'a'.repeat(64)}.jpeg`;
  const site = await closing(startRadiopaedia());
  const whole = (await (await fetch(site.origin + url)).arrayBuffer()).byteLength;
  site.faults.push({ kind: 'drop', path: image, nth: 2 }, { kind: 'drop-midway', path: image, nth: 3 });
  await expect(fetch(site.origin + url)).rejects.toThrow();
  await expect(fetch(site.origin + url).then((response) => response.arrayBuffer())).rejects.toThrow();
  site.faults.push(
    { kind: 'truncated', path: image, nth: 4 },
    { kind: 'slow', path: image, nth: 5, milliseconds: 150 },
  );
  expect((await (await fetch(site.origin + url)).arrayBuffer()).byteLength).toBe(Math.floor(whole / 2));
  await (await fetch(site.origin + url)).arrayBuffer();
  const slow = site.requests.at(-1);
  expect((slow?.finishedAt ?? 0) - (slow?.at ?? 0)).toBeGreaterThanOrEqual(140);
  expect(site.requests[1]?.finishedAt).toBeNull();
});

test('what is held is confirmed', async () => {
  const site = await closing(startEurorad());
  const first = await fetch(`${site.origin}/case/17001`);
  const again = await fetch(`${site.origin}/case/17001`, {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  });
  expect([first.status, again.status]).toEqual([200, 304]);
});

test('images are what their story says, whatever their name says', async () => {
  const site = await closing(startRadiopaedia({ imageHost: 'second' }));
  const pictures = site.cases
    .flatMap((story) => story.studies)
    .flatMap((study) => study.series)
    .flatMap((series) => series.images ?? []);
  expect(site.imageOrigin).not.toBe(site.origin);
  for (const picture of pictures.filter((one) => one.encoding !== 'jpeg-truncated')) {
    const file = picture.unnamedOriginal ? 'dr-original.jpg' : encodeURIComponent(picture.file);
    const response = await fetch(`${site.imageOrigin}/images/${picture.id}/${file}`);
    const metadata = await sharp(await response.arrayBuffer()).metadata();
    expect([metadata.width, metadata.height, metadata.format, metadata.hasAlpha]).toEqual([
      picture.width,
      picture.height,
      picture.encoding.startsWith('png') ? 'png' : 'jpeg',
      picture.encoding === 'png-rgba',
    ]);
  }
  const jumbo = await fetch(`${site.imageOrigin}/images/71000101/${'a'.repeat(64)}_jumbo.jpeg`);
  expect(
    Math.max(
      ...Object.values(
        await sharp(await jumbo.arrayBuffer())
          .metadata()
          .then(({ width, height }) => ({ width, height })),
      ),
    ),
  ).toBe(1024);
  expect((await fetch(`${site.imageOrigin}/images/71000101/other.jpeg`)).status).toBe(404);
  expect((await fetch(`${site.imageOrigin}/images/71000101/download?layout=false`)).url).toMatch(
    /a{64}\.jpeg$/,
  );
});

test('old slugs and numbers lead to the case, private cases to the login', async () => {
  const site = await closing(startRadiopaedia());
  const landing = async (path: string) => (await fetch(site.origin + path)).url.replace(site.origin, '');
  expect(await landing('/cases/test-pneumonia-2?lang=us')).toBe('/cases/test-pneumonia-renamed?lang=us');
  expect(await landing('/cases/510002')).toBe('/cases/test-pneumonia-renamed?lang=us');
  expect(await landing('/cases/test-draft?lang=us')).toBe('/users/sign_in');
});

test('the other sites answer as well', async () => {
  const [sirm, pmc] = [await closing(startSirm()), await closing(startPmc())];
  expect(await (await fetch(`${sirm.origin}/2020/03/10/covid-19-caso-901/`)).text()).toContain(
    'lang="it-IT"',
  );
  const page = await (await fetch(`${pmc.origin}/articles/PMC9900001/`)).text();
  const figure = /src="([^"]+g001\.jpg)"/.exec(page)?.[1] ?? '';
  expect((await fetch(figure)).headers.get('content-type')).toBe('image/jpeg');
  expect((await fetch(`${pmc.origin}/pmc/articles/PMC9900001/bin/invented-g001.jpg`)).status).toBe(404);
  const ids = await (
    await fetch(`${pmc.origin}/tools/idconv/api/v1/articles/?ids=10.9999/invented.2020.001&format=json`)
  ).json();
  expect(ids).toMatchObject({ records: [{ pmcid: 'PMC9900001' }] });
  expect(await (await fetch(`${pmc.origin}/entrez/eutils/efetch.fcgi?db=pmc&id=9900001`)).text()).toContain(
    '<graphic xlink:href="invented-g001"/>',
  );
});
