import type { CellGroup } from './cells.ts';
import type { Reopened } from './reopened.ts';

/**
 * The cells of a page with those that the source re-opened open again: what its words say now is what one key accepts.
 * The answer given before stays beside it. Pure.
 */
export function withReopened(groups: readonly CellGroup[], reopened: readonly Reopened[]): CellGroup[] {
  const byKey = new Map(reopened.map((one) => [one.key, one]));
  if (byKey.size === 0) return [...groups];
  return groups.map((group) => ({
    ...group,
    cells: group.cells.map((cell) => {
      const one = byKey.get(cell.key);
      if (!one) return cell;
      const { proposal } = one;
      if (proposal === null) return { ...cell, open: true };
      const others = cell.proposals.filter(({ id, kind }) => id !== proposal.id && kind !== 'silence');
      return { ...cell, open: true, proposals: [proposal, ...others] };
    }),
  }));
}
