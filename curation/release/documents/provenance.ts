import { builtIn, type FieldSet } from '../../../data/fields/field-set.ts';
import type { Case } from '../../../data/format/case.ts';
import type { Quote } from '../../../data/format/day.ts';
import { quoteStands } from '../../../data/format/quotable.ts';
import type { Decision } from '../../../data/format/review.ts';
import { cellOfRow } from '../../record/cell.ts';
import type { ReviewState } from '../../record/fold.ts';
import type { RowOfImage } from '../../record/rows.ts';
import { derivedOf } from '../../timeline/derive.ts';

/** Why a cell holds what it holds: a line of `provenance.jsonl`. */
export interface Provenance {
  readonly filename: string;
  readonly patientid: string;
  readonly field: string;
  readonly value: string;
  readonly from: 'decision' | 'derived' | 'source';
  readonly by?: string;
  readonly at?: string;
  readonly rule?: string;
  readonly ruleSet?: string;
  readonly confidence?: number;
  readonly corrected?: boolean;
  readonly reason?: string;
  readonly table?: string;
  readonly row?: number;
  readonly quote?: StoodQuote;
  /** Events of events.csv that a derived value follows from, with their words. */
  readonly events?: readonly { readonly event: string; readonly quote?: string; readonly stands?: false }[];
}

/** `stands` is there, and false, only where the source no longer says the words there. */
export type StoodQuote = Quote & { readonly stands?: false };

/** A quote as it goes out. */
const stood = (record: Case, quote: Quote): StoodQuote =>
  quoteStands(record, quote) ? quote : { ...quote, stands: false };

function fromDecision(record: Case, decision: Decision): Partial<Provenance> {
  const { basis, by, at, reason } = decision;
  const common = { by, at, ...(reason === undefined ? {} : { reason }) };
  switch (basis.kind) {
    case 'suggestion':
      return {
        ...common,
        rule: basis.rule,
        ruleSet: basis.ruleSet,
        confidence: basis.confidence,
        ...(basis.corrected ? { corrected: true } : {}),
        quote: stood(record, basis.quote),
      };
    case 'person':
      return { ...common, ...(basis.quote ? { quote: stood(record, basis.quote) } : {}) };
    case 'import':
      return { ...common, table: basis.table, row: basis.row };
  }
}

/** Provenance of every cell of a row that holds something. Pure. */
export function provenanceOf(
  record: Case,
  state: ReviewState,
  owner: RowOfImage,
  filename: string,
  fields: FieldSet = builtIn,
): Provenance[] {
  const { image, patient, row } = owner;
  const derived = derivedOf(record, state, patient?.id ?? null, image.id, fields);
  const values = new Map([...derived].map(([name, { value }]) => [name, value]));
  return fields.shown.flatMap((entry): Provenance[] => {
    const cell = cellOfRow(entry, state, image, patient, values);
    const field = entry.name;
    const value = row[field] ?? '';
    // A finding nobody decided goes out as a word that says so.
    if (value === '' || (entry.kind === 'finding' && cell.from === 'none')) return [];
    const start = { filename, patientid: row.patientid, field, value };
    if (cell.decision)
      return [{ ...start, from: 'decision' as const, ...fromDecision(record, cell.decision) }];
    if (cell.from === 'derived')
      return [
        {
          ...start,
          from: 'derived' as const,
          events: (derived.get(field)?.because ?? []).map((event) => ({
            event: event.id,
            ...(event.quote ? { quote: event.quote.words } : {}),
            ...(event.quote && !quoteStands(record, event.quote) ? { stands: false as const } : {}),
          })),
        },
      ];
    return [{ ...start, from: 'source' as const }];
  });
}
