/** The film an image is compared with first. */

import { thumbOf, thumbs } from '../cursor/cursor.js';

/** Whether both are known and the same. @param {string | undefined} left @param {string | undefined} right */
const same = (left, right) => Boolean(left) && left === right;

/**
 * The thumbnail of the film before of the same patient and view: by day where both days are known, else by the order of
 * the strip; undefined where there is none. Frames of one series are no films before each other.
 * @param {string} id
 */
export function priorOf(id) {
  const thumb = thumbOf(id);
  if (!thumb) return undefined;
  const { patient, projection, series, day = '' } = thumb.dataset;
  const all = thumbs();
  const alike = all.filter(
    (one) =>
      one !== thumb &&
      one.dataset.excluded === '' &&
      same(one.dataset.patient, patient) &&
      same(one.dataset.projection, projection) &&
      !same(one.dataset.series, series),
  );
  const dated = alike.filter((one) => day !== '' && one.dataset.day !== '');
  if (dated.length > 0)
    return dated
      .filter((one) => Number(one.dataset.day) < Number(day))
      .sort((left, right) => Number(right.dataset.day) - Number(left.dataset.day))[0];
  return alike.filter((one) => all.indexOf(one) < all.indexOf(thumb)).at(-1);
}
