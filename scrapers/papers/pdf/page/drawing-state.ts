import type { Operand } from '../objects/content-scanner.ts';
import type { Box, Matrix } from '../objects/geometry.ts';
import { identity, intersect, multiply } from '../objects/geometry.ts';
import type { PathPaint } from '../objects/page-contents.ts';
import { blackFill, type FillColour } from './fill-colour.ts';
import { PathTracker } from './path-tracker.ts';

/** What the position and visibility of a drawing depend on. */
export interface State {
  matrix: Matrix;
  clip: Box;
  fill: FillColour;
  /** Text rendering mode (`Tr`) and leading (`TL`). */
  textMode: number;
  leading: number;
  /** Whether fills are fully transparent. */
  clear: boolean;
}

/** The state in which a page begins. */
export const startState = (clip: Box): State => ({
  matrix: identity,
  clip,
  fill: blackFill,
  textMode: 0,
  leading: 0,
  clear: false,
});

const pathLimit = 200_000;
const stackLimit = 4_096;

/** The graphics state along one content stream: `q`, `Q`, `cm`, clipping, and the paths painted under it. */
export class DrawingState {
  state: State;
  readonly #stack: State[] = [];
  readonly #path = new PathTracker();
  readonly #painted: PathPaint[];
  #clipping = false;

  /** @param painted where boxes of painted paths are added */
  constructor(initial: State, painted: PathPaint[]) {
    this.state = { ...initial };
    this.#painted = painted;
  }

  /**
   * Follows one operator.
   * @param hidden true inside marked content that is not shown: paths clip there, but are not painted
   * @returns false for operators that are not of the graphics state or of paths
   */
  follow(operator: string, operands: readonly Operand[], hidden: boolean): boolean {
    if (this.#path.follow(operator, operands, this.state.matrix)) return true;
    switch (operator) {
      case 'q':
        if (this.#stack.length < stackLimit) this.#stack.push(this.state);
        return true;
      case 'Q':
        this.state = this.#stack.pop() ?? this.state;
        return true;
      case 'cm':
        if (operands.length >= 6 && operands.every((value) => typeof value === 'number')) {
          this.state = { ...this.state, matrix: multiply(operands.slice(-6) as Matrix, this.state.matrix) };
        }
        return true;
      case 'W':
      case 'W*':
        this.#clipping = true;
        return true;
      case 'n':
        this.#paint(null);
        return true;
      case 'f':
      case 'F':
      case 'f*':
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        this.#paint(hidden ? null : 'fill');
        return true;
      case 'S':
      case 's':
        this.#paint(hidden ? null : 'stroke');
        return true;
      case 'sh':
        if (!hidden) this.#painted.push({ box: this.state.clip, kind: 'shading', white: false });
        return true;
      default:
        return false;
    }
  }

  #paint(kind: PathPaint['kind'] | null): void {
    const box = this.#path.take();
    if (box !== null && kind !== null && this.#painted.length < pathLimit) {
      const seen = intersect(box, this.state.clip);
      if (seen !== null) {
        const white = kind === 'fill' && (this.state.fill.white || this.state.clear);
        this.#painted.push({ box: seen, kind, white });
      }
    }
    if (this.#clipping && box !== null) {
      const clip = intersect(box, this.state.clip) ?? [box[0], box[1], box[0], box[1]];
      this.state = { ...this.state, clip };
    }
    this.#clipping = false;
  }
}
