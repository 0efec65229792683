import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldReview } from '../../../../curation/record/fold.ts';
import type { Case } from '../../../../data/format/case.ts';
import { draftOf } from '../../helpers/synthetic-case.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: 8 });
});
afterAll(() => bench.close());

type Fields = Record<string, string>;

/** A save as the page sends it. */
const post = (path: string, fields: Fields, headers: Fields = {}) =>
  fetch(`${bench.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'HX-Request': 'true',
      'Sec-Fetch-Site': 'same-origin',
      ...headers,
    },
    body: new URLSearchParams(fields),
  });
const age = (value: string): Fields => ({ field: 'age', patient: 'p1', image: '', value });
const sex = (value: string): Fields => ({ field: 'sex', patient: 'p1', image: '', value });
const based = (rev: number, seen = -1): Fields => ({
  'If-Match': `"${rev}"`,
  ...(seen >= 0 ? { 'Caseline-Seen': String(seen) } : {}),
});
const decisions = async (id: string) =>
  foldReview(await bench.workspace.reviews.get(id)).decisions.map(({ field, value }) => [field, value]);

describe('a save', () => {
  it('needs the revision it is based on: 428 without, 422 for nonsense', async () => {
    expect((await post('/cases/eurorad-1/decisions', age('50'))).status).toBe(428);
    expect((await post('/cases/eurorad-1/decisions', age('50'), { 'If-Match': '*' })).status).toBe(422);
    expect(await decisions('eurorad-1')).toEqual([]);
  });

  it('is on disk when it is answered, and the answer holds only what changed', async () => {
    const page = await fetch(`${bench.url}/cases/eurorad-1`);
    expect(page.headers.get('etag')).toBe('"0"');
    const whole = await page.text();
    const answer = await post('/cases/eurorad-1/decisions', age('50'), based(0, 0));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe('"1"');
    const changed = await answer.text();
    expect(changed).toContain('50 years');
    expect(changed).toContain('data-rev="1"');
    expect(changed.length).toBeLessThan(whole.length / 5);
    expect(await decisions('eurorad-1')).toEqual([['age', 50]]);
  });

  it('is refused with what would be right, and nothing is written', async () => {
    const answer = await post('/cases/eurorad-2/decisions', age('540'), based(0));
    expect(answer.status).toBe(422);
    expect(decodeURIComponent(answer.headers.get('caseline-message') ?? '')).toMatch(
      /540.*between 0 and 120 years/,
    );
    expect(
      (await post('/cases/eurorad-2/decisions', { ...age('5'), field: 'nonsense' }, based(0))).status,
    ).toBe(422);
    expect((await post('/cases/eurorad-2/decisions', { ...age('5'), patient: 'p9' }, based(0))).status).toBe(
      422,
    );
    expect((await bench.workspace.reviews.get('eurorad-2')).rev).toBe(0);
  });

  it('keeps where an accepted value came from: rule, confidence and words', async () => {
    const page = await (await fetch(`${bench.url}/cases/eurorad-3`)).text();
    const accept = /name="accept" value="(test-RT_PCR_positive[^"]+)"/.exec(page)?.[1] ?? '';
    const answer = await post(
      '/cases/eurorad-3/decisions',
      { field: 'RT_PCR_positive', patient: 'p1', image: '', accept },
      based(0),
    );
    expect(answer.status).toBe(200);
    expect((await bench.workspace.reviews.get('eurorad-3')).events[0]).toMatchObject({
      by: 'ana',
      value: 'yes',
      basis: {
        kind: 'suggestion',
        rule: 'test-RT_PCR_positive',
        ruleSet: 'test/1',
        confidence: 0.92,
        corrected: false,
      },
    });
  });

  it('puts the day the words tell on the timeline, and one undo takes both back', async () => {
    const page = await (await fetch(`${bench.url}/cases/eurorad-4`)).text();
    const accept = /name="accept" value="(test-went_icu[^"]+)"/.exec(page)?.[1] ?? '';
    await post(
      '/cases/eurorad-4/decisions',
      { field: 'went_icu', patient: 'p1', image: '', accept },
      based(0),
    );
    let state = foldReview(await bench.workspace.reviews.get('eurorad-4'));
    expect(state.events).toMatchObject([{ type: 'icu-in', day: { from: 6, to: 6, anchor: 'onset' } }]);
    await post('/cases/eurorad-4/undo', {}, based(1));
    state = foldReview(await bench.workspace.reviews.get('eurorad-4'));
    expect([state.events.length, state.decisions.length]).toEqual([0, 0]);
  });
});

describe('two people on one case', () => {
  it('a stale save of the same field: 412 with before, theirs and yours, nothing written', async () => {
    await post('/cases/eurorad-5/decisions', age('40'), based(0));
    await post('/cases/eurorad-5/decisions', age('50'), based(1));
    const answer = await post('/cases/eurorad-5/decisions', age('60'), based(1, 1));
    expect(answer.status).toBe(412);
    expect(answer.headers.get('caseline-overlap')).toBe('yes');
    expect(answer.headers.get('etag')).toBe('"2"');
    const panel = (await answer.text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(panel).toMatch(/Age 40 years 50 years ana 60 years/);
    expect(panel, 'both were ana').toContain(
      'You, in another window, saved this case while you were working',
    );
    expect(await decisions('eurorad-5')).toEqual([
      ['age', 40],
      ['age', 50],
    ]);
  });

  it('a stale save of another field says that nothing overlaps, so that it can simply be sent again', async () => {
    await post('/cases/eurorad-6/decisions', age('40'), based(0));
    const answer = await post('/cases/eurorad-6/decisions', sex('male'), based(0, 0));
    expect(answer.status).toBe(412);
    expect(answer.headers.get('caseline-overlap')).toBe('none');
    expect((await post('/cases/eurorad-6/decisions', sex('male'), based(1, 1))).status).toBe(200);
    expect(await decisions('eurorad-6')).toEqual([
      ['age', 40],
      ['sex', 'male'],
    ]);
  });
});

describe('a source that changed', () => {
  it('shows the field, can be kept or asked again, and then is settled', async () => {
    const id = 'eurorad-7';
    const page = await (await fetch(`${bench.url}/cases/${id}`)).text();
    const accept = (field: string) =>
      new RegExp(`name="accept" value="(test-${field}[^"]+)"`).exec(page)?.[1] ?? '';
    await post(
      `/cases/${id}/decisions`,
      { field: 'age', patient: 'p1', image: '', accept: accept('age') },
      based(0),
    );
    await post(
      `/cases/${id}/decisions`,
      { field: 'location', patient: 'p1', image: '', accept: accept('location') },
      based(1),
    );
    const record = (await bench.workspace.cases.get(id)) as Case;
    const { rev: _rev, format: _format, ...draft } = record;
    await bench.workspace.cases.put({
      ...draft,
      texts: draft.texts.map((text) =>
        text.id === 't1'
          ? { ...text, text: text.text.replace('54-year-old', '64-year-old').replace('Bergamo', 'Brescia') }
          : text,
      ),
    });
    const drifted = await (await fetch(`${bench.url}/cases/${id}`)).text();
    expect(drifted).toContain('The source changed after this was decided');
    expect(drifted).toContain('64-year-old man from Brescia');
    const compared = await (
      await fetch(`${bench.url}/cases/${id}/drift?key=${encodeURIComponent('p1||age')}`)
    ).text();
    expect(compared).toMatch(/A <del>54<\/del>-year-old man from <del>Bergamo<\/del> presented/);
    expect(compared).toMatch(/A <ins>64<\/ins>-year-old man from <ins>Brescia<\/ins> presented/);
    expect((await fetch(`${bench.url}/cases/${id}/drift?key=p1%7C%7Csex`)).status).toBe(422);
    expect((await bench.workspace.index.list({ status: 'drifted' })).rows.map((row) => row.id)).toEqual([id]);
    expect((await post(`/cases/${id}/drift`, { key: 'p1||age', keep: '' }, based(2))).status).toBe(200);
    expect((await post(`/cases/${id}/drift`, { key: 'p1||location', keep: '1' }, based(3))).status).toBe(200);
    expect(await decisions(id)).toEqual([
      ['location', 'Bergamo'],
      ['location', 'Bergamo'],
    ]);
    expect((await bench.workspace.index.list({ status: 'drifted' })).total).toBe(0);
  });
});

