/** One answer for many fields of a patient: "not stated" for the rest, an answer taken on to other images, a column filled. */

import { toast } from '../../../shell/client/say.js';
import { askedFor, cellInHand, cells } from '../cursor/cursor.js';
import { selected, selectNone } from '../image/selected.js';
import { isInLine, isRedrawing } from '../saving/queue.js';
import { isOpen, isSilent, itsProposal, labelOf, plural, sendMany, tickOf } from './move.js';

/** What waits until the answer of a field is no longer on its way. @type {{ id: string, then: (cell: HTMLElement) => void } | null} */
let waiting = null;

/** Whether an answer waits to be taken on: what the next keys mean is not known before. */
export const isTakingOn = () => waiting !== null;

/** Does something with a field as soon as its answer stands. @param {HTMLElement} cell @param {(cell: HTMLElement) => void} then */
function whenAnswered(cell, then) {
  if (isInLine(cell.id)) waiting = { id: cell.id, then };
  else then(cell);
  return true;
}

/** What is recorded for fields of which nothing was found, by word. @param {readonly HTMLElement[]} left */
function silenceWords(left) {
  /** @type {Map<string, string[]>} */
  const byWord = new Map();
  for (const cell of left) {
    const word = tickOf(cell)?.dataset.records ?? '';
    byWord.set(word, [...(byWord.get(word) ?? []), labelOf(cell)]);
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
  const label = labelOf(cell);
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
  return whenAnswered(cell, takeOn);
}

/**
 * Gives fields of other images what one says: its decision, or what is proposed for it, which it gets itself then.
 * @param {HTMLElement} from
 * @param {readonly HTMLElement[]} to
 */
export function fill(from, to) {
  if (isRedrawing()) return true;
  return whenAnswered(from, (source) => {
    const label = labelOf(source);
    const meant = to.filter((cell) => isOpen(cell) || cell.dataset.was);
    const { was = '', image = '' } = source.dataset;
    const accept = tickOf(source)?.value ?? '';
    if (isOpen(source) ? accept === '' : was === '') {
      toast(
        isOpen(source)
          ? 'The texts are still being read: nothing is proposed yet.'
          : `${label} follows from the timeline, for each image by itself.`,
      );
      return;
    }
    if (meant.length === 0) {
      toast(`${label}: no other image to fill.`);
      return;
    }
    const own = isOpen(source);
    const value =
      (own ? tickOf(source)?.dataset.records : source.querySelector('.cell-value')?.textContent) ?? '';
    sendMany(
      own ? [source, ...meant] : meant,
      (cell) => (cell === source ? { accept } : own ? { accept, of: image } : { like: was }),
      (held) => `${label}: ${value} for ${plural(held, 'image')}.`,
    );
    selectNone();
  });
}

document.addEventListener('click', ({ target }) => {
  const rest = target?.closest?.('[data-silence-rest]');
  if (rest) silenceRest(rest.closest('.group')?.dataset.groupPatient);
  const onward = target?.closest?.('[data-take-on]');
  if (onward) takeOnFrom(onward.closest('[data-cell]'));
});

document.addEventListener('caseline:settled', ({ detail: { id, outcome } }) => {
  if (id === '' || id !== waiting?.id || outcome === 'saved') return;
  waiting = null;
  toast('Not taken on to other images: the answer itself was not kept.', { bad: true });
});

document.addEventListener('caseline:queue', () => {
  if (!waiting || isInLine(waiting.id) || isRedrawing()) return;
  const { id, then } = waiting;
  waiting = null;
  const from = document.getElementById(id);
  if (from) then(from);
});
