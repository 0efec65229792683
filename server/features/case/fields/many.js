/** Answers to many fields of one patient in one move: "not stated" for the rest, and one answer for other images. */

import { toast } from '../../../shell/client/say.js';
import { askedFor, cellInHand, cells } from '../cursor/cursor.js';
import { nextOpen } from '../cursor/moves.js';
import { selected, selectNone } from '../image/selected.js';
import { isInLine, isRedrawing, onTheWay, send } from '../saving/queue.js';
import { CAUGHT_OUT } from '../saving/saving.js';

/**
 * The move on its way: how many fields it answers, and what to say of those that the server then holds.
 * @typedef {{ asked: number, says: (held: number) => string, isOver: boolean }} Move
 */
/** @type {Move | null} */
let move = null;
/** The field whose answer is still on its way, and is then taken on to other images. */
let takenFrom = '';

/** Whether an answer waits to be taken on: what the next keys mean is not known before. */
export const isTakingOn = () => takenFrom !== '';

/** @param {HTMLElement} cell */
const tickOf = (cell) => /** @type {HTMLButtonElement | null} */ (cell.querySelector('.tick'));
/** @param {HTMLElement} cell */
const isOpen = (cell) => cell.dataset.open === '1';
/** @param {HTMLElement} cell */
const isSilent = (cell) => cell.querySelector('.cell-value.silent') !== null;
/** @param {number} count @param {string} one */
const plural = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

/**
 * @param {readonly HTMLElement[]} meant
 * @param {(cell: HTMLElement) => { accept: string } | { like: string }} answerTo
 * @param {(held: number) => string} says
 */
function sendMany(meant, answerTo, says) {
  const caseId = document.getElementById('fields')?.dataset.case;
  const given = meant.map((cell) => {
    const { field = '', image = '', was = '' } = cell.dataset;
    return { field, image, was, ...answerTo(cell) };
  });
  move = { asked: given.length, says, isOver: false };
  const patient = meant[0]?.dataset.patient ?? '';
  send(`/cases/${caseId}/answers`, { patient, given: JSON.stringify(given) });
}

/** @param {HTMLElement} cell */
const itsProposal = (cell) => ({ accept: tickOf(cell)?.value ?? '' });

/** What is recorded for fields of which nothing was found, by word. @param {readonly HTMLElement[]} left */
function silenceWords(left) {
  /** @type {Map<string, string[]>} */
  const byWord = new Map();
  for (const cell of left) {
    const word = tickOf(cell)?.dataset.records ?? '';
    byWord.set(word, [...(byWord.get(word) ?? []), cell.querySelector('.cell-label')?.textContent ?? '']);
  }
  return [...byWord]
    .sort(([left], [right]) => Number(right === 'Not stated') - Number(left === 'Not stated'))
    .map(([word, labels]) =>
      word === 'Not stated'
        ? `${word}: ${plural(labels.length, 'field')}.`
        : `${[...new Set(labels)].join(', ')}: ${word}.`,
    )
    .join(' ');
}

/**
 * Takes the open fields of a patient for which nothing was found.
 * @param {string | undefined} patient the one in hand when it is not said
 */
export function silenceRest(patient = cellInHand()?.dataset.patient) {
  if (isRedrawing()) return true;
  if (!patient) {
    toast('No field of a patient is in hand: choose one first.');
    return true;
  }
  const left = cells().filter(
    (cell) => cell.dataset.patient === patient && isOpen(cell) && isSilent(cell) && tickOf(cell),
  );
  if (left.length === 0) {
    toast('Nothing is left of this patient for which nothing was found.');
    return true;
  }
  const words = silenceWords(left);
  sendMany(left, itsProposal, (held) =>
    held === left.length ? words : `Nothing was found for ${plural(held, 'field')}: recorded.`,
  );
  return true;
}

/** Fields like this one of the images selected, or of all that follow and are open. @param {HTMLElement} cell */
function likeIt(cell) {
  const { field, patient } = cell.dataset;
  const all = cells().filter(
    ({ dataset }) => dataset.field === field && dataset.patient === patient && dataset.image !== '',
  );
  const chosen = selected();
  if (chosen.length === 0) return all.slice(all.indexOf(cell)).filter(isOpen);
  const asked = new Set(chosen.map(askedFor));
  return all.filter(({ dataset }) => asked.has(dataset.image ?? ''));
}

/** @param {HTMLElement} cell */
function takeOn(cell) {
  const label = cell.querySelector('.cell-label')?.textContent ?? '';
  const { was = '' } = cell.dataset;
  const own = isOpen(cell);
  if (own && !tickOf(cell)) {
    toast(
      cell.querySelector('.readings')
        ? 'The readers differ here: settle this field first.'
        : 'The texts are still being read: nothing is proposed yet.',
    );
    return;
  }
  const like = likeIt(cell);
  // A proposal is for what is open; found words are not taken along with silence.
  const meant = own
    ? like.filter((one) => isOpen(one) && tickOf(one) && isSilent(one) === isSilent(cell))
    : like.filter((one) => one !== cell);
  if (!own && was === '') {
    toast(`${label} follows from the timeline, for each image by itself.`);
    return;
  }
  const isChosen = selected().length > 0;
  if (meant.length === 0) {
    toast(
      `${label}: ${isChosen ? 'nothing to take among the selected images' : 'nothing is open from here on'}.`,
    );
    return;
  }
  /** @param {HTMLElement} one */
  const wordsOf = (one) =>
    (own ? tickOf(one)?.dataset.records : one.querySelector('.cell-value')?.textContent) ?? '';
  const values = new Set((own ? meant : [cell]).map(wordsOf));
  const value = values.size === 1 ? [...values][0] : 'what was proposed';
  sendMany(
    meant,
    own ? itsProposal : () => ({ like: was }),
    (held) => `${label}: ${value} for ${plural(held, 'image')}.`,
  );
  selectNone();
}

/**
 * Takes the answer of a field, or where it is open what is proposed, for the images selected in the strip, or for all of
 * the patient from here on.
 */
export function takeOnFrom(cell = cellInHand()) {
  if (isRedrawing()) return true;
  if (!cell?.dataset.image) {
    toast('An answer is taken on from image to image: choose a field of an image.');
    return true;
  }
  if (!cell.dataset.patient) {
    toast('Say first whose image this is: an answer is taken on to images of the same patient.');
    return true;
  }
  if (isInLine(cell.id)) takenFrom = cell.id;
  else takeOn(cell);
  return true;
}

document.addEventListener('click', ({ target }) => {
  const rest = target?.closest?.('[data-silence-rest]');
  if (rest) silenceRest(rest.closest('.group')?.dataset.groupPatient);
  const onward = target?.closest?.('[data-take-on]');
  if (onward) takeOnFrom(onward.closest('[data-cell]'));
});

// Said only when the server has answered, and of what it holds.
document.addEventListener('caseline:settled', ({ detail }) => {
  const { id, outcome, headers } = detail;
  if (id !== '' && id === takenFrom && outcome !== 'saved') {
    takenFrom = '';
    toast('Not taken on to other images: the answer itself was not kept.', { bad: true });
  }
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
  if (takenFrom !== '' && !isInLine(takenFrom) && !isRedrawing()) {
    const from = document.getElementById(takenFrom);
    takenFrom = '';
    if (from) takeOn(from);
  }
  if (!move?.isOver || onTheWay() > 0) return;
  move = null;
  if (cellInHand()?.dataset.open !== '1') nextOpen();
});
