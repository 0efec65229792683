/** Pan, window and zoom with the pointer and the wheel; in a stack the wheel turns its pages. */

/**
 * @param {HTMLElement} box
 * @param {{
 *   readonly view: ReturnType<typeof import('./viewer-view.js').currentView>,
 *   draw: () => void,
 *   zoomBy: typeof import('./viewer-view.js').zoomBy,
 *   step: (by: number) => void,
 *   choose: (image: string) => void,
 *   fit: () => void,
 *   isStack: () => boolean,
 * }} viewer what the pointer may do
 */
export function listenToPointer(box, viewer) {
  /** @type {{ x: number, y: number, image: string | undefined, far: number, window: boolean } | null} */
  let drag = null;
  box.addEventListener('pointerdown', (event) => {
    if (event.button > 2) return;
    box.setPointerCapture(event.pointerId);
    drag = {
      x: event.clientX,
      y: event.clientY,
      image: event.button === 0 ? event.target?.closest?.('.pane')?.dataset.image : undefined,
      far: 0,
      window: event.button === 2 || box.dataset.tool === 'window',
    };
  });
  box.addEventListener('pointermove', (event) => {
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.x = event.clientX;
    drag.y = event.clientY;
    drag.far += Math.abs(dx) + Math.abs(dy);
    if (drag.window) {
      const { view } = viewer;
      view.brightness = Math.max(0.1, Math.min(4, view.brightness * 1.005 ** -dy));
      view.contrast = Math.max(0.1, Math.min(6, view.contrast * 1.005 ** dx));
    } else {
      viewer.view.x += dx;
      viewer.view.y += dy;
    }
    viewer.draw();
  });
  box.addEventListener('pointerup', () => {
    // Pressed and let go at one place: this pane is meant.
    if (drag?.image && drag.far < 4) viewer.choose(drag.image);
    drag = null;
  });
  box.addEventListener('contextmenu', (event) => event.preventDefault());
  box.addEventListener('dblclick', () => viewer.fit());
  box.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (viewer.isStack() && !event.ctrlKey) {
        viewer.step(event.deltaY > 0 ? 1 : -1);
        return;
      }
      const pane = event.target?.closest?.('.pane') ?? box.querySelector('.pane');
      if (!pane) return;
      const { left, top, width, height } = pane.getBoundingClientRect();
      viewer.zoomBy(1.0015 ** -event.deltaY, {
        x: event.clientX - left - width / 2,
        y: event.clientY - top - height / 2,
      });
    },
    { passive: false },
  );
  new ResizeObserver(() => viewer.draw()).observe(box);
}
