/** The list of things to decide: which one is in hand, and what the next one is. */
import { newest, onTheWayTo } from './queue.js';
import { say, toast } from './say.js';

const list = () => document.getElementById('fields');
const cells = () => [...(list()?.querySelectorAll('[data-cell]') ?? [])];
let current = '';

export const activeCell = () => (current ? document.getElementById(current) : null);

/** Takes a field in hand: opens it, shows its words and its image. */
export function activate(cell, { focus = true, scroll = true } = {}) {
  if (!cell) return;
  for (const other of cells()) {
    if (other !== cell && other.classList.contains('active')) {
      other.classList.remove('active');
      other.tabIndex = -1;
    }
  }
  current = cell.id;
  cell.classList.add('active');
  cell.tabIndex = 0;
  if (focus) cell.focus({ preventScroll: true });
  if (scroll) cell.scrollIntoView({ block: 'nearest' });
  document.dispatchEvent(new CustomEvent('caseline:cell', { detail: { cell } }));
}

export function step(by) {
  const all = cells();
  const at = all.findIndex((cell) => cell.id === current);
  activate(all[Math.max(0, Math.min(all.length - 1, at + by))]);
}

/** The next field that waits for a decision, from the one in hand onwards and then from the start. */
export function nextOpen({ announce = true } = {}) {
  const all = cells();
  const at = all.findIndex((cell) => cell.id === current);
  const order = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at + 1))];
  const next = order.find((cell) => cell.dataset.open === '1');
  if (next) {
    activate(next);
    return true;
  }
  document.getElementById('finish')?.focus();
  if (announce) say('Every field is decided. Press Enter for the next case.');
  return false;
}

const submit = (cell, button) => {
  if (button) cell.querySelector('form')?.requestSubmit(button);
};

export function accept() {
  const cell = activeCell();
  if (!cell) return nextOpen();
  const tick = cell.querySelector('.tick');
  if (cell.dataset.open === '1' && tick) submit(cell, tick);
  else nextOpen();
  return true;
}

export function reject() {
  const cell = activeCell();
  const button = cell?.querySelector('[data-reject]');
  if (!button) return false;
  submit(cell, button);
  return true;
}

/** Chooses by the key printed on the option. False when the field has no such option. */
export function choose(key) {
  const cell = activeCell();
  const button = cell?.querySelector(`[data-option="${CSS.escape(key)}"]`);
  if (!button || key === '') return false;
  submit(cell, button);
  return true;
}

/** Opens the field's input, starting with what was typed. */
export function edit(typed = '') {
  const entry = activeCell()?.querySelector('[data-entry], .option');
  if (!entry) return false;
  entry.focus();
  if (entry.matches('input')) {
    if (typed) entry.value = typed;
    else entry.select();
  }
  return true;
}

/** Keys that begin an answer in this kind of field. */
export function beginsEntry(key) {
  const cell = activeCell();
  if (!cell) return false;
  if (cell.dataset.kind === 'number') return /^[0-9]$/.test(key);
  if (cell.dataset.kind === 'day') return /^[0-9~-]$/.test(key);
  return false;
}

export const openPanelLink = (selector) => activeCell()?.querySelector(selector)?.click();

document.addEventListener('click', (event) => {
  const cell = event.target.closest?.('[data-cell]');
  if (!cell || cell.classList.contains('active')) return;
  // A button of a closed field acts at once; taking the field in hand comes with it.
  activate(cell, { focus: !event.target.closest('button, input, select, a'), scroll: false });
});

// Taking a field in hand moves the fields below it. While a button of the pointer is down nothing may move,
// or the click would meet something else than what was pointed at.
let pointing = false;
document.addEventListener('pointerdown', () => {
  pointing = true;
});
for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => {
    setTimeout(() => {
      pointing = false;
    });
  });
}
document.addEventListener('focusin', (event) => {
  const cell = event.target.closest?.('[data-cell]');
  if (cell && cell.id !== current && !pointing) activate(cell, { focus: false });
});

document.addEventListener('click', (event) => {
  const nudge = event.target.closest?.('[data-nudge]');
  if (!nudge) return;
  const entry = nudge.closest('form').querySelector('[data-entry]');
  const days = /^~?(-?\d+)/.exec(entry.value.trim());
  entry.value = String((days ? Number(days[1]) : 0) + Number(nudge.dataset.nudge));
  entry.focus();
});

