/** Everything a single key can do, with its usual key. */

import { nextOpen, step, stepImage } from '../case/cursor/moves.js';
import { accept, choose, edit, openPanelLink, reject, takeReading } from '../case/fields/fields.js';
import { silenceRest } from '../case/fields/many.js';
import { toggleShown } from '../case/fields/shown.js';
import { takeSure } from '../case/fields/sure.js';
import { toggleTable } from '../case/table/table.js';
import { viewerDoes } from '../case/viewer/viewer.js';

/** @param {string} selector */
const click = (selector) => () => document.querySelector(selector)?.click();

/**
 * @typedef {'Decide' | 'Move' | 'Image'} Group
 * @typedef {{ group: Group, id: string, usual: string, label: string, run: () => unknown }} Command false: nothing was done
 */

/**
 * group, id, usual key, what it does, action. Keys written as `event.key`; letters without Shift.
 * @type {readonly [group: Group, id: string, usual: string, label: string, run: () => unknown][]}
 */
const rows = [
  ['Decide', 'accept', 'a', 'Accept the proposal and go on (also Enter)', accept],
  ['Decide', 'yes', 'y', 'Yes', () => choose('y')],
  ['Decide', 'no', 'n', 'No', () => choose('n')],
  ['Decide', 'silent', 's', 'Not stated', () => choose('s')],
  ['Decide', 'unclear', 'u', 'Unclear', () => choose('u')],
  [
    'Decide',
    'silence-rest',
    'b',
    'Not stated: all that is left of the patient with nothing found',
    () => silenceRest(),
  ],
  ['Decide', 'sure', 'g', 'Show the sure ones of the case; again: take them', takeSure],
  ['Decide', 'reject', 'x', 'Reject the suggestion', reject],
  [
    'Decide',
    'reading-first',
    ';',
    'Adjudicating: take the first answer of the readers',
    () => takeReading(';'),
  ],
  [
    'Decide',
    'reading-second',
    "'",
    'Adjudicating: take the second answer of the readers',
    () => takeReading("'"),
  ],
  ['Decide', 'edit', 'e', 'Type a value (numbers and days: just type)', () => edit()],
  ['Decide', 'comment', 'c', 'Comment on this field', () => openPanelLink('[data-comment]')],
  ['Move', 'down', 'j', 'Next field (also arrow down)', () => step(1)],
  ['Move', 'up', 'k', 'Previous field (also arrow up)', () => step(-1)],
  ['Move', 'open', 'o', 'Next open field', () => nextOpen()],
  ['Move', 'todo', 'f', 'Show only what a person must decide, and all again', toggleShown],
  ['Move', 'table', '#', 'The images of the patient as a table, and back', toggleTable],
  ['Move', 'image-next', ']', 'Next image', () => stepImage(1)],
  ['Move', 'image-previous', '[', 'Previous image', () => stepImage(-1)],
  ['Move', 'timeline', 't', 'Add an event to the timeline', click('[data-event-form]')],
  ['Move', 'find', '/', 'Find cases', () => document.getElementById('find')?.focus()],
  ['Image', 'zoom-in', '+', 'Zoom in', () => viewerDoes('zoom-in')],
  ['Image', 'zoom-out', '-', 'Zoom out', () => viewerDoes('zoom-out')],
  ['Image', 'fit', '=', 'Fit', () => viewerDoes('fit')],
  ['Image', 'invert', 'i', 'Invert', () => viewerDoes('invert')],
  ['Image', 'rotate-right', 'r', 'Rotate right', () => viewerDoes('rotate-right')],
  ['Image', 'rotate-left', 'l', 'Rotate left', () => viewerDoes('rotate-left')],
  ['Image', 'flip-horizontal', 'h', 'Flip left and right', () => viewerDoes('flip-horizontal')],
  ['Image', 'flip-vertical', 'v', 'Flip top and bottom', () => viewerDoes('flip-vertical')],
  ['Image', 'window', 'w', 'Window: drag for brightness and contrast', () => viewerDoes('window')],
  ['Image', 'brighter', '.', 'Brighter', () => viewerDoes('brighter')],
  ['Image', 'darker', ',', 'Darker', () => viewerDoes('darker')],
  ['Image', 'more-contrast', '>', 'More contrast', () => viewerDoes('more-contrast')],
  ['Image', 'less-contrast', '<', 'Less contrast', () => viewerDoes('less-contrast')],
  ['Image', 'compare', 'm', 'Side by side', () => viewerDoes('compare')],
  [
    'Image',
    'presets',
    'p',
    'Next window: all greys, dark parts, bright parts, middle',
    () => viewerDoes('presets'),
  ],
  ['Image', 'measure', 'd', 'Measure a distance', () => viewerDoes('measure')],
  ['Image', 'alone', 'z', 'The picture alone, and back', () => viewerDoes('alone')],
  ['Image', 'image-menu', 'q', 'Leave out, quality, whose image, cut', () => viewerDoes('image-menu')],
];
/** @type {readonly Command[]} */
export const keyCommands = rows.map(([group, id, usual, label, run]) => ({ group, id, usual, label, run }));

/** With Ctrl or Cmd, or not single characters: always on. @type {readonly [key: string, label: string][]} */
export const fixed = [
  ['Enter', 'Accept the proposal and go on'],
  [
    'Shift Enter',
    'The same answer, or the proposals, for all images of the patient from here on, or the selected',
  ],
  ['Ctrl Enter', 'Send the comment that is being written'],
  ['Ctrl Z', 'Undo'],
  ['Ctrl Shift Z', 'Redo'],
  ['Arrow keys', 'Fields; on the image: images; on a marker: days'],
  ['Space', 'On the image: reset the view; on a thumbnail or in the table: select it'],
  ['Shift ↓ ↑, Ctrl ↓ ↑', 'In the table: select images, to the last or first'],
  ['Ctrl D', 'In the table: fill the topmost answer down, or take the one above'],
  ['F2', 'In the table: type a value'],
  [
    'Escape',
    'Leave an input, close a panel, leave theirs standing in a conflict, select no image, leave the table',
  ],
  ['?', 'This map; in a field of a day: cannot be known'],
];
