import { describe, expect, it } from 'vitest';
import { suggestEvents } from '../../../curation/suggest/suggest.ts';
import { caseOf } from './helpers.ts';

/** Days of events: what opens the next clause, when oxygen began, how long a stay was, other years. */

type Told = readonly [type: string, from: number | null, anchor: string];
const eventsOfText = (text: string): Told[] => {
  const record = caseOf({ texts: [{ text }] });
  return suggestEvents(record, record.patients[0]?.id ?? 'p1')
    .filter(({ answer }) => answer === 'yes')
    .map(({ type, day }) => [type, day.from, day.anchor]);
};

const notes: readonly (readonly [text: string, ...told: Told[]])[] = [
  [
    'On day 6 she was intubated and on day 19 she died.',
    ['intubation', 6, 'unknown'],
    ['death', 19, 'unknown'],
  ],
  [
    'He was intubated, on day 3, and extubated on day 8.',
    ['intubation', 3, 'unknown'],
    ['extubation', 8, 'unknown'],
  ],
  // Oxygen begins once.
  ['She was admitted and received oxygen by nasal cannula.', ['oxygen-start', 0, 'admission']],
  [
    'He was admitted and received oxygen for 48 hours.',
    ['oxygen-start', 0, 'admission'],
    ['oxygen-stop', 2, 'admission'],
  ],
  // The way out told beside another, and how long a stay lasted.
  [
    'He left the ICU on day 24 and the hospital on day 38.',
    ['icu-out', 24, 'unknown'],
    ['discharge', 38, 'unknown'],
    ['icu-in', null, 'unknown'],
  ],
  ['He was admitted with pneumonia. LOS: 3 days.', ['discharge', 3, 'admission']],
  ['Degenza complessiva: 11 giorni.', ['discharge', 11, 'admission']],
  ['ICU length of stay 12 days.'],
  [
    'He was admitted. A swab was performed the next day and was positive for SARS-CoV-2 (RT-PCR).',
    ['rt-pcr', 1, 'admission'],
  ],
  [
    'He was in the ICU. He returned to the ward on day 5 and went home on day 11.',
    ['icu-in', null, 'unknown'],
    ['icu-out', 5, 'unknown'],
    ['discharge', 11, 'unknown'],
  ],
  // Another illness.
  ['In 2018 he had been intubated for pneumonia.'],
  ['Nel 2017 ricovero con IOT, poi estubato e dimesso.'],
];

describe('events and their days', () => {
  it.each(notes.map(([text, ...told]) => [text, told] as const))('%s', (text, told) => {
    const sorted = (list: readonly Told[]) => list.map(String).sort();
    expect(sorted(eventsOfText(text))).toEqual(sorted(told));
  });
});
