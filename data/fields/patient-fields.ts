import { statedAge } from '../format/age.ts';
import { anchors } from '../format/day.ts';
import { field, plainFact } from './kinds.ts';

/** Who the patient is, and what the pictures show. */
export const patientFields = [
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
    saidBy: /\b(?:male|female|man|woman|men|women|boy|girl|gentleman|lady|\d{2}\s?[MF])\b/i,
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
    named: /\byears?\b|year-old|\bage/i,
    saidBy:
      /\b(?:\d{1,3}|[a-z]{3,7}ty(?:-\w{3,5})?)[\s-]{1,3}(?:years?|yr|y)s?[\s-]{1,2}(?:old|of age)|\b\d{2}[MF]\b|(?:patient|man|woman|male|female),? (?:of |aged )?\d{2}\b/i,
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
    named: /\b(?:from|hospital|city|in)\b/i,
  }),
  field({
    name: 'finding',
    label: 'Finding',
    kind: 'finding',
    scope: 'image',
    asked: ['patient', 'image-when-said'],
    column: { place: 5, means: 'path in the hierarchy of findings; todo: nobody has decided it' },
    tables: ['images'],
    saidBy: /covid|sars|mers|pneumo|influenza|coronavirus/i,
  }),
] as const;
