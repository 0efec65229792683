import { answerText } from './dom.js';

/** A PDF dropped on the page goes into the form as if it were chosen. */
document.addEventListener('dragover', (event) => {
  const drop = event.target?.closest?.('[data-drop]');
  if (!drop) return;
  event.preventDefault();
  drop.classList.add('is-over');
});
document.addEventListener('dragleave', (event) => {
  event.target?.closest?.('[data-drop]')?.classList.remove('is-over');
});
document.addEventListener('drop', (event) => {
  const drop = event.target?.closest?.('[data-drop]');
  if (!drop) return;
  event.preventDefault();
  drop.classList.remove('is-over');
  /** @type {HTMLInputElement | null} */
  const input = drop.querySelector('input[type="file"]');
  if (!input || !event.dataTransfer) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
});
document.addEventListener('change', (event) => {
  const { target } = event;
  const name = target?.closest?.('[data-drop]')?.querySelector('.drop-name');
  if (name && target instanceof HTMLInputElement) name.textContent = target.files?.[0]?.name ?? '';
});
document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement?.closest('form');
  if (!form?.matches('[data-resets]')) return;
  const place = form.querySelector('.dialog-error');
  if (place) place.textContent = ctx.response.status < 400 ? '' : answerText(ctx.response);
  if (ctx.response.status < 400) {
    form.reset();
    for (const name of form.querySelectorAll('.drop-name')) name.textContent = '';
  }
});