describe('what a page sends', () => {
  it('never holds markup of the source, and its texts are the texts to the letter', async () => {
    const { workspace } = bench;
    const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script> {{x}} <%= y %> </textarea><!-- ';
    const draft = draftOf('eurorad-66', [], { title: `Title ${evil}` });
    await workspace.cases.put({
      ...draft,
      patients: [{ id: 'p1', label: evil, sex: null, age: null, location: evil }],
      texts: [
        { id: 't1', kind: 'presentation', heading: evil, language: 'en', text: `a\r\nb ${evil} \u0000 c` },
      ],
    });
    for (const path of ['/cases/eurorad-66', '/cases', '/', '/cases?q=%3Cscript%3Ealert(9)%3C/script%3E']) {
      const html = await (await fetch(bench.url + path)).text();
      expect(html).not.toMatch(/<script>|<img src=x|onerror=alert\(1\)>/);
    }
    const page = await (await fetch(`${bench.url}/cases/eurorad-66`)).text();
    expect(page).toContain('a&#13;\nb &quot;&gt;&lt;img src=x');
  });

  it('allows nothing inline or from elsewhere, on pages, fragments and errors alike', async () => {
    for (const path of ['/', '/cases', '/cases/eurorad-1', '/agreement', '/nowhere', '/images/xyz/view']) {
      const policy = (await fetch(bench.url + path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    }
  });

  it('is under 100 kB compressed for a case page', async () => {
    const answer = await fetch(`${bench.url}/cases/eurorad-1`);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    const { gzipSync } = await import('node:zlib');
    expect(gzipSync(await answer.text()).length).toBeLessThan(30_000);
  });
});

describe('requests from elsewhere', () => {
  it('change nothing: another site, another origin', async () => {
    expect(
      (await post('/cases/eurorad-8/decisions', age('50'), { ...based(0), 'Sec-Fetch-Site': 'cross-site' }))
        .status,
    ).toBe(403);
    const old = await fetch(`${bench.url}/cases/eurorad-8/decisions`, {
      method: 'POST',
      headers: {
        ...based(0),
        Origin: 'https://evil.example',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(age('50')),
    });
    expect(old.status).toBe(403);
    expect((await bench.workspace.reviews.get('eurorad-8')).rev).toBe(0);
  });

  it('cannot leave the workspace by a name', async () => {
    for (const path of [
      '/cases/..%2f..%2fetc%2fpasswd',
      '/cases/eurorad-1%00',
      '/images/..%2f..%2fcaseline.json/view',
      `/images/${'0'.repeat(64)}/view`,
    ]) {
      expect((await fetch(bench.url + path)).status).toBeGreaterThanOrEqual(400);
      expect((await fetch(bench.url + path)).status).toBeLessThan(500);
    }
  });
});
