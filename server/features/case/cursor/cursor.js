/**
 * The one cursor of the case page: the image on the stage and the field in hand, never one without the other. An
 * answer goes to the field in hand, and a field of an image is in hand only while that image is shown. Nothing else
 * on the page remembers an image or a field; whoever shows either asks here, and hears `caseline:image` and
 * `caseline:cell` when it moves.
 */

import { isLeftOut } from '../fields/shown.js';

/**
 * The image shown, and the field by its name. `patient`: whose field it is, null where it is the image's own.
 * `byImage`: whether the image was chosen last, so that the field follows it, and not the other way round.
 */
/** @typedef {{ image: string, field: string, patient: string | null, byImage: boolean }} Place */
/** @type {Place} */
let place = { image: '', field: '', patient: null, byImage: false };

const list = () => document.getElementById('fields');
export const cells = () => [...(list()?.querySelectorAll('[data-cell]') ?? [])];
export const thumbs = () => [...document.querySelectorAll('#strip .thumb')];
/** @param {string | undefined} id */
export const thumbOf = (id) => thumbs().find((thumb) => thumb.dataset.image === id);

export const imageInHand = () => place.image;

/**
 * The image whose fields are asked for one: of a frame the first of its stack, empty for an image left out.
 * @param {string} image
 */
export const askedFor = (image) => thumbOf(image)?.dataset.asked ?? '';

/** @param {Place} at */
function cellAt({ image, field, patient }) {
  const asked = patient === null ? askedFor(image) : '';
  if (patient === null && asked === '') return null;
  /** @param {HTMLElement} cell */
  const isMeant = ({ dataset }) =>
    dataset.field === field && dataset.image === asked && (patient === null || dataset.patient === patient);
  return cells().find(isMeant) ?? null;
}

/**
 * Where the keys stand that are at a field: its cell of the table while that is open, else the field itself.
 * @param {HTMLElement} cell
 */
export const faceOf = (cell) =>
  /** @type {HTMLElement | null} */ (document.querySelector(`#table [data-for="${cell.id}"]`)) ?? cell;

/** The field an answer goes to; null where nothing is asked of the image shown. */
export const cellInHand = () => cellAt(place);

export function focusInHand() {
  const cell = cellInHand();
  if (cell) faceOf(cell).focus({ preventScroll: true });
}

/** @param {(thumb: HTMLElement) => boolean} isMeant */
const firstImage = (isMeant = () => true) => {
  const all = thumbs().filter(isMeant);
  return (all.find(({ dataset }) => dataset.asked !== '') ?? all[0])?.dataset.image;
};
/** @param {string | null | undefined} patient */
const firstOf = (patient) => firstImage(({ dataset }) => dataset.patient === patient);

/** A patient's field is decided before an image of that patient, or one of nobody. @param {string | undefined} patient */
function imageFor(patient) {
  const owner = thumbOf(place.image)?.dataset.patient;
  if (owner === '' || owner === patient) return place.image;
  return firstOf(patient) ?? (place.image || firstImage() || '');
}

/**
 * @param {Place} next
 * @param {{ focus: boolean, scroll: boolean }} how
 */
function move(next, { focus, scroll }) {
  const was = place;
  place = next;
  const cell = cellInHand();
  /** @param {string} name @param {object} [detail] */
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  tell('caseline:marks');
  if (cell && focus) focusInHand();
  if (cell && scroll) faceOf(cell).scrollIntoView({ block: 'nearest' });
  if (was.image !== place.image) tell('caseline:image', { image: place.image, was: was.image });
  if (was.image !== place.image || was.field !== place.field || was.patient !== place.patient)
    tell('caseline:cell', { cell });
}

/** Takes a field in hand: opens it, and shows its words and its image. @param {HTMLElement | null | undefined} cell */
export function takeField(cell, { focus = true, scroll = true } = {}) {
  if (!cell) return;
  const { image = '', field = '', patient = '' } = cell.dataset;
  // A frame of the stack that is looked at stays on the stage: the stack is decided as one.
  const shown = image === '' ? imageFor(patient) : askedFor(place.image) === image ? place.image : image;
  move({ image: shown, field, patient: image === '' ? patient : null, byImage: false }, { focus, scroll });
}

