/** Keys on the box of a panel: move, size, name, remove. */

import { announce } from '../../shell/client/say.js';
import { moved, sizeOf } from '../case/image/rectangles.js';
import { keepInside, nameOf, picture, remove, rename, show } from './panel-boxes.js';

/** @type {Readonly<Record<string, readonly [across: number, down: number]>>} */
const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** What a key does to the box it was pressed on; false when nothing. @param {KeyboardEvent} event @param {import('./panel-boxes.js').Panel} part */
export function onBoxKey(event, part) {
  const step = steps[event.key];
  if (step) {
    const by = event.ctrlKey || event.metaKey ? 10 : 1;
    const [x, y] = [step[0] * by, step[1] * by];
    if (event.shiftKey) Object.assign(part, { width: part.width + x, height: part.height + y });
    else Object.assign(part, moved(part, { x, y }, sizeOf(picture)));
    keepInside(part);
    show(part);
    return true;
  }
  if (event.key === 'Delete' || event.key === 'Backspace') {
    remove(part);
    return true;
  }
  if (/^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    rename(part, event.key);
    announce(`now ${nameOf(part)}`);
    return true;
  }
  return false;
}
