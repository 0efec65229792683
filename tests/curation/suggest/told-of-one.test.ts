import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import type { CaseText } from '../../../data/format/case.ts';
import { cellOf } from './cell-of.ts';
import { caseOf } from './helpers.ts';

/** Discussions and abstracts: told of the patient where they are of a single case, of the disease where they are not. */
const cell = (kind: CaseText['kind'], text: string, field: string) =>
  cellOf(suggest(caseOf({ texts: [{ kind, text, images: [] }] })), field, null);

describe('a discussion of a single case tells of the patient', () => {
  it.each([
    ['RT_PCR_positive', 'Y', 'Throat swab confirmed COVID-19.'],
    ['survival', 'N', 'Intubated on day 4, died on day 9.'],
    ['survival', 'Y', 'Discharged on day 21 without oxygen.'],
    ['went_icu', 'Y', 'Transferred to ICU on the same day for monitoring.'],
    ['RT_PCR_positive', 'N', 'Legionella urinary antigen was positive. SARS-CoV-2 PCR negative.'],
  ])('%s is %s in “%s”', (field, value, text) => {
    expect(cell('discussion', text, field)).toBe(value);
  });
  it('and so does the abstract of one', () => {
    const text =
      'A 34-year-old man presented with cough. RT-PCR confirmed COVID-19. Intubated on day 3, discharged on day 30.';
    expect(
      ['RT_PCR_positive', 'intubated', 'survival'].map((field) => cell('abstract', text, field)),
    ).toEqual(['Y', 'Y', 'Y']);
  });
});

describe('of the disease, of groups and of what others found nothing is taken', () => {
  it.each([
    'RT-PCR is the gold standard for diagnosis. Oxygen and intubation may be required in severe disease.',
    'COVID-19 patients often require intubation and ICU admission. Mortality is high.',
    'In a study of 138 patients, 26% were admitted to the ICU and 4.3% died (1).',
    'Intubation was required late in the course [12]. Oxygen was given to all.',
    'Mechanical ventilation was used in most patients of the SARS epidemic.',
    'Death usually occurred within days before the era of antibiotics.',
  ])('“%s”', (text) => {
    for (const field of ['survival', 'intubated', 'went_icu', 'needed_supplemental_O2', 'RT_PCR_positive'])
      for (const kind of ['discussion', 'abstract'] as const)
        expect(cell(kind, text, field), `${kind} ${field}`).toBeNull();
  });
});
