import type { PDFObject } from '@cantoo/pdf-lib';
import { PDFArray, PDFDict, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import type { Operand } from './content-scanner.ts';
import { ContentScanner } from './content-scanner.ts';
import type { Box, Matrix } from './geometry.ts';
import { identity, intersect, multiply, transformBox } from './geometry.ts';
import { readInlineImage } from './inline-image.ts';
import type { ObjectReader, PdfPage } from './object-reader.ts';
import { OptionalContent } from './optional-content.ts';
import { PathTracker } from './path-tracker.ts';
import { decodeStream } from './stream-filters.ts';

/** Where on a page something is drawn from. */
export type DrawSource = 'content' | 'form' | 'annotation' | 'soft-mask-group' | 'pattern';

/** One image drawn on a page, in user space; soft masks and masks are found at `stream`. */
export interface ImageDraw {
  stream: PDFRawStream;
  /** `null` for an inline image. */
  ref: PDFRef | null;
  /** Resources that name its colour space. */
  resources: PDFDict | undefined;
  matrix: Matrix;
  box: Box;
  clip: Box;
  source: DrawSource;
}

/** The box of a painted path or shading, in user space. */
export interface PathPaint {
  box: Box;
  kind: 'fill' | 'stroke' | 'shading';
}

export interface PageContents {
  images: ImageDraw[];
  paths: PathPaint[];
  /** Anything that had to be skipped, in plain words. */
  warnings: string[];
}

interface State {
  matrix: Matrix;
  clip: Box;
}

const formDepthLimit = 20;
const pathLimit = 200_000;
/** Operators one page may run, forms included: a form that draws itself many times over ends here. */
const operatorLimit = 20_000_000;
/** Forms one page may draw: drawings met in papers use some hundreds. */
const formLimit = 50_000;
const imageLimit = 100_000;

/** Walks what a page draws, with its forms, annotations and patterns, in drawing order. */
export class PageWalk {
  readonly #reader: ObjectReader;
  readonly #layers: OptionalContent;

  constructor(reader: ObjectReader) {
    this.#reader = reader;
    this.#layers = new OptionalContent(reader);
  }

  walk(page: PdfPage): PageContents {
    const run = new PageRun(this.#reader, this.#layers);
    run.page(page);
    return run.contents;
  }
}

class PageRun {
  readonly contents: PageContents = { images: [], paths: [], warnings: [] };
  readonly #reader: ObjectReader;
  readonly #layers: OptionalContent;
  readonly #open = new Set<PDFObject>();
  readonly #patterns = new Set<PDFObject>();
  #operators = 0;
  #forms = 0;

  constructor(reader: ObjectReader, layers: OptionalContent) {
    this.#reader = reader;
    this.#layers = layers;
  }

  page(page: PdfPage): void {
    const clip = page.box;
    const bytes = this.#pageBytes(page);
    this.#run(bytes, page.resources, { matrix: identity, clip }, 'content');
    for (const annotation of this.#reader
      .array(this.#reader.entry(page.dictionary, 'Annots'))
      .slice(0, 10_000)) {
      if (annotation instanceof PDFDict) this.#annotation(annotation, clip, page.resources);
    }
  }

  #warn(text: string): void {
    if (this.contents.warnings.length < 20) this.contents.warnings.push(text);
  }

  #bytes(stream: PDFObject | undefined): Uint8Array {
    if (!(stream instanceof PDFRawStream)) return new Uint8Array();
    try {
      return decodeStream(this.#reader, stream).bytes;
    } catch (error) {
      this.#warn(error instanceof Error ? error.message : String(error));
      return new Uint8Array();
    }
  }

  /** The content streams of a page, joined with a line break as the standard asks. */
  #pageBytes(page: PdfPage): Uint8Array {
    const contents = this.#reader.entry(page.dictionary, 'Contents');
    if (!(contents instanceof PDFArray)) return this.#bytes(contents);
    const parts = this.#reader.array(contents).map((part) => this.#bytes(part));
    return Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
  }

  /** An annotation's normal appearance, fitted into its rectangle (ISO 32000-1, 12.5.5). */
  #annotation(annotation: PDFDict, clip: Box, resources: PDFDict | undefined): void {
    const flags = this.#reader.number(annotation, 'F') ?? 0;
    if ((flags & 2) !== 0 || (flags & 32) !== 0 || this.#reader.name(annotation, 'Subtype') === 'Popup')
      return;
    if (!this.#layers.shows(this.#reader.rawEntry(annotation, 'OC'))) return;
    let appearance = this.#reader.entry(this.#reader.entry(annotation, 'AP'), 'N');
    if (appearance instanceof PDFDict) {
      const state = this.#reader.name(annotation, 'AS');
      appearance = state === undefined ? undefined : this.#reader.entry(appearance, state);
    }
    const rectangle = this.#reader.box(this.#reader.entry(annotation, 'Rect'));
    if (!(appearance instanceof PDFRawStream) || rectangle === undefined) return;
    const bounds = this.#reader.box(this.#reader.entry(appearance, 'BBox')) ?? [0, 0, 1, 1];
    const drawn = transformBox(bounds, this.#matrix(appearance));
    const scaleX = drawn[2] === drawn[0] ? 1 : (rectangle[2] - rectangle[0]) / (drawn[2] - drawn[0]);
    const scaleY = drawn[3] === drawn[1] ? 1 : (rectangle[3] - rectangle[1]) / (drawn[3] - drawn[1]);
    const fit: Matrix = [
      scaleX,
      0,
      0,
      scaleY,
      rectangle[0] - drawn[0] * scaleX,
      rectangle[1] - drawn[1] * scaleY,
    ];
    this.#form(appearance, resources, { matrix: fit, clip }, 'annotation');
  }

  #matrix(form: PDFRawStream): Matrix {
    const numbers = this.#reader.numbers(this.#reader.entry(form, 'Matrix'));
    return numbers?.length === 6 ? (numbers as Matrix) : identity;
  }

  #form(form: PDFRawStream, resources: PDFDict | undefined, state: State, source: DrawSource): void {
    if (this.#open.has(form) || this.#open.size >= formDepthLimit) {
      this.#warn('A form that draws itself, or forms nested too deep, were skipped.');
      return;
    }
    this.#forms += 1;
    if (this.#forms > formLimit) {
      if (this.#forms === formLimit + 1)
        this.#warn(`The page draws more than ${formLimit} forms; the rest was skipped.`);
      return;
    }
    if (!this.#layers.shows(this.#reader.rawEntry(form, 'OC'))) return;
    const matrix = multiply(this.#matrix(form), state.matrix);
    const bounds = this.#reader.box(this.#reader.entry(form, 'BBox'));
    const clip = bounds === undefined ? state.clip : intersect(transformBox(bounds, matrix), state.clip);
    this.#open.add(form);
    const own = this.#reader.dictionary(form, 'Resources') ?? resources;
    // Nothing of a form outside its clip is seen, but the draws exist: keep an empty clip at its corner.
    this.#run(this.#bytes(form), own, { matrix, clip: clip ?? [0, 0, 0, 0] }, source);
    this.#open.delete(form);
  }

  #image(
    stream: PDFRawStream,
    ref: PDFRef | null,
    resources: PDFDict | undefined,
    state: State,
    source: DrawSource,
  ): void {
    if (!this.#layers.shows(this.#reader.rawEntry(stream, 'OC'))) return;
    if (this.contents.images.length >= imageLimit) return;
    const box = transformBox([0, 0, 1, 1], state.matrix);
    this.contents.images.push({
      stream,
      ref,
      resources,
      matrix: state.matrix,
      box,
      clip: state.clip,
      source,
    });
  }

  #run(bytes: Uint8Array, resources: PDFDict | undefined, initial: State, source: DrawSource): void {
    const scanner = new ContentScanner(bytes);
    const stack: State[] = [];
    let state: State = { ...initial };
    let clipping = false;
    const marks: boolean[] = [];
    let hiddenMarks = 0;
    const path = new PathTracker();
    const paint = (kind: PathPaint['kind'] | null): void => {
      const box = path.take();
      if (box !== null && kind !== null && hiddenMarks === 0 && this.contents.paths.length < pathLimit) {
        const seen = intersect(box, state.clip);
        if (seen !== null) this.contents.paths.push({ box: seen, kind });
      }
      if (clipping && box !== null) {
        state = { ...state, clip: intersect(box, state.clip) ?? [box[0], box[1], box[0], box[1]] };
      }
      clipping = false;
    };

    for (let operator = scanner.next(); operator !== null; operator = scanner.next()) {
      this.#operators += 1;
      if (this.#operators > operatorLimit) {
        this.#warn('The page draws too much; the rest was skipped.');
        return;
      }
      const operands = scanner.operands;
      if (path.follow(operator, operands, state.matrix)) continue;
      switch (operator) {
        case 'q':
          if (stack.length < 4096) stack.push(state);
          break;
        case 'Q':
          state = stack.pop() ?? state;
          break;
        case 'cm':
          if (operands.length >= 6 && operands.every((value) => typeof value === 'number')) {
            state = { ...state, matrix: multiply(operands.slice(-6) as Matrix, state.matrix) };
          }
          break;
        case 'W':
        case 'W*':
          clipping = true;
          break;
        case 'n':
          paint(null);
          break;
        case 'f':
        case 'F':
        case 'f*':
        case 'B':
        case 'B*':
        case 'b':
        case 'b*':
          paint('fill');
          break;
        case 'S':
        case 's':
          paint('stroke');
          break;
        case 'sh':
          if (hiddenMarks === 0) this.contents.paths.push({ box: state.clip, kind: 'shading' });
          break;
        case 'BDC': {
          const [tag, properties] = operands;
          const named = typeof properties === 'string' ? properties.slice(1) : '';
          const content =
            tag === '/OC' && named !== ''
              ? this.#reader.entry(this.#reader.entry(resources, 'Properties'), named)
              : undefined;
          const hidden = content !== undefined && !this.#layers.shows(content);
          marks.push(hidden);
          if (hidden) hiddenMarks += 1;
          break;
        }
        case 'BMC':
          marks.push(false);
          break;
        case 'EMC':
          if (marks.pop() === true) hiddenMarks -= 1;
          break;
        case 'BI': {
          const image = readInlineImage(this.#reader, bytes, scanner);
          if (image !== null && hiddenMarks === 0) this.#image(image, null, resources, state, source);
          break;
        }
        case 'Do':
          if (hiddenMarks === 0) this.#external(operands[0], resources, state, source);
          break;
        case 'gs':
          this.#graphicsState(operands[0], resources, state);
          break;
        case 'scn':
        case 'SCN':
          this.#pattern(operands.at(-1), resources, state);
          break;
      }
    }
  }

  #external(
    name: Operand | undefined,
    resources: PDFDict | undefined,
    state: State,
    source: DrawSource,
  ): void {
    if (typeof name !== 'string') return;
    const raw = this.#reader.rawEntry(this.#reader.entry(resources, 'XObject'), name.slice(1));
    const object = this.#reader.resolve(raw);
    if (!(object instanceof PDFRawStream)) return;
    const subtype = this.#reader.name(object, 'Subtype');
    if (subtype === 'Image') {
      this.#image(object, raw instanceof PDFRef ? raw : null, resources, state, source);
    } else if (subtype === 'Form') {
      this.#form(object, resources, state, source === 'content' ? 'form' : source);
    }
  }

  /** A soft mask set through the graphics state is a form that is drawn, too. */
  #graphicsState(name: Operand | undefined, resources: PDFDict | undefined, state: State): void {
    if (typeof name !== 'string') return;
    const parameters = this.#reader.entry(this.#reader.entry(resources, 'ExtGState'), name.slice(1));
    const group = this.#reader.entry(this.#reader.dictionary(parameters, 'SMask'), 'G');
    if (group instanceof PDFRawStream) this.#form(group, resources, state, 'soft-mask-group');
  }

  /** Images inside a tiling pattern, once a page. */
  #pattern(name: Operand | undefined, resources: PDFDict | undefined, state: State): void {
    if (typeof name !== 'string') return;
    const pattern = this.#reader.entry(this.#reader.entry(resources, 'Pattern'), name.slice(1));
    if (!(pattern instanceof PDFRawStream) || this.#patterns.has(pattern)) return;
    this.#patterns.add(pattern);
    const paths = this.contents.paths.length;
    this.#form(pattern, resources, { matrix: identity, clip: state.clip }, 'pattern');
    this.contents.paths.length = paths;
  }
}
