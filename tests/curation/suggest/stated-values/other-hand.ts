import type { StatedValue } from '../cell-of.ts';

/**
 * Notes by somebody who had not seen the rules: slips, letters, forms, Italian. A cell that the rules do not read yet allows null beside
 * its value, so that nothing wrong may come to stand there.
 */
export const otherHand: Readonly<Record<string, readonly StatedValue[]>> = {
  'a first round': [
    {
      text: 'Leucocytes 12.4 x10^9/L (reference range 4.0-11.0 x10^9/L), lymphocytes 0.8 x10^9/L (1.0-3.5).',
      caption: 'Film.',
      expect: { leukocyte_count: 12.4, lymphocyte_count: 0.8 },
    },
    {
      text: 'WCC 3.4 (4.0 - 11.0) neutrophils 1.9 (2.0 - 7.5) lymphocytes 0.9 (1.5 - 4.0)',
      caption: 'Film.',
      expect: { leukocyte_count: 3.4, neutrophil_count: [1.9, null], lymphocyte_count: [0.9, null] },
    },
    {
      text: 'Bloods: WCC 14.1 [3.6-11.0], Neut 12.0 [1.8-7.5], Lymph 0.6 [1.0-4.0], CRP 240 [<5].',
      caption: 'Film.',
      expect: { leukocyte_count: 14.1, neutrophil_count: [12.0, null], lymphocyte_count: [0.6, null] },
    },
    {
      text: 'Normal white cell count is 4 to 10 x 10^9/L; hers was 2.1 x 10^9/L.',
      caption: 'Film.',
      expect: { leukocyte_count: [2.1, null] },
    },
    { text: 'SpO2 (target 92-96%): 87%', caption: 'Film.', expect: { pO2_saturation: 87 } },
    {
      text: 'Oxygen saturation, normally above 95%, had fallen to 84% on ambient air.',
      caption: 'Film.',
      expect: { pO2_saturation: [84, null] },
    },
    {
      text: 'She was given oxygen to keep saturations at 92 to 96%.',
      caption: 'Film.',
      expect: { pO2_saturation: null, needed_supplemental_O2: ['Y', null] },
    },
    {
      text: 'The air temperature in the scanner room was 21 °C.',
      caption: 'Film.',
      expect: { temperature: null },
    },
    {
      text: 'Lymphocytes 8% of 9.0 x10^9/L white cells.',
      caption: 'Film.',
      expect: { lymphocyte_count: null, leukocyte_count: [9.0, null] },
    },
    {
      text: 'BAL fluid: white cells 300/mm3. Blood: white cells 8,200/mm3.',
      caption: 'Film.',
      expect: { leukocyte_count: 8.2 },
    },
    { text: 'WBC 4-10 x10^9/L 11.8', caption: 'Film.', expect: { leukocyte_count: [11.8, null] } },
    {
      text: 'Lymphocytes, absolute (ref. 1.0–4.8 K/µL) ... 0.42 K/µL L',
      caption: 'Film.',
      expect: { lymphocyte_count: [0.42, null] },
    },
    {
      text: 'Leucociti 11.200/mmc (v.n. 4.000-10.000), linfociti 900/mmc.',
      caption: 'Film.',
      expect: { leukocyte_count: 11.2, lymphocyte_count: 0.9 },
    },
    {
      text: 'GB 3,8 x 10^3/uL (valori normali 4,0-10,0); temperatura corporea 38,4 °C; SpO2 89% in aria ambiente.',
      caption: 'Film.',
      expect: { leukocyte_count: 3.8, temperature: 38.4, pO2_saturation: 89 },
    },
    {
      text: 'Uomo di 58 anni, febbre a 39°C da 5 giorni, tosse. Non intubato.',
      caption: 'Film.',
      expect: { age: 58, sex: 'M', temperature: 39, intubated: 'N' },
    },
    {
      text: 'Donna, 71 aa. Terapia intensiva: no. Ossigenoterapia: sì.',
      caption: 'Film.',
      expect: { age: 71, sex: 'F', went_icu: 'N', needed_supplemental_O2: 'Y' },
    },
    {
      text: 'Paziente di sesso femminile di anni 44; intubazione: no; decesso: no.',
      caption: 'Film.',
      expect: { age: 44, sex: 'F', intubated: 'N', survival: ['Y', null] },
    },
    {
      text: 'WBC count (thousands per cubic millimetre): 9.1',
      caption: 'Film.',
      expect: { leukocyte_count: 9.1 },
    },
    { text: 'PaO2 57 mmHg, sO2 90%', caption: 'Film.', expect: { pO2_saturation: [90, null] } },
    {
      text: '38 °C was measured on 3 occasions; platelet count 38.',
      caption: 'Film.',
      expect: { temperature: [38, null] },
    },
    { text: 'Central venous oxygen saturation 65%.', caption: 'Film.', expect: { pO2_saturation: null } },
    {
      text: 'ICU admission [ ] yes [x] no; intubation [x] yes [ ] no',
      caption: 'Film.',
      expect: { went_icu: ['N', null], intubated: ['Y', null] },
    },
    {
      text: 'Did the patient require intubation? No, high-flow oxygen only.',
      caption: 'Film.',
      expect: { intubated: 'N', needed_supplemental_O2: 'Y' },
    },
    { text: 'Intubation date: none', caption: 'Film.', expect: { intubated: ['N', null] } },
    { text: 'Intubation: declined by the family', caption: 'Film.', expect: { intubated: ['N', null] } },
    { text: 'Previous intubation: yes (2015, appendectomy)', caption: 'Film.', expect: { intubated: null } },
    {
      text: 'RT-PCR COVID-19: negative; RT-PCR influenza: positive',
      caption: 'Film.',
      expect: { RT_PCR_positive: 'N' },
    },
    {
      text: 'Oxygen therapy: none needed. Not admitted to intensive care. Outcome: full recovery, home on day 9.',
      caption: 'Film.',
      expect: { needed_supplemental_O2: 'N', went_icu: 'N', survival: 'Y' },
    },
    { text: 'No. of days intubated: 6', caption: 'Film.', expect: { intubated: ['Y', null] } },
    {
      text: 'Two months after a transplant, a 48 y/o woman came with dyspnoea.',
      caption: 'Film.',
      expect: { age: 48, sex: 'F' },
    },
    {
      text: 'A 10-day-old neonate born at 36 weeks, mother 29 years old.',
      caption: 'Film.',
      expect: { age: [0.03, null] },
    },
    {
      text: 'The patient, whose 7-year-old daughter had been ill, is a woman of 39.',
      caption: 'Film.',
      expect: { age: [39, null], sex: 'F' },
    },
    {
      text: 'History of hypertension for 12 years, female, 67 yrs.',
      caption: 'Film.',
      expect: { age: 67, sex: 'F' },
    },
    {
      text: 'At 5 years after lobectomy, this 70-year-old gentleman ...',
      caption: 'Film.',
      expect: { age: 70, sex: 'M' },
    },
    { text: 'M/45. Fever x 4 days.', caption: 'Film.', expect: { age: 45, sex: 'M' } },
    {
      text: 'A 5-year survivor of lymphoma, male, aged 61 years',
      caption: 'Film.',
      expect: { age: 61, sex: 'M' },
    },
    {
      text: 'On day 4 of admission the 33-year-old was intubated; temperature, 39.0 °C (normal, 36.5 to 37.2).',
      caption: 'Film.',
      expect: { age: 33, intubated: 'Y', temperature: [39.0, null] },
    },
    {
      text: 'Dear colleague, thank you for referring Mrs X (72 years). On examination T° 38.1, sat. O2 90 % (AA). No intubation. No ICU stay.',
      caption: 'Film.',
      expect: {
        age: 72,
        sex: 'F',
        temperature: 38.1,
        pO2_saturation: [90, null],
        intubated: 'N',
        went_icu: 'N',
      },
    },
    {
      text: 'White-cell count (per mm3; reference range, 3900 to 10,300): 12,480',
      caption: 'Film.',
      expect: { leukocyte_count: 12.48 },
    },
  ],
  'a second round': [
    { text: 'Was mechanical ventilation needed? No.', caption: 'Film.', expect: { intubated: 'N' } },
    { text: 'Did he die? No. He was discharged home.', caption: 'Film.', expect: { survival: 'Y' } },
    {
      text: 'Mechanical ventilation: never. Oxygen: never. Status: alive.',
      caption: 'Film.',
      expect: { intubated: 'N', needed_supplemental_O2: 'N', survival: ['Y', null] },
    },
    {
      text: 'ICU transfer: refused by patient; intubation: not wished (DNI)',
      caption: 'Film.',
      expect: { went_icu: ['N', null], intubated: ['N', null] },
    },
    { text: 'Oxygen: 0 L', caption: 'Film.', expect: { needed_supplemental_O2: 'N' } },
    { text: 'Family history: father intubated: yes', caption: 'Film.', expect: { intubated: null } },
    {
      text: 'Dimesso in buone condizioni. Mai intubato.',
      caption: 'Film.',
      expect: { survival: 'Y', intubated: 'N' },
    },
    { text: 'Ossigeno: non necessario', caption: 'Film.', expect: { needed_supplemental_O2: 'N' } },
    {
      text: 'Normal WBC (4-11) today; yesterday it was raised.',
      caption: 'Film.',
      expect: { leukocyte_count: null },
    },
    {
      text: 'pH 7.48, pCO2 32, pO2 58 mmHg, HCO3 24, SaO2 90%',
      caption: 'Film.',
      expect: { pO2_saturation: 90 },
    },
    { text: 'The water bath was at 37 °C.', caption: 'Film.', expect: { temperature: null } },
    { text: 'White blood cells: 3.4 ↓ (4.0–10.0)', caption: 'Film.', expect: { leukocyte_count: 3.4 } },
    { text: 'Lymphocytes: 900 cells/µL (18%)', caption: 'Film.', expect: { lymphocyte_count: 0.9 } },
    {
      text: 'He had diabetes for 15 years; the 58-year-old man was admitted.',
      caption: 'Film.',
      expect: { age: 58, sex: 'M' },
    },
    { text: '30/M/cough 5 days', caption: 'Film.', expect: { age: 30, sex: 'M' } },
    { text: '67yM, fever', caption: 'Film.', expect: { age: [67, null], sex: ['M', null] } },
    {
      text: 'ICU? no – O2? yes – NIV? yes – Intubation? no',
      caption: 'Film.',
      expect: { went_icu: 'N', needed_supplemental_O2: 'Y', intubated: 'N' },
    },
  ],
};
