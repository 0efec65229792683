import type { Field } from '../../data/fields/field.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { Decision, Target, Value } from '../../data/format/review.ts';
import { decisionFor, patientOf, type ReviewState } from '../record/fold.ts';
import { framesOf, type ReviewedImage, reviewedImages } from '../record/images.ts';
import { patientsOf } from '../record/patients.ts';
import type { Suggestion } from '../suggest/suggestion.ts';
import {
  type Proposal,
  proposalOfSource,
  proposalOfSuggestion,
  type Reading,
  sameValue,
  silenceOf,
} from './proposals.ts';
import { bareWords } from './same-words.ts';

/** What the timeline says about a cell without anybody typing it. */
export interface DerivedValue {
  readonly value: Value;
  /** The events it follows from, for people. */
  readonly because: string;
}
export type DerivedCells = ReadonlyMap<string, DerivedValue>;

/** One thing to decide: a field of a patient or of an image. */
export interface Cell {
  readonly key: string;
  readonly field: Field;
  readonly target: Target;
  /** The decision that holds, which may have been taken for the whole patient. */
  readonly decision: Decision | null;
  /** True when the decision was taken for the patient or case and covers this image. */
  readonly inherited: boolean;
  /** What the timeline says, when nobody overruled it. */
  readonly derived: DerivedValue | null;
  /** Best first; the first is what one key accepts. */
  readonly proposals: readonly Proposal[];
  /** What blind readers said who do not agree, for the person who settles it; none elsewhere. */
  readonly readings: readonly Reading[];
  /** Waits for a person. */
  readonly open: boolean;
}

export interface CellGroup {
  readonly patient: string | null;
  readonly image: string | null;
  readonly label: string;
  /** Of a stack: all its frames, which are decided as one. Empty otherwise. */
  readonly frames: readonly string[];
  readonly cells: readonly Cell[];
  /** Optional fields that are not shown yet and can be added. */
  readonly more: readonly Field[];
}

export const cellKey = (target: Target, field: string): string =>
  `${target.patient ?? ''}|${target.image ?? ''}|${field}`;

const sameTarget = (suggestion: Suggestion, target: Target, frames: readonly string[]): boolean =>
  target.image !== null
    ? suggestion.image === target.image || frames.includes(suggestion.image ?? '')
    : suggestion.patient === target.patient && suggestion.image === null;

/**
 * Suggestions for a cell. For a patient's cell of a field that is read image by image (the finding), what all
 * images with words about it agree on is suggested for the patient, so that it is decided once.
 */
function suggestedFor(sources: Sources, field: Field, target: Target): Suggestion[] {
  const named = sources.suggestions.filter((suggestion) => suggestion.field === field.name);
  const frames = framesOf(sources.images, target.image);
  const own = named.filter((suggestion) => sameTarget(suggestion, target, frames));
  if (own.length > 0 || target.image !== null || field.scope !== 'image') return own;
  const ofImages = named.filter(
    (suggestion) =>
      suggestion.image !== null &&
      patientOf(sources.record, sources.state, suggestion.image) === target.patient,
  );
  const best = [...ofImages].sort((left, right) => right.confidence - left.confidence)[0];
  return best && ofImages.every((other) => sameValue(field, other.value, best.value)) ? [best] : [];
}

/** A rejection is of words: others that say the same later are proposed again. */
function wasRejected(state: ReviewState, field: string, target: Target, proposal: Proposal): boolean {
  return state.standing.some(
    (event) =>
      event.kind === 'reject' &&
      event.field === field &&
      event.target.image === target.image &&
      event.target.patient === target.patient &&
      event.rule === proposal.rule &&
      event.value === proposal.value &&
      bareWords(event.quote.words) === bareWords(proposal.quote?.words ?? ''),
  );
}

interface Sources {
  readonly record: Case;
  readonly state: ReviewState;
  readonly suggestions: readonly Suggestion[];
  readonly derived: DerivedCells;
  readonly images: readonly ReviewedImage[];
}

/** Words about this very image say something else than what was decided for the whole patient. */
const contradicts = (field: Field, proposals: readonly Proposal[], decision: Decision): boolean => {
  const own = proposals[0];
  return own?.kind === 'suggestion' && !sameValue(field, own.value, decision.value);
};

