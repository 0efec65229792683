/** What the server refuses, or cannot be asked, is said at the foot of the window, unless it has a place of its own. */
import { answerText } from './dom.js';
import { toast } from './say.js';

/** Changes of a case: `saving.js` sees to them. */
/** @param {HtmxContext} context */
const isSave = ({ request }) => request.method === 'POST' && document.getElementById('case') !== null;

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status < 400 || isSave(ctx)) return;
  ctx.swap = 'none';
  ctx.text = '';
  // The sign-in over the page says it.
  if (ctx.response.status === 401) return;
  // These forms show beneath themselves what was wrong.
  if (ctx.sourceElement?.closest?.('form[data-resets]')) return;
  toast(answerText(ctx.response), { bad: true, milliseconds: 15000 });
});

document.addEventListener('htmx:error', (event) => {
  const { ctx } = event.detail;
  // What a page asks for by itself it asks for again.
  const isAsked = ctx?.request?.method === 'POST' || ctx?.sourceElement?.id === 'dialog';
  if (isAsked && !isSave(ctx))
    toast('The server cannot be reached. Nothing was changed: try again.', { bad: true });
});
