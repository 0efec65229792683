import { describe, expect, test } from 'vitest';
import { Line } from '../../../../server/features/case/saving/line.js';

const answerTo = (id: string, values: Record<string, string> = { field: id }) => ({
  action: '/save',
  values,
  id,
});

/** A line with an answer to each of these fields. */
function lineOf(...ids: string[]): Line {
  const line = new Line();
  for (const id of ids) line.add(answerTo(id));
  return line;
}

/** The server answers what is on its way. */
function answered(line: Line, outcome: 'saved' | 'again' | 'asked' | 'refused' | 'unreached'): string {
  const sent = line.next();
  if (!sent) throw new Error('nothing was sent');
  sent.outcome = outcome;
  line.ended(sent);
  return sent.id;
}

describe('answers in line', () => {
  test('are sent in the order they were given, one at a time', () => {
    const line = lineOf('a', 'b');
    const first = line.next();
    expect(first?.id).toBe('a');
    expect(line.next()).toBeNull();
    line.add(answerTo('c'));
    if (first) first.outcome = 'saved';
    expect(first && line.ended(first)).toBe(true);
    expect([answered(line, 'saved'), answered(line, 'saved')]).toEqual(['b', 'c']);
    expect(line.length).toBe(0);
    expect(line.next()).toBeNull();
  });

  test('leave it when they were taken, asked about or refused, and stay where they are to be sent again', () => {
    const line = lineOf('a', 'b', 'c');
    expect(answered(line, 'again')).toBe('a');
    expect(answered(line, 'saved')).toBe('a');
    expect(answered(line, 'asked')).toBe('b');
    expect(answered(line, 'refused')).toBe('c');
    expect(line.length).toBe(0);
  });

  test('rest when one did not arrive, and go on with the same one', () => {
    const line = lineOf('a', 'b');
    expect(answered(line, 'unreached')).toBe('a');
    expect(line.isResting).toBe(true);
    expect(line.next()).toBeNull();
    line.isResting = false;
    expect([answered(line, 'saved'), answered(line, 'saved')]).toEqual(['a', 'b']);
  });

  test('of a field are counted until the server has answered them', () => {
    const line = lineOf('a', 'a', 'b');
    expect([line.countOf('a'), line.countOf('b'), line.newest]).toEqual([2, 1, 'b']);
    const sent = line.next();
    expect(line.countOf('a')).toBe(2);
    if (sent) sent.outcome = 'saved';
    expect(line.countOf('a')).toBe(1);
  });
});

test('an ending that is not of the one sent changes nothing', () => {
  const line = lineOf('a');
  const sent = line.next();
  expect(line.ended({ ...answerTo('a'), outcome: 'saved' })).toBe(false);
  expect(line.sending).toBe(sent);
  expect(line.length).toBe(1);
});

describe('calling the case done', () => {
  test('is taken out after a refusal, but not once it is on its way', () => {
    const line = lineOf('a');
    line.add(answerTo('', { status: 'done' }));
    expect(line.isFinishing).toBe(true);
    expect(line.dropFinish()).toBe(true);
    expect([line.isFinishing, line.dropFinish(), line.length]).toEqual([false, false, 1]);
    const other = new Line();
    other.add(answerTo('', { status: 'done' }));
    other.next();
    expect(other.dropFinish()).toBe(false);
  });

  test('asks for no other fields; an undo may', () => {
    const line = lineOf('a');
    line.add(answerTo('', { status: 'done' }));
    expect(line.isRedrawing).toBe(false);
    line.add(answerTo('', {}));
    expect(line.isRedrawing).toBe(true);
  });
});
