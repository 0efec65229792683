/**
 * pdf.js asks an OffscreenCanvas how large images may be before it makes them smaller; without one, as in Node, it
 * halves every JPEG 2000 of more than 2,048 pixels a side without a word. We draw on no such canvas
 * (`isOffscreenCanvasSupported: false`), so this one only answers that any size is fine.
 */
class AnySizeCanvas {
  width: number;
  height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  getContext(): { fillRect(): void; getImageData(): { data: number[] } } {
    return { fillRect: () => {}, getImageData: () => ({ data: [0, 0, 0, 255] }) };
  }
}

const scope = globalThis as { OffscreenCanvas?: unknown };
scope.OffscreenCanvas ??= AnySizeCanvas;
