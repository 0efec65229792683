/** The viewer: its acts by name, its pointer, its buttons. */
import { openPanel } from '../../../shell/client/dialogs.js';
import { imageInHand, takeImage } from '../cursor/cursor.js';
import { stepImage } from '../cursor/moves.js';
import { isStack, setBeside, toggleCompare } from './viewer-panes.js';
import { listenToPointer } from './viewer-pointer.js';
import { currentView, draw, stage, viewActs, zoomBy } from './viewer-view.js';

const acts = {
  ...viewActs,
  compare: toggleCompare,
  'image-menu': () => {
    const [id, image] = [document.getElementById('case').dataset.case, imageInHand()];
    if (image) openPanel(`/cases/${encodeURIComponent(id)}/images/${encodeURIComponent(image)}`);
  },
};

/** Does one act of the viewer by name; false when there is none. */
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
  const tool = event.target.closest?.('[data-view]');
  if (tool) viewerDoes(tool.dataset.view);
  const thumb = event.target.closest?.('#strip .thumb');
  if (thumb && (event.shiftKey || event.ctrlKey || event.metaKey)) setBeside(thumb.dataset.image);
  else if (thumb) takeImage(thumb.dataset.image);
  const link = event.target.closest?.('[data-show-image]');
  if (link) takeImage(link.dataset.showImage);
});
