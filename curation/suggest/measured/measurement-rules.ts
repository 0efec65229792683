import type { Quantity } from '../../../data/format/timeline.ts';
import { cellUnitPattern } from '../../timeline/cell-units.ts';

/** How texts write measurements: the words, the number and its unit. */

/** A rule of this table; its examples are its tests. */
export interface MeasurementRule {
  readonly id: string;
  readonly quantity: Quantity;
  readonly pattern: RegExp;
  readonly confidence: number;
  readonly examples: readonly (readonly [string, number])[];
  readonly counterexamples: readonly string[];
}

/** Any number of a count: `3.2`, `0,52`, `11,360`, and `12 400` where the unit counts cells. */
const value =
  "(?<value>\\d{1,3}(?:[,.'’\\u2009\\u202f]\\d{3})(?!\\d)|\\d{1,3}\\s\\d{3}(?=\\s?(?:cells?\\s?)?(?:\\/|per\\s)\\s?(?:[uµμ]|mm|mc|micro|cu))|\\d{1,6}(?:[.,·∙]\\d{1,2})?)(?!\\d|[.,]\\d|\\s?\\/\\s?\\d)";
/** A unit of a cell count, as far as one is written. */
const cellUnit = `(?<unit>\\s?(?:%|${cellUnitPattern}))?`;
/** Behind a share of the cells the count itself may follow: "11 % (0.6 x 10^9/L)"; "8 % of 9.0" is of all cells. */
const gap = '(?<gap>[^.;%\\d]{0,50}?(?:\\d{1,3}(?:[.,]\\d{1,2})?\\s?%(?!\\s?of\\b)[^.;%\\d]{0,12}?)?)';
/** What letters of a differential count follow: the white cells, named before them in the same list. */
const behindWhiteCells =
  '(?<=\\b(?:WBC|WCC|TLC|GB|[Ll]eu[ck]oc[iy]t\\w{1,3}|[Gg]lobuli\\sbianchi|[Ww]hite\\s(?:blood\\s)?cells?)\\b[^;\\n]{1,80})(?<=[,;(/]\\s?)';
const decimal = '(?<value>\\d{2,3}(?:[.,·∙]\\d{1,2})?)';

