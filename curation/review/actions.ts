import type { Review, ReviewEvent } from '../../data/format/review.ts';
import { foldReview } from '../record/fold.ts';

/**
 * An action is what one person did in one go (one key, one button). Its events share the part of their id
 * before the last dot, so that undo takes the whole action back and never half of it.
 */
export const actionOf = (eventId: string): string => eventId.replace(/\.\d{1,6}$/, '');

/** Ids for the events of one action: `<action>.0`, `<action>.1`, … */
export const eventIds = (action: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${action}.${at}`);

interface Action {
  readonly id: string;
  readonly events: readonly ReviewEvent[];
}

/** What can be undone and redone next by one person in one layer; newest last. */
export interface UndoStacks {
  readonly undo: readonly Action[];
  /** Each with the undo events that a redo takes back. */
  readonly redo: readonly { readonly action: Action; readonly undoneBy: readonly ReviewEvent[] }[];
}

function actionsOf(events: readonly ReviewEvent[]): Action[] {
  const actions: { id: string; events: ReviewEvent[] }[] = [];
  for (const event of events) {
    const id = actionOf(event.id);
    const last = actions.at(-1);
    if (last?.id === id) last.events.push(event);
    else actions.push({ id, events: [event] });
  }
  return actions;
}

/**
 * Undo and redo as an editor has them, rebuilt from the log alone and so the same after a restart. A person
 * undoes only what they did themselves, in the layer they work in; a new action clears what could be redone.
 */
export function undoStacks(review: Review, layer: string, by: string): UndoStacks {
  const mine = review.events.filter((event) => event.layer === layer && event.by === by);
  let undo: Action[] = [];
  let redo: { action: Action; undoneBy: readonly ReviewEvent[] }[] = [];
  for (const action of actionsOf(mine)) {
    const first = action.events[0];
    if (first?.kind !== 'undo') {
      undo.push(action);
      redo = [];
      continue;
    }
    const touched = new Set(action.events.flatMap((event) => (event.kind === 'undo' ? [event.of] : [])));
    const redone = redo.findLast((entry) => entry.undoneBy.some((event) => touched.has(event.id)));
    if (redone) {
      redo = redo.filter((entry) => entry !== redone);
      undo.push(redone.action);
      continue;
    }
    const undone = undo.findLast((entry) => entry.events.some((event) => touched.has(event.id)));
    if (undone) {
      undo = undo.filter((entry) => entry !== undone);
      redo.push({ action: undone, undoneBy: action.events });
    }
  }
  // Somebody else may have taken one of these back meanwhile: what no longer stands cannot be undone again.
  const standing = new Set(foldReview(review, layer).standing.map((event) => event.id));
  return { undo: undo.filter((action) => action.events.some((event) => standing.has(event.id))), redo };
}

/** What the next undo would take back: the ids to name in `undo` events, empty when there is nothing. */
export const nextUndo = (review: Review, layer: string, by: string): readonly string[] =>
  undoStacks(review, layer, by)
    .undo.at(-1)
    ?.events.map((event) => event.id) ?? [];

/** What the next redo would give back: the ids of the undo events to undo, empty when there is nothing. */
export const nextRedo = (review: Review, layer: string, by: string): readonly string[] =>
  undoStacks(review, layer, by)
    .redo.at(-1)
    ?.undoneBy.map((event) => event.id) ?? [];
