import { describe, expect, test } from 'vitest';
import { suggestEvents } from '../../../curation/suggest/suggest.ts';
import { completeCase } from '../../../data/format/read.ts';
import { draftOf } from '../../helpers/drafts.ts';

const eventsOfText = (text: string) =>
  suggestEvents(
    completeCase(
      draftOf('eurorad-1', { texts: [{ id: 't1', kind: 'findings', language: 'en', text }], images: [] }),
    ),
    'p1',
  ).map(({ type, day }) => [type, day.from, day.to, day.anchor]);

describe('events that are counted from one another', () => {
  test('a day after an event is not the day of that event', () => {
    expect(
      eventsOfText(
        'On day 3 of admission he was intubated. He was extubated 14 days after intubation and discharged home on day 24 of admission.',
      ),
    ).toEqual([
      ['admission', 0, 0, 'admission'],
      ['intubation', 3, 3, 'admission'],
      ['extubation', 17, 17, 'admission'],
      ['discharge', 24, 24, 'admission'],
    ]);
  });

  test('a film dated twice dates the event its second date counts from', () => {
    expect(eventsOfText('Day 18 of admission, one day after extubation. Residual opacities.')).toEqual([
      ['admission', 0, 0, 'admission'],
      ['extubation', 17, 17, 'admission'],
      ['intubation', null, null, 'unknown'],
    ]);
  });

  test('“later” and “the following day” count from the day the narrative has come to', () => {
    expect(
      eventsOfText(
        'He presented with fever. Three days later he was intubated. The following day he was extubated. He was discharged on day 12.',
      ),
    ).toEqual([
      ['intubation', 3, 3, 'admission'],
      ['extubation', 4, 4, 'admission'],
      ['discharge', 12, 12, 'admission'],
    ]);
  });

  test('after an event without a day “later” counts from that event, so from no known day', () => {
    const told = (text: string) => eventsOfText(text).find(([type]) => type === 'death');
    expect(
      told(
        'She was admitted with fever. She required mechanical ventilation. She passed away 24 hours later.',
      ),
    ).toEqual(['death', null, null, 'unknown']);
    expect(
      told('She was admitted with fever. She was taken to the intensive care unit and died 24 hours later.'),
    ).toEqual(['death', null, null, 'unknown']);
    expect(told('She was admitted with fever. She died 24 hours later.')).toEqual([
      'death',
      1,
      1,
      'admission',
    ]);
  });

  test('“later” counts from nothing where no day is known before it', () => {
    expect(eventsOfText('Three days later he was intubated.')).toEqual([
      ['intubation', null, null, 'unknown'],
    ]);
  });

  test('what stands right behind an event is its own day', () => {
    expect(eventsOfText('Intubated on day 2 of admission, extubated on day 10 of admission.')).toEqual([
      ['admission', 0, 0, 'admission'],
      ['intubation', 2, 2, 'admission'],
      ['extubation', 10, 10, 'admission'],
    ]);
  });

  test('leaving intensive care is no arrival there', () => {
    expect(
      eventsOfText(
        'He was admitted to the ICU on hospital day 2 and transferred out of the ICU on hospital day 8.',
      ),
    ).toEqual([
      ['admission', 0, 0, 'admission'],
      ['icu-in', 2, 2, 'admission'],
      ['icu-out', 8, 8, 'admission'],
    ]);
  });
});

