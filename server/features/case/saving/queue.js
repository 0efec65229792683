/**
 * Answers on their way. What a key says is taken down at once and sent in order, one after the other, each on top of
 * what the one before it brought; how slow the server is changes nothing of what is sent. An answer leaves the queue
 * when the server has taken or refused it, never before: without the network it waits.
 */

/**
 * `id` of the field it answers, empty when it is about none.
 * @typedef {{ action: string, values: Readonly<Record<string, string>>, id: string, outcome: import('./messages.ts').Outcome }} Answer
 */

/** @type {Answer[]} */
const waiting = [];
/** @type {Answer | null} */
let sending = null;
let resting = false;

const tell = () => document.dispatchEvent(new CustomEvent('caseline:queue'));
const sender = () => document.getElementById('sender');

/** How many answers the server has not taken yet. */
export const onTheWay = () => waiting.length;

/** How many answers to one field are on their way, the one the server is just answering left out. @param {string} id */
export const onTheWayTo = (id) =>
  waiting.filter((one) => one.id === id && !['saved', 'asked', 'refused'].includes(one.outcome)).length;

/** Whether a change is on its way that may ask for other fields: an undo, an image given away, left out or cut. */
export const isRedrawing = () => waiting.some(({ id, values }) => id === '' && values.status === undefined);

/** The field answered last, of those on their way. */
export const newest = () => waiting.at(-1)?.id ?? '';

function pump() {
  const [next] = waiting;
  const source = sender();
  if (sending || resting || !next || !source) return;
  sending = next;
  sending.outcome = 'unreached';
  const { action, values } = sending;
  window.htmx.ajax('POST', action, { source, target: source, swap: 'none', values });
}

/**
 * Sends a change after all that were asked for before it.
 * @param {string} action
 * @param {Readonly<Record<string, string>>} values
 */
export function send(action, values, id = '') {
  waiting.push({ action, values, id, outcome: '' });
  tell();
  pump();
}

/** The answer a request of htmx carries, null for any other request. @param {HtmxContext} context */
export const answerOf = (context) => (context.sourceElement === sender() ? sending : null);

/** Takes out what must not follow a refusal: calling the case done. */
export function dropFinish() {
  const at = waiting.findIndex((one) => one !== sending && one.values.status === 'done');
  if (at >= 0) waiting.splice(at, 1);
  return at >= 0;
}

/** Whether the case is being called done. */
export const isFinishing = () => waiting.some(({ values }) => values.status === 'done');

/** Called when a request has ended, whatever became of it. @param {Answer} answer */
export function ended(answer) {
  if (answer !== sending) return;
  sending = null;
  if (answer.outcome === 'unreached') resting = true;
  else if (answer.outcome !== 'again') waiting.shift();
  tell();
  pump();
}

/** Tries again what did not reach the server. */
export function retry() {
  resting = false;
  pump();
}

export const isResting = () => resting;
