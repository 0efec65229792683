/** Marks what the cursor is on, in the fields, the strip and the timeline, for eyes and for assistive technology. */
import { askedFor, cellInHand, cells, imageInHand, thumbs } from './cursor.js';

/**
 * @param {Element} element
 * @param {boolean} isCurrent
 */
function current(element, isCurrent) {
  if (isCurrent) element.setAttribute('aria-current', 'true');
  else element.removeAttribute('aria-current');
}

function mark() {
  const [image, cell] = [imageInHand(), cellInHand()];
  const asked = askedFor(image);
  /** @param {string | undefined} id */
  const isShown = (id) => id !== '' && (id === image || id === asked);
  for (const one of cells()) {
    one.classList.toggle('active', one === cell);
    one.tabIndex = one === cell ? 0 : -1;
    current(one, one === cell);
  }
  for (const group of document.querySelectorAll('#fields .group')) {
    const on = isShown(group.dataset.groupImage);
    group.classList.toggle('is-shown', on);
    for (const head of group.querySelectorAll('.group-image')) current(head, on);
  }
  for (const thumb of thumbs()) current(thumb, thumb.dataset.image === image);
  for (const one of document.querySelectorAll('#timeline .mark[data-image]'))
    current(one, isShown(one.dataset.image));
}

document.addEventListener('caseline:marks', mark);