/**
 * The same field of another image, or of its patient; where that is not asked, what waits first.
 * @param {string} image
 * @returns {Place}
 */
function samePlaceOf(image) {
  const { patient, asked = '' } = thumbOf(image)?.dataset ?? {};
  const next = { ...place, image, byImage: true };
  if (place.patient !== null) return { ...next, patient: patient || place.patient };
  const own = cells().filter((cell) => asked !== '' && cell.dataset.image === asked);
  if (own.length === 0 || own.some((cell) => cell.dataset.field === place.field)) return next;
  return { ...next, field: (own.find((cell) => cell.dataset.open === '1') ?? own[0])?.dataset.field ?? '' };
}

/** Whether the keys go to the fields, so that they must go on to another field with the cursor. */
const isAtFields = () =>
  document.activeElement === document.body || Boolean(document.activeElement?.closest('#fields, #table'));

/** Shows an image and takes the same field of it in hand. @param {string} id */
export function takeImage(id, { focus = isAtFields(), scroll = true } = {}) {
  if (!thumbOf(id)) return;
  move(samePlaceOf(id), { focus, scroll });
  // Nothing is asked of it: what is typed must not reach the field of the image before.
  if (focus && !cellInHand() && document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Takes in hand what an answer names that was given elsewhere on the page. @param {Readonly<Record<string, string>>} named */
export function takePlace({ image = '', field, patient }) {
  const asked = image && askedFor(image);
  /** @param {HTMLElement} cell */
  const isMeant = ({ dataset }) =>
    dataset.field === field && dataset.image === asked && (image !== '' || dataset.patient === patient);
  const cell = field && (image === '' || asked) ? cells().find(isMeant) : undefined;
  // Keys that are at the fields go along; whoever is elsewhere stays there.
  const focus = isAtFields();
  if (cell) takeField(cell, { focus });
  else if (image) takeImage(image, { focus });
}

/** The first field to decide when a case opens. */
export function begin() {
  place = { ...place, image: '' };
  const open = cells().filter((cell) => cell.dataset.open === '1');
  const first = open.find((cell) => !isLeftOut(cell)) ?? open[0] ?? cells()[0];
  if (first) takeField(first, { scroll: false });
  else takeImage(firstImage() ?? '', { focus: false });
  // Without an image the stage says so.
  if (place.image === '')
    document.dispatchEvent(new CustomEvent('caseline:image', { detail: { image: '', was: '' } }));
}

/** What stands around the cursor, to find its place again after the page was drawn anew. */
export function surroundings() {
  const all = cells().map(({ id }) => id);
  const { id } = cellInHand() ?? {};
  return {
    following: id ? all.slice(all.indexOf(id)) : [],
    images: thumbs().map(({ dataset }) => dataset.image ?? ''),
  };
}

/**
 * After the page was drawn anew: the same image and field, or what is left nearest to them. True when the field is no
 * longer asked, so that the one that followed it is in hand.
 * @param {ReturnType<typeof surroundings>} around
 */
export function settle({ following, images }) {
  const next = { ...place };
  if (!thumbOf(next.image)) {
    const at = images.indexOf(next.image);
    const near = [...images.slice(0, Math.max(0, at)).reverse(), ...images.slice(at + 1)];
    next.image = near.find(thumbOf) ?? firstImage() ?? '';
  }
  const owner = thumbOf(next.image)?.dataset.patient;
  if (next.patient !== null && owner && owner !== next.patient) {
    // Given to another patient: whichever was chosen last stays, and the other follows it.
    const isGone = cellAt(next) === null;
    if (next.byImage || isGone) next.patient = owner;
    else next.image = firstOf(next.patient) ?? next.image;
  }
  move(next, { focus: false, scroll: false });
  if (following.length === 0 || cellInHand()) return false;
  takeField(following.map((id) => document.getElementById(id)).find(Boolean), { focus: false });
  return true;
}
