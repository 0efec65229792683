/**
 * Saving: every change is sent at once, one after the other, each naming the revision it is based on. What
 * could not be sent is kept and sent again; the page says so and does not let itself be closed silently.
 */

import { answerText, valuesOf } from '../../../shell/client/dom.js';
import { announce, toast } from '../../../shell/client/say.js';
import { countsWaiting, isLetGo } from '../../../shell/client/sign-in.js';
import { takePlace } from '../cursor/cursor.js';
import { mayChange } from './done.js';
import { mayFinish } from './finish.js';
import { answerOf, dropFinish, ended, isResting, onTheWay, retry, send } from './queue.js';

const caseElement = () => document.getElementById('case');
const progress = () => document.getElementById('progress');
/** Requests of forms that do not go through the queue: those of panels. */
let inFlight = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retryTimer;
/** The server sends the browser to the next case: nothing holds it back. */
let leaving = false;

function showState() {
  const box = document.getElementById('saved');
  if (!box) return;
  const bad = isResting();
  box.classList.toggle('is-bad', bad);
  if (bad) box.textContent = `Not saved (${onTheWay()})`;
  else box.textContent = inFlight + onTheWay() > 0 ? 'Saving…' : 'Saved';
}

/** @param {HtmxContext} context */
const isSave = (context) => context.request.method === 'POST' && caseElement() !== null;

// Forms of the case page are read the moment they are sent, and wait in the queue: what a swap does to the form
// afterwards touches neither the answer nor its place in line.
document.addEventListener(
  'submit',
  (event) => {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement) || !form.matches(':is(#case, #dialog) form[hx-post]:not(#sender)'))
      return;
    const again = () => form.isConnected && form.requestSubmit(submitter);
    const isAsked = caseElement() !== null && !mayChange(form.getAttribute('hx-post') ?? '', again);
    // A form of a panel goes its own way.
    if (!isAsked && !form.matches('#case form')) return;
    event.preventDefault();
    event.stopPropagation();
    if (isAsked) return;
    if (form.matches('[data-finish]') && (leaving || !mayFinish())) return;
    const values = valuesOf(new FormData(form, submitter));
    const cell = form.closest('[data-cell]');
    send(form.getAttribute('hx-post') ?? '', values, cell?.id ?? '');
    /** @type {import('./messages.ts').SentAnswer} */
    const detail = { form, cell, values, submitter };
    document.dispatchEvent(new CustomEvent('caseline:sent', { detail }));
  },
  true,
);

export const CAUGHT_OUT =
  'This suggestion was wrong on purpose: a quality round. It was not kept. Read its words and decide again.';

/** @param why what the server says where it could be asked and could not save: its disk is full, or it failed */
function unreached(why = 'The server cannot be reached.') {
  toast(`${why} Your answer is kept here and sent again until it arrives.`, { bad: true });
  clearTimeout(retryTimer);
  retryTimer = setTimeout(retry, 3000);
}

/**
 * What came of an answer: kept, to be sent again on top of what others saved, asked about, or refused.
 * @param {Response} response
 * @returns {import('./messages.ts').SaveOutcome}
 */
function outcomeOf({ status, headers }) {
  if (status < 400) return 'saved';
  // A session that ended keeps the answer as an outage does: `sign-in.js` asks over the page.
  if (status >= 500 || status === 401) return 'unreached';
  if (status !== 412) return 'refused';
  /** @type {import('./messages.ts').Overlap} */
  const untouched = 'none';
  return headers.get('Caseline-Overlap') === untouched ? 'again' : 'asked';
}

/** @param {string} why */
function notDone(why) {
  if (dropFinish()) toast(`${why} The case stays open.`, { bad: true });
}

/**
 * @param {HtmxContext & { response: Response }} context
 * @param {import('./line.js').Answer | null} answer
 */
function refused(context, answer) {
  const message = answerText(context.response);
  const cell = answer?.id ? document.getElementById(answer.id) : null;
  if (cell) {
    const place = cell.querySelector('.cell-error');
    if (place) place.textContent = message;
    document.dispatchEvent(new CustomEvent('caseline:refused', { detail: { cell, message } }));
  } else if (!context.sourceElement?.closest?.('dialog')) {
    toast(message, { bad: true });
  }
  notDone(message);
  context.swap = 'none';
  context.text = '';
}

