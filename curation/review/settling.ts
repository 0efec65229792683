import { hash } from 'node:crypto';
import { type Adjudication, agreedReason } from './adjudication.ts';
import type { FieldReadings } from './agreement/readings.ts';
import { allCells, type CellGroup } from './cells.ts';
import { proposalOfReading, type Reading } from './proposals.ts';

/** What a person who settles blind readings sees of them in the cells of the case. Pure. */

/** What every reader said of a cell, in an order that tells nobody's name: another one in each cell. */
function readingsOfCell({ readers }: Adjudication, { key, caseId, decisions }: FieldReadings): Reading[] {
  const rank = (reader: string): string => hash('sha256', JSON.stringify([caseId, key, reader]));
  return readers
    .toSorted((left, right) => (rank(left) < rank(right) ? -1 : 1))
    .map((reader) => {
      const decision = decisions.get(reader);
      const reason = `adjudicated for ${reader}`;
      return { reader, proposal: decision ? proposalOfReading(decision, reason) : null };
    });
}

/** Cells of which readers said something: they are shown, also where they are optional. */
export const cellsRead = ({ agreed, differing }: Adjudication): string[] =>
  [...agreed, ...differing].map(({ key }) => key);

/**
 * The cells with what readers said of them. Where they differ nothing is proposed first, whatever the texts say: one of
 * their answers is taken, or another given. Where they agree, their answer is the proposal.
 */
export function withReadings(groups: readonly CellGroup[], found: Adjudication): CellGroup[] {
  const differing = new Map(found.differing.map((reading) => [reading.key, reading]));
  const agreed = new Map(found.agreed.map((reading) => [reading.key, reading]));
  return groups.map((group) => ({
    ...group,
    cells: group.cells.map((cell) => {
      const isSettled = found.settled.has(cell.key);
      const other = differing.get(cell.key);
      if (other) {
        const readings = readingsOfCell(found, other);
        return isSettled ? { ...cell, readings } : { ...cell, readings, proposals: [], open: true };
      }
      const decision = isSettled ? undefined : agreed.get(cell.key)?.decisions.values().next().value;
      if (!decision) return cell;
      return { ...cell, proposals: [proposalOfReading(decision, agreedReason(found.readers))], open: true };
    }),
  }));
}

/** Differences about a patient or an image that the case does not have so: no cell asks for them. */
export function withoutCell(groups: readonly CellGroup[], found: Adjudication): FieldReadings[] {
  const known = new Set(allCells(groups).map(({ key }) => key));
  return found.differing.filter(({ key }) => !known.has(key));
}
