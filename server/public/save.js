/**
 * Saving: every change is sent at once, one after the other, each naming the revision it is based on. What
 * could not be sent is kept and sent again; the page says so and does not let itself be closed silently.
 */
import { say, toast } from './say.js';

const caseElement = () => document.getElementById('case');
const progress = () => document.getElementById('progress');
let inFlight = 0;
/** Requests that did not reach the server: { action, values }. */
const unsent = [];
let retryTimer = 0;
/** The server sends the browser to the next case: nothing holds it back. */
let leaving = false;

function showState() {
  const box = document.getElementById('saved');
  if (!box) return;
  box.classList.toggle('is-bad', unsent.length > 0);
  if (unsent.length > 0) box.textContent = `Not saved (${unsent.length})`;
  else box.textContent = inFlight > 0 ? 'Saving…' : 'Saved';
}

const isSave = (context) => context?.request?.method === 'POST' && caseElement() !== null;

/** Sends a change that no visible form stands for. */
export function send(action, values) {
  const source = document.getElementById('sender');
  if (source) window.htmx.ajax('POST', action, { source, target: source, swap: 'none', values });
}

function cellOf(context) {
  return context?.sourceElement?.closest?.('[data-cell]') ?? null;
}

function retry() {
  clearTimeout(retryTimer);
  const waiting = unsent.splice(0);
  for (const { action, values } of waiting) send(action, values);
}

function failed(context) {
  if (!isSave(context)) return;
  const body = context.request.body;
  unsent.push({ action: context.request.action, values: body ? Object.fromEntries(body) : {} });
  toast('The server cannot be reached. Your answer is kept here and sent again until it arrives.', {
    bad: true,
  });
  showState();
  clearTimeout(retryTimer);
  retryTimer = setTimeout(retry, 3000);
}

/** Somebody saved meanwhile. Where that did not touch this answer it is simply sent again. */
function stale(context) {
  const { headers } = context.response;
  const others = decodeURIComponent(headers.get('Caseline-Others') ?? '');
  if (headers.get('Caseline-Overlap') !== 'none') {
    say('Somebody changed the same field. Choose whose answer holds.');
    return;
  }
  const { action, body } = context.request;
  const values = body ? Object.fromEntries(body) : {};
  // Not before the swap of this answer: it brings the new revision.
  document.addEventListener(
    'htmx:finally:request',
    () => {
      send(action, values);
      toast(`${others || 'Somebody'} saved other fields meanwhile. Both are kept.`);
    },
    { once: true },
  );
}

document.addEventListener('htmx:before:request', (event) => {
  const { ctx } = event.detail;
  if (!isSave(ctx)) return;
  const at = progress();
  if (!at) return;
  ctx.request.headers['If-Match'] = `"${at.dataset.rev}"`;
  ctx.request.headers['Caseline-Seen'] = at.dataset.seen;
});

// Counted when it is asked for, so that what still waits for its turn is not called saved.
document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail;
  if (!isSave(ctx)) return;
  inFlight += 1;
  ctx.counted = true;
  showState();
});

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  if (!isSave(ctx)) return;
  const { status, headers } = ctx.response;
  const cell = cellOf(ctx);
  if (status < 400) {
    ctx.saved = true;
    leaving = headers.has('HX-Redirect');
    if (headers.get('Caseline-Round')) {
      toast(
        'This suggestion was wrong on purpose: a quality round. Nothing was kept. Read its words and decide again.',
        {
          milliseconds: 12000,
        },
      );
    }
    return;
  }
  cell?.classList.remove('is-saving');
  if (status === 412) {
    stale(ctx);
    return;
  }
  const message =
    decodeURIComponent(headers.get('Caseline-Message') ?? '') || `The server answered ${status}.`;
  if (cell) {
    cell.dataset.open = cell.classList.contains('is-open') ? '1' : '0';
    const place = cell.querySelector('.cell-error');
    if (place) place.textContent = message;
    document.dispatchEvent(new CustomEvent('caseline:refused', { detail: { cell } }));
  } else {
    toast(message, { bad: true });
  }
  ctx.swap = 'none';
  ctx.text = '';
});

document.addEventListener('htmx:error', (event) => {
  const { ctx } = event.detail;
  if (ctx && !ctx.response) failed(ctx);
});

document.addEventListener('htmx:finally:request', (event) => {
  const { ctx } = event.detail;
  if (!ctx?.counted) return;
  inFlight -= 1;
  cellOf(ctx)?.classList.remove('is-saving');
  showState();
  if (ctx.saved) {
    const at = progress();
    if (at && inFlight === 0) say(`Saved. ${at.dataset.left} fields open.`);
  }
});

window.addEventListener('beforeunload', (event) => {
  if (!leaving && (unsent.length > 0 || inFlight > 0)) event.preventDefault();
});
window.addEventListener('online', retry);
