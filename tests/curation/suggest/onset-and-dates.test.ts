import { describe, expect, it } from 'vitest';
import { suggestEvents } from '../../../curation/suggest/suggest.ts';
import { caseOf } from './helpers.ts';

/** When the illness began and what happened on which date, in the ways that notes write it. */

const events = (text: string, patients?: Parameters<typeof caseOf>[0]['patients'], patient = 'p1') =>
  suggestEvents(
    caseOf({ texts: [{ text, kind: 'presentation', images: [] }], ...(patients ? { patients } : {}) }),
    patient,
  );
const dayOf = (text: string, type: string) => events(text).find((one) => one.type === type)?.day.from ?? null;

describe('the onset before the admission', () => {
  it.each([
    ['She was seen in our emergency department because of dry cough that had begun two days earlier.', -2],
    ['He applied to our emergency service with cough and fever which started 4 days ago.', -4],
    ['She was admitted 3 days after she started to cough.', -3],
    ['Rigors since yesterday; he was admitted.', -1],
    ['Febbre e tosse da ieri, ricoverata.', -1],
    ['CXR on day 1 of hospitalization of a male smoker with 9 days of cough.', -9],
    ['The boy started with fever on 8 May, and he was admitted two days later.', -2],
    ['Adm 03/04/20. Symptoms from 27/03.', -7],
    ['Accesso in PS 02/11/2020 per tosse e febbre insorte il 29/10.', -4],
    ['Il 6 marzo comparsa di febbre. Il 12 marzo, per desaturazione, si ricovera.', -6],
    ['Veniva ricoverata il 7 novembre 2020 per febbre e tosse iniziate il 31 ottobre.', -7],
  ])('%s', (text, day) => {
    expect(dayOf(text, 'onset')).toBe(day);
  });
});

describe('dates of events', () => {
  const american =
    'She presented 4/3 with cough, was intubated there 4/5 and transferred to our MICU 4/6. Extubated 4/14.';
  it.each([
    [american, 'intubation', 2],
    [american, 'icu-in', 3],
    ['He was admitted on 2 May 2020. Moved to intensive care and intubated on 6 May.', 'icu-in', 4],
    ['Neutrophils 9.8, reference interval 2.0 to 7.5.', 'admission', null],
  ])('%s', (text, type, day) => {
    expect(dayOf(text, type)).toBe(day);
  });
  it('what names none of several listed patients is nobody’s', () => {
    const two = [
      { id: 'p1', label: 'Case 1' },
      { id: 'p2', label: 'Case 2' },
    ];
    const text = 'Both were seen; mechanical ventilation was needed. Case 1: he was intubated on day 2.';
    expect(events(text, two, 'p1').map(({ type }) => type)).toEqual(['intubation']);
    expect(events(text, two, 'p2')).toEqual([]);
  });
});