// A list that keys run through changes with each of them: there, Enter decides. One choice of the pointer is meant.
let byKeys = false;
document.addEventListener('keydown', () => {
  byKeys = true;
});
document.addEventListener('pointerdown', () => {
  byKeys = false;
});
document.addEventListener('change', (event) => {
  const select = event.target.closest?.('select[data-entry]');
  if (select?.value && !byKeys) select.form.requestSubmit(select.form.querySelector('[data-set]'));
});

document.addEventListener('keydown', (event) => {
  const entry = event.target.closest?.('[data-entry], [data-reason]');
  if (!entry?.form?.closest('[data-cell]')) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    entry.form.requestSubmit(entry.form.querySelector('[data-set]') ?? entry.form.querySelector('.tick'));
  } else if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    activeCell()?.focus();
  }
});

/** Fields whose proposals change with the answer that is on its way: a further key would meet the old ones. */
const undecided = new Set();

/** Whether keys must wait until the field in hand has been drawn anew. */
export const mustWait = () => undecided.has(current);

// The answer is taken down: mark the field as on its way and go on at once.
document.addEventListener('caseline:sent', (event) => {
  const { cell, submitter } = event.detail;
  if (!cell) return;
  current = cell.id;
  cell.classList.add('is-saving');
  const error = cell.querySelector('.cell-error');
  if (error) error.textContent = '';
  if (submitter?.matches('[data-reject], [value="clear"]')) {
    undecided.add(cell.id);
    activate(cell);
    return;
  }
  cell.dataset.open = '0';
  nextOpen();
});

// Before the swap that the answer brings: from now on the field stands as the server says.
document.addEventListener('caseline:settled', (event) => {
  const { id, outcome } = event.detail;
  const cell = id ? document.getElementById(id) : null;
  // Answered again meanwhile: the newer answer is what the page shows.
  if (!cell || onTheWayTo(id) > 0) return;
  cell.classList.remove('is-saving');
  if (outcome !== 'saved') cell.dataset.open = cell.classList.contains('is-open') ? '1' : '0';
});

// Whoever has gone on already is not called back: the field keeps its words of refusal and waits among the open ones.
document.addEventListener('caseline:refused', (event) => {
  const { cell, message } = event.detail;
  const typing = document.activeElement?.matches?.('input, textarea, select');
  if (newest() !== cell.id || typing) {
    toast(message, { bad: true });
    return;
  }
  activate(cell);
  cell.querySelector('[data-reason], [data-entry]')?.focus();
});

// A swap draws fields anew: the one in hand stays in hand, and keeps the focus if it had it. Answers still on their
// way stay given, although the server, at this point, does not know of them.
let held = { id: '', focused: false, active: '', after: [] };
document.addEventListener('htmx:before:swap', () => {
  const all = cells();
  const cell = activeCell();
  const { activeElement } = document;
  held = {
    id: current,
    focused: Boolean(cell?.contains(activeElement)),
    active: activeElement?.id ?? '',
    after: all.slice(all.findIndex((one) => one.id === current) + 1).map(({ id }) => id),
  };
});
document.addEventListener('htmx:after:swap', () => {
  for (const cell of cells()) {
    const onItsWay = onTheWayTo(cell.id) > 0;
    cell.classList.toggle('is-saving', onItsWay);
    if (onItsWay && !undecided.has(cell.id)) cell.dataset.open = '0';
  }
  const again = document.getElementById(held.id);
  if (again && !again.classList.contains('active')) {
    again.classList.add('active');
    again.tabIndex = 0;
  }
  // A question that came with the answer keeps the focus it asked for.
  const isAsked = document.activeElement?.closest?.('#conflict');
  if (again && held.focused && !isAsked && !again.contains(document.activeElement))
    again.focus({ preventScroll: true });
  if (held.active && document.activeElement === document.body) {
    document.getElementById(held.active)?.focus({ preventScroll: true });
  }
  // The field in hand is no longer asked: the one that followed it takes its place.
  if (held.id && !again) {
    const next = held.after.map((id) => document.getElementById(id)).find(Boolean);
    if (next) activate(next, { focus: held.focused });
    if (next?.dataset.open !== '1') nextOpen({ announce: false });
  }
  document.dispatchEvent(new CustomEvent('caseline:redrawn'));
});
document.addEventListener('caseline:queue', () => {
  const before = undecided.size;
  for (const id of undecided) if (onTheWayTo(id) === 0) undecided.delete(id);
  if (undecided.size < before) document.dispatchEvent(new CustomEvent('caseline:ready'));
});

/** The first field to decide when a case opens. */
export function begin() {
  if (!list()) return;
  const first = cells().find((cell) => cell.dataset.open === '1') ?? cells()[0];
  if (first) activate(first, { scroll: false });
}