function cellOf(sources: Sources, field: Field, target: Target): Cell {
  const { record, state } = sources;
  const { name } = field;
  const decision = decisionFor(state, name, target);
  const inherited = decision !== null && target.image !== null && decision.target.image === null;
  const derived = sources.derived.get(cellKey(target, name)) ?? null;
  const found = suggestedFor(sources, field, target)
    .sort((left, right) => right.confidence - left.confidence)
    .map(proposalOfSuggestion);
  const ofSource = proposalOfSource(record, field, target);
  // What a page states in its own fields outranks what a rule read in prose, unless both say the same.
  const confirmed = ofSource && found.find((proposal) => sameValue(field, proposal.value, ofSource.value));
  const ordered = ofSource && !confirmed ? [ofSource, ...found] : found;
  const proposals = ordered.filter((proposal) => !wasRejected(state, name, target, proposal));
  const overruled = decision !== null && !inherited;
  return {
    key: cellKey(target, name),
    field,
    target,
    decision,
    inherited,
    derived: overruled ? null : derived,
    proposals: proposals.length > 0 ? proposals : [silenceOf(field)],
    readings: [],
    open: derived === null && (decision === null || (inherited && contradicts(field, proposals, decision))),
  };
}

/** Whether an optional field of an image has anything to say that is not said for the whole patient already. */
const speaks = (cell: Cell, ofPatient: Cell | undefined): boolean => {
  if (cell.derived !== null || (cell.decision !== null && !cell.inherited)) return true;
  const own = cell.proposals[0];
  if (!own || own.kind === 'silence') return false;
  const whole = cell.decision ?? ofPatient?.proposals[0];
  return !whole || !sameValue(cell.field, own.value, whole.value);
};

/**
 * Everything there is to decide in a case, group by group: each patient, then each of the patient's images that
 * is not excluded; images of nobody last. `shown` names optional cells a person asked for (`cellKey`). Pure.
 */
export function cellGroups(
  record: Case,
  state: ReviewState,
  suggestions: readonly Suggestion[] = [],
  derived: DerivedCells = new Map(),
  shown: ReadonlySet<string> = new Set(),
  fields: FieldSet = builtIn,
): CellGroup[] {
  const every = reviewedImages(record, state);
  const sources: Sources = { record, state, suggestions, derived, images: every };
  const following = new Set(every.flatMap(({ id }) => framesOf(every, id).slice(1)));
  const images = every.filter((image) => image.excluded === null && !following.has(image.id));
  const groups: CellGroup[] = [];
  const imageGroup = (image: ReviewedImage): CellGroup => {
    const target = { patient: image.patient, image: image.id };
    const optional = fields.askedOf('image-when-said').map((field) => cellOf(sources, field, target));
    const ofPatient = groups.findLast(
      (group) => group.image === null && group.patient === image.patient,
    )?.cells;
    // A field that is asked of the patient too follows the patient until words of the image say otherwise.
    const says = (cell: Cell) =>
      speaks(
        cell,
        ofPatient?.find(({ field }) => field.name === cell.field.name),
      );
    const visible = optional.filter((cell) => says(cell) || shown.has(cell.key));
    // A film of a patient whose finding is decided follows the patient until somebody says otherwise.
    const cells = [...fields.askedOf('image').map((field) => cellOf(sources, field, target)), ...visible];
    const frames = framesOf(every, image.id);
    return {
      ...target,
      label: frames.length > 0 ? `${image.label}, stack of ${frames.length}` : image.label,
      frames,
      cells: cells.map((cell) =>
        visible.includes(cell) && shown.has(cell.key) && !says(cell) ? { ...cell, open: false } : cell,
      ),
      more: optional.filter((cell) => !visible.includes(cell)).map((cell) => cell.field),
    };
  };
  for (const patient of patientsOf(record, state)) {
    groups.push({
      patient: patient.id,
      image: null,
      label: patient.label,
      frames: [],
      cells: fields
        .askedOf('patient')
        .map((field) => cellOf(sources, field, { patient: patient.id, image: null })),
      more: [],
    });
    for (const image of images) if (image.patient === patient.id) groups.push(imageGroup(image));
  }
  for (const image of images) if (image.patient === null) groups.push(imageGroup(image));
  return groups;
}

export const allCells = (groups: readonly CellGroup[]): Cell[] => groups.flatMap((group) => [...group.cells]);

/** Whether it waits for a person to say whose image it is: of nobody yet, in a case that names patients. */
export const isOwnerOpen = (group: CellGroup, groups: readonly CellGroup[]): boolean =>
  group.image !== null && group.patient === null && groups.some(({ patient }) => patient !== null);

/** Images of which it is open whose they are, each asked once a stack. */
export const openOwners = (groups: readonly CellGroup[]): number =>
  groups.filter((group) => isOwnerOpen(group, groups)).length;

/**
 * How far a case is: decided cells of all that wait for a person, and whose an image is while that is open; what follows
 * from the timeline is not counted.
 */
export function progressOf(groups: readonly CellGroup[]): { decided: number; total: number } {
  const cells = allCells(groups).filter((cell) => cell.derived === null || cell.open);
  return { decided: cells.filter((cell) => !cell.open).length, total: cells.length + openOwners(groups) };
}
