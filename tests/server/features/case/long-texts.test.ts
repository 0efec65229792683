import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readAsStated } from '../../../../curation/suggest/case-reading.ts';
import type { CaseDraft } from '../../../../data/format/case.ts';
import { decide, draftOf } from '../../../helpers/drafts.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: 1, read: readAsStated });
});
afterAll(() => bench.close());

const CARE = 'The wound was dressed and the chart was kept up to date by the ward. ';
const DIED = 'A 61-year-old man with fever. He died on hospital day 9.';

/** Longer than what is read while somebody waits, and by far longer to read than five requests take. */
const long = (words: string): string => `${words}\n\n${CARE.repeat(4_000)}`;

const withText = (id: string, text: string): CaseDraft => ({
  ...draftOf(id),
  texts: [{ id: 't1', kind: 'presentation', language: 'en', text }],
  images: [],
});

/** On a busy machine the thread needs seconds to begin. */
const PATIENT = { timeout: 60_000 };
const WAITING = 'still being read';
const page = async (path: string): Promise<string> => (await fetch(`${bench.url}${path}`)).text();
const post = (id: string, fields: Record<string, string>, rev: number) =>
  fetch(`${bench.url}/cases/${id}/decisions`, {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'Sec-Fetch-Site': 'same-origin', 'If-Match': `"${rev}"` },
    body: new URLSearchParams({ patient: 'p1', image: '', ...fields }),
  });

describe('a case whose texts take long to read', () => {
  it(
    'is opened and answered before they are read, keeps nobody else waiting, and fills in',
    PATIENT,
    async () => {
      const id = 'sirm-1';
      await page('/cases/eurorad-1');
      await bench.workspace.cases.put(withText(id, long(DIED)));
      const opened = await page(`/cases/${id}`);
      expect(opened).toContain(WAITING);
      expect(opened).not.toContain('<mark');
      expect(opened, 'nobody is told that nothing was found').not.toContain('nothing found');
      expect(opened).toContain('not read yet');
      expect(await page('/cases/eurorad-1'), 'somebody else').toContain('data-rev="0"');
      expect(await page('/healthz')).toContain('ok');
      expect(await page(`/cases/${id}/reading`), 'all that while it is read').toContain(WAITING);

      expect((await post(id, { field: 'sex', value: 'male' }, 0)).status, 'typed, not suggested').toBe(200);
      const early = await post(id, { field: 'survival', accept: 'x' }, 1);
      expect([early.status, early.headers.get('Caseline-Error')]).toEqual([503, 'still-reading']);

      let told = '';
      await vi.waitFor(
        async () => {
          told = await page(`/cases/${id}/reading`);
          expect(told).not.toContain(WAITING);
        },
        { timeout: 55_000, interval: 100 },
      );
      expect(told, 'words marked, a suggestion and the revision of now').toMatch(
        /hx-target="#texts"[\s\S]*<mark/,
      );
      expect(told).toContain('data-rev="1"');
      const accept = /name="accept" value="([^"]*)"/.exec(
        told.slice(told.indexOf('data-field="survival"')),
      )?.[1];
      expect((await post(id, { field: 'survival', accept: accept ?? '' }, 1)).status).toBe(200);
      const again = await page(`/cases/${id}`);
      expect(again, 'once it is read it is kept').not.toContain(WAITING);
      expect(again).toContain('<mark');
    },
  );

  it('is drifted in the lists as soon as it is known that its source says otherwise', PATIENT, async () => {
    const { cases, reviews, index } = bench.workspace;
    const id = 'sirm-2';
    await cases.put(withText(id, long('A 61-year-old man with fever.')));
    await reviews.append(id, [decide('survival', 'yes')]);
    await cases.put(withText(id, long(DIED)));
    expect((await index.list({ among: [id] })).rows[0]?.status, 'not read yet').toBe('in-progress');
    await vi.waitFor(
      async () => expect((await index.list({ among: [id] })).rows[0]?.status).toBe('drifted'),
      { timeout: 55_000, interval: 100 },
    );
  });
});
