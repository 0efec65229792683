/**
 * Suggestions that the curated table cannot confirm, judged one by one by reading the whole note of the row.
 * Keys are `row:field=suggested`. A suggestion that is not listed is printed as not judged.
 */

/** `ours`: the words say what was suggested. `table`: the curated cell is right. `both`: another day 0, both hold. */
export type DisagreementVerdict = 'ours' | 'table' | 'both';

const onsetOrAdmission =
  'the table counts this row from another anchor than the words quoted; each number is right in its own';
const arithmetic = 'the dates of the row give the suggested day; the table is a day off';

export const disagreements: Readonly<Record<string, readonly [DisagreementVerdict, string]>> = {
  '25:offset=11': [
    'ours',
    `${arithmetic}: 19 January is its day 4, 24 January its day 9, 26 January its day 10`,
  ],
  '26:offset=11': [
    'ours',
    `${arithmetic}: 19 January is its day 4, 24 January its day 9, 26 January its day 10`,
  ],
  '87:offset=11': [
    'both',
    'onset on 1 January, film on 12 January; the table counts the day of onset as day 1',
  ],
  '92:offset=1': [
    'both',
    `${onsetOrAdmission} (hospital day 1; the table adds four days of illness that the row does not tell)`,
  ],
  '93:offset=14': ['both', `${onsetOrAdmission} (hospital day 14; the table has day 19 of illness)`],
  '96:offset=0': [
    'both',
    `${onsetOrAdmission} (film at admission on 24 January; the table has day 7 of illness)`,
  ],
  '97:offset=4': ['both', `${onsetOrAdmission} (4 days after admission; the table has day 11 of illness)`],
  '102:offset=2': ['ours', `${arithmetic}: admitted on 3 March as day 0, film on 5 March as day 3`],
  '103:offset=9': ['ours', `${arithmetic}: admitted on 3 March as day 0, film on 12 March as day 10`],
  '112:offset=0': ['both', `${onsetOrAdmission} (film at presentation, after a week of complaints)`],
  '173:offset=7': ['both', `${onsetOrAdmission} (complaints for 7 days; the table counts from admission)`],
  '256:offset=5': ['both', `${onsetOrAdmission} (5-day history; the table counts from admission)`],
  '317:offset=1': [
    'both',
    'the note says hospitalization day 1; the table turns it into 0 but leaves days 3 and 10 of the same series',
  ],
  '341:offset=3': ['both', `${onsetOrAdmission} (complaints for 3 days; the table counts from admission)`],
  '366:offset=0': ['both', `${onsetOrAdmission} (film at first admission, after a week of fever)`],
};

/** For other fields. */
export const otherDisagreements: Readonly<Record<string, readonly [DisagreementVerdict, string]>> = {
  '233:age=79': ['ours', 'the note says 79; the table has 78'],
  '234:age=79': ['ours', 'the note says 79; the table has 78'],
  '328:age=28': [
    'table',
    'the note joins the history of a second patient, 28, to that of the man of 62 it is about',
  ],
  '328:went_icu=Y': ['table', 'said of the second patient in the same note'],
  '328:in_icu=Y': ['table', 'said of the second patient in the same note'],
  '332:age=80': ['ours', 'the note says 80; the table has 83'],
  '283:finding=Pneumonia/Viral/COVID-19': [
    'table',
    'a film ten days before admission; nothing in the row says so',
  ],
  '301:finding=Pneumonia/Viral/COVID-19': [
    'table',
    'a film 23 days before the infection; nothing in the row says so',
  ],
  '346:finding=Pneumonia/Viral/COVID-19': [
    'table',
    'the note tells of recovery on this film; the diagnosis is the case’s',
  ],
  '247:modality=CT': ['table', 'the note describes the CT of the case, the file is its radiograph'],
  '176:view=AP': ['both', 'the file name says AP at the bed of the patient; the table reads it as lying'],
  '321:view=AP': ['both', 'the caption says anteroposterior; that the patient lay is seen on the film only'],
};

/** `right`: the words say it. `implied`: it follows, the words do not say it. `unclear`, `wrong`. */
export type SampleVerdict = 'right' | 'implied' | 'unclear' | 'wrong';

const group = (
  verdict: SampleVerdict,
  why: string,
  keys: string,
): [string, readonly [SampleVerdict, string]][] =>
  keys
    .trim()
    .split(/\s+/)
    .map((key) => [key, [verdict, why]]);

