/** Panels that open over the page: history, comments, image menu, events. Their content comes from the server. */
import { answerText, dialogBox as dialog } from './dom.js';

/** Where the focus goes back to when the panel closes: a field, or a marker of the timeline. @type {Element | null} */
let opener = null;
let coming = 0;

/** Whether a panel was asked for and is not there yet. */
export const isOpening = () => coming > 0;

/** @param {string} address of the panel's content */
export function openPanel(address) {
  const { activeElement } = document;
  const box = dialog();
  if (!box) return;
  opener = activeElement?.closest('[data-cell]') ?? activeElement;
  box.replaceChildren();
  coming += 1;
  window.htmx.ajax('GET', address, { source: box, target: box, swap: 'innerHTML' }).finally(() => {
    coming -= 1;
    // Empty: it was refused, and that was said.
    if (!box.open && box.firstElementChild) box.showModal();
    document.dispatchEvent(new CustomEvent('caseline:panel'));
  });
}

function closePanel() {
  dialog()?.close();
}

document.addEventListener('click', (event) => {
  const link = event.target?.closest?.('a[data-panel]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    openPanel(link.getAttribute('href') ?? '');
  }
  const act = event.target?.closest?.('[data-do]')?.dataset.do;
  if (act === 'close') closePanel();
  if (event.target === dialog()) closePanel();
});

document.addEventListener(
  'close',
  (event) => {
    if (event.target !== dialog()) return;
    const back = opener?.id ? document.getElementById(opener.id) : opener;
    if (back?.isConnected && (back instanceof HTMLElement || back instanceof SVGElement)) back.focus();
  },
  true,
);

document.addEventListener('keydown', (event) => {
  const { target } = event;
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  if (!(target instanceof HTMLTextAreaElement) || !target.closest('dialog')) return;
  event.preventDefault();
  target.form?.requestSubmit();
});

// A panel closes when its form was taken; otherwise it stays, with what was typed and what was wrong.
document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement?.closest?.('dialog form[data-closes]');
  if (!form) return;
  const { status } = ctx.response;
  if (status < 400 || status === 412) return closePanel();
  // A form of a case waits until it gets through (`saving.js`); the sign-in says its own.
  if (status === 401) return;
  let place = form.parentElement?.querySelector('.dialog-error');
  if (!place) {
    place = document.createElement('p');
    place.className = 'dialog-error';
    place.setAttribute('role', 'alert');
    form.after(place);
  }
  place.textContent = answerText(ctx.response);
});
