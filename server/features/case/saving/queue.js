/**
 * Answers on their way. What a key says is taken down at once and sent in order, one after the other, each on top of
 * what the one before it brought; how slow the server is changes nothing of what is sent. Without the network it waits.
 */
import { mayChange } from './done.js';
import { Line } from './line.js';

const line = new Line();

const tell = () => document.dispatchEvent(new CustomEvent('caseline:queue'));
const sender = () => document.getElementById('sender');

/** How many answers the server has not taken yet. */
export const onTheWay = () => line.length;
/** How many of them are to one field, the one the server is just answering left out. @param {string} id */
export const onTheWayTo = (id) => line.countOf(id);
/** Whether an answer to a field is in line, also while what came of it is drawn. @param {string} id */
export const isInLine = (id) => line.has(id);
export const isRedrawing = () => line.isRedrawing;
/** Whether the case is being called done. */
export const isFinishing = () => line.isFinishing;
export const isResting = () => line.isResting;
/** The field answered last, of those on their way. */
export const newest = () => line.newest;

function pump() {
  const source = sender();
  const next = source && line.next();
  if (!next) return;
  const { action, values } = next;
  window.htmx.ajax('POST', action, { source, target: source, swap: 'none', values });
}

/**
 * Sends a change after all that were asked for before it.
 * @param {string} action
 * @param {Readonly<Record<string, string>>} values
 */
export function send(action, values, id = '') {
  if (!mayChange(action, () => send(action, values, id))) return;
  line.add({ action, values, id });
  tell();
  pump();
}

/** The answer a request of htmx carries, null for any other request. @param {HtmxContext} context */
export const answerOf = (context) => (context.sourceElement === sender() ? line.sending : null);

export const dropFinish = () => line.dropFinish();

/** Called when a request has ended, whatever became of it. @param {import('./line.js').Answer} answer */
export function ended(answer) {
  if (!line.ended(answer)) return;
  tell();
  pump();
}

/** Tries again what did not reach the server. */
export function retry() {
  line.isResting = false;
  pump();
}
