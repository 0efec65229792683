import type { Field } from '../../../data/fields/field.ts';
import { agreed, type FieldReadings } from './readings.ts';

/** How two readers met on one field. */
export interface Meeting {
  readonly field: Field;
  readonly first: string;
  readonly second: string;
  /** Cells that both decided. */
  readonly both: number;
  /** Those of them on which they say different things, days by their whole interval and anchor. */
  readonly differing: number;
  /** The cases of those, each once, in the order of the readings. */
  readonly cases: readonly string[];
}

/** Every field with every two readers who both decided cells of it; readers by name, the first before the second. Pure. */
export function meetings(readings: readonly FieldReadings[]): Meeting[] {
  const found = new Map<string, { field: Field; first: string; second: string; both: FieldReadings[] }>();
  for (const reading of readings) {
    const readers = [...reading.decisions].sort(([left], [right]) => (left < right ? -1 : 1));
    readers.forEach(([first, own], at) => {
      for (const [second, other] of readers.slice(at + 1)) {
        const key = JSON.stringify([reading.field.name, first, second]);
        const held = found.get(key) ?? { field: reading.field, first, second, both: [] };
        const decisions = new Map([
          [first, own],
          [second, other],
        ]);
        held.both.push({ ...reading, decisions });
        found.set(key, held);
      }
    });
  }
  return [...found.values()].map(({ field, first, second, both }) => {
    const differing = both.filter((reading) => !agreed(reading));
    const cases = [...new Set(differing.map(({ caseId }) => caseId))];
    return { field, first, second, both: both.length, differing: differing.length, cases };
  });
}
