/**
 * The bars between the parts of the case page: dragged, or moved with the arrow keys. Who signed in finds the sizes on
 * every machine; without accounts the browser keeps them.
 */
import { toast } from '../../../shell/client/say.js';
import { ask } from '../../../shell/client/sign-in.js';

/** @typedef {import('../../../../data/format/preferences.ts').Desk} Desk */

const root = document.documentElement;
const ofAccount = root.dataset.desk;
const wide = matchMedia('(min-width: 1700px) and (min-height: 800px)');
const [LEAST, MOST, STEP] = [10, 80, 2];

/** @returns {Desk} */
function inBrowser() {
  try {
    return JSON.parse(localStorage.getItem('caseline.desk') ?? '{}');
  } catch {
    return {};
  }
}
/** @type {Desk} */
let sizes = ofAccount === undefined ? inBrowser() : JSON.parse(ofAccount);

const bars = () => document.querySelectorAll('.splitter');
/** @param {HTMLElement} bar @returns {keyof Desk} */
const partOf = ({ dataset: { part } }) =>
  part === 'tell' ? (wide.matches ? 'wide-tell' : 'tell') : wide.matches ? 'wide-texts' : 'texts';
/** Whether what it sizes lies left of it, and not right of it or below. @param {HTMLElement} bar */
const isBefore = (bar) => partOf(bar) === 'wide-texts';
/** @param {HTMLElement} bar */
const isVertical = (bar) => partOf(bar) !== 'texts';

/** The share that the part beside a bar has of their room, in percent. @param {HTMLElement} bar */
function shareOf(bar) {
  const sized = document.getElementById(bar.getAttribute('aria-controls') ?? '')?.getBoundingClientRect();
  const room = bar.parentElement?.getBoundingClientRect();
  if (!sized || !room) return LEAST;
  const share = isVertical(bar) ? sized.width / room.width : sized.height / room.height;
  return Math.round(share * 100) || LEAST;
}

/** Says how each bar lies and stands, for assistive technology. */
function describe() {
  for (const bar of bars()) {
    bar.setAttribute('aria-orientation', isVertical(bar) ? 'vertical' : 'horizontal');
    bar.setAttribute('aria-valuenow', String(Math.max(LEAST, Math.min(MOST, shareOf(bar)))));
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
function keep() {
  if (ofAccount === undefined) {
    localStorage.setItem('caseline.desk', JSON.stringify(sizes));
    return;
  }
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const body = new URLSearchParams({ desk: JSON.stringify(sizes) });
    void ask('/account/desk', { method: 'POST', body, keepalive: true }).then((answer) => {
      if (!answer?.ok)
        toast('The sizes hold on this page, but could not be kept in your account.', { bad: true });
    });
  }, 300);
}

/** @param {HTMLElement} bar @param {number | null} share in percent; null for the usual size */
function resize(bar, share) {
  const part = partOf(bar);
  const { [part]: _was, ...others } = sizes;
  if (share === null) {
    sizes = others;
    root.style.removeProperty(`--desk-${part}`);
  } else {
    const size = Math.round(Math.max(LEAST, Math.min(MOST, share)));
    sizes = { ...others, [part]: size };
    root.style.setProperty(`--desk-${part}`, `${size}%`);
  }
  describe();
  keep();
}

/** @param {HTMLElement} bar @param {string} key @returns {number | null | undefined} undefined: no key of a bar */
function sizeAfter(bar, key) {
  const grows = isBefore(bar) ? 'ArrowRight' : isVertical(bar) ? 'ArrowLeft' : 'ArrowUp';
  const shrinks = isBefore(bar) ? 'ArrowLeft' : isVertical(bar) ? 'ArrowRight' : 'ArrowDown';
  if (key === grows) return shareOf(bar) + STEP;
  if (key === shrinks) return shareOf(bar) - STEP;
  if (key === 'Home') return LEAST;
  if (key === 'End') return MOST;
  return key === 'Enter' ? null : undefined;
}

document.addEventListener(
  'keydown',
  (event) => {
    const bar = event.target?.closest?.('.splitter');
    if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
    const size = sizeAfter(bar, event.key);
    // No arrow of a bar moves between fields.
    if (size === undefined && !event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
    if (size !== undefined) resize(bar, size);
  },
  true,
);

document.addEventListener('pointerdown', (event) => {
  const bar = event.target?.closest?.('.splitter');
  if (bar) bar.setPointerCapture(event.pointerId);
});
document.addEventListener('pointermove', (event) => {
  const bar = event.target?.closest?.('.splitter');
  const room = bar?.parentElement?.getBoundingClientRect();
  if (!bar?.hasPointerCapture(event.pointerId) || !room) return;
  const left = ((event.clientX - room.left) / room.width) * 100;
  if (isBefore(bar)) resize(bar, left);
  else resize(bar, isVertical(bar) ? 100 - left : ((room.bottom - event.clientY) / room.height) * 100);
});
document.addEventListener('dblclick', (event) => {
  const bar = event.target?.closest?.('.splitter');
  if (bar) resize(bar, null);
});

wide.addEventListener('change', describe);
addEventListener('resize', describe);
describe();
