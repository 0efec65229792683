/** The viewer: its acts by name, its pointer, its buttons. */
import { currentImage, isStack, showFirst, showImage, stepImage, toggleCompare } from './viewer-panes.js';
import { listenToPointer } from './viewer-pointer.js';
import { currentView, draw, stage, viewActs, zoomBy } from './viewer-view.js';

export { currentImage, showImage, stepImage };

const acts = {
  ...viewActs,
  compare: toggleCompare,
  'image-menu': () =>
    document.dispatchEvent(new CustomEvent('caseline:image-menu', { detail: { image: currentImage() } })),
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
    fit: () => viewerDoes('fit'),
    isStack,
  });
  showFirst();
}

document.addEventListener('click', (event) => {
  const tool = event.target.closest?.('[data-view]');
  if (tool) viewerDoes(tool.dataset.view);
  const thumb = event.target.closest?.('#strip .thumb');
  if (thumb) showImage(thumb.dataset.image, { add: event.shiftKey || event.ctrlKey || event.metaKey });
  const link = event.target.closest?.('[data-show-image]');
  if (link) showImage(link.dataset.showImage);
});

document.addEventListener('caseline:cell', (event) => {
  const { image } = event.detail.cell.dataset;
  if (image) showImage(image);
});
