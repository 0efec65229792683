import { afterEach, expect, it } from 'vitest';
import { actionOf } from '../../../../curation/review/actions.ts';
import { SEEDED_RULE } from '../../../../curation/review/quality.ts';
import { saveReviewSettings } from '../../../../server/work/settings.ts';
import { draftOf, filmsFor, suggestForTests } from '../../helpers/synthetic-case.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
afterEach(() => bench.close());

const post = (path: string, rev: number, fields: Record<string, string>) =>
  fetch(`${bench.url}/cases/eurorad-1/${path}`, {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'Sec-Fetch-Site': 'same-origin', 'If-Match': `"${rev}"` },
    body: new URLSearchParams(fields),
  });

const events = async () => (await bench.workspace.reviews.get('eurorad-1')).events;
const decided = async () =>
  (await events()).flatMap((event) =>
    event.kind === 'decide'
      ? [`${event.target.image ?? event.target.patient} ${event.field} ${event.by}`]
      : [],
  );
const many = (rev: number, given: readonly object[], patient = 'p1', more: Record<string, string> = {}) =>
  post('answers', rev, { ...more, given: JSON.stringify(given.map((one) => ({ patient, ...one }))) });

it('takes of what nothing was found for only what the page showed, is open and of this patient', async () => {
  // Nothing is read in the texts: every field of a patient that the page does not state is silent.
  bench = await startBench({ cases: 1, read: () => ({ suggestions: [], events: [] }) });
  const silent = (field: string) => ({ field, image: '', was: '', accept: 'silence' });
  const given = [silent('survival'), silent('intubated'), silent('no-such-field')];

  expect((await many(0, given, 'another')).status).toBe(200);
  expect(await decided(), 'fields of a patient who is not here').toEqual([]);

  expect((await post('decisions', 0, { field: 'survival', patient: 'p1', value: 'yes' })).status).toBe(200);
  const behind = await many(0, given);
  expect([behind.status, behind.headers.get('Caseline-Overlap')], 'the page is behind').toEqual([
    412,
    'none',
  ]);
  expect(await decided()).toHaveLength(1);

  const taken = await many(1, given);
  expect([taken.status, taken.headers.get('Caseline-Held')]).toEqual([200, '1']);
  expect(await decided(), 'the answer given meanwhile stays, unseen fields stay open').toEqual([
    'p1 survival ana',
    'p1 intubated ana',
  ]);
  for (const wrong of ['{', '[{"field":"sex"}]', '[{"field":"sex","image":"","was":"","like":""}]'])
    expect((await post('answers', 2, { given: wrong })).status).toBe(422);
  expect((await post('undo', 2, {})).status).toBe(200);
  expect((await events()).at(-1)).toMatchObject({ kind: 'undo' });
});

it('takes the answer of one image to others in one action, and leaves what was decided unless it was shown', async () => {
  bench = await startBench({ cases: 1, films: 5 });
  const answer = (image: string, value: string) => ({ field: 'offset', patient: 'p1', image, value });
  expect((await post('decisions', 0, answer('i1', '3-5a'))).status).toBe(200);
  expect((await post('decisions', 1, answer('i3', '9'))).status).toBe(200);
  const [like, third] = (await events()).map(({ id }) => id);
  const to = (image: string, was = '') => ({ field: 'offset', image, was, like });

  // Images 2, 4 and 5 are open; 3 was decided in another window after the page was drawn.
  const taken = await many(2, [to('i2'), to('i3'), to('i4'), to('i5')]);
  expect(taken.headers.get('Caseline-Held')).toBe('3');
  const move = (await events()).slice(2);
  expect(move.map((event) => event.kind === 'decide' && event.target.image)).toEqual(['i2', 'i4', 'i5']);
  expect(new Set(move.map(({ id }) => actionOf(id))).size).toBe(1);
  for (const event of move)
    expect(event).toMatchObject({ day: { from: 3, to: 5, anchor: 'admission', certainty: 'range' } });

  const again = await many(3, [to('i2'), to('i4'), to('i5')]);
  expect(again.headers.get('Caseline-Held'), 'an answer that was lost on its way back').toBe('3');
  expect(await events()).toHaveLength(5);

  expect((await many(3, [to('i3', third)])).headers.get('Caseline-Held'), 'selected by hand').toBe('1');
  await post('undo', 4, {});
  const told = (await post('undo', 5, {})).headers.get('Caseline-Taken-Back') ?? '';
  expect(JSON.parse(decodeURIComponent(told))).toMatchObject({
    words: expect.stringMatching(/^Day of image: .* and 2 more taken back$/),
    image: 'i2',
  });
  expect(
    (await events()).slice(6).filter(({ kind }) => kind === 'undo'),
    'the whole move',
  ).toHaveLength(4);

  const gone = await many(6, [{ ...to('i2'), like: 'gone.0' }]);
  expect([gone.status, gone.headers.get('Caseline-Held')]).toEqual([200, '0']);
  expect((await many(6, [to('i2')], 'another')).headers.get('Caseline-Held')).toBe('0');
});

