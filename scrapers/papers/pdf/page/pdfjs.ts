// Must come before pdf.js.
import '../objects/full-size.ts';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { getDocument, OPS, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { withoutNameless } from '../../unread-signs.ts';
import { pdfjsFolders } from '../objects/image-codecs.ts';
import { refusal } from '../objects/refusals.ts';

/** Decoded pixels of an image as pdf.js shows it: colours converted to RGB, masks merged into alpha. */
export interface ShownPixels {
  width: number;
  height: number;
  /** 1 grey, 3 RGB, 4 RGBA, 8 bits each. */
  channels: 1 | 3 | 4;
  data: Uint8Array;
}

interface ImageObject {
  width: number;
  height: number;
  kind: number;
  data: Uint8Array | null;
  ref?: string;
}

/**
 * Opens a PDF with pdf.js, an encrypted one with the empty password.
 * @throws InvalidInput `pdf-unreadable`, `pdf-password`
 */
export async function openWithPdfjs(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const task = getDocument({
    // pdf.js takes the buffer over, so it gets a copy.
    data: Uint8Array.from(bytes),
    verbosity: VerbosityLevel.ERRORS,
    wasmUrl: pdfjsFolders.wasm,
    iccUrl: pdfjsFolders.profiles,
    cMapUrl: pdfjsFolders.characterMaps,
    cMapPacked: true,
    standardFontDataUrl: pdfjsFolders.fonts,
    isOffscreenCanvasSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    // Codes and names of glyphs, for signs that do not say what they are.
    fontExtraProperties: true,
    enableXfa: false,
    password: '',
  });
  try {
    return await task.promise;
  } catch (error) {
    throw refusal(error);
  }
}

/**
 * A damaged PDF as pdf.js understands it, written anew; `null` when pdf.js finds no pages in it either.
 * @throws InvalidInput `pdf-unreadable`, `pdf-password`
 */
export async function rewrite(bytes: Uint8Array): Promise<Uint8Array | null> {
  const document = await openWithPdfjs(bytes);
  try {
    return (await document.extractPages([{ document: null }])) ?? null;
  } catch {
    return null;
  } finally {
    await document.loadingTask.destroy();
  }
}

/**
 * The images of a page as pdf.js shows them, by object name ("12 0"); inline images under `inline 0`, `inline 1`
 * in drawing order. Images whose data came back empty are left out.
 */
export async function shownImages(page: PDFPageProxy): Promise<Map<string, ShownPixels>> {
  const images = new Map<string, ShownPixels>();
  const list = await page.getOperatorList();
  let inline = 0;
  for (const [index, operator] of list.fnArray.entries()) {
    const argument = (list.argsArray[index] as unknown[] | null)?.[0];
    if (operator === OPS.paintImageXObject || operator === OPS.paintImageXObjectRepeat) {
      const object = await imageObject(page, String(argument));
      const name = objectName(object?.ref);
      const pixels = object === null ? null : shownPixels(object);
      if (name !== null && pixels !== null) images.set(name, pixels);
    } else if (operator === OPS.paintInlineImageXObject) {
      const pixels = shownPixels(argument as ImageObject);
      if (pixels !== null) images.set(`inline ${inline}`, pixels);
      inline += 1;
    }
  }
  page.cleanup();
  return images;
}

function imageObject(page: PDFPageProxy, id: string): Promise<ImageObject | null> {
  const store = id.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => {
    const impatient = setTimeout(() => resolve(null), 10_000);
    store.get(id, (object: ImageObject | null) => {
      clearTimeout(impatient);
      resolve(object);
    });
  });
}

/** pdf.js writes object 12, generation 0 as "12R" and generation 3 as "12R3". */
function objectName(ref: string | undefined): string | null {
  const [, number, generation] = /^(\d{1,10})R(\d{0,5})$/.exec(ref ?? '') ?? [];
  return number === undefined ? null : `${number} ${generation || '0'}`;
}

function shownPixels(image: ImageObject | null | undefined): ShownPixels | null {
  if (!image?.data) return null;
  const { width, height, kind, data } = image;
  if (kind === 2 || kind === 3) return { width, height, channels: kind === 2 ? 3 : 4, data };
  if (kind !== 1) return null;
  const rowBytes = (width + 7) >> 3;
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      grey[y * width + x] = (((data[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) * 255;
    }
  }
  return { width, height, channels: 1, data: grey };
}

/** The Info dictionary and XMP packet of a file, keys in lower case; XMP wins. */
export async function embeddedMetadata(document: PDFDocumentProxy): Promise<Map<string, string | string[]>> {
  const found = new Map<string, string | string[]>();
  // Some writers end their strings with a zero, as C does.
  const told = (value: string): string => withoutNameless(value.replaceAll('\0', ' ').trim());
  const keep = (key: string, value: unknown): void => {
    if (typeof value === 'string' && value.trim() !== '')
      found.set(key.toLowerCase(), told(value.slice(0, 5_000)));
    else if (Array.isArray(value))
      found.set(key.toLowerCase(), value.filter((item) => typeof item === 'string').map(told));
  };
  try {
    const { info, metadata } = await document.getMetadata();
    for (const [key, value] of Object.entries(info)) keep(key, value);
    const custom = (info as { Custom?: unknown }).Custom;
    if (custom !== null && typeof custom === 'object')
      for (const [key, value] of Object.entries(custom)) keep(key, value);
    for (const [key, value] of (metadata as Iterable<[string, unknown]> | null) ?? []) keep(key, value);
  } catch {
    // Damaged metadata is as good as none.
  }
  return found;
}
