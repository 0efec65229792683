import { type Counted, countedCells } from '../../curation/review/cohort-terms.ts';
import type { ProtocolStore } from '../../data/ports/protocol.ts';
import { fieldsOf } from '../../data/protocols/fields-of.ts';
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

/** The parameter of an address that filters by a kind. */
export const facetParameter = (kind: string): string =>
  kind === 'status' || kind === 'site' ? kind : `t.${kind}`;

/** Filters of a collection, whose own fields are among them. */
export interface Facets {
  /** Kinds of a cohort, in the order they are shown in. */
  readonly cohortKinds: readonly string[];
  /** Whether a kind counts cells as they would go out. */
  isOfCells(kind: string): boolean;
  facetLabel(kind: string): string;
  /** `Yes` for the cell `Y`; other terms are words already. */
  termInWords(kind: string, term: string): string;
  /** Bands in their order, everything else as it is counted: the most frequent first. */
  inOrder<Value extends { readonly term: string }>(kind: string, values: readonly Value[]): readonly Value[];
}

/** What lists of a workspace are filtered by, as its protocol asks. */
export function facetsIn({ protocol }: Pick<ProtocolStore, 'protocol'>): Facets {
  const counted = countedCells(fieldsOf(protocol));
  const cells: ReadonlyMap<string, Counted> = new Map(counted.map((one) => [one.kind, one]));
  return {
    cohortKinds: [
      'finding',
      'view',
      'modality',
      'site',
      ...counted.map(({ kind }) => kind),
      'licence',
      'status',
    ],
    isOfCells: (kind) => cells.has(kind),
    facetLabel: (kind) => named[kind] ?? cells.get(kind)?.label ?? kind,
    termInWords(kind, term) {
      const field = cells.get(kind)?.field;
      const value = Object.entries(field?.cells ?? {}).find(([, cell]) => cell === term)?.[0];
      if (field && (value !== undefined || field.choices?.includes(term)))
        return valueInWords(field, value ?? term);
      return kind === 'status' ? term.replaceAll('-', ' ') : term;
    },
    inOrder(kind, values) {
      const order = cells.get(kind)?.order ?? [];
      return order.length === 0
        ? values
        : values.toSorted((left, right) => order.indexOf(left.term) - order.indexOf(right.term));
    },
  };
}
