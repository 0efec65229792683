import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import type { Case } from '../../../data/format/case.ts';
import { caseOf, values } from './helpers.ts';

const offsets = (record: Case) => values(record, 'offset');

describe('days of images', () => {
  it('chain from caption to caption', () => {
    const record = caseOf({
      images: [{ file: 'Fig1a.png' }, { file: 'Fig1b.png' }, { file: 'Fig1c.png' }],
      texts: [
        {
          kind: 'caption',
          text: 'A 73-year-old woman who presented 17 days after exposure. (a) Radiograph obtained 2 days after admission shows consolidation. (b) Radiograph obtained 8 days later shows more. (c) Radiograph obtained the next day is unchanged.',
        },
      ],
    });
    expect(offsets(record)).toEqual({ i1: 19, i2: 27, i3: 28 });
    expect(values(record, 'day_zero')).toEqual({ p1: 'exposure' });
  });
  it('come from a list of panels behind the days', () => {
    const record = caseOf({
      images: [{ file: 'x-a.png' }, { file: 'x-b.png' }, { file: 'x-c.png' }],
      texts: [
        {
          kind: 'caption',
          text: 'Serial films. a Baseline radiograph performed on the day of admission (one day after the onset of fever). Follow-ups were performed at day 4 (b) and day 5 (c) post-hospitalization.',
        },
      ],
    });
    expect(offsets(record)).toEqual({ i1: 0, i2: 4, i3: 5 });
  });
  it('are shared out in order where two days stand for two images', () => {
    const record = caseOf({
      images: [{ file: 'one.png' }, { file: 'two.png' }],
      texts: [{ text: 'CT shows resolution on day 11 and day 17 after the onset of symptoms, separately.' }],
    });
    expect(offsets(record)).toEqual({ i1: 11, i2: 17 });
  });
  it('count by their dates from a film whose words say its day', () => {
    const record = caseOf({
      images: [
        { file: 'one.png', date: 'March 3, 2020' },
        { file: 'two.png', date: 'March 9, 2020' },
      ],
      texts: [
        { text: 'Chest radiograph on hospital day 2.', images: ['i1'] },
        { text: 'Consolidation on both sides.', images: ['i2'] },
      ],
    });
    const second = suggest(record).find(({ field, image }) => field === 'offset' && image === 'i2');
    expect(second).toMatchObject({ value: 8, day: { from: 8, anchor: 'admission' }, rule: 'date-in-series' });
    expect(second?.quote.words).toBe('March 9, 2020');
  });
  it('count from the first film of a dated series where nothing else is told', () => {
    const record = caseOf({
      images: [
        { file: 'one.png', date: 'January 6, 2020' },
        { file: 'two.png', date: 'January 10, 2020' },
      ],
    });
    const found = suggest(record).filter(({ field }) => field === 'offset');
    expect(found.map(({ value, day }) => [value, day?.anchor])).toEqual([
      [0, 'first-image'],
      [4, 'first-image'],
    ]);
    expect(found.every(({ confidence }) => confidence < 0.5)).toBe(true);
  });
  it('follow the dates from a stated onset and admission', () => {
    const record = caseOf({
      images: [
        { file: 'one.png', date: 'March 3, 2020' },
        { file: 'two.png', date: 'March 9, 2020' },
      ],
      texts: [
        {
          text: 'On March 3, 2020, a man was admitted to our hospital. The chest radiograph on admission was clear.',
          images: ['i1'],
        },
        { text: 'Consolidation on both sides.', images: ['i2'] },
      ],
    });
    expect(offsets(record)).toEqual({ i1: 0, i2: 6 });
  });
  it('take the duration of complaints for the first film only', () => {
    const record = caseOf({
      images: [{ file: 'one.png' }, { file: 'two.png' }],
      texts: [
        { text: 'He presented with a four-day history of fever and cough. Clear lungs.', images: ['i1'] },
        { text: 'Radiograph three days later: consolidation.', images: ['i2'] },
      ],
    });
    expect(offsets(record)).toEqual({ i1: 4, i2: 7 });
    const [first] = suggest(record).filter(({ field }) => field === 'offset');
    expect(first).toMatchObject({
      day: { anchor: 'onset', certainty: 'exact' },
      quote: { words: 'four-day history' },
    });
  });
  it('stay vague for a few days, with the 5 of the reference', () => {
    const record = caseOf({ texts: [{ text: 'Fever and cough for a few days. Opacity on the right.' }] });
    const [one] = suggest(record).filter(({ field }) => field === 'offset');
    expect(one).toMatchObject({ value: 5, day: { from: 3, to: 7, certainty: 'vague', anchor: 'onset' } });
    expect(one?.confidence).toBeLessThan(0.8);
  });
  it('are those of their own caption before those of the findings', () => {
    const record = caseOf({
      images: [{ file: 'one.png', figure: 'Figure 5', caption: 'c' }],
      texts: [
        {
          id: 'f',
          kind: 'findings',
          text: 'X-ray on the second day showed progression (figures 4 and 5).',
          images: [],
        },
        {
          id: 'c',
          kind: 'caption',
          text: 'Chest X-ray on the eighth day showed improvement.',
          images: ['i1'],
        },
      ],
    });
    expect(offsets(record)).toEqual({ i1: 8 });
  });
  it('are read from file names, surer where the text agrees', () => {
    const alone = suggest(caseOf({ images: [{ file: 'lung-day6.png' }] })).find(
      ({ field }) => field === 'offset',
    );
    const agreed = suggest(
      caseOf({
        images: [{ file: 'lung-day6.png' }],
        texts: [{ text: 'Film on illness day 6 shows opacities.' }],
      }),
    ).find(({ field }) => field === 'offset');
    expect(alone).toMatchObject({
      value: 6,
      day: { anchor: 'unknown' },
      quote: { text: 'file-name:i1', words: 'day6' },
    });
    expect(agreed).toMatchObject({ value: 6, day: { anchor: 'onset' } });
    expect(agreed?.confidence).toBeGreaterThan(alone?.confidence ?? 1);
  });
  it('follow a narrative to the film it comes to', () => {
    const record = caseOf({
      images: [{ file: 'x_gr1_lrg-a.png' }, { file: 'x_gr1_lrg-b.png' }],
      texts: [
        {
          text: 'At admission time, he had fever. The X-ray revealed infiltrates (Fig. 1a). After four days, the patient deteriorated and was intubated. The X-ray showed progression (Fig. 1b).',
        },
      ],
    });
    expect(offsets(record)).toEqual({ i1: 0, i2: 4 });
  });
  it('count from an event that the text has dated', () => {
    const dated = 'He was intubated on hospital day 5. The radiograph two days after intubation shows ARDS.';
    expect(offsets(caseOf({ texts: [{ text: dated }] }))).toEqual({ i1: 7 });
    const undated = 'The radiograph two days after intubation shows ARDS.';
    expect(offsets(caseOf({ texts: [{ text: undated }] }))).toEqual({});
    const stay = 'Portable film on day 3 of ICU stay.';
    expect(offsets(caseOf({ texts: [{ text: stay }] }))).toEqual({});
  });
  it('stand in a list of days, panel by panel', () => {
    const images = [{ file: 'y-fig2-a.png' }, { file: 'y-fig2-b.png' }, { file: 'y-fig2-c.png' }];
    const listed = 'Serial radiographs of hospital days 2, 5, and 9 (a-c).';
    expect(offsets(caseOf({ images, texts: [{ text: listed }] }))).toEqual({ i1: 2, i2: 5, i3: 9 });
    const apart = 'Films of days 3 (a), 6 (b) and 12 (c) after admission.';
    expect(offsets(caseOf({ images, texts: [{ text: apart }] }))).toEqual({ i1: 3, i2: 6, i3: 12 });
  });
  it('are not counted on where two days of one count stand beside a film', () => {
    const sureness = (text: string) =>
      suggest(caseOf({ images: [{ file: 'one.png' }], texts: [{ text }] })).find(
        ({ field }) => field === 'offset',
      )?.confidence ?? 0;
    expect(sureness('Chest film on day 6 of admission.')).toBeGreaterThanOrEqual(0.8);
    expect(sureness('CT on day 4 and chest film on day 6 of admission.')).toBeLessThan(0.8);
    expect(sureness('Chest film on admission.')).toBeGreaterThanOrEqual(0.8);
    expect(sureness('Repeat film 3 days after the first radiograph.')).toBeLessThan(0.8);
  });
  // "On admission" names what it counts from: it is day 0 of the admission however long the complaints had lasted.
  it.each([
    'His cough began 9 days before admission. Chest film on admission.',
    'He was admitted on day 8 of his illness. Chest film on admission.',
    'Four-day history of fever. Chest film on admission.',
  ])('name their count where the words do: “%s”', (text) => {
    const [day] = suggest(caseOf({ texts: [{ text }] })).filter(({ field }) => field === 'offset');
    expect(day).toMatchObject({ value: 0, day: { anchor: 'admission', from: 0, to: 0 } });
    expect(day?.confidence).toBeGreaterThanOrEqual(0.8);
  });
  it('count from the first film of the series where its day is known', () => {
    const record = caseOf({
      images: [{ file: 'z-a.png' }, { file: 'z-b.png' }, { file: 'z-c.png' }],
      texts: [
        {
          kind: 'caption',
          text: '(a) Radiograph on hospital day 2. (b) Radiograph 3 days later. (c) Radiograph 8 days after the initial radiograph.',
        },
      ],
    });
    expect(offsets(record)).toEqual({ i1: 2, i2: 5, i3: 10 });
  });
  it('name what they count from in words that do', () => {
    const zero = (texts: readonly string[]) =>
      suggest(
        caseOf({
          images: texts.map((_, at) => ({ file: `n${at}.png`, caption: `c${at}` })),
          texts: texts.map((text, at) => ({
            id: `c${at}`,
            text,
            kind: 'caption' as const,
            images: [`i${at + 1}`],
          })),
        }),
      ).find(({ field }) => field === 'day_zero');
    expect(zero(['Chest film on day 35.'])).toBeUndefined();
    expect(zero(['Chest film, day 35.', 'Chest film on hospital day 40.'])).toMatchObject({
      value: 'admission',
      quote: { words: 'hospital day 40' },
    });
    expect(zero(['Chest film on admission.', 'Chest film 3 days later.'])?.quote.words).toBe('on admission');
  });
  it('are not counted on where they contradict the dates of the images', () => {
    const record = caseOf({
      images: [
        { file: 'one.png', date: 'May 10, 2031' },
        { file: 'two.png', date: 'May 14, 2031' },
      ],
      texts: [{ text: 'Films of day 4 of admission.' }],
    });
    const found = suggest(record).filter(({ field }) => field === 'offset');
    expect(found.every(({ confidence }) => confidence < 0.8)).toBe(true);
    expect(found[0]?.reason).toContain('4 days apart');
  });
  it('after the death are none', () => {
    const record = caseOf({
      images: [{ file: 'one.png', caption: 'c' }],
      texts: [
        { text: 'He died on hospital day 6.', kind: 'presentation', images: [] },
        { id: 'c', text: 'Chest film on hospital day 9.', kind: 'caption' },
      ],
    });
    const [day] = suggest(record).filter(({ field }) => field === 'offset');
    expect(day?.confidence).toBeLessThan(0.8);
    expect(day?.reason).toContain('after the death');
  });
});
