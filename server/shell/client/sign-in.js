/**
 * A session that ended is no end of the work: the page stays as it is, a sign-in opens over it, and what waits goes on
 * when the same person is back. Whoever else signs in there sends nothing of it.
 */
import { answerText, must } from './dom.js';
import { announce } from './say.js';

/** Who opened the page; empty where nobody signs in. */
const person = document.body.dataset.openedBy ?? '';

/** What every request of our own says, so that nothing of it is done in another's name. */
export const openedBy = () => (person ? { 'Caseline-Opened-By': encodeURIComponent(person) } : {});

/** What tells the other windows of this browser that somebody signed in. */
const windows = new BroadcastChannel('caseline.signed-in');

const box = () => {
  const found = document.getElementById('sign-in');
  return found instanceof HTMLDialogElement ? found : null;
};

/** How many answers wait on this page; the case page says. */
let waiting = () => 0;
/** @param {() => number} count */
export function countsWaiting(count) {
  waiting = count;
}
/** The page goes on as somebody else, who was told what is let go. */
let hasLetGo = false;
export const isLetGo = () => hasLetGo;

const answers = () => {
  const count = waiting();
  return count === 0 ? '' : count === 1 ? '1 answer' : `${count} answers`;
};

/** Says why the page asks. @param {string} other who is signed in by now; empty: nobody */
function say(other) {
  const kept = answers();
  const why = must('sign-in-why');
  const leave = must('sign-in-other');
  leave.hidden = other === '';
  leave.textContent = kept
    ? `Let ${waiting() === 1 ? 'it' : 'them'} go, go on as ${other}`
    : `Go on as ${other}`;
  if (other === '') {
    why.textContent = `Your session ended; sign in to go on.${kept ? ` ${kept} of yours ${waiting() === 1 ? 'waits' : 'wait'} here and will then be sent.` : ''}`;
    return;
  }
  const rest = kept
    ? ` ${kept} of ${person} ${waiting() === 1 ? 'waits' : 'wait'} here and ${waiting() === 1 ? 'is' : 'are'} not sent in another name: sign in as ${person} to send, or let go.`
    : ` This page was opened by ${person}.`;
  why.textContent = `${other} is signed in here now.${rest}`;
}

/** Asks over the page. @param {Response} response that said 401 */
function askOver(response) {
  const dialog = box();
  if (!dialog) return;
  say(decodeURIComponent(response.headers.get('Caseline-Signed-In') ?? ''));
  if (dialog.open) return;
  must('sign-in-problem').hidden = true;
  dialog.showModal();
}

/**
 * A request of a script's own, in the name of who opened the page; null when the server cannot be reached. A session that
 * ended opens the sign-in. @param {string} address @param {RequestInit & { headers?: Readonly<Record<string, string>> }} init
 */
export async function ask(address, { headers, ...init } = {}) {
  const own = { 'HX-Request': 'true', ...openedBy() };
  const answer = await fetch(address, { ...init, headers: { ...headers, ...own } }).catch(() => null);
  if (answer?.status === 401) askOver(answer);
  return answer;
}

/** @param {string} name who has signed in, here or in another window */
function arrived(name) {
  const dialog = box();
  if (!dialog?.open) return;
  if (name !== person) {
    const field = must('sign-in-name');
    if (field instanceof HTMLInputElement) field.value = person;
    return say(name);
  }
  dialog.close();
  announce('Signed in again.');
  document.dispatchEvent(new CustomEvent('caseline:signed-in'));
}
windows.addEventListener('message', ({ data }) => arrived(String(data)));

/** @param {HTMLFormElement} form */
async function signIn(form) {
  const problem = must('sign-in-problem');
  const password = form.querySelector('input[type="password"]');
  const body = new URLSearchParams();
  for (const input of form.querySelectorAll('input')) body.set(input.name, input.value);
  const headers = { 'HX-Request': 'true' };
  const answer = await fetch('/login', { method: 'POST', headers, body }).catch(() => null);
  if (password instanceof HTMLInputElement) password.value = '';
  problem.hidden = answer?.ok === true;
  if (!answer?.ok) {
    problem.textContent = answer ? answerText(answer) : 'The server cannot be reached. Try again.';
    if (password instanceof HTMLInputElement) password.focus();
    return;
  }
  const name = decodeURIComponent(answer.headers.get('Caseline-Signed-In') ?? '');
  windows.postMessage(name);
  arrived(name);
}

document.addEventListener(
  'submit',
  (event) => {
    const { target } = event;
    if (!(target instanceof HTMLFormElement) || target.id !== 'sign-in-form') return;
    event.preventDefault();
    event.stopPropagation();
    void signIn(target);
  },
  true,
);
document.addEventListener('click', (event) => {
  if (event.target?.closest?.('#sign-in-other')) {
    hasLetGo = true;
    location.reload();
  }
});
// What waits is not put aside by a key: the question stays until it is answered.
document.addEventListener(
  'cancel',
  (event) => {
    if (event.target === box()) event.preventDefault();
  },
  true,
);
document.addEventListener(
  'keydown',
  (event) => {
    if (event.key === 'Escape' && box()?.open) event.preventDefault();
  },
  true,
);

document.addEventListener('htmx:config:request', (event) => {
  Object.assign(event.detail.ctx.request.headers, openedBy());
});
document.addEventListener('htmx:finally:request', (event) => {
  const { response } = event.detail.ctx;
  if (response?.status === 401) askOver(response);
});
