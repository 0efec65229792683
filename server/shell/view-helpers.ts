import type { Field } from '../../data/fields/field.ts';
import { reaches } from '../../data/format/account.ts';
import type { Value } from '../../data/format/review.ts';

const words: Readonly<Record<string, string>> = {
  yes: 'Yes',
  no: 'No',
  'not-stated': 'Not stated',
  unclear: 'Unclear',
  male: 'Male',
  female: 'Female',
  other: 'Other',
  onset: 'Symptom onset',
  admission: 'Admission',
  exposure: 'Exposure',
  'first-image': 'First image',
  procedure: 'Procedure',
  unknown: 'Not known',
};

/** A value as people read it. */
export function valueInWords(
  field: Pick<Field, 'choices' | 'kind' | 'unit' | 'spoken'>,
  value: Value,
): string {
  if (value === null) return 'Not stated';
  if (field.choices) return field.spoken?.[String(value)] ?? words[String(value)] ?? String(value);
  if (field.kind === 'number' && field.unit) return `${value} ${field.unit}`;
  return String(value);
}

const minute = 60_000;

/** `just now`, `5 min ago`, `3 h ago`, then the date. */
export function ago(iso: string | null, now = Date.now()): string {
  if (!iso) return '';
  const passed = now - Date.parse(iso);
  if (!(passed >= minute)) return 'just now';
  if (passed < 60 * minute) return `${Math.floor(passed / minute)} min ago`;
  if (passed < 24 * 60 * minute) return `${Math.floor(passed / (60 * minute))} h ago`;
  return iso.slice(0, 10);
}

/** A moment with its zone: `30 Nov 2026, 21:40 UTC`. @param time ISO 8601, or milliseconds since 1970 */
export const moment = (time: string | number): string =>
  `${new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })} UTC`;

const paths: Readonly<Record<string, string>> = {
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  undo: 'M6 3L3 6l3 3M3 6h6a4 4 0 0 1 0 8H6',
  redo: 'M10 3l3 3-3 3M13 6H7a4 4 0 0 0 0 8h3',
  plus: 'M8 3v10M3 8h10',
  measure: 'M2 11L11 2l3 3-9 9zM5 8l1.5 1.5M8 5l1.5 1.5',
  alone: 'M2.5 3.5h11v9h-11zM5 3.5v9M2.5 8H5',
  minus: 'M3 8h10',
  clock: 'M8 4.5V8l2.5 1.6M8 14A6 6 0 1 1 8 2a6 6 0 0 1 0 12z',
  comment: 'M3 3.5h10v7H7L4.2 13v-2.5H3z',
  invert: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  right: 'M12.5 8A4.5 4.5 0 1 1 8 3.5h3M9.5 1.5l2 2-2 2',
  left: 'M3.5 8A4.5 4.5 0 1 0 8 3.5H5M6.5 1.5l-2 2 2 2',
  fliph: 'M8 2v12M6 4.5L2.5 11.5H6zM10 4.5l3.5 7H10z',
  flipv: 'M2 8h12M4.5 6l7-3.5V6zM4.5 10l7 3.5V10z',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  crop: 'M4.5 1.5v10h10M1.5 4.5h10v10',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6L14 14',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z',
  keyboard: 'M1.5 4.5h13v7h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.5h6',
  compare: 'M2 3h5v10H2zM9 3h5v10H9z',
  window:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6zM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1',
  next: 'M5.5 3l5 5-5 5',
  previous: 'M10.5 3l-5 5 5 5',
  flag: 'M4 14V2.5h8l-2 3 2 3H4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.3L11.5 9M9 11.5L7.5 13A3 3 0 0 1 3 8.7L4.5 7',
};

/** An icon, hidden from assistive technology: the control around it carries the name. Raw HTML. */
export const icon = (name: string): string =>
  `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path d="${paths[name] ?? ''}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

export const percent = (share: number | null): string =>
  share === null ? '' : `${Math.round(share * 100)} %`;

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Of roles only whether they reach: what each includes is said in one place. */
export const viewHelpers = { icon, percent, plural, ago, moment, valueInWords, reaches };
