/** What assistive technology hears and everybody may see for a moment. */
const live = () => document.getElementById('live');
const toastBox = () => document.getElementById('toast');
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Spoken politely; the same words twice are spoken twice. @param {string} words */
export function announce(words) {
  const box = live();
  if (box) box.textContent = box.textContent === words ? `${words}\u00a0` : words;
}

/** Shown at the foot of the window and spoken. @param {string} words */
export function toast(words, { bad = false, milliseconds = 6000 } = {}) {
  const box = toastBox();
  if (!box) return;
  box.textContent = words;
  box.hidden = false;
  box.classList.toggle('is-bad', bad);
  announce(words);
  clearTimeout(timer);
  timer = setTimeout(() => {
    box.hidden = true;
  }, milliseconds);
}