document.addEventListener('htmx:before:request', (event) => {
  const { ctx } = event.detail;
  if (!isSave(ctx)) return;
  const at = progress();
  if (!at) return;
  const { rev, seen = '', case: caseRev = '' } = at.dataset;
  Object.assign(ctx.request.headers, {
    'If-Match': `"${rev}"`,
    'Caseline-Seen': seen,
    'Caseline-Case': caseRev,
  });
});

// Counted when it is asked for, so that what still waits for its turn is not called saved.
document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail;
  if (!isSave(ctx) || answerOf(ctx)) return;
  inFlight += 1;
  ctx.counted = true;
  showState();
});

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  if (!isSave(ctx)) return;
  const answer = answerOf(ctx);
  const outcome = outcomeOf(ctx.response);
  const { headers } = ctx.response;
  if (answer) answer.outcome = outcome;
  else ctx.outcome = outcome;
  if (outcome === 'unreached') {
    ctx.swap = 'none';
    ctx.text = '';
  } else if (outcome === 'refused') refused(ctx, answer);
  if (outcome === 'asked') {
    announce('Somebody changed the same field. Choose whose answer holds.');
    notDone('Somebody changed the same field.');
  }
  if (outcome === 'saved') {
    leaving = headers.has('HX-Redirect');
    if (headers.get('Caseline-Round')) {
      toast(CAUGHT_OUT, { milliseconds: 12000 });
      dropFinish();
    }
  }
  if (answer && outcome !== 'again' && outcome !== 'unreached') {
    document.dispatchEvent(
      new CustomEvent('caseline:settled', { detail: { id: answer.id, outcome, headers } }),
    );
  }
});

/** Says what an undo took back, and goes there unless more is on its way. @param {import('./messages.ts').TakenBack} told */
function showTakenBack({ words, ...at }) {
  if (onTheWay() === 0) takePlace(at);
  toast(words);
}

/** A form of a panel that did not get through is not lost: its values wait in the queue. @param {HtmxContext} context */
function keep(context) {
  context.sourceElement?.closest?.('dialog')?.close();
  const { action, body } = context.request;
  send(action, body ? valuesOf(body) : {});
}

document.addEventListener('htmx:finally:request', (event) => {
  const { ctx } = event.detail;
  if (!isSave(ctx)) return;
  const answer = answerOf(ctx);
  if (ctx.counted) inFlight -= 1;
  const outcome = answer?.outcome ?? ctx.outcome;
  if (outcome === 'again') {
    const others = decodeURIComponent(ctx.response?.headers.get('Caseline-Others') ?? '');
    toast(`${others || 'Somebody'} saved other fields meanwhile. Both are kept.`);
  }
  if (answer) ended(answer);
  else if (!ctx.response || outcome === 'unreached' || outcome === 'again') keep(ctx);
  if (answer && isResting() && ctx.response?.status !== 401)
    unreached(ctx.response ? answerText(ctx.response).replace(/\.?$/, '.') : undefined);
  showState();
  // Whose answer holds is decided before the image it is about, wherever the keys had gone.
  if (outcome === 'asked' && answer) takePlace(answer.values);
  const told = outcome === 'saved' ? ctx.response?.headers.get('Caseline-Taken-Back') : null;
  if (told) showTakenBack(JSON.parse(decodeURIComponent(told)));
  const at = progress();
  if (outcome === 'saved' && !told && at && inFlight + onTheWay() === 0)
    announce(`Saved. ${at.dataset.left} fields open.`);
});

document.addEventListener('caseline:queue', showState);

window.addEventListener('beforeunload', (event) => {
  if (!leaving && !isLetGo() && inFlight + onTheWay() > 0) event.preventDefault();
});
window.addEventListener('online', retry);
document.addEventListener('caseline:signed-in', retry);
countsWaiting(onTheWay);
// Brought back as it was left: what it shows may be long past.
window.addEventListener('pageshow', (event) => {
  if (event.persisted && caseElement()) location.reload();
});
