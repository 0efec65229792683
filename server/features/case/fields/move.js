/** A move: answers to many fields in one action. What came of it is said only when the server has answered. */

import { toast } from '../../../shell/client/say.js';
import { cellInHand } from '../cursor/cursor.js';
import { nextOpen } from '../cursor/moves.js';
import { onTheWay, send } from '../saving/queue.js';
import { CAUGHT_OUT } from '../saving/saving.js';

/** What a field is to get: its proposal, what is proposed for another image, what a decision says. */
/** @typedef {{ accept: string, of?: string } | { like: string }} Answer */
/**
 * The move on its way: how many fields it answers, and what to say of those that the server then holds.
 * @typedef {{ asked: number, says: (held: number) => string, isOver: boolean }} Move
 */
/** @type {Move | null} */
let move = null;

/** @param {HTMLElement} cell */
export const tickOf = (cell) => /** @type {HTMLButtonElement | null} */ (cell.querySelector('.tick'));
/** @param {HTMLElement} cell */
export const isOpen = (cell) => cell.dataset.open === '1';
/** @param {HTMLElement} cell */
export const isSilent = (cell) => cell.querySelector('.cell-value.silent') !== null;
/** @param {HTMLElement} cell */
export const labelOf = (cell) => cell.querySelector('.cell-label')?.textContent ?? '';
/** @param {HTMLElement} cell @returns {Answer} */
export const itsProposal = (cell) => ({ accept: tickOf(cell)?.value ?? '' });
/** @param {number} count @param {string} one */
export const plural = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

/**
 * @param {readonly HTMLElement[]} meant
 * @param {(cell: HTMLElement) => Answer} answerTo
 * @param {(held: number) => string} says
 * @param {Readonly<Record<string, string>>} [more] values to send beside them
 */
export function sendMany(meant, answerTo, says, more = {}) {
  const caseId = document.getElementById('fields')?.dataset.case;
  const given = meant.map((cell) => {
    const { patient = '', field = '', image = '', was = '' } = cell.dataset;
    return { patient, field, image, was, ...answerTo(cell) };
  });
  move = { asked: given.length, says, isOver: false };
  send(`/cases/${caseId}/answers`, { ...more, given: JSON.stringify(given) });
}

document.addEventListener('caseline:settled', ({ detail }) => {
  const { id, outcome, headers } = detail;
  const held = headers.get('Caseline-Held');
  if (!move || id !== '') return;
  if (outcome !== 'saved') move = null;
  if (!move || held === null) return;
  const isRound = headers.get('Caseline-Round') !== null;
  const left = move.asked - Number(held);
  const words = [
    Number(held) > 0 ? move.says(Number(held)) : '',
    left > 0 ? `${plural(left, 'field')} left as ${left === 1 ? 'it is' : 'they are'}.` : '',
    isRound ? CAUGHT_OUT : '',
    Number(held) > 0 ? 'Undo with Ctrl Z.' : '',
  ];
  toast(words.filter(Boolean).join(' '), { milliseconds: isRound ? 12_000 : 6_000 });
  move.isOver = true;
});

document.addEventListener('caseline:queue', () => {
  if (!move?.isOver || onTheWay() > 0) return;
  move = null;
  if (cellInHand()?.dataset.open !== '1') nextOpen();
});
