import { diffArrays } from 'diff';

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

/** What differs between two texts, word by word. `same` and `before` joined are the old text, `same` and `now` the new. Pure. */
export function diffTexts(before: string, now: string): Run[] {
  const changes = diffArrays(piecesOf(before), piecesOf(now), { maxEditLength: MOST_EDITS });
  const runs: Run[] =
    changes?.map(({ removed, added, value }) => ({
      kind: removed ? 'before' : added ? 'now' : 'same',
      text: value.join(''),
    })) ?? whole(before, now);
  return runs.filter(({ text }) => text !== '');
}

/** All but what both begin and end with, as replaced. */
function whole(before: string, now: string): Run[] {
  const [left, right] = [piecesOf(before), piecesOf(now)];
  const least = Math.min(left.length, right.length);
  let head = 0;
  while (head < least && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < least - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const joined = (pieces: readonly string[]) => pieces.join('');
  return [
    { kind: 'same', text: joined(left.slice(0, head)) },
    { kind: 'before', text: joined(left.slice(head, left.length - tail)) },
    { kind: 'now', text: joined(right.slice(head, right.length - tail)) },
    { kind: 'same', text: joined(left.slice(left.length - tail)) },
  ];
}
