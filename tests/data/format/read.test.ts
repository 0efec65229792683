import { describe, expect, test } from 'vitest';
import { completeCase, readCase, readReview } from '../../../data/format/read.ts';
import { emptyReview } from '../../../data/format/review.ts';
import { draftOf } from '../../helpers/drafts.ts';

const whole = () => structuredClone(completeCase(draftOf('eurorad-1')));

describe('reading a case', () => {
  test('gives a valid case back unchanged', () => {
    expect(readCase(JSON.parse(JSON.stringify(whole())), 'a.json')).toEqual(whole());
  });

  test.each([
    [
      { ...whole(), format: 'caseline.case/2' },
      /a\.json has the format caseline\.case\/2, newer than caseline\.case\/1; update Caseline/,
    ],
    [{ ...whole(), format: 'something/1' }, /format 'something\/1', not caseline\.case\/1/],
    [{ ...whole(), format: undefined }, /format 'undefined'/],
    [{ ...emptyReview('eurorad-1') }, /format 'caseline\.review\/1', not caseline\.case\/1/],
    [[], /holds no JSON object/],
    [null, /holds no JSON object/],
    [{ ...whole(), surprise: 1 }, /surprise/],
    [{ ...whole(), id: '../../etc/passwd' }, /id: an id is letters/],
  ])('refuses %#', (document, message) => {
    expect(() => readCase(document, 'a.json')).toThrow(message);
  });

  test('names a reference that leads nowhere, and an id that stands twice', () => {
    const broken = whole();
    if (broken.images[0]) broken.images[0].patient = 'p9';
    if (broken.images[1]) broken.images[1].id = 'i1';
    expect(() => readCase(broken, 'a.json')).toThrow(
      /images\.1\.id: id i1 stands twice.*images\.0\.patient: p9 is not in this case/,
    );
  });

  test('walks older formats through their migrations in order', () => {
    const old: Record<string, unknown> = { ...whole(), format: 'caseline.case/0', name: 'x' };
    const step = {
      from: 'caseline.case/0',
      to: 'caseline.case/1',
      migrate: ({ name: _name, ...rest }: Record<string, unknown>) => rest,
    };
    expect(readCase(old, 'a.json', [step])).toEqual(whole());
    expect(() => readCase(old, 'a.json', [])).toThrow(/no migration leads/);
  });

  test('prototype keys are data like any other, and refused where they do not belong', () => {
    const hostile = JSON.parse(`{"__proto__": {"polluted": true}, ${JSON.stringify(whole()).slice(1)}`);
    expect(() => readCase(hostile, 'a.json')).toThrow(/a\.json is not valid/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

test('a review with an event of unknown kind is refused with its place', () => {
  const review = { ...emptyReview('eurorad-1'), events: [{ id: 'x', kind: 'explode' }] };
  expect(() => readReview(review, 'r.json')).toThrow(/r\.json is not valid: events\.0/);
});
