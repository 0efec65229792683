/** An element that is on every page where its script has work. @param {string} id */
export function must(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`there is no #${id} on this page`);
  return element;
}

/** The dialog that panels open in. */
export const dialogBox = () => {
  const box = document.getElementById('dialog');
  return box instanceof HTMLDialogElement ? box : null;
};

/** Words as text of HTML. @param {string} text */
export const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** What a person typed or chose at an element; empty for what takes no input. @param {EventTarget | null} element */
export const typedAt = (element) =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement
    ? element.value
    : '';

/** Words of the server for people, from a header. @param {Response} response */
export const answerText = ({ headers, status }) =>
  decodeURIComponent(headers.get('Caseline-Message') ?? '') || `The server answered ${status}.`;

/** Fields of a form by name; files have no place in an answer. @param {FormData | URLSearchParams} data */
export const valuesOf = (data) =>
  Object.fromEntries(
    [...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
