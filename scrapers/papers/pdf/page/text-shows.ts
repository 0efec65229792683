import type { Operand } from '../objects/content-scanner.ts';
import type { Matrix } from '../objects/geometry.ts';
import { identity, multiply, transformPoint } from '../objects/geometry.ts';
import type { PageContents } from '../objects/page-contents.ts';
import type { State } from './drawing-state.ts';

const showLimit = 200_000;

/** Follows the text operators of one content stream (ISO 32000-1, 9.4) and notes where each piece of text begins, and whether it is painted. */
export class TextShows {
  readonly #contents: PageContents;
  #matrix: Matrix = identity;
  #line: Matrix = identity;
  /** Whether the place of the next text is known: text after text starts where the glyphs before it end. */
  #placed = false;

  constructor(contents: PageContents) {
    this.#contents = contents;
  }

  /**
   * Follows one operator. Parameters of the text state are kept in `state`, since `q` and `Q` hold for them.
   * @param hidden true inside marked content that is not shown
   * @returns the state after it, or `null` for operators that are not of text
   */
  follow(operator: string, operands: readonly Operand[], state: State, hidden: boolean): State | null {
    const [first, second] = operands;
    switch (operator) {
      case 'BT':
        this.#place(identity);
        return state;
      case 'Tm':
        if (operands.length >= 6 && operands.every((value) => typeof value === 'number'))
          this.#place(operands.slice(-6) as Matrix);
        return state;
      case 'Td':
        this.#move(first, second);
        return state;
      case 'TD':
        this.#move(first, second);
        return { ...state, leading: typeof second === 'number' ? -second : state.leading };
      case 'T*':
        this.#move(0, -state.leading);
        return state;
      case 'TL':
        return { ...state, leading: typeof first === 'number' ? first : 0 };
      case 'Tr':
        return { ...state, textMode: typeof first === 'number' ? first : 0 };
      case 'Tj':
      case 'TJ':
        this.#show(state, hidden);
        return state;
      case "'":
      case '"':
        this.#move(0, -state.leading);
        this.#show(state, hidden);
        return state;
      default:
        return null;
    }
  }

  #place(matrix: Matrix): void {
    this.#line = matrix;
    this.#matrix = matrix;
    this.#placed = true;
  }

  #move(x: Operand | undefined, y: Operand | undefined): void {
    if (typeof x !== 'number' || typeof y !== 'number') return;
    this.#place(multiply([1, 0, 0, 1, x, y], this.#line));
  }

  #show(state: State, hidden: boolean): void {
    const { shows, paths, images } = this.#contents;
    const unpainted = hidden || state.clear || state.textMode === 3 || state.textMode === 7;
    const white = state.fill.white && (state.textMode === 0 || state.textMode === 4);
    const last = shows.at(-1);
    const same = !this.#placed && last?.unpainted === unpainted && last.white === white;
    if (same || shows.length >= showLimit) return;
    const [x, y] = transformPoint(this.#matrix[4], this.#matrix[5], state.matrix);
    const [at, base] = this.#placed || last === undefined ? [x, y] : [null, last.y];
    shows.push({ x: at, y: base, unpainted, white, paths: paths.length, images: images.length });
    this.#placed = false;
  }
}