/** Texts with some of their events; `null` is an event without a day, and a leading `-` one that is not told. */
const told: readonly (readonly [string, Readonly<Record<string, number | null>>])[] = [
  // Each clause has its own day.
  [
    'The patient was intubated on day 2 of hospitalization and extubated 9 days after.',
    { intubation: 2, extubation: 11 },
  ],
  ['Intubated on day 2 and extubated 5 days later.', { intubation: 2, extubation: 7 }],
  [
    'The man was swabbed on 2 March (positive), admitted on 4 March and discharged on 19 March 2020.',
    { discharge: 15 },
  ],
  ['He remained intubated on day 12, having been intubated on day 3.', { intubation: 3 }],
  [
    'She was admitted on 3 March 2020. She was intubated on 5 March and died on 11 March.',
    { intubation: 2, death: 8 },
  ],
  ['Estubato in 14a giornata, trasferito in reparto e dimesso in buone condizioni.', { discharge: null }],
  [
    'On day 14 she was extubated, transferred to the ward and discharged home.',
    { extubation: 14, discharge: null },
  ],
  // One turn of an illness shares its day.
  ['He was moved to the ICU on hospital day 3 and intubated.', { 'icu-in': 3, intubation: 3 }],
  [
    'The patient got worse on the fifth day, entering in ICU, where he was intubated for 11 days.',
    { intubation: 5, extubation: 16 },
  ],
  [
    'She was taken to intensive care on day 2, where high-flow oxygen was started; three days later she was intubated.',
    { 'icu-in': 2, intubation: 5 },
  ],
  // How long a state lasted.
  ['She was ventilated for 9 days from day 3.', { intubation: 3, extubation: 12 }],
  ['He was intubated on hospital day 2 and was extubated after 5 days.', { extubation: 7 }],
  [
    'On hospital day 3 he was intubated. After 9 days of mechanical ventilation he was extubated. He died two days later.',
    { extubation: 12, death: 14 },
  ],
  ['She was in the ICU from day 2 to day 8.', { 'icu-in': 2, 'icu-out': 8 }],
  ['Admitted with fever. He was discharged from hospital after 20 days.', { discharge: 20 }],
  ['Oxygen was stopped on day 6 and he was discharged two days later.', { 'oxygen-stop': 6, discharge: 8 }],
  [
    'Il paziente è stato ricoverato. Dopo 3 giorni è stato intubato. Estubato dopo 8 giorni.',
    { intubation: 3, extubation: 11 },
  ],
  // Told from a film, from the day before, from where it was done.
  ['Radiograph on day 12 of illness, the day after intubation.', { intubation: 11 }],
  [
    'CT on hospital day 14, 2 days after he had been extubated and 1 day after transfer out of ICU.',
    { extubation: 12, 'icu-out': 13 },
  ],
  ['Day 5\nIntubated the previous evening.', { intubation: 4 }],
  ['Radiograph on hospital day 4. She had been intubated on hospital day 3.', { intubation: 3 }],
  [
    'Patient intubated at the scene by paramedics. Extubated after 48 hours.',
    { intubation: 0, extubation: 2 },
  ],
  // A place is no arrival there, a state no beginning.
  ['Despite proning in intensive care he died on day 11.', { 'icu-in': null, death: 11 }],
  ['She was still on mechanical ventilation on day 9.', { intubation: null }],
  // What contradicts itself is not dated; who gets well has not left.
  [
    'He was intubated on day 8 of admission and extubated on day 5 of admission.',
    { intubation: null, extubation: null },
  ],
  [
    'He was intubated on day 9 of admission. He was discharged on day 5 of admission.',
    { intubation: null, discharge: null },
  ],
];

describe('events with the days of their own clauses', () => {
  test.each(told)('%s', (text, days) => {
    const events = eventsOfText(text);
    for (const [type, day] of Object.entries(days)) {
      const own = events.filter(([of]) => of === type);
      expect([type, own.map(([, from]) => from)]).toEqual([type, [day]]);
    }
  });

  test('the length of an illness at the admission dates both', () => {
    const events = eventsOfText('Admitted with three days of worsening breathlessness and a dry cough.');
    expect(events).toContainEqual(['onset', -3, -3, 'admission']);
    expect(events).toContainEqual(['admission', 3, 3, 'onset']);
  });

  test('who was never admitted has an onset alone', () => {
    const events = eventsOfText('Fever and cough for 4 days. She was not admitted and recovered at home.');
    expect(events.map(([type]) => type)).toEqual(['onset']);
  });

  test('the ward is a way out of intensive care only for who was there', () => {
    expect(eventsOfText('He was transferred to the ward on day 1.').map(([type]) => type)).not.toContain(
      'icu-out',
    );
    expect(eventsOfText('He was intubated on day 2 and transferred to the ward on day 9.')).toContainEqual([
      'icu-out',
      9,
      9,
      'unknown',
    ]);
  });

  test('getting well is no discharge', () => {
    expect(eventsOfText('He recovered fully.')).toEqual([]);
  });
});
