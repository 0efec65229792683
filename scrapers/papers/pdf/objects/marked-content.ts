import type { Operand } from './content-scanner.ts';
import type { ObjectReader } from './object-reader.ts';
import type { OptionalContent } from './optional-content.ts';
import type { PDFDict } from './pdf-lib.ts';

/** Marked content along one stream: whether what is drawn lies in a layer that is switched off. */
export class MarkedContent {
  readonly #reader: ObjectReader;
  readonly #layers: OptionalContent;
  readonly #marks: boolean[] = [];
  #hidden = 0;

  constructor(reader: ObjectReader, layers: OptionalContent) {
    this.#reader = reader;
    this.#layers = layers;
  }

  get hidden(): boolean {
    return this.#hidden > 0;
  }

  /** Follows `BDC`, `BMC` and `EMC`. */
  follow(
    operator: 'BDC' | 'BMC' | 'EMC',
    operands: readonly Operand[],
    resources: PDFDict | undefined,
  ): void {
    if (operator === 'BDC') {
      const hidden = this.#isHidden(operands, resources);
      this.#marks.push(hidden);
      if (hidden) this.#hidden += 1;
    } else if (operator === 'BMC') this.#marks.push(false);
    else if (this.#marks.pop() === true) this.#hidden -= 1;
  }

  #isHidden([tag, properties]: readonly Operand[], resources: PDFDict | undefined): boolean {
    const named = typeof properties === 'string' ? properties.slice(1) : '';
    if (tag !== '/OC' || named === '') return false;
    const content = this.#reader.entry(this.#reader.entry(resources, 'Properties'), named);
    return content !== undefined && !this.#layers.shows(content);
  }
}
