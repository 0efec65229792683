/** "Not stated" for all that is left of a patient, in one move. */

import { toast } from '../../../shell/client/say.js';
import { cellInHand } from '../cursor/cursor.js';
import { nextOpen } from '../cursor/moves.js';
import { isRedrawing, onTheWay, send } from '../saving/queue.js';

/** Fields of the move on its way, by id. @type {readonly string[]} */
let moved = [];

/** Takes the open fields of the patient in hand for which nothing was found. */
export function silenceRest() {
  if (isRedrawing()) return true;
  const hand = cellInHand();
  const patient = hand?.dataset.patient;
  const caseId = document.getElementById('fields')?.dataset.case;
  if (!patient || !caseId) {
    toast('No field of a patient is in hand: choose one first.');
    return true;
  }
  const left = [...document.querySelectorAll('#fields [data-cell][data-open="1"]')].filter(
    (cell) => cell.dataset.patient === patient && cell.querySelector('.cell-value.silent ~ .tick'),
  );
  if (left.length === 0) {
    toast('Nothing is left of this patient for which nothing was found.');
    return true;
  }
  moved = left.map(({ id }) => id);
  const seen = left.map(({ dataset }) => ({ field: dataset.field ?? '', image: dataset.image ?? '' }));
  send(`/cases/${caseId}/rest`, { patient, seen: JSON.stringify(seen) });
  return true;
}

// Said only when the server has it, and of what it has.
document.addEventListener('caseline:queue', () => {
  if (moved.length === 0 || onTheWay() > 0) return;
  const taken = moved.filter((id) => document.getElementById(id)?.dataset.open === '0').length;
  const kept = moved.length - taken;
  moved = [];
  if (taken > 0)
    toast(
      `Not stated: ${taken} ${taken === 1 ? 'field' : 'fields'}.${kept ? ` ${kept} still open.` : ''} Undo with Ctrl Z.`,
    );
  if (cellInHand()?.dataset.open !== '1') nextOpen();
});
