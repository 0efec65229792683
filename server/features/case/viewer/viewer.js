/** The viewer: its acts by name, its pointer, its buttons. */

import { openPanel } from '../../../shell/client/dialogs.js';
import { ofCase } from '../address.js';
import { imageInHand, takeImage } from '../cursor/cursor.js';
import { stepImage } from '../cursor/moves.js';
import { isAlone, setAlone } from '../desk/alone.js';
import { selectTo } from '../image/selected.js';
import { toggleMeasure } from './measure.js';
import './stack.js';
import { isStack, setBeside, toggleCompare } from './viewer-panes.js';
import { listenToPointer } from './viewer-pointer.js';
import { currentView, draw, stage, viewActs, zoomBy } from './viewer-view.js';

/** @type {Readonly<Record<string, () => void>>} */
const acts = {
  ...viewActs,
  compare: toggleCompare,
  measure: toggleMeasure,
  alone: () => setAlone(!isAlone()),
  'image-menu': () => {
    const image = imageInHand();
    if (image) openPanel(ofCase(`images/${encodeURIComponent(image)}`));
  },
};

/** Does one act of the viewer by name; false when there is none. @param {string} name */
export function viewerDoes(name) {
  const act = acts[name];
  if (!act || !stage()) return false;
  act();
  return true;
}

export function startViewer() {
  const box = stage();
  if (!box) return;
  listenToPointer(box, {
    get view() {
      return currentView();
    },
    draw,
    zoomBy,
    step: stepImage,
    choose: takeImage,
    fit: () => viewerDoes('fit'),
    isStack,
  });
}

document.addEventListener('click', (event) => {
  const tool = event.target?.closest?.('[data-view]')?.dataset.view;
  if (tool) viewerDoes(tool);
  const thumb = event.target?.closest?.('#strip .thumb')?.dataset.image;
  if (thumb && event.shiftKey) selectTo(thumb);
  else if (thumb && (event.ctrlKey || event.metaKey)) setBeside(thumb);
  else if (thumb) takeImage(thumb);
  const link = event.target?.closest?.('[data-show-image]')?.dataset.showImage;
  if (link) takeImage(link);
});
