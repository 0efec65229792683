import type { Operand } from '../objects/content-scanner.ts';
import type { Box, Matrix } from '../objects/geometry.ts';
import { transformPoint, union } from '../objects/geometry.ts';

/** Follows the construction of a path and keeps the box around its points (control points of curves included). */
export class PathTracker {
  #box: Box | null = null;

  /** Takes part in a path operator (ISO 32000-1, table 59); `false` when the operator builds no path. */
  follow(operator: string, operands: readonly Operand[], matrix: Matrix): boolean {
    switch (operator) {
      case 'm':
      case 'l':
        this.#points(operands, 1, matrix);
        return true;
      case 'c':
        this.#points(operands, 3, matrix);
        return true;
      case 'v':
      case 'y':
        this.#points(operands, 2, matrix);
        return true;
      case 're': {
        const [x, y, width, height] = operands;
        if (typeof x !== 'number' || typeof y !== 'number') return true;
        const [right, top] = [x + (Number(width) || 0), y + (Number(height) || 0)];
        this.#points([x, y, right, top, x, top, right, y], 4, matrix);
        return true;
      }
      default:
        return operator === 'h';
    }
  }

  /** The box of the path so far; a new path begins. */
  take(): Box | null {
    const box = this.#box;
    this.#box = null;
    return box;
  }

  #points(operands: readonly Operand[], count: number, matrix: Matrix): void {
    for (let index = 0; index < count; index += 1) {
      const [x, y] = [operands[index * 2], operands[index * 2 + 1]];
      if (typeof x !== 'number' || typeof y !== 'number') continue;
      const [px, py] = transformPoint(x, y, matrix);
      if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
      this.#box = this.#box === null ? [px, py, px, py] : union(this.#box, [px, py, px, py]);
    }
  }
}
