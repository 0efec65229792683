import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { cellOf } from './cell-of.ts';
import { caseOf } from './helpers.ts';

/** A report of one patient that tells of others' patients beside its own stays a report of one. */

const own =
  'A 58-year-old man presented with cough for 4 days. SpO2 was 90% on room air. He was transferred to the ICU on day 2, intubated, and discharged on day 20.';
const said = (text: string) => {
  const all = suggest(caseOf({ texts: [{ kind: 'body', text, images: [] }] }));
  return ['age', 'intubated', 'went_icu', 'survival'].map((field) => cellOf(all, field, null));
};

describe('persons of other papers', () => {
  it.each([
    'Huber et al. described a 71-year-old woman who was never intubated and died on day 9. She had no fever.',
    'A similar course was published in a 40-year-old woman, who died.',
    'Others have reported the same, including a 29-year-old carpenter who died.',
    'One of them, a 66-year-old man, died; the other two patients were well.',
    'Weeks before, our unit had seen a similar case, a 33-year-old woman who died.',
    'A Danish group described a man of 81 years, who died.',
    'Meyer and colleagues published a 22-year-old woman. She died.',
  ])('are no second patient: “%s”', (cited) => {
    expect(said(`${own} ${cited}`)).toEqual([58, 'Y', 'Y', 'Y']);
  });
  it.each([
    'His 5-year-old son had a fever last week and was tested as well.',
    "The patient's wife and 17-year-old son were also tested and both of them were negative.",
    'She delivered a healthy boy of 3,120 g.',
  ])('nor are kin and newborns: “%s”', (kin) => {
    expect(said(`${own} ${kin}`)).toEqual([58, 'Y', 'Y', 'Y']);
  });
  it('a second patient whom nobody cites leaves open whose the course is', () => {
    expect(said(`${own} A 71-year-old woman presented with fever. She died on day 3.`)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('what is told of others, of other years, or did not come to pass', () => {
  const course = (text: string, field: string) =>
    cellOf(suggest(caseOf({ texts: [{ text, images: [], kind: 'presentation' }] })), field, null);
  it.each([
    ['Up to two thirds of patients with this pneumonia require mechanical ventilation.', 'intubated', null],
    ['In a registry of 1500 infected children, 3.8% died.', 'survival', null],
    [
      'One report described seven recruits who were ventilated, of whom four did not survive.',
      'survival',
      null,
    ],
    ['In a series from Turin cysts were seen in 3% of patients, and one patient died.', 'survival', null],
    ["Il marito, anch'egli positivo, è stato ricoverato e intubato altrove.", 'intubated', null],
    ['Of note her father (80) is at the moment ventilated in our ICU.', 'intubated', null],
    ['In 2018 he had spent twelve days in hospital, intubated, for sepsis.', 'intubated', null],
    ['Prev ITU admission 2016 with asthma, intubated 4 days.', 'intubated', null],
    ['Intubation, although discussed with the family on the third day, could be avoided.', 'intubated', 'N'],
    ['Transfer to the intensive care unit was discussed but not needed.', 'went_icu', 'N'],
    ['She consented to intubation should it be required, but it was not.', 'intubated', 'N'],
    ['Era stata prospettata l’intubazione, poi evitata.', 'intubated', 'N'],
    ['Not for ITU transfer yet.', 'went_icu', null],
    ['Family opted for comfort measures, expired that evening.', 'survival', 'N'],
    ['He did not require oxygen and was discharged with a negative PCR.', 'survival', 'Y'],
    ['Discharge took place on day 13.', 'survival', 'Y'],
    ['She returned to the nursing home on day 14.', 'survival', 'Y'],
    ['He was in our ward from 21.10. to 30.10.2020 with pneumonia.', 'survival', 'Y'],
    ['Extubated on day 9; she was not reintubated.', 'extubated', 'Y'],
    ['An attempt to extubate on day 7 failed. He died.', 'extubated', null],
    ['He died on day 21, still under mechanical ventilation.', 'extubated', 'N'],
    ['Three RT-PCR tests and the serology for SARS-CoV-2 were negative.', 'RT_PCR_positive', 'N'],
    ['SARS-CoV-2 and influenza PCR was negative.', 'RT_PCR_positive', 'N'],
    [
      'Under suspicion of COVID-19 a PCR was carried out three times, all of which were negative.',
      'RT_PCR_positive',
      'N',
    ],
    [
      'A swab taken by his general practitioner had been PCR positive for SARS-CoV-2.',
      'RT_PCR_positive',
      'Y',
    ],
  ])('%s', (text, field, answer) => {
    expect(course(text, field)).toBe(answer);
  });
});
