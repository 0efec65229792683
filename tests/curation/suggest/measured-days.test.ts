import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { cellOf, type Expected, judge } from './cell-of.ts';
import { caseOf } from './helpers.ts';

/** Measurements belong to the pictures of their own day, and to no other. */

interface Day {
  readonly text: string;
  readonly films: readonly (readonly [caption: string, expect: Readonly<Record<string, Expected>>])[];
}

const days: readonly Day[] = [
  {
    text: 'She visited a clinic last week. At presentation SpO2 was 92% on air, temperature 36.5 C.',
    films: [
      ['PA radiograph obtained at the private clinic.', { pO2_saturation: null, temperature: null }],
      ['CT on admission.', { pO2_saturation: 92, temperature: 36.5 }],
    ],
  },
  {
    text: 'On September 20, 2020 he was admitted with chest pain that began in the same morning. SpO2 92% on room air.',
    films: [['Radiograph on admission.', { pO2_saturation: 92 }]],
  },
  {
    text: 'Admit date: 7/19/2020. Discharge date: 7/22/2020. Fever for 2 days. SpO2 93% RA.',
    films: [['CXR 7/19', { pO2_saturation: 93 }]],
  },
  {
    text: 'On admission T 38.4 C, sats 86% RA, 94% on 4 L. Six days later temperature was 39.8 C and WBC 15.2 x10^9/L.',
    films: [['Film on admission.', { temperature: 38.4, pO2_saturation: 86, leukocyte_count: null }]],
  },
  {
    text: 'She presented with cough; WBC 4.1 x10^9/L. On day 6 she worsened: temperature 39.6 C, SpO2 82% on room air.',
    films: [
      ['CXR on day 6 after admission.', { temperature: 39.6, pO2_saturation: 82, leukocyte_count: null }],
      ['CXR on admission.', { temperature: null, pO2_saturation: null, leukocyte_count: 4.1 }],
    ],
  },
  {
    text: 'He was admitted on 3 May 2020 with SpO2 91 %. On 9 May 2020 the saturation fell to 78 %.',
    films: [
      ['Radiograph of 9 May 2020.', { pO2_saturation: 78 }],
      ['Radiograph of 3 May 2020.', { pO2_saturation: 91 }],
    ],
  },
  {
    text: 'Woman, 71. Cough for 5 days. T 36.8, SpO2 96% on air.',
    films: [
      ['Chest film, PA.', { temperature: 36.8, pO2_saturation: 96 }],
      ['Chest film, lateral.', { temperature: 36.8, pO2_saturation: 96 }],
    ],
  },
  {
    text: 'Woman, 71. Cough. T 36.8, SpO2 96% on air.',
    films: [
      ['Chest film, PA.', { temperature: 36.8 }],
      ['Chest film, AP supine, after intubation.', { temperature: null }],
    ],
  },
  {
    text: 'Date of admission: 6 April 2020\nDate of death: 13 April 2020\nStaff noticed a cough three days before admission.\nExamination: T 37.9, sats 90% RA.',
    films: [['Chest X-ray on admission.', { temperature: 37.9, pO2_saturation: 90 }]],
  },
  {
    text: 'She tested positive one day after the onset of fever. She was then brought to hospital. On examination: T 36.8 °C, SpO2 90%.',
    films: [['CT at admission.', { temperature: 36.8, pO2_saturation: 90 }]],
  },
  {
    text: 'On the third day after symptom onset he attended the emergency department. T 38.0 °C, SpO2 96%.',
    films: [['Film on arrival.', { temperature: 38, pO2_saturation: 96 }]],
  },
  {
    text: 'Data ricovero 02/04/2020, data decesso 08/04/2020.\nIngresso: TC 38,0 °C, SpO2 82% in aa, linfociti 400/mmc.',
    films: [['RX torace all’ingresso.', { temperature: 38, pO2_saturation: 82, lymphocyte_count: 0.4 }]],
  },
  {
    text: 'Admitted on 4 May 2020. On 9 May 2020 she was moved to the ward. Examination: T 36.5, sats 97% RA.',
    films: [['Film of 4 May 2020.', { temperature: null, pO2_saturation: null }]],
  },
  {
    text: 'Peak temperature during the stay was 40.1 C. At discharge lymphocytes were 1.9 x10^9/L.',
    films: [['Film on admission.', { temperature: null, lymphocyte_count: null }]],
  },
  {
    text: 'Her husband was febrile at 39.5 C. She had a temperature of 37.1 C at triage.',
    films: [['Film on admission.', { temperature: 37.1 }]],
  },
  {
    text: 'Saturation 97% at rest, dropping to 85% after walking.',
    films: [['Film on admission.', { pO2_saturation: 97 }]],
  },
  { text: 'Saturations fell to 84% on walking.', films: [['Film on admission.', { pO2_saturation: null }]] },
  {
    text: 'Two days before admission her temperature was 39 C. On admission she was afebrile (36.7 C).',
    films: [['Film on admission.', { temperature: 36.7 }]],
  },
  {
    text: 'Three days of fever (Tmax 39.4 °C at home; 38.0 °C on arrival).',
    films: [['Film on arrival.', { temperature: 38 }]],
  },
  {
    text: 'WCC 24.6, neutrophils 21.9, lymphocytes 1.1 on admission.',
    films: [
      ['Admission', { leukocyte_count: 24.6, neutrophil_count: 21.9, lymphocyte_count: 1.1 }],
      ['Day 9', { leukocyte_count: null, neutrophil_count: null, lymphocyte_count: null }],
    ],
  },
  {
    text: 'Giunge in PS con febbre (38,7 °C). SpO2 84% in AA. GB 3.400/mmc, linfociti 600/mmc.',
    films: [
      [
        'RX torace all’ingresso',
        { temperature: 38.7, pO2_saturation: 84, leukocyte_count: 3.4, lymphocyte_count: 0.6 },
      ],
    ],
  },
];

describe('measurements of a day', () => {
  it.each(days.map((day) => [day.text, day] as const))('“%s”', (_, { text, films }) => {
    const record = caseOf({
      images: films.map((_film, at) => ({ file: `picture-${at}x.png`, caption: `c${at}` })),
      texts: [
        { text, kind: 'presentation', images: [] },
        ...films.map(([caption], at) => ({
          id: `c${at}`,
          kind: 'caption' as const,
          text: caption,
          images: [`i${at + 1}`],
        })),
      ],
    });
    const all = suggest(record);
    films.forEach(([caption, expected], at) => {
      for (const [field, value] of Object.entries(expected)) {
        const said = cellOf(all, field, `i${at + 1}`);
        expect(['right', 'silent'], `${caption} ${field}: ${said}`).toContain(judge(said, value));
      }
    });
  });
});
