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
  [
    'She was admitted and received oxygen by nasal cannula.',
    ['admission', 0, 'admission'],
    ['oxygen-start', 0, 'admission'],
  ],
  [
    'He was admitted and received oxygen for 48 hours.',
    ['admission', 0, 'admission'],
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
  [
    'He was admitted with pneumonia. LOS: 3 days.',
    ['admission', 0, 'admission'],
    ['discharge', 3, 'admission'],
  ],
  ['Degenza complessiva: 11 giorni.', ['admission', 0, 'admission'], ['discharge', 11, 'admission']],
  ['ICU length of stay 12 days.'],
  [
    'He was admitted. A swab was performed the next day and was positive for SARS-CoV-2 (RT-PCR).',
    ['admission', 0, 'admission'],
    ['rt-pcr', 1, 'admission'],
  ],
  [
    'He was in the ICU. He returned to the ward on day 5 and went home on day 11.',
    ['icu-in', null, 'unknown'],
    ['icu-out', 5, 'unknown'],
    ['discharge', 11, 'unknown'],
  ],
  // A span of dates, labels with their dates, notes without verbs.
  [
    'Mr P. was with us from 3 to 16 May 2019 with pneumonia.',
    ['admission', 0, 'admission'],
    ['discharge', 13, 'admission'],
  ],
  [
    'Date of admission: 12/10/2020 Date of discharge: 22/10/2020',
    ['admission', 0, 'admission'],
    ['discharge', 10, 'admission'],
  ],
  [
    'Ward admission 4 Jan 2021. NIV 5 Jan. RSI & ICU 7 Jan. Extubated 15 Jan.',
    ['admission', 0, 'admission'],
    ['oxygen-start', 1, 'admission'],
    ['icu-in', 3, 'admission'],
    ['intubation', 3, 'admission'],
    ['extubation', 11, 'admission'],
  ],
  // A test behind its date, and before the coming.
  [
    'Admitted 12/10/2020. SARS-CoV-2 PCR (14/10): DETECTED.',
    ['admission', 0, 'admission'],
    ['rt-pcr', 2, 'admission'],
  ],
  [
    'He came to the hospital with cough; SARS-CoV-2 was detected by RT-PCR from a swab taken three days ago.',
    ['rt-pcr', -3, 'admission'],
  ],
  // Told back, the text goes on from where it was.
  [
    'She was admitted with a rash which had started three days prior to admission. The next day she was intubated.',
    ['onset', -3, 'admission'],
    ['admission', 3, 'onset'],
    ['intubation', 1, 'admission'],
  ],
  // Could be done: it was.
  [
    'He was admitted. He could be extubated on hospital day 6.',
    ['admission', 0, 'admission'],
    ['extubation', 6, 'admission'],
    ['intubation', null, 'unknown'],
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
