import type { Expected } from './cell-of.ts';

/**
 * Short notes with what may be said of them, written before the rules that read them: values beside units and
 * ranges, answers behind labels, ages beside durations, days beside dates of another kind. One film a note, "Film
 * on admission." unless another caption stands there. Null: nothing may be counted on.
 */

export interface StatedValue {
  readonly text: string;
  readonly caption?: string;
  readonly expect: Readonly<Record<string, Expected>>;
}

const wbc = (value: Expected) => ({ leukocyte_count: value });
const lymphocytes = (value: Expected) => ({ lymphocyte_count: value });
const neutrophils = (value: Expected) => ({ neutrophil_count: value });
const temperature = (value: Expected) => ({ temperature: value });
const saturation = (value: Expected) => ({ pO2_saturation: value });

export const statedValues: Readonly<Record<string, readonly StatedValue[]>> = {
  'unit before the value': [
    { text: 'Leukocytes (G/L) 7.8 on admission.', expect: wbc(7.8) },
    { text: 'WBC, ×10⁹/L: 11.4', expect: wbc(11.4) },
    { text: 'White cell count [10^3/µL] = 6.1', expect: wbc(6.1) },
    { text: 'Lymphocyte count (cells/µL): 640', expect: lymphocytes(0.64) },
    { text: 'Neutrophils in 10E9/L: 8.3', expect: neutrophils(8.3) },
    { text: 'Leucocytes (/mm3) 5400', expect: wbc(5.4) },
    { text: 'Temp (°F): 100.9', expect: temperature(38.3) },
    { text: 'Body temperature in °C: 39.2', expect: temperature(39.2) },
    { text: 'SpO2 (%): 87 on room air', expect: saturation(87) },
    { text: 'WBC (K/uL) 9,4', expect: wbc(9.4) },
  ],
  'exponents as they are spelt': [
    { text: 'WBC 4.7 x10*9/l on arrival.', expect: wbc(4.7) },
    { text: 'WBC 13.9×10(9)/L on arrival.', expect: wbc(13.9) },
    { text: 'Leukocytes 5.5 109/L.', expect: wbc(5.5) },
    { text: 'Lymphocytes were 0.74 × 10⁹/L.', expect: lymphocytes(0.74) },
    { text: 'Neutrophil count of 6.02 x 10**9/L.', expect: neutrophils(6.02) },
    { text: 'White blood cells 12 400/mm³.', expect: wbc(12.4) },
    { text: 'Leucociti 11.360/mm3.', expect: wbc(11.36) },
    { text: 'Lymphocytes 0,52 x 10^9 L-1.', expect: lymphocytes(0.52) },
    { text: 'WBC 8.2 thou/uL.', expect: wbc(8.2) },
    { text: 'Leukocyte count 3,245 x10^9/L.', expect: wbc([3.245, 3.25, 3.24]) },
  ],
  'ranges beside the value': [
    { text: 'WBC [4.0-10.0] 2.9', expect: wbc(2.9) },
    { text: 'WBC (ref. 3.9–10.2 G/L): 17.3 G/L', expect: wbc(17.3) },
    { text: 'Lymphocytes (NR 1.0-4.0 x10^9/L) 0.7 x10^9/L', expect: lymphocytes(0.7) },
    { text: 'Neutrophils 9.8 x10^9/L, reference interval 2.0 to 7.5.', expect: neutrophils(9.8) },
    { text: 'White cells were 14.6 (laboratory range 4.5-11).', expect: wbc(14.6) },
    { text: 'WBC, normal range 4–11 ×10⁹/L, was 3.6 ×10⁹/L.', expect: wbc(3.6) },
    { text: 'Temperature (N: <37.5 °C) 38.8 °C.', expect: temperature(38.8) },
    { text: 'Oxygen saturation (normal > 94 %) was 83 % on air.', expect: saturation(83) },
    { text: 'SpO2 [95-100] 90 %', expect: saturation(90) },
    { text: 'Leukocytes 10.1 (N 4-9).', expect: wbc(10.1) },
    { text: 'The upper limit of normal for leukocytes is 10 x 10^9/L.', expect: wbc(null) },
    { text: 'Reference values: WBC 4-10 G/L, lymphocytes 1-4 G/L.', expect: { ...wbc(null), ...lymphocytes(null) } },
    { text: 'A normal leukocyte count lies between 4 and 10 x 10^9/L.', expect: wbc(null) },
  ],
  'laboratory tables': [
    { text: 'WBC | 2.8 | 10^9/L | 4-10', expect: wbc(2.8) },
    { text: 'WBC | 10^9/L | 4.0-10.0 | 12.2', expect: wbc(12.2) },
    { text: 'Lymphocytes\t0.9\t10^9/L\t1.1-3.2', expect: lymphocytes(0.9) },
    { text: 'Neutrophils\t10^9/L\t1.8-6.3\t7.7', expect: neutrophils(7.7) },
    {
      text: 'Leukocytes: 6.6 G/L\nLymphocytes: 0.8 G/L\nCRP: 88 mg/L',
      expect: { ...wbc(6.6), ...lymphocytes(0.8) },
    },
    { text: 'Temperature | 38.1 | °C', expect: temperature(38.1) },
    { text: 'Lymphocytes | 14 | % | 20-50', expect: lymphocytes(null) },
    { text: 'WBC | day 1: 3.1 | day 9: 14.0', expect: wbc(null) },
  ],
  'percent is no count': [
    { text: 'Lymphocytes (%) 12.1 (20-50).', expect: lymphocytes(null) },
    { text: 'Lymphocytes 11 % (0.6 x 10^9/L).', expect: lymphocytes(0.6) },
    { text: 'Leukocytes 9.9 x10^9/L with 88 % neutrophils and 7 % lymphocytes.', expect: { ...wbc(9.9), ...neutrophils(null), ...lymphocytes(null) } },
    { text: 'Neutrophil percentage 78.4.', expect: neutrophils(null) },
  ],
  'other numbers, other fluids, other people': [
    { text: 'Pleural fluid: leukocytes 2300/µL, lymphocytes 1900/µL.', expect: { ...wbc(null), ...lymphocytes(null) } },
    { text: 'Leukocytes in the bronchoalveolar lavage were 450/µL.', expect: wbc(null) },
    { text: 'Urinalysis showed leukocytes 75/uL.', expect: wbc(null) },
    { text: 'CSF analysis:\nWBC 120/mm3\nBlood count:\nWBC 8.4 G/L', expect: wbc(8.4) },
    { text: 'SpO2 on FiO2 50 % was 91 %.', expect: saturation(91) },
    { text: 'Oxygen saturation on 4 L/min was 93 %.', expect: saturation(93) },
    { text: 'A target saturation of 88-92 % was aimed at.', expect: saturation(null) },
    { text: 'Lymphopenia has been described [12], as has leukocytosis [15].', expect: { ...wbc(null), ...lymphocytes(null) } },
    { text: 'Her brother had a temperature of 39.0 °C.', expect: temperature(null) },
    { text: 'Fever of 38-39 °C was noted.', expect: temperature(null) },
    { text: 'Leukocytes fell from 12.1 to 6.4 x10^9/L within a week.', expect: wbc([null, 12.1]) },
    { text: 'The room temperature was 36 °C.', expect: temperature(null) },
    { text: 'WBC on 12 March: 5.9 x10^9/L.', expect: wbc([5.9, null]) },
    { text: 'White cell count at discharge was 6.0 x10^9/L.', expect: wbc(null) },
    { text: 'Temperature at 10:30 was 38.4 °C.', expect: temperature(38.4) },
    { text: 'WBC 3.3, platelets 120, Hb 11.', expect: wbc(3.3) },
  ],
  'answers behind labels': [
    { text: 'Intubated? No. ICU? No.', expect: { intubated: 'N', went_icu: 'N' } },
    { text: 'Intubation: yes', expect: { intubated: 'Y' } },
    { text: 'Invasive ventilation | no', expect: { intubated: 'N' } },
    { text: 'Supplemental O2 .... none', expect: { needed_supplemental_O2: 'N' } },
    { text: 'Oxygen therapy: not required; intensive care: not required', expect: { needed_supplemental_O2: 'N', went_icu: 'N' } },
    { text: 'ICU stay: none', expect: { went_icu: 'N' } },
    { text: 'Need for intensive care – no', expect: { went_icu: 'N' } },
    { text: 'Died: N', expect: { survival: ['Y', null] } },
    { text: 'Death: no. Discharged: yes.', expect: { survival: 'Y' } },
    { text: 'Deceased: yes', expect: { survival: 'N' } },
    { text: 'Outcome: death', expect: { survival: 'N' } },
    { text: 'Survival: Y', expect: { survival: 'Y' } },
    { text: 'Survived: no', expect: { survival: 'N' } },
    { text: 'RT-PCR: negative', expect: { RT_PCR_positive: 'N' } },
    { text: 'SARS-CoV-2 RT-PCR: positive', expect: { RT_PCR_positive: 'Y' } },
    { text: 'SARS-CoV-2 PCR | not detected', expect: { RT_PCR_positive: 'N' } },
    { text: 'Influenza A PCR: positive', expect: { RT_PCR_positive: null } },
    { text: 'PCR: 120 mg/L', expect: { RT_PCR_positive: null } },
    { text: 'Intubation: n/a', expect: { intubated: [null, 'N'] } },
    { text: 'Mechanical ventilation: unknown', expect: { intubated: null } },
    { text: 'Intubated | ICU | Died\nno | yes | no', expect: { intubated: [null, 'N'], went_icu: [null, 'Y'], survival: [null, 'Y'] } },
    { text: 'Intubation (no), oxygen (yes)', expect: { intubated: 'N', needed_supplemental_O2: 'Y' } },
    { text: 'Extubated: no', expect: { extubated: 'N' } },
    { text: 'Intubation: yes. Extubation: yes.', expect: { intubated: 'Y', extubated: 'Y' } },
    { text: 'O2: no\nICU: no\nVentilator: no', expect: { needed_supplemental_O2: 'N', went_icu: 'N', intubated: 'N' } },
    { text: 'Intubazione: no; ossigeno: sì', expect: { intubated: 'N', needed_supplemental_O2: 'Y' } },
    { text: 'Intubation: no complications.', expect: { intubated: ['Y', null] } },
    { text: 'Oxygen: room air', expect: { needed_supplemental_O2: ['N', null] } },
    { text: 'Past intubation: yes', expect: { intubated: null } },
  ],
  'sex and age behind labels': [
    { text: 'Age/Sex: 71/F. Cough for two days.', expect: { age: 71, sex: 'F' } },
    { text: 'Sex: M', expect: { sex: 'M' } },
    { text: 'Gender: female\nAge: 34', expect: { age: 34, sex: 'F' } },
    { text: 'Age (years): 58', expect: { age: 58 } },
    { text: 'Sex | F | Age | 49', expect: { age: 49, sex: 'F' } },
    { text: 'M/82 with dyspnoea', expect: { age: 82, sex: 'M' } },
    { text: 'Sesso: F. Età: 66', expect: { age: 66, sex: 'F' } },
    { text: "Mother's age: 31", expect: { age: null } },
  ],
  'ages and durations': [
    { text: 'Four days after his fall, the 81-year-old gentleman coughed.', expect: { age: 81, sex: 'M' } },
    { text: 'Six months ago this 44 y/o woman had a transplant.', expect: { age: 44, sex: 'F' } },
    { text: 'Two years before, the 52-year-old man had a stroke.', expect: { age: 52, sex: 'M' } },
    { text: 'A 65 y/o was seen with fever.', expect: { age: 65 } },
    { text: 'A patient aged 37 was seen.', expect: { age: 37 } },
    { text: 'A 10-day-old baby was brought.', expect: { age: [0, 0.03] } },
    { text: 'For three weeks the woman had been coughing.', expect: { age: null, sex: 'F' } },
    { text: 'After 5 months of cough a man was seen.', expect: { age: null, sex: 'M' } },
    { text: 'The woman, 3 years after her transplant, had fever.', expect: { age: null, sex: 'F' } },
    { text: 'Participants aged 18 to 65 were excluded.', expect: { age: null } },
    { text: 'The 39-year-old mother of a 5-month-old boy had fever.', expect: { age: 39, sex: 'F' } },
    { text: 'The woman in her sixties had a 2-week history of cough.', expect: { age: [null, 65], sex: 'F' } },
  ],
  'impossible days': [
    { text: 'He was born on 12 June 1948 and hospitalised on 2 April 2020.', caption: 'Film of 5 April 2020.', expect: { offset: 3 } },
    { text: 'Date of birth 03.04.1961. Admitted on 20 March 2020.', caption: 'Film of 22 March 2020.', expect: { offset: 2 } },
    { text: 'She had been operated on in May 2011. Presented on 8 March 2020.', caption: 'Film of 9 March 2020.', expect: { offset: [1, null] } },
    { text: 'She was married on 7 July 1979 and came to hospital on 1 May 2020 with cough.', caption: 'Film of 3 May 2020.', expect: { offset: [2, null] } },
    { text: 'Admitted on 02/05/2020.', caption: 'Film of 06/05/2020.', expect: { offset: [4, null] } },
    { text: 'He was admitted on 4 March 2020.', caption: 'Film of 6 March 2012.', expect: { offset: null } },
    { text: 'He was vaccinated on 1 October 2019 and was admitted on 10 March 2020.', caption: 'Film of 11 March 2020.', expect: { offset: 1 } },
  ],
};
