/** A PDF dropped on the page goes into the form as if it were chosen. */
document.addEventListener('dragover', (event) => {
  const drop = event.target.closest?.('[data-drop]');
  if (!drop) return;
  event.preventDefault();
  drop.classList.add('is-over');
});
document.addEventListener('dragleave', (event) => {
  event.target.closest?.('[data-drop]')?.classList.remove('is-over');
});
document.addEventListener('drop', (event) => {
  const drop = event.target.closest?.('[data-drop]');
  if (!drop) return;
  event.preventDefault();
  drop.classList.remove('is-over');
  const input = drop.querySelector('input[type="file"]');
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
});
document.addEventListener('change', (event) => {
  const drop = event.target.closest?.('[data-drop]');
  if (drop) drop.querySelector('.drop-name').textContent = event.target.files[0]?.name ?? '';
});
document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement?.closest?.('form[data-resets]');
  if (!form) return;
  const place = form.querySelector('.dialog-error');
  if (ctx.response.status < 400) {
    form.reset();
    place.textContent = '';
    for (const name of form.querySelectorAll('.drop-name')) name.textContent = '';
  } else {
    place.textContent = decodeURIComponent(
      ctx.response.headers.get('Caseline-Message') ?? 'That did not work.',
    );
  }
});
