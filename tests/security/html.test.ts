import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { beforeAll, describe, expect, test } from 'vitest';
import { summariseReview } from '../../curation/review/summary.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import type { CaseDraft } from '../../data/format/case.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { draftOf, imageDraft } from '../helpers/drafts.ts';

/** Breaks out of text, attributes, scripts, styles, comments and JSON, in several spellings. */
const PAYLOAD =
  `x"'><script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)></textarea></title></style>-->` +
  `<iframe srcdoc="<b>"></iframe><a href="javascript:alert(4)">x</a>{{7919*7907}}<%= 7919*7907 %>\${7919*7907}\u2028<meta http-equiv=refresh content=0>`;

let server: RunningServer;
const paths: string[] = [];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  const directory = join(folder, 'workspace');
  createWorkspace(directory, { name: PAYLOAD.slice(0, 200) });
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const hostile: CaseDraft = {
    ...draftOf('eurorad-1'),
    source: { ...draftOf('eurorad-1').source, url: 'javascript:alert(5)', aliases: [PAYLOAD] },
    document: {
      title: PAYLOAD,
      doi: `10.1/${PAYLOAD}`.slice(0, 300),
      licence: { code: PAYLOAD.slice(0, 80), stated: PAYLOAD },
      authors: [PAYLOAD],
      institution: PAYLOAD,
      journal: PAYLOAD,
      citation: PAYLOAD,
      credit: PAYLOAD,
      published: { stated: PAYLOAD, iso: null },
      keywords: { [PAYLOAD.slice(0, 100)]: [PAYLOAD] },
    },
    texts: [
      {
        id: 't1',
        kind: 'presentation',
        language: 'en',
        heading: PAYLOAD,
        text: `Fever for 3 days. ${PAYLOAD} SpO2 88% on day 2 \r\n\0`,
      },
      { id: 't2', kind: 'caption', language: 'en', text: `Day 7 ${PAYLOAD}`, images: ['i1'] },
    ],
    patients: [
      {
        id: 'p1',
        label: PAYLOAD,
        sex: { value: 'male', stated: PAYLOAD },
        age: { value: 61, unit: 'years', stated: PAYLOAD },
        location: PAYLOAD,
      },
    ],
    studies: [
      {
        id: 's1',
        patient: 'p1',
        order: 0,
        title: PAYLOAD,
        modality: { stated: PAYLOAD, value: 'X-ray', reason: PAYLOAD },
        date: PAYLOAD,
        url: 'javascript:alert(6)',
      },
    ],
    images: [
      {
        ...imageDraft('i1', 0),
        study: 's1',
        file: `${PAYLOAD.slice(0, 200)}.png`,
        url: 'javascript:alert(7)',
        caption: 't2',
        figure: PAYLOAD,
        panel: PAYLOAD,
        date: PAYLOAD,
        modality: { stated: PAYLOAD, value: 'X-ray' },
        view: { stated: PAYLOAD, value: null },
      },
    ],
  };
  await workspace.cases.put(hostile);
  await workspace.reviews.append('eurorad-1', [
    {
      id: 'c1',
      at: '2026-01-03T00:00:00.000Z',
      by: PAYLOAD.slice(0, 200),
      kind: 'comment',
      target: { patient: 'p1', image: null },
      field: null,
      text: PAYLOAD,
    },
    {
      id: 'd1',
      at: '2026-01-03T00:00:00.000Z',
      by: PAYLOAD.slice(0, 200),
      kind: 'decide',
      target: { patient: 'p1', image: null },
      field: 'location',
      value: PAYLOAD,
      basis: { kind: 'person' },
      reason: PAYLOAD,
    },
    {
      id: 'd2',
      at: '2026-01-03T00:00:00.000Z',
      by: 'x',
      kind: 'decide',
      target: { patient: 'p1', image: null },
      field: 'finding',
      value: PAYLOAD,
      basis: { kind: 'person' },
    },
    {
      id: 'e1',
      at: '2026-01-03T00:00:00.000Z',
      by: 'x',
      kind: 'patient-added',
      patient: 'p2',
      label: PAYLOAD,
    },
  ]);
  await workspace.index.ready();
  server = await startServer({
    workspace,
    port: 0,
    user: { name: PAYLOAD.slice(0, 100), role: 'maintainer' },
  });
  const post = (path: string, form: Record<string, string>) =>
    fetch(new URL(path, server.url), {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  await post('/datasets', {
    id: 'd',
    title: PAYLOAD.slice(0, 300),
    description: PAYLOAD,
    contact: PAYLOAD.slice(0, 300),
    access: 'public',
    owner: 'ana',
    condition: PAYLOAD.slice(0, 300),
    by: 'rule',
  });
  await post('/datasets/d/posts', { kind: 'question', text: PAYLOAD });
  await post('/datasets/d/posts', { kind: 'announcement', text: PAYLOAD });
  const q = encodeURIComponent(PAYLOAD);
  paths.push(
    '/',
    '/cases',
    `/cases?q=${q}`,
    `/cases?site=${q}&status=${q}&order=${q}&t.finding=${q}`,
    '/cases/eurorad-1',
    '/cases/eurorad-1/fragments',
    '/cases/eurorad-1/history',
    '/cases/eurorad-1/comments',
    '/cases/eurorad-1/cell?field=location&patient=p1',
    `/cases/eurorad-1/cell?field=${q}`,
    '/cases/eurorad-1/events',
    '/cases/eurorad-1/offers',
    `/cases/${q}`,
    `/${q}`,
    '/datasets',
    `/datasets?q=${q}`,
    '/datasets/d',
    '/datasets/d/edit',
    '/datasets/new',
    `/datasets/new?q=${q}&t.sex=${q}`,
    '/papers',
    '/crawls',
    '/timelines',
    '/timelines/picture.svg',
    '/cohort',
    `/cohort?q=${q}&site=${q}&t.finding=${q}`,
    `/cohort/picture.svg?of=finding&t.finding=${q}`,
    '/statistics',
    '/statistics/body',
    '/checks',
    '/checks/list',
    '/agreement',
    `/login?to=${q}`,
    `/images/${q}/view`,
    `/adjudication/${q}`,
  );
  return async () => {
    await server.close(100);
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

const NOTHING_RUNS = /^(?!\s*(?:javascript|data|vbscript):)/i;

describe('hostile words of a scraped page, a reviewer or an address', () => {
  test('reach no page as markup', async () => {
    const faults: string[] = [];
    let seen = 0;
    for (const path of paths) {
      for (const headers of [{ accept: 'text/html' }, { accept: 'text/html', 'hx-request': 'true' }]) {
        const answer = await fetch(new URL(path, server.url), { headers, redirect: 'manual' });
        const text = await answer.text();
        const type = answer.headers.get('content-type') ?? '';
        const where = `${path.slice(0, 60)} (${answer.status})`;
        if (answer.status >= 500) faults.push(`${where} fails`);
        // A picture is looked through like a page, and only ever handed out as a file: it brings its own style.
        const isFile =
          type.startsWith('image/svg+xml') &&
          /^attachment\b/.test(answer.headers.get('content-disposition') ?? '');
        if (!type.startsWith('text/html') && !isFile) {
          if (text !== '' && !/^(text\/plain|application\/json)/.test(type))
            faults.push(`${where} is ${type}`);
          continue;
        }
        if (text.includes('alert(1)')) seen += 1;
        if (text.includes(String(7919 * 7907))) faults.push(`${where} evaluates a template`);
        const $ = load(text);
        for (const element of $('*').toArray()) {
          const attributes = 'attribs' in element ? element.attribs : {};
          const name = 'name' in element ? element.name : '';
          for (const [attribute, value] of Object.entries(attributes)) {
            if (/^on/i.test(attribute)) faults.push(`${where} <${name} ${attribute}>`);
            if (
              ['href', 'src', 'action', 'formaction', 'srcdoc', 'xlink:href'].includes(attribute) &&
              !NOTHING_RUNS.test(value)
            )
              faults.push(`${where} <${name} ${attribute}="${value.slice(0, 40)}">`);
          }
          if (name === 'iframe' || name === 'object' || name === 'embed' || name === 'base')
            faults.push(`${where} <${name}>`);
          if (name === 'script' && !/^\/static\/[0-9a-f]{12}\/[\w./-]+\.js$/.test(attributes['src'] ?? ''))
            faults.push(`${where} has a script of another kind`);
          if (name === 'meta' && attributes['http-equiv']) faults.push(`${where} has a refresh`);
          if (name === 'style' && !isFile) faults.push(`${where} has a style`);
        }
      }
    }
    expect(faults).toEqual([]);
    // The test would tell nothing if the words were on no page.
    expect(seen).toBeGreaterThan(10);
  });

  test('reach no header', async () => {
    for (const path of paths) {
      const { headers } = await fetch(new URL(path, server.url), {
        redirect: 'manual',
        headers: { 'hx-request': 'true' },
      });
      for (const [name, value] of headers) expect(`${name}: ${value}`).not.toMatch(/<script|[\r\n]/);
    }
  });
});