it('takes no proposals in a blind reading', async () => {
  bench = await startBench({ cases: 1, films: 3 });
  await saveReviewSettings(bench.workspace, { doubleReading: 1 });
  await fetch(`${bench.url}/next`, { redirect: 'manual' });
  const page = await (await fetch(`${bench.url}/cases/eurorad-1`)).text();
  expect(page).toContain('blind reading');
  const proposal = /name="accept" value="(test-view[^"]+)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? '';
  expect(proposal).not.toBe('');
  const refused = await many(0, [{ field: 'view', image: 'i1', was: '', accept: proposal }]);
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('blind reading')]);
  expect(
    (await post('decisions', 0, { field: 'view', patient: 'p1', image: 'i1', value: 'AP' })).status,
  ).toBe(200);
  const [own] = await events();
  await many(1, [{ field: 'view', image: 'i2', was: '', like: own?.id }]);
  expect((await events()).map(({ layer }) => layer)).toEqual(['reader:ana', 'reader:ana']);
});

it('takes only the wrong suggestions of a quality round back, and tells nothing of those it never showed', async () => {
  bench = await startBench({ cases: 1, films: 12 });
  const page = async () => (await fetch(`${bench.url}/cases/eurorad-1`)).text();
  const rights = new Set((await page()).match(/test-offset:[^"]+/g));
  await saveReviewSettings(bench.workspace, { qualityRound: { name: 'Spring', share: 0.5 } });
  const shown = [
    ...(await page()).matchAll(
      /data-field="offset"[^>]*data-image="(i\d+)"[\s\S]*?name="accept" value="([^"]+)"/g,
    ),
  ];
  expect(shown).toHaveLength(12);
  const wrong = shown.filter(([, , id]) => id?.startsWith(SEEDED_RULE));
  expect(wrong.length).toBeGreaterThan(0);
  expect(wrong.length).toBeLessThan(12);
  expect(rights.size).toBe(12);
  const given = shown.map(([, image, accept]) => ({ field: 'offset', image, was: '', accept }));
  const taken = await many(0, given);
  expect(taken.headers.get('Caseline-Round')).toBe('caught-out');
  expect(taken.headers.get('Caseline-Held')).toBe(String(12 - wrong.length));
  const back = (await events()).filter(({ kind }) => kind === 'undo');
  expect(back).toHaveLength(wrong.length);

  // A view decided on one image and taken on to others says nothing of a suggestion that was not looked at.
  expect((await post('decisions', 1, { field: 'view', patient: 'p1', image: 'i1', value: 'L' })).status).toBe(
    200,
  );
  const like = (await events()).at(-1)?.id;
  const before = (await events()).length;
  await many(
    2,
    shown.slice(1).map(([, image]) => ({ field: 'view', image, was: '', like })),
  );
  const seeded = (await events())
    .slice(before)
    .filter(
      (event) =>
        event.kind === 'decide' &&
        event.basis.kind === 'suggestion' &&
        event.basis.rule === SEEDED_RULE &&
        event.basis.corrected,
    );
  expect(seeded).toEqual([]);
});

it('a stack that is taken back leaves the other images of its move', async () => {
  bench = await startBench({ cases: 0 });
  const draft = draftOf('eurorad-1', await filmsFor(bench.workspace.images, 5));
  // Images 2 and 3 are one stack, 4 and 5 another.
  const series = [null, 'axial', 'axial', 'coronal', 'coronal'];
  const images = draft.images.map((image, at) => ({ ...image, series: series[at] ?? null, frame: at }));
  await bench.workspace.cases.put({ ...draft, images });
  expect(
    (await post('decisions', 0, { field: 'offset', patient: 'p1', image: 'i1', value: '4' })).status,
  ).toBe(200);
  const like = (await events())[0]?.id;
  await many(
    1,
    ['i2', 'i4'].map((image) => ({ field: 'offset', image, was: '', like })),
  );
  expect(await decided()).toEqual(['i1', 'i2', 'i3', 'i4', 'i5'].map((image) => `${image} offset ana`));
  expect(
    (await post('decisions', 2, { field: 'offset', patient: 'p1', image: 'i2', do: 'clear' })).status,
  ).toBe(200);
  const back = (await events()).flatMap((event) => (event.kind === 'undo' ? [event.of] : []));
  const images23 = (await events()).flatMap((event) =>
    event.kind === 'decide' && back.includes(event.id) ? [event.target.image] : [],
  );
  expect(images23).toEqual(['i2', 'i3']);
});

/** What a page marks as sure, as a move gives it back. */
const markedSure = (page: string) =>
  [...page.matchAll(/<div class="cell [^>]* data-sure[^>]*>[\s\S]*?name="accept" value="([^"]+)"/g)].map(
    ([cell, accept]) => {
      const of = (name: string) => new RegExp(`data-${name}="([^"]*)"`).exec(cell)?.[1] ?? '';
      return { patient: of('patient'), field: of('field'), image: of('image'), was: '', accept };
    },
  );

it('takes the sure ones together, each with its words, and never one that is not', async () => {
  bench = await startBench({
    cases: 1,
    read: (record) => ({
      suggestions: suggestForTests(record).flatMap((one) => {
        const differs = { ...one, rule: 'another', value: 'no', confidence: 0.91 };
        if (one.field === 'survival') return [one, differs];
        if (one.field === 'extubated') return [one, { ...one, rule: 'another', confidence: 0.4 }];
        return [one.field === 'age' ? { ...one, confidence: 0.89 } : one];
      }),
      events: [],
    }),
  });
  const page = async () => (await fetch(`${bench.url}/cases/eurorad-1`)).text();
  const sure = markedSure(await page());
  const named = sure.map(({ field, image }) => `${image || 'p1'} ${field}`);
  expect(named).toContain('p1 extubated');
  expect(named).toContain('i2 offset');
  expect(named, 'less sure').not.toContain('p1 age');
  expect(named, 'opinions differ').not.toContain('p1 survival');
  expect(named, 'stated by the page, without a measure').not.toContain('p1 sex');
  expect(await page()).toContain(`data-sure="${sure.length}"`);

  const [unsure] = /test-age[^"]+/.exec(await page()) ?? [];
  const age = { field: 'age', image: '', was: '', accept: unsure };
  const taken = await many(0, [...sure, age], 'p1', { sure: '1' });
  expect(taken.headers.get('Caseline-Held'), 'the age was not for taking').toBe(String(sure.length));
  const now = await events();
  expect(new Set(now.map(({ id }) => actionOf(id))).size, 'undone as one').toBe(1);
  const answers = now.flatMap((event) => (event.kind === 'decide' ? [event] : []));
  expect(answers).toHaveLength(sure.length);
  for (const { basis } of answers)
    expect(basis).toMatchObject({
      kind: 'suggestion',
      corrected: false,
      quote: { words: expect.any(String) },
    });

  await post('undo', 1, {});
  await saveReviewSettings(bench.workspace, { sureFrom: 1 });
  expect(markedSure(await page()), 'nothing read is that sure').toEqual([]);
  expect((await many(2, sure, 'p1', { sure: '1' })).headers.get('Caseline-Held')).toBe('0');
  await saveReviewSettings(bench.workspace, { sureFrom: 0.89 });
  expect(markedSure(await page())).toHaveLength(sure.length + 1);
});

it('takes no answer along that follows from the others, and none from a case read blind', async () => {
  bench = await startBench({
    cases: 1,
    read: (record) => {
      const suggestions = suggestForTests(record);
      const tube = suggestions.find(({ field }) => field === 'intubated');
      const film = suggestions.find(({ field, image }) => field === 'offset' && image === 'i2');
      if (!tube || !film) return { suggestions, events: [] };
      const intubated = {
        id: 'told.1',
        patient: 'p1',
        type: 'intubation' as const,
        answer: 'yes' as const,
        day: { from: 7, to: 7, anchor: 'onset' as const, certainty: 'exact' as const },
        quote: tube.quote,
        image: null,
        measurement: null,
      };
      const extubated = {
        ...intubated,
        id: 'told.2',
        type: 'extubation' as const,
        day: { ...intubated.day, from: 17, to: 17 },
      };
      const present = { ...film, field: 'intubation_present', value: 'yes', day: null, rule: 'test-tube' };
      return { suggestions: [...suggestions, present], events: [intubated, extubated] };
    },
  });
  const page = async () => (await fetch(`${bench.url}/cases/eurorad-1`)).text();
  const sure = markedSure(await page());
  expect(sure.map(({ field }) => field)).toContain('intubation_present');
  const taken = await many(0, sure, 'p1', { sure: '1' });
  expect(taken.headers.get('Caseline-Held'), 'what follows holds too').toBe(String(sure.length));
  expect((await decided()).filter((one) => one.includes('intubation_present'))).toEqual([]);
  await post('undo', 1, {});
  await saveReviewSettings(bench.workspace, { doubleReading: 1 });
  await fetch(`${bench.url}/next`, { redirect: 'manual' });
  expect(await page()).toContain('blind reading');
  expect(markedSure(await page())).toEqual([]);
  expect((await many(2, sure, 'p1', { sure: '1' })).status).toBe(422);
});

it('fills what is proposed for one image into others, whose own words it then corrects', async () => {
  bench = await startBench({ cases: 1, films: 3 });
  const page = await (await fetch(`${bench.url}/cases/eurorad-1`)).text();
  const [accept] = /test-view:PA[^"]+/.exec(page) ?? [];
  const given = ['i1', 'i2', 'i3'].map((image) => ({ field: 'view', image, was: '', accept, of: 'i1' }));
  const taken = await many(0, [{ field: 'view', image: 'i1', was: '', accept }, ...given.slice(1)]);
  expect(taken.headers.get('Caseline-Held')).toBe('3');
  const bases = (await events()).flatMap((event) =>
    event.kind === 'decide'
      ? [[event.value, event.basis.kind === 'suggestion' && event.basis.corrected]]
      : [],
  );
  expect(bases, 'films 1 and 3 say PA themselves').toEqual([
    ['PA', false],
    ['PA', true],
    ['PA', false],
  ]);
  expect((await many(1, [{ ...given[2], accept: 'gone' }])).headers.get('Caseline-Held')).toBe('0');
});
