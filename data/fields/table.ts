import { statedAge } from '../format/age.ts';
import { modalities } from '../format/case.ts';
import { anchors } from '../format/day.ts';
import { viewNames } from '../vocabulary/views.ts';
import type { Field } from './field.ts';
import { answer, answerOf, field, measured, plainFact, termOf } from './kinds.ts';

/**
 * The fields a person decides, in the order they are asked in: everything that is to be known of a field stands in
 * its entry. Columns, dictionary, tables, cells, checks, statistics and evaluation follow from it.
 */
export const fieldTable = [
  field({
    name: 'day_zero',
    label: 'Day 0 is',
    kind: 'choice',
    scope: 'patient',
    asked: ['patient'],
    choices: anchors,
    silence: 'unknown',
  }),
  field({
    name: 'sex',
    label: 'Sex',
    kind: 'choice',
    scope: 'patient',
    asked: ['patient'],
    choices: ['male', 'female', 'other', 'not-stated'],
    cells: { male: 'M', female: 'F', other: 'O', 'not-stated': '' },
    silence: 'not-stated',
    column: { place: 3, means: 'M, F, O or blank' },
    tables: ['patients'],
    once: 'always',
    stated: (patient) =>
      patient?.sex?.value ? { value: patient.sex.value, reason: `stated as “${patient.sex.stated}”` } : null,
  }),
  field({
    name: 'age',
    label: 'Age',
    kind: 'number',
    scope: 'patient',
    asked: ['patient'],
    unit: 'years',
    range: [0, 120],
    column: { place: 4, means: 'age of the patient; months and weeks as fractions of a year' },
    tables: ['patients'],
    once: 'may-change',
    stated: (patient) => {
      const years = statedAge(patient);
      return years === null ? null : { value: years, reason: `stated as “${patient?.age?.stated}”` };
    },
  }),
  field({
    name: 'location',
    label: 'Location',
    kind: 'text',
    scope: 'patient',
    asked: ['patient'],
    column: { place: 22, means: 'hospital, city, country as the source states them', fact: true },
    tables: ['patients'],
    stated: (patient) => plainFact(patient?.location),
  }),
  field({
    name: 'finding',
    label: 'Finding',
    kind: 'finding',
    scope: 'image',
    asked: ['patient', 'image-when-said'],
    column: { place: 5, means: 'path in the hierarchy of findings; todo: nobody has decided it' },
    tables: ['images'],
  }),
  field({
    ...answer,
    name: 'RT_PCR_positive',
    label: 'RT-PCR positive',
    scope: 'patient',
    asked: ['patient'],
    column: {
      place: 6,
      means: 'RT-PCR for SARS-CoV-2 positive: Y, N, Unclear or blank for not stated',
      late: true,
    },
    tables: ['patients'],
    once: 'always',
    mayBeUnclear: true,
    follows: answerOf('rt-pcr'),
    records: { yes: [['rt-pcr', 'yes']], no: [['rt-pcr', 'no']] },
  }),
  field({
    ...answer,
    name: 'survival',
    label: 'Survived',
    scope: 'patient',
    asked: ['patient'],
    column: { place: 7, means: 'survived this illness: Y, N or blank for not stated' },
    tables: ['patients'],
    once: 'always',
    derived: true,
    follows: [
      { means: 'no', events: [['death', 'yes']] },
      {
        means: 'yes',
        events: [
          ['discharge', 'yes'],
          ['death', 'no'],
        ],
      },
    ],
    records: { no: [['death', 'yes']], yes: [['discharge', 'yes']] },
  }),
  field({
    ...answer,
    name: 'went_icu',
    label: 'Went to ICU',
    scope: 'patient',
    asked: ['patient'],
    column: { place: 10, means: 'in intensive care at any time of this illness: Y, N or blank' },
    tables: ['patients'],
    once: 'always',
    derived: true,
    follows: answerOf('icu-in'),
    records: {
      yes: [
        ['icu-in', 'yes'],
        ['icu-out', 'yes'],
      ],
    },
  }),
  field({
    ...answer,
    name: 'intubated',
    label: 'Intubated',
    scope: 'patient',
    asked: ['patient'],
    column: { place: 8, means: 'intubated at any time of this illness: Y, N or blank for not stated' },
    tables: ['patients'],
    once: 'always',
    derived: true,
    follows: answerOf('intubation'),
    records: { yes: [['intubation', 'yes']] },
  }),
  field({
    ...answer,
    name: 'extubated',
    label: 'Extubated',
    scope: 'patient',
    asked: ['patient'],
    column: { place: 13, means: 'was successfully extubated: Y, N or blank' },
    tables: ['patients'],
    once: 'always',
    derived: true,
    follows: answerOf('extubation'),
    records: { yes: [['extubation', 'yes']] },
  }),
  field({
    ...answer,
    name: 'needed_supplemental_O2',
    label: 'Needed O2',
    scope: 'patient',
    asked: ['patient'],
    column: { place: 12, means: 'was given oxygen at any time of this illness: Y, N or blank' },
    tables: ['patients'],
    once: 'always',
    derived: true,
    follows: answerOf('oxygen-start'),
    records: {
      yes: [
        ['oxygen-start', 'yes'],
        ['oxygen-stop', 'yes'],
      ],
    },
  }),
  field({
    name: 'offset',
    label: 'Day of image',
    kind: 'day',
    scope: 'image',
    asked: ['image'],
    unit: 'days',
    dayOfImage: true,
    likely: { range: [-60, 365], doubt: 'counted from another event?' },
    column: {
      place: 2,
      means:
        'days since day 0 of the patient (see day_zero in patients.csv); one number for an interval of days',
    },
  }),
  field({
    name: 'view',
    label: 'View',
    kind: 'choice',
    scope: 'image',
    asked: ['image'],
    choices: viewNames,
    column: { place: 19, means: `projection or plane: ${viewNames.join(', ')}` },
    tables: ['images'],
    stated: termOf('view'),
  }),
  field({
    name: 'modality',
    label: 'Modality',
    kind: 'choice',
    scope: 'image',
    asked: ['image'],
    choices: modalities,
    column: { place: 20, means: 'X-ray, CT or another modality' },
    tables: ['images'],
    stated: termOf('modality'),
  }),
  field({
    ...answer,
    name: 'in_icu',
    label: 'In ICU',
    scope: 'image',
    asked: ['image-when-said'],
    column: { place: 11, means: 'in intensive care when the image was taken: Y, N or blank' },
    tables: ['images'],
    derived: true,
    state: 'icu',
  }),
  field({
    ...answer,
    name: 'intubation_present',
    label: 'Tube in place',
    scope: 'image',
    asked: ['image-when-said'],
    column: { place: 9, means: 'a tube was in place when the image was taken: Y, N or blank' },
    tables: ['images'],
    derived: true,
    state: 'intubated',
  }),
  field({
    ...measured('temperature'),
    name: 'temperature',
    label: 'Temperature',
    range: [30, 43],
    likely: { range: [33, 42], doubt: 'was it measured on the skin or in °F?' },
    mistaken: (value) =>
      value >= 86 && value <= 110 ? `in °F it would be ${(((value - 32) * 5) / 9).toFixed(1)} °C` : null,
    column: { place: 14, means: 'measured on the day of the image' },
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
  }),
  field({
    ...measured('leukocytes'),
    name: 'leukocyte_count',
    label: 'Leukocytes',
    range: [0, 500],
    likely: { range: [0.3, 100], doubt: 'a count per µL or in 10^9/L of another cell?' },
    mistaken: () => 'a count per µL?',
    column: { place: 16, means: 'measured on the day of the image' },
  }),
  field({
    ...measured('neutrophils'),
    name: 'neutrophil_count',
    label: 'Neutrophils',
    range: [0, 100],
    likely: { range: [0.1, 60], doubt: 'a percentage?' },
    mistaken: () => 'a percentage?',
    column: { place: 17, means: 'measured on the day of the image' },
  }),
  field({
    ...measured('lymphocytes'),
    name: 'lymphocyte_count',
    label: 'Lymphocytes',
    range: [0, 100],
    likely: { range: [0.05, 20], doubt: 'a percentage?' },
    mistaken: () => 'a percentage?',
    column: { place: 18, means: 'measured on the day of the image' },
  }),
  field({
    name: 'date',
    label: 'Date',
    kind: 'text',
    scope: 'image',
    asked: ['image-when-said'],
    column: { place: 21, means: 'date of the image as the source states it', fact: true },
    tables: ['images'],
    stated: (_patient, image) => plainFact(image?.date),
  }),
  field({
    name: 'license',
    label: 'Licence',
    kind: 'text',
    scope: 'image',
    asked: ['image-when-said'],
    column: { place: 27, means: 'licence of the image', fact: true },
  }),
] as const satisfies readonly Field[];

/** An entry of the table, with its literal types. */
export type BuiltInField = (typeof fieldTable)[number];
export type FieldName = BuiltInField['name'];

/** Names of the entries that have a property. */
export type FieldsWith<Property extends keyof Field> = Extract<
  BuiltInField,
  { readonly [key in Property]: unknown }
>['name'];
