import { hash } from 'node:crypto';
import { dayAsTyped, dayInWords } from '../../../../curation/record/day-input.ts';
import type { Cell } from '../../../../curation/review/cells.ts';
import type { Proposal } from '../../../../curation/review/proposals.ts';
import type { Field } from '../../../../data/fields/field.ts';
import type { Anchor, Day, Quote } from '../../../../data/format/day.ts';
import { isOwnMark } from '../../../../data/format/own.ts';
import type { Decision, Value } from '../../../../data/format/review.ts';
import { valueInWords } from '../../../shell/view-helpers.ts';

/** Element id of a cell: the same on every page load, and safe in a CSS selector. */
export const cellId = (key: string): string => `c-${hash('sha256', key).slice(0, 10)}`;

interface Option {
  readonly value: string;
  readonly label: string;
  /** The key that chooses it, empty when there is none. */
  readonly key: string;
  readonly pressed: boolean;
}

const answerKeys: Readonly<Record<string, string>> = { yes: 'y', no: 'n', 'not-stated': 's', unclear: 'u' };
/** The keys that take what one of the readers said. */
const readingKeys = [';', "'"];
/** More choices than this are a select, not a row of buttons. */
const MOST_BUTTONS = 9;

const anchorWords: Readonly<Record<string, string>> = {
  onset: 'from onset',
  admission: 'from admission',
  exposure: 'from exposure',
  'first-image': 'from the first image',
  procedure: 'from the procedure',
  unknown: '',
};

/** What a day counts from, behind its number; blank where nobody knows. */
export const anchorInWords = (anchor: Anchor): string =>
  isOwnMark(anchor)
    ? `from ${anchor.slice('own:'.length).replaceAll('_', ' ')}`
    : (anchorWords[anchor] ?? '');

/** A value or a whole day interval in words. */
export function shownValue(field: Field, value: Value, day: Day | null | undefined): string {
  if (field.kind !== 'day') return valueInWords(field, value);
  if (day) return [dayInWords(day), anchorInWords(day.anchor)].filter(Boolean).join(' ');
  return value === null ? 'Not known' : `day ${value}`;
}

const shownProposal = (field: Field, proposal: Proposal) => ({
  id: proposal.id,
  kind: proposal.kind,
  text: shownValue(field, proposal.value, proposal.day),
  quote: proposal.quote,
  confidence: proposal.confidence,
  rule: proposal.rule,
  reason: proposal.kind === 'reading' ? '' : proposal.reason,
});

const whence = (decision: Decision): string => {
  const { basis } = decision;
  if (basis.kind === 'import') return `imported from ${basis.table}, row ${basis.row}`;
  if (basis.kind === 'suggestion') return `${basis.corrected ? 'corrected' : 'accepted'} by ${decision.by}`;
  return `decided by ${decision.by}`;
};

/** A cell as the view draws it. */
export interface CellView {
  readonly id: string;
  readonly cell: Cell;
  readonly field: Field;
  readonly label: string;
  readonly status: 'open' | 'decided' | 'derived';
  readonly text: string;
  readonly proposal: ReturnType<typeof shownProposal> | null;
  /** What readers said who do not agree. Their names are told once the cell is settled. */
  readonly readings: readonly {
    /** Empty while it is open. */
    readonly reader: string;
    readonly key: string;
    readonly said: ReturnType<typeof shownProposal> | null;
  }[];
  readonly others: readonly ReturnType<typeof shownProposal>[];
  readonly options: readonly Option[];
  readonly select: boolean;
  readonly input: { readonly value: string; readonly hint: string; readonly list: string } | null;
  readonly quote: Quote | null;
  readonly whence: string;
  readonly needsReason: boolean;
  readonly takeBack: boolean;
  readonly comments: number;
  /** Nothing was found, but texts are still being read. */
  readonly waits: boolean;
  /** The decision that is shown, empty for none: what an answer to many fields was given on. */
  readonly was: string;
  /** The patient has other images, to which its answer can be taken on. */
  readonly hasOthers: boolean;
  /** May be taken together with others by one key. */
  readonly isSure: boolean;
}

interface CellSurroundings {
  /** Texts of the case are still being read. */
  readonly isWaiting: boolean;
  readonly comments?: number;
  readonly hasOthers?: boolean;
  readonly isSure?: boolean;
}

export function cellView(
  cell: Cell,
  { isWaiting, comments = 0, hasOthers = false, isSure = false }: CellSurroundings,
): CellView {
  const { field, decision, derived } = cell;
  const [first, ...rest] = cell.proposals.map((proposal) => shownProposal(field, proposal));
  const own = decision !== null && !cell.inherited;
  const status = cell.open ? 'open' : derived && !own ? 'derived' : 'decided';
  const current: Value = decision?.value ?? null;
  const choices = field.choices ?? [];
  const readings = cell.readings.map(({ reader, proposal }, at) => ({
    reader: cell.open ? '' : reader,
    key: readingKeys[at] ?? '',
    said: proposal && shownProposal(field, proposal),
  }));
  const top = cell.proposals[0];
  const typed =
    field.kind === 'day'
      ? dayAsTyped(decision?.day ?? top?.day ?? exactly(current ?? top?.value ?? null))
      : String(decision ? (current ?? '') : (top?.value ?? ''));
  return {
    id: cellId(cell.key),
    cell,
    field,
    label: field.label,
    status,
    text:
      status === 'derived' && derived
        ? shownValue(field, derived.value, null)
        : decision
          ? shownValue(field, decision.value, decision.day)
          : '',
    proposal: first ?? null,
    readings,
    others: rest,
    options: choices.map((value, at) => ({
      value,
      label: valueInWords(field, value),
      key:
        answerKeys[value] && field.kind === 'answer'
          ? (answerKeys[value] ?? '')
          : at < 9
            ? String(at + 1)
            : '',
      pressed: decision !== null && current === value,
    })),
    select: choices.length > MOST_BUTTONS,
    input:
      choices.length > 0
        ? null
        : { value: typed, hint: hintOf(field), list: field.kind === 'finding' ? 'findings' : '' },
    quote: decision
      ? quoteOf(decision)
      : ([first, ...readings.map(({ said }) => said)].find((one) => one?.quote)?.quote ?? null),
    whence: decision
      ? `${whence(decision)}${cell.inherited ? ', for the whole patient' : ''}`
      : derived
        ? derived.because
        : '',
    needsReason: derived !== null && !own,
    takeBack: own,
    comments,
    waits: isWaiting && status === 'open' && first?.kind === 'silence',
    was: decision?.id ?? '',
    hasOthers,
    isSure,
  };
}

const exactly = (value: Value): Pick<Day, 'from' | 'to' | 'certainty'> =>
  typeof value === 'number'
    ? { from: value, to: value, certainty: 'exact' }
    : { from: null, to: null, certainty: 'vague' };

const quoteOf = (decision: Decision): Quote | null =>
  'quote' in decision.basis ? decision.basis.quote : null;

const hintOf = (field: Field): string => {
  if (field.kind === 'day') return '7, -2, 3-5, ~5 or ?';
  if (field.range) return `${field.range[0]} to ${field.range[1]}`;
  return '';
};
