import { createCanvas } from '@napi-rs/canvas';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { InvalidInput } from '../../../../data/errors.ts';
import { paperLimits } from '../../limits.ts';
import type { Box } from '../objects/geometry.ts';
import { heightOf, widthOf } from '../objects/geometry.ts';

/** Dots per inch at which vector figures are drawn. */
export const cropResolution = 300;

/**
 * Draws a part of a page as a PNG of 300 dots per inch.
 * @param box points from the top left corner of the page as shown
 * @param rotation degrees clockwise, where the page is to be turned otherwise than the file says
 * @throws InvalidInput `crop-too-large`
 */
export async function pageCrop(
  document: PDFDocumentProxy,
  pageNumber: number,
  box: Box,
  rotation?: number,
): Promise<{ png: Buffer; width: number; height: number }> {
  const scale = cropResolution / 72;
  const width = Math.max(1, Math.round(widthOf(box) * scale));
  const height = Math.max(1, Math.round(heightOf(box) * scale));
  if (width * height > paperLimits.renderedPixels) {
    throw new InvalidInput('crop-too-large', `A crop of ${width} x ${height} pixels is too large to draw.`);
  }
  const page = await document.getPage(pageNumber);
  const viewport = page.getViewport({
    scale: scale / page.userUnit,
    offsetX: -box[0] * scale,
    offsetY: -box[1] * scale,
    ...(rotation !== undefined && { rotation }),
  });
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  // pdf.js is typed for browsers; in Node it draws on this canvas all the same.
  const surface = { canvas: canvas as unknown as HTMLCanvasElement, viewport };
  await page.render(surface).promise;
  page.cleanup();
  return { png: await canvas.encode('png'), width, height };
}
