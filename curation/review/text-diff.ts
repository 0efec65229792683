/** A run of text: in both, only before, or only now. */
export interface Run {
  readonly kind: 'same' | 'before' | 'now';
  readonly text: string;
}

/** More differences than this are not worth telling apart: the middle is then shown as replaced. */
const MOST_EDITS = 1_500;

/** Words, numbers and single other characters; joined they are the text again. */
const piecesOf = (text: string): string[] =>
  text.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];

type Step = readonly [kind: Run['kind'], piece: string];

/** The shortest way from one list to the other (Myers 1986, greedy with a trace); null beyond `MOST_EDITS`. */
function shortest(before: readonly string[], now: readonly string[]): Step[] | null {
  const most = Math.min(before.length + now.length, MOST_EDITS);
  const reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  const at = (map: ReadonlyMap<number, number>, diagonal: number): number => map.get(diagonal) ?? -1;
  const isDown = (map: ReadonlyMap<number, number>, edits: number, diagonal: number): boolean =>
    diagonal === -edits || (diagonal !== edits && at(map, diagonal - 1) < at(map, diagonal + 1));
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isDown(reach, edits, diagonal) ? at(reach, diagonal + 1) : at(reach, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < now.length && before[x] === now[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= before.length && x - diagonal >= now.length) return walkedBack(trace, before, now, isDown);
    }
  }
  return null;
}

function walkedBack(
  trace: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  now: readonly string[],
  isDown: (map: ReadonlyMap<number, number>, edits: number, diagonal: number) => boolean,
): Step[] {
  const steps: Step[] = [];
  let [x, y] = [before.length, now.length];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const from = isDown(reach, edits, diagonal) ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : (reach.get(from) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      steps.push(['same', before[x - 1] ?? '']);
      x -= 1;
      y -= 1;
    }
    if (edits > 0 && x > fromX) steps.push(['before', before[x - 1] ?? '']);
    else if (edits > 0) steps.push(['now', now[y - 1] ?? '']);
    [x, y] = [fromX, fromY];
  }
  return steps.reverse();
}

/** What differs between two texts, word by word. `same` and `before` joined are the old text, `same` and `now` the new. Pure. */
export function diffTexts(before: string, now: string): Run[] {
  const [left, right] = [piecesOf(before), piecesOf(now)];
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(left.length, right.length) - head &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  )
    tail += 1;
  const [old, fresh] = [left.slice(head, left.length - tail), right.slice(head, right.length - tail)];
  const middle = shortest(old, fresh) ?? [
    ...old.map((piece): Step => ['before', piece]),
    ...fresh.map((piece): Step => ['now', piece]),
  ];
  const same = (pieces: readonly string[]) => pieces.map((piece): Step => ['same', piece]);
  const steps = [...same(left.slice(0, head)), ...middle, ...same(tail > 0 ? left.slice(-tail) : [])];
  const runs: { kind: Run['kind']; text: string }[] = [];
  for (const [kind, piece] of steps) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += piece;
    else runs.push({ kind, text: piece });
  }
  return runs;
}
