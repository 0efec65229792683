import { field, measured } from './kinds.ts';

/** Measurements of the day of an image. */
export const measuredFields = [
  field({
    ...measured('temperature'),
    name: 'temperature',
    label: 'Temperature',
    range: [30, 43],
    likely: { range: [33, 42], doubt: 'was it measured on the skin or in °F?' },
    mistaken: (value) =>
      value >= 86 && value <= 110 ? `in °F it would be ${(((value - 32) * 5) / 9).toFixed(1)} °C` : null,
    column: { place: 14, means: 'measured on the day of the image' },
    named: /temperature|fever|febrile|°\s?[CF]\b/i,
    saidBy:
      /\b3[5-9](?:[.,·]\d)?\s?°?\s?C\b|\b40(?:[.,]\d)?\s?°?\s?C\b|\b\d{2,3}(?:\.\d)?\s?°\s?F|\b3[5-9](?:[.,·]\d)?\s?°/i,
  }),
  field({
    ...measured('spo2'),
    name: 'pO2_saturation',
    label: 'O2 saturation',
    range: [0, 100],
    // A patient below 50 % is not filmed, while partial pressures (mmHg) of 20 to 50 are common.
    likely: { range: [50, 100], doubt: 'a partial pressure in mmHg?' },
    mistaken: () => 'a partial pressure in mmHg?',
    column: { place: 15, means: 'oxygen saturation measured on the day of the image' },
    named: /saturation|SpO2|SaO2|\bsat|%/i,
    saidBy:
      /saturat\w{0,12}[^.]{0,30}\d{2}\s?%|SpO2[^.]{0,12}\d{2}|\d{2}\s?% pO2|O2 ?sat[^.]{0,10}\d{2}|pO ?2[^.]{0,8}\d{2}\s?%/i,
  }),
  field({
    ...measured('leukocytes'),
    name: 'leukocyte_count',
    label: 'Leukocytes',
    range: [0, 500],
    likely: { range: [0.3, 100], doubt: 'a count per µL or in 10^9/L of another cell?' },
    mistaken: () => 'a count per µL?',
    column: { place: 16, means: 'measured on the day of the image' },
    named: /leu[ck]ocyt|white (?:blood )?cell|WBC/i,
    saidBy: /(?:WBC|white (?:blood )?cells?|white-cell|leu[ck]ocyte)[^.%]{0,25}\d/i,
  }),
  field({
    ...measured('neutrophils'),
    name: 'neutrophil_count',
    label: 'Neutrophils',
    range: [0, 100],
    likely: { range: [0.1, 60], doubt: 'a percentage?' },
    mistaken: () => 'a percentage?',
    column: { place: 17, means: 'measured on the day of the image' },
    named: /neutrophil/i,
    saidBy: /neutrophil[^.%]{0,20}\d[\d.·]{0,5}\s?[×x]/i,
  }),
  field({
    ...measured('lymphocytes'),
    name: 'lymphocyte_count',
    label: 'Lymphocytes',
    range: [0, 100],
    likely: { range: [0.05, 20], doubt: 'a percentage?' },
    mistaken: () => 'a percentage?',
    column: { place: 18, means: 'measured on the day of the image' },
    named: /lymphocyt/i,
    saidBy: /lympho[^.%]{0,25}\d[\d.·]{0,5}\s?(?:[×x]|cells)/i,
  }),
] as const;
