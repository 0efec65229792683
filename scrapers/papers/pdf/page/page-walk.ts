import { annotationAppearance, formMatrix } from '../objects/annotation-appearance.ts';
import type { Operand } from '../objects/content-scanner.ts';
import { ContentScanner } from '../objects/content-scanner.ts';
import { intersect, multiply, transformBox } from '../objects/geometry.ts';
import { readInlineImage } from '../objects/inline-image.ts';
import { MarkedContent } from '../objects/marked-content.ts';
import type { ObjectReader, PdfPage } from '../objects/object-reader.ts';
import { OptionalContent } from '../objects/optional-content.ts';
import type { DrawSource, PageContents } from '../objects/page-contents.ts';
import type { PDFObject } from '../objects/pdf-lib.ts';
import { PDFArray, PDFDict, PDFRawStream, PDFRef } from '../objects/pdf-lib.ts';
import { decodeStream } from '../objects/stream-filters.ts';
import { DrawingState, type State, startState } from './drawing-state.ts';
import { fillAfter } from './fill-colour.ts';
import { TextShows } from './text-shows.ts';

const formDepthLimit = 20;
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
  readonly contents: PageContents = { images: [], paths: [], shows: [], warnings: [] };
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
    const start = startState(page.box);
    const bytes = this.#pageBytes(page);
    this.#run(bytes, page.resources, start, 'content');
    for (const annotation of this.#reader
      .array(this.#reader.entry(page.dictionary, 'Annots'))
      .slice(0, 10_000)) {
      if (!(annotation instanceof PDFDict)) continue;
      const appearance = annotationAppearance(this.#reader, this.#layers, annotation);
      if (appearance === null) continue;
      this.#form(appearance.form, page.resources, { ...start, matrix: appearance.fit }, 'annotation');
    }
  }

  #warn(text: string): void {
    const { warnings } = this.contents;
    if (warnings.length < 20 && !warnings.includes(text)) warnings.push(text);
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
    const matrix = multiply(formMatrix(this.#reader, form), state.matrix);
    const bounds = this.#reader.box(this.#reader.entry(form, 'BBox'));
    const clip = bounds === undefined ? state.clip : intersect(transformBox(bounds, matrix), state.clip);
    this.#open.add(form);
    const own = this.#reader.dictionary(form, 'Resources') ?? resources;
    // Nothing of a form outside its clip is seen, but the draws exist: keep an empty clip at its corner.
    this.#run(this.#bytes(form), own, { ...state, matrix, clip: clip ?? [0, 0, 0, 0] }, source);
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
    const drawing = new DrawingState(initial, this.contents.paths);
    const marked = new MarkedContent(this.#reader, this.#layers);
    // Text of annotations, patterns and masks is no text of the page.
    const shows = source === 'content' || source === 'form' ? new TextShows(this.contents) : null;
    for (let operator = scanner.next(); operator !== null; operator = scanner.next()) {
      this.#operators += 1;
      if (this.#operators > operatorLimit) {
        this.#warn('The page draws too much; the rest was skipped.');
        return;
      }
      const operands = scanner.operands;
      if (drawing.follow(operator, operands, marked.hidden)) continue;
      const { state } = drawing;
      const after = shows?.follow(operator, operands, state, marked.hidden);
      if (after) {
        drawing.state = after;
        continue;
      }
      const fill = fillAfter(operator, operands, state.fill, this.#reader, resources);
      if (fill !== null) drawing.state = { ...state, fill };
      switch (operator) {
        case 'BDC':
        case 'BMC':
        case 'EMC':
          marked.follow(operator, operands, resources);
          break;
        case 'BI': {
          const image = readInlineImage(this.#reader, bytes, scanner);
          if (image !== null && !marked.hidden) this.#image(image, null, resources, state, source);
          break;
        }
        case 'Do':
          if (!marked.hidden) this.#external(operands[0], resources, state, source);
          break;
        case 'gs':
          drawing.state = this.#graphicsState(operands[0], resources, state);
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
  #graphicsState(name: Operand | undefined, resources: PDFDict | undefined, state: State): State {
    if (typeof name !== 'string') return state;
    const parameters = this.#reader.entry(this.#reader.entry(resources, 'ExtGState'), name.slice(1));
    const group = this.#reader.entry(this.#reader.dictionary(parameters, 'SMask'), 'G');
    if (group instanceof PDFRawStream) this.#form(group, resources, state, 'soft-mask-group');
    const alpha = this.#reader.number(parameters, 'ca');
    return alpha === undefined ? state : { ...state, clear: alpha === 0 };
  }

  /** Images inside a tiling pattern, once a page. */
  #pattern(name: Operand | undefined, resources: PDFDict | undefined, state: State): void {
    if (typeof name !== 'string') return;
    const pattern = this.#reader.entry(this.#reader.entry(resources, 'Pattern'), name.slice(1));
    if (!(pattern instanceof PDFRawStream) || this.#patterns.has(pattern)) return;
    this.#patterns.add(pattern);
    const paths = this.contents.paths.length;
    this.#form(pattern, resources, startState(state.clip), 'pattern');
    this.contents.paths.length = paths;
  }
}