export const measurementRules: readonly MeasurementRule[] = [
  {
    id: 'temperature',
    quantity: 'temperature',
    confidence: 0.95,
    pattern: new RegExp(
      `\\b(?<word>(?:maximum |body |oral |PS |axillary )?temp(?:erature|\\.)?|fevers?|(?:sub)?febrile(?: to)?|(?:hyper)?pyrexia|pyrexial|hypothermi[ac]|TC|T|febbre|febbrile|(?:iper)?piressia|temperatura)(?=\\W|\\d)(?<gap>[^.;\\d]{0,45}?)${decimal}(?!\\d|[.,]\\d|\\s?(?:%|beats|/|mm|bpm|years?|days?|hours?|mg))(?<unit>\\s?(?:°|º|℃|℉|degrees?|deg)?\\s?(?:C|F|celsius|fahrenheit)?(?![a-z]))`,
      'gi',
    ),
    examples: [
      ['his maximum temperature was 38·6°C, oxygen saturation was 97%', 38.6],
      ['fever (38.2°C [100.8°F]), dry cough', 38.2],
      ['significant for Temp of 100.2° F (37.9° C)', 37.9],
      ['Temperature of 40C, Heart Rate 122', 40],
      ['On physical examination: T ° 40 ° C and dyspnea', 40],
      ['TC 37.5;SPO2 = 88%', 37.5],
      ['febrile to 101', 38.3],
      ['febbre 38,5 °C', 38.5],
      ['fever for 4 days (38.3 °C) and cough', 38.3],
    ],
    counterexamples: [
      'fever for 10 days',
      'fever and a heart rate of 98 beats per min',
      'CD4 T cell count 40',
      'fever for five days on January 30, 2020',
      'fever since March 38 km from home',
    ],
  },
  {
    id: 'temperature-normal',
    quantity: 'temperature',
    confidence: 0.93,
    pattern: new RegExp(
      `\\b(?:afebrile|apyr[ei]\\w{2,5}|apiretic[oa])(?=\\W)[^.;\\d]{0,12}?${decimal}(?<unit>\\s?(?:(?:°|º|℃|degrees?)\\s?(?:C|F|celsius|fahrenheit)?|[CF])(?![a-z]))`,
      'gi',
    ),
    examples: [
      ['Afebrile (36.8 °C), heart rate 80', 36.8],
      ['on arrival apyretic, 36.4°C', 36.4],
      ['apiretico (36,5 °C)', 36.5],
      ['afebrile (36.7 C)', 36.7],
    ],
    counterexamples: ['afebrile, heart rate 98', 'afebrile for 48 hours'],
  },
  {
    id: 'temperature-by-unit',
    quantity: 'temperature',
    confidence: 0.85,
    pattern:
      /(?:\b(?:had|with|has|was|of|at)\s(?<value>(?:9[5-9]|10\d)(?:[.,]\d)?)(?<unit>\s?(?:°|º|degrees?)?\s?(?:F|fahrenheit))|(?<![\d.,–-]\s?)(?<value2>3[4-9](?:[.,]\d)?|4[0-2](?:[.,]\d)?)(?<unit2>\s?(?:(?:°|º|degrees?)\s?(?:C|celsius)|℃)))(?![a-z])/gi,
    examples: [
      ['On arrival she had 101.3 F and a cough', 38.5],
      ['(39.4 °C at home; 38.0 °C on arrival)', 39.4],
      ['39.2 °C fever', 39.2],
    ],
    counterexamples: [
      'She had 101 French catheters',
      'with 100 %',
      'stored at 37 °C',
      'bathed in water of 38 °C',
      'heated to 40 °C',
      '36.5–37.5 °C',
    ],
  },
  {
    id: 'oxygen-saturation',
    quantity: 'spo2',
    confidence: 0.94,
    pattern:
      /\b(?:SpO2|SPO2|SaO2|SatO2|sO2|(?:pulse )?oximetry|pulse ox|O2 ?sat(?:uration)?|sat\.? ?O2|(?:peripheral |capillary |initial |low |blood ){0,2}oxygen saturations?|saturations?(?: of oxygen| (?:of )?pO ?2| O2)?|pO ?2|sats?|saturating|satting|hypox(?:ic|a?emic)|desaturat(?:ed|ing)|pulse oximeter|saturazione(?: (?:di |in )?(?:O2|ossigeno))?)(?=\W)(?<gap>[^.;\d]{0,40}?)(?<value>\d{2,3}(?:[.,]\d)?)(?![\d.,]\d)(?<unit>\s?(?:%|per\s?cent))?|(?<![\d.,–-]\s?|\d\s?%?\s(?:and|to|or)\s)(?<value2>\d{2,3}(?:[.,]\d)?)\s?(?:%|per\s?cent)\s(?:pO ?2|O2 saturation|oxygen saturation|saturation|SpO2|(?:(?:while |when )?breathing (?:room |ambient )?air|(?:on|in) (?:room |ambient )?air|RA|in AA|in aria ambiente)(?![a-z]))/gi,
    examples: [
      ['oxygen saturation was 97% on room air', 97],
      ['pO 2 = 97% in air', 97],
      ['98% pO2 saturation is detected in ambient air', 98],
      ['peripheral capillary oxygen saturation 67%', 67],
      ['O2Sat:93% at room air', 93],
      ['on arrival patient saturation of oxygen was 75%', 75],
      ['His oxygen saturations were 85 % on ambient air.', 85],
      ['SaO2: 92%', 92],
      ['pulse oximetry 94 % on air', 94],
      ['Saturazione O2 89% in aria ambiente', 89],
      ['hypoxic at 85% on room air', 85],
      ['he was 89% on room air', 89],
      ['O2 sats of 82 percent', 82],
      ['desaturated to 82%', 82],
    ],
    counterexamples: [
      'FiO2 50%',
      'PaO2 82',
      'oxygen saturation fell',
      '88-90 % on air',
      'between 85 and 90% on air',
      'venous saturation 70%',
    ],
  },
  {
    id: 'oxygen-pressure',
    quantity: 'po2',
    confidence: 0.9,
    pattern:
      /\b(?:PaO2|pO2|PO2|partial pressure of oxygen|arterial oxygen)(?=\W)[^.;%\d]{0,30}?(?<value>\d{1,3}(?:[.,·∙]\d{1,2})?)(?<unit>\s?(?:mm ?Hg|kPa)|(?=\s?[;,.)]|\s?$))/gi,
    examples: [
      ['The partial pressure of oxygen was 57.2 mm Hg', 57.2],
      ['hypoxemia (PaO2 63.4 mmHg)', 63.4],
      ['pO2 8.2 kPa', 61.5],
    ],
    counterexamples: ['pO2 97%'],
  },
  {
    id: 'leukocytes',
    quantity: 'leukocytes',
    confidence: 0.94,
    pattern: new RegExp(
      `\\b(?:WBCs?|WCC|TLC(?!\\W{0,4}\\d{1,2}(?:[.,]\\d+)?\\s?(?:%|l\\b))|white counts?|white[- ](?:blood[- ])?cells?(?:[- ]counts?)?(?: \\(WBC\\))?|leu[ck]ocytes?(?: counts?)?|leu[ck]ocytosis|leukopenia|GB|globuli bianchi|leucociti|leucocitosi|leucopenia)(?=\\W)${gap}${value}${cellUnit}`,
      'gi',
    ),
    examples: [
      ['white blood cell count 7·4 × 109 per L (normal 4–11)', 7.4],
      ['Blood chemistry tests: WBC 11.2;PCR 301', 11.2],
      ['Leukopenia (white blood cell count,3.13×109/L, neutrophil', 3.13],
      ['Leukocyte count was 11,360 cells/μl (6% lymphocytes)', 11.36],
      ['Peripheral-blood white-cell count was 3770 per cubic millimeter', 3.77],
      ['(WBC): 5.1×109/l', 5.1],
      ['WBC 12.6 1000/uL (reference range', 12.6],
      ['WBC: 6.2 x 10^3/mm^3', 6.2],
      ['white blood cells (3.47 x10 ^ 3 / ul; vn', 3.47],
      ['TLC 7800/cumm', 7.8],
      ['white count of 3200', 3.2],
    ],
    counterexamples: [
      'TLC 68% predicted',
      'TLC 5.2 L',
      'GB 4.6 U / l, PCR',
      'white cell count was normal',
      'WBC 9 %',
    ],
  },
  {
    id: 'neutrophils',
    quantity: 'neutrophils',
    confidence: 0.93,
    pattern: new RegExp(
      `\\b(?:neutrophils?(?: counts?)?|neutrophilia|neutropenia|neutr?s?(?=[\\s.:])\\.?|ANC|PMNs?|polymorphs|neutrofil[ie]a?)(?=\\W)${gap}${value}${cellUnit}`,
      'gi',
    ),
    examples: [
      ['neutrophil count 1.63×109/L) with', 1.63],
      ['neutrophils (6.3 × 109 cells per liter (range', 6.3],
      ['WCC 24.6, neutrophils 21.9', 21.9],
      ['Neutr 3.6', 3.6],
      ['PMN 8.8 x10^9/L', 8.8],
      ['neutrofili 9.800/mmc', 9.8],
    ],
    counterexamples: [
      'Neutrophils 90.20%',
      'neutrophils 85.3 %(reference',
      'neutrophils 85',
      'Neutrophils 0.85, lymphocytes 0.1',
    ],
  },
  {
    id: 'neutrophils-letter',
    quantity: 'neutrophils',
    confidence: 0.9,
    pattern: new RegExp(`${behindWhiteCells}(?:N|NE|Neu)\\b(?<gap>\\s?[:=]?\\s?)${value}${cellUnit}`, 'g'),
    examples: [
      ['GB 17.300/mmc, N 15.400/mmc, Na 128', 15.4],
      ['WBC 7.2, N 5.5, L 1.1', 5.5],
    ],
    counterexamples: ['GB 9.400/mmc, N 85%, L 8%', 'N 5.5, L 1.1', 'WBC 9.1, Na 128'],
  },
  {
    id: 'lymphocytes-letter',
    quantity: 'lymphocytes',
    confidence: 0.9,
    pattern: new RegExp(`${behindWhiteCells}(?:L|LY|Ly)\\b(?<gap>\\s?[:=]?\\s?)${value}${cellUnit}`, 'g'),
    examples: [
      ['GB 6.700/mmc, L 900/mmc; D-dimero 980', 0.9],
      ['GB 3.900 (v.n. 4.000-10.000/mmc), N 2.900, L 700, PLT 142.000', 0.7],
      ['WBC 7.2, N 5.5, L 1.1', 1.1],
    ],
    counterexamples: ['GB 9.400/mmc, N 85%, L 8%', 'L 900'],
  },
  {
    id: 'lymphocytes',
    quantity: 'lymphocytes',
    confidence: 0.93,
    pattern: new RegExp(
      `\\b(?:lymphocytes?(?: cell)?(?: counts?)?(?: absolute value \\(lym\\))?|lymphop[eo]?en(?:ia|ic)|lymphocytopenia|lymphocytosis|lymphs?\\.?|ALC|linfociti|linf\\.?(?=\\s)|linfo(?:cito)?penia)(?=\\W)${gap}${value}${cellUnit}`,
      'gi',
    ),
    examples: [
      ['lymphocytes 0.8 x 10E9 / L;PCR 95', 0.8],
      ['mild lymphopenia (0.8×103/µL, normal range', 0.8],
      ['lymphopenia with 570 cells/μL', 0.57],
      ['normal lymphocyte cell count, 1.2×109/L', 1.2],
      ['decreased lymphocytes (0.47 × 109/ L)', 0.47],
      ['Lymphocytes 1200 (normal 1100-3200)', 1.2],
      ['absolute lymphocyte count 0.3.', 0.3],
      ['Lymph 0.5.', 0.5],
      ['lymphopenia (0.6)', 0.6],
      ['GB 4.300/mmc, linfociti 1.200/mmc', 1.2],
      ['linf. 1.300/mmc', 1.3],
    ],
    counterexamples: [
      'lymphocytes percentage (5.1%)',
      'Lymphocytes 10.1% (reference',
      'lymphocytes 0.7 U / L',
      'lymphocytes 22',
      'lymphocyte percentage 9.1',
      'neutrophil to lymphocyte ratio of 8.4',
      'WBC 1.1, lymphocytes 4.2',
      'Lymphocytes 8% of 9.0 x10^9/L',
    ],
  },
];