export const sample: Readonly<Record<string, readonly [SampleVerdict, string]>> = Object.fromEntries([
  ...group('right', 'stated age', '219:age=61 220:age=61'),
  ...group('right', 'measured on admission, as the film', '96:temperature=39.2 96:leukocyte_count=3.7'),
  ...group(
    'right',
    'the film’s own description names the tube',
    '47:intubation_present=Y 48:intubation_present=Y 185:intubation_present=Y 186:intubation_present=Y',
  ),
  ...group(
    'right',
    'a film of the patient shows the tube',
    '47:intubated=Y 48:intubated=Y 54:intubated=Y 55:intubated=Y 56:intubated=Y 57:intubated=Y 184:intubated=Y 185:intubated=Y 186:intubated=Y 187:intubated=Y',
  ),
  ...group(
    'right',
    'stated ventilation',
    '141:intubated=Y 142:intubated=Y 143:intubated=Y 219:intubated=Y 220:intubated=Y 315:intubated=Y 316:intubated=Y',
  ),
  ...group(
    'right',
    'stated admission to, or treatment in, intensive care',
    '49:went_icu=Y 110:went_icu=Y 184:went_icu=Y 185:went_icu=Y 329:went_icu=Y 330:went_icu=Y 331:went_icu=Y',
  ),
  ...group(
    'implied',
    'intubated, hence in intensive care; the note does not say where',
    '47:went_icu=Y 48:went_icu=Y 54:went_icu=Y 55:went_icu=Y 56:went_icu=Y 57:went_icu=Y 141:went_icu=Y 142:went_icu=Y 143:went_icu=Y 186:went_icu=Y 187:went_icu=Y 247:went_icu=Y',
  ),
  ...group(
    'implied',
    'tube on the film, hence in intensive care; the note does not say where',
    '47:in_icu=Y 48:in_icu=Y 185:in_icu=Y 186:in_icu=Y',
  ),
  ...group(
    'implied',
    'intubated on day 0, no extubation told, film of day 2',
    '187:intubation_present=Y 187:in_icu=Y',
  ),
  ...group(
    'right',
    'oxygen, its flow or its mask is stated',
    '110:needed_supplemental_O2=Y 111:needed_supplemental_O2=Y 112:needed_supplemental_O2=Y 180:needed_supplemental_O2=Y 181:needed_supplemental_O2=Y 182:needed_supplemental_O2=Y 183:needed_supplemental_O2=Y 184:needed_supplemental_O2=Y 185:needed_supplemental_O2=Y 332:needed_supplemental_O2=Y 344:needed_supplemental_O2=Y 345:needed_supplemental_O2=Y 346:needed_supplemental_O2=Y 347:needed_supplemental_O2=Y',
  ),
  ...group(
    'right',
    'stated that none was needed',
    '105:needed_supplemental_O2=N 106:needed_supplemental_O2=N',
  ),
  ...group('right', 'stated extubation', '111:extubated=Y 249:extubated=Y 250:extubated=Y 251:extubated=Y'),
  ...group('right', 'left the hospital alive', '190:survival=Y 218:survival=Y'),
  ...group(
    'unclear',
    'sent home, but back two days later; the end is not told',
    '339:survival=Y 340:survival=Y',
  ),
  ...group('right', 'declined ventilation and was never intubated', '248:intubation_present=N'),
  ...group(
    'right',
    'measured when first seen, as the film',
    '112:temperature=38.3 219:temperature=38.3 220:temperature=38.3 332:temperature=37.9 70:leukocyte_count=7.25 83:leukocyte_count=3.47 110:pO2_saturation=58 111:leukocyte_count=16 336:leukocyte_count=11.36 344:lymphocyte_count=0.57 362:leukocyte_count=9.24 362:lymphocyte_count=0.47',
  ),
  ...group(
    'wrong',
    'measured five days before this visit',
    '366:leukocyte_count=5.1 366:lymphocyte_count=1.28',
  ),
  ...group(
    'unclear',
    'the day of the blood count is not told',
    '105:neutrophil_count=6.3 105:lymphocyte_count=4.3',
  ),
  ...group(
    'right',
    'the words date this film',
    '188:offset=0 321:offset=0 322:offset=1 358:offset=0 137:offset=7 213:offset=10 214:offset=10',
  ),
  ...group('right', 'ventilation was started on the day of this film', '316:intubation_present=Y'),
  ...group(
    'unclear',
    'normal in the morning, 37 °C when the film was taken in the evening',
    '83:temperature=36',
  ),
  ...group('wrong', 'the highest of the days before', '229:temperature=38 329:temperature=39'),
  ...group('right', 'complaints for four days when first seen', '267:offset=4'),
  ...group('wrong', 'said of the mother of this patient', '271:offset=4'),
]);
