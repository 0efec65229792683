import { modalities } from '../format/case.ts';
import { viewNames } from '../vocabulary/views.ts';
import { answer, field, termOf } from './kinds.ts';

/** What is asked of an image: its day, what it is, and the state of the patient on it. */
export const imageFields = [
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
    saidBy:
      /\bday[- ]?\d|\bday (?:one|two|three|four|five|six|seven|eight|nine|ten)|\d[- ]?days?\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)[- ](?:days?|weeks?)|\d[- ](?:weeks?|hours?)\b|a week|few days|(?:second|third|fourth|fifth|sixth|seventh|eighth|\dnd|\drd|\dth) day|admission|presentation|on arrival|baseline|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/i,
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
    saidBy:
      /\bP-?A\b|\bA-?P\b|postero-?anterior|antero-?posterior|\blateral (?:view|radiograph|chest)|supine|\baxial\b|\bcoronal\b|[-_](?:PA|AP|APS|L|pa|ap)(?:[-_.]|$)/,
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
    saidBy: /x-?\s?ray|radiograph|radiogram|\bCXR\b|\bRX\b|chest film|\bCT\b|tomography|\.nii/i,
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
    saidBy:
      /\bICU\b|\bITU\b|intensive care|critical care|resuscitation|\bETT\b|\bET tube|endotracheal|intubated/i,
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
    saidBy: /intubat|mechanical ventilation|\bETT\b|\bET tube|endotracheal/i,
  }),
] as const;
