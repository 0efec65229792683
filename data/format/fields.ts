import { InvalidInput } from '../errors.ts';
import { viewNames } from '../vocabulary/views.ts';
import { modalities } from './case.ts';
import { anchors } from './day.ts';
import type { Decision, Value } from './review.ts';
import { answers } from './timeline.ts';

/**
 * The fields a person decides, each named as its column of the reference CSV. One list for import,
 * suggestions, review, checks and export, so that they cannot drift apart.
 */

export type FieldKind = 'answer' | 'number' | 'day' | 'choice' | 'text' | 'finding';

export interface Field {
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** Where a decision is usually made; a decision at the patient covers all of the patient's images. */
  readonly scope: 'patient' | 'image';
  readonly kind: FieldKind;
  readonly unit?: string;
  /** Values of a `choice`, as decided; `cells` gives their spelling in the CSV where it differs. */
  readonly choices?: readonly string[];
  readonly cells?: Readonly<Record<string, string>>;
  /** Values outside are surely wrong (units mixed up, typing error). Both ends allowed. */
  readonly range?: readonly [number, number];
  /** Follows from the timeline's events; a person overrules it only with a reason. */
  readonly derived?: boolean;
}

const yesNo = { yes: 'Y', no: 'N', 'not-stated': '', unclear: 'Unclear' } as const;

const answer = (name: string, label: string, scope: Field['scope'] = 'patient', derived = true): Field => ({
  name,
  label,
  scope,
  kind: 'answer',
  choices: answers,
  cells: yesNo,
  derived,
});

const measured = (name: string, label: string, unit: string, range: readonly [number, number]): Field => ({
  name,
  label,
  scope: 'image',
  kind: 'number',
  unit,
  range,
});

export const fields: readonly Field[] = [
  { name: 'offset', label: 'Day of image', scope: 'image', kind: 'day', unit: 'days' },
  {
    name: 'sex',
    label: 'Sex',
    scope: 'patient',
    kind: 'choice',
    choices: ['male', 'female', 'other', 'not-stated'],
    cells: { male: 'M', female: 'F', other: 'O', 'not-stated': '' },
  },
  { name: 'age', label: 'Age', scope: 'patient', kind: 'number', unit: 'years', range: [0, 120] },
  { name: 'finding', label: 'Finding', scope: 'image', kind: 'finding' },
  answer('RT_PCR_positive', 'RT-PCR positive', 'patient', false),
  answer('survival', 'Survived'),
  answer('intubated', 'Intubated'),
  answer('intubation_present', 'Tube in place', 'image'),
  answer('went_icu', 'Went to ICU'),
  answer('in_icu', 'In ICU', 'image'),
  answer('needed_supplemental_O2', 'Needed O2'),
  answer('extubated', 'Extubated'),
  measured('temperature', 'Temperature', '°C', [30, 43]),
  measured('pO2_saturation', 'O2 saturation', '%', [0, 100]),
  measured('leukocyte_count', 'Leukocytes', '10^3/µL', [0, 500]),
  measured('neutrophil_count', 'Neutrophils', '10^3/µL', [0, 100]),
  measured('lymphocyte_count', 'Lymphocytes', '10^3/µL', [0, 100]),
  { name: 'view', label: 'View', scope: 'image', kind: 'choice', choices: viewNames },
  { name: 'modality', label: 'Modality', scope: 'image', kind: 'choice', choices: modalities },
  { name: 'date', label: 'Date', scope: 'image', kind: 'text' },
  { name: 'location', label: 'Location', scope: 'patient', kind: 'text' },
  { name: 'license', label: 'Licence', scope: 'image', kind: 'text' },
  { name: 'day_zero', label: 'Day 0 is', scope: 'patient', kind: 'choice', choices: anchors },
];

const byName = new Map(fields.map((field) => [field.name, field]));

/** @throws InvalidInput for a name that is no field. */
export function fieldNamed(name: string): Field {
  const field = byName.get(name);
  if (!field)
    throw new InvalidInput(
      'unknown-field',
      `there is no field '${name}'; known are ${[...byName.keys()].join(', ')}`,
    );
  return field;
}

const decimal = /^[+-]?\d{1,12}(\.\d{1,12})?$/;

/**
 * What a person typed or chose, as the field's value. Null clears.
 * @throws InvalidInput naming the field, the value and what would be right.
 */
export function parseFieldValue(field: Field, raw: string | number | null): Value {
  if (raw === null || raw === '') return null;
  const wrong = (expected: string) =>
    new InvalidInput('bad-value', `${field.label}: '${String(raw).slice(0, 80)}' is not ${expected}`);
  if (field.kind === 'number' || field.kind === 'day') {
    const text = String(raw).trim().replace(',', '.');
    if (!decimal.test(text)) throw wrong(`a number${field.unit ? ` of ${field.unit}` : ''}`);
    const value = Number(text);
    if (field.kind === 'day' && !Number.isInteger(value)) throw wrong('a whole number of days');
    if (field.range && (value < field.range[0] || value > field.range[1])) {
      throw wrong(`between ${field.range[0]} and ${field.range[1]}${field.unit ? ` ${field.unit}` : ''}`);
    }
    return value;
  }
  const text = String(raw).trim();
  if (field.choices && !field.choices.includes(text)) throw wrong(`one of ${field.choices.join(', ')}`);
  return text;
}

/** The value as a cell of the reference CSV; null and "not stated" are blank. */
export function cellOfValue(field: Field, value: Value): string {
  if (value === null) return '';
  return field.cells?.[String(value)] ?? String(value);
}

/** The cell a decision exports: what a table stated stands as it was, everything else in our spelling. */
export const cellOfDecision = (field: Field, decision: Pick<Decision, 'value' | 'stated'>): string =>
  decision.stated ?? cellOfValue(field, decision.value);

/**
 * Reads a cell of the reference CSV. `stated` is set where our value alone would not give the cell back
 * (another spelling, white space at its ends, a value outside the vocabulary): it is then kept as it stood and a
 * check names it.
 */
export function valueOfCell(field: Field, cell: string): { value: Value; stated?: string } {
  const text = cell.trim();
  if (text === '') return { value: null };
  let value: Value = null;
  if (field.cells) {
    value =
      Object.entries(field.cells).find(([, spelled]) => spelled === text)?.[0] ??
      (field.kind === 'answer' ? 'unclear' : null);
  } else if (field.kind === 'number' || field.kind === 'day') {
    value = decimal.test(text) ? Number(text) : null;
    if (field.kind === 'day' && value !== null && !Number.isInteger(value)) value = null;
  } else {
    value = text;
  }
  return cellOfValue(field, value) === cell ? { value } : { value, stated: cell };
}
