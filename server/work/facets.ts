import { type Counted, countedCells } from '../../curation/review/cohort-terms.ts';
import { valueInWords } from '../shell/view-helpers.ts';

/** What lists are filtered by, in words. Terms themselves are those of the index: an address or a rule holds them. */

/** What is known of a case beside its cells. */
const named: Readonly<Record<string, string>> = {
  status: 'Status',
  site: 'Source',
  finding: 'Finding',
  modality: 'Modality',
  view: 'View',
  licence: 'Licence',
  language: 'Language',
  flag: 'Marked',
  reviewer: 'Worked on by',
  mentioned: 'Mentioned',
  'asked-again': 'Asked again',
};

const counted = countedCells();
const cells: ReadonlyMap<string, Counted> = new Map(counted.map((one) => [one.kind, one]));

/** Whether a kind counts cells as they would go out. */
export const isOfCells = (kind: string): boolean => cells.has(kind);

/** Kinds of a cohort, in the order they are shown in. */
export const cohortKinds: readonly string[] = [
  'finding',
  'view',
  'modality',
  'site',
  ...counted.map(({ kind }) => kind),
  'licence',
  'status',
];

export const facetLabel = (kind: string): string => named[kind] ?? cells.get(kind)?.label ?? kind;

/** The parameter of an address that filters by a kind. */
export const facetParameter = (kind: string): string =>
  kind === 'status' || kind === 'site' ? kind : `t.${kind}`;

/** `Yes` for the cell `Y`; other terms are words already. */
export function termInWords(kind: string, term: string): string {
  const field = cells.get(kind)?.field;
  const value = Object.entries(field?.cells ?? {}).find(([, cell]) => cell === term)?.[0];
  if (field && (value !== undefined || field.choices?.includes(term)))
    return valueInWords(field, value ?? term);
  return kind === 'status' ? term.replaceAll('-', ' ') : term;
}

/** Bands in their order, everything else as it is counted: the most frequent first. */
export function inOrder<Value extends { readonly term: string }>(
  kind: string,
  values: readonly Value[],
): readonly Value[] {
  const order = cells.get(kind)?.order ?? [];
  return order.length === 0
    ? values
    : values.toSorted((left, right) => order.indexOf(left.term) - order.indexOf(right.term));
}
