import { describe, expect, test } from 'vitest';
import type { ReviewEventInput } from '../../../data/format/review.ts';

import { check } from './checked.ts';

describe('waivers', () => {
  const waiver = (change: Partial<Extract<ReviewEventInput, { kind: 'waiver' }>>): ReviewEventInput => ({
    id: 'w',
    at: '2026-01-03T00:00:00.000Z',
    by: 'Ana Costa',
    kind: 'waiver',
    rule: 'out-of-range',
    target: { patient: null, image: null },
    field: null,
    reason: 'as published',
    ...change,
  });

  test('mark what they cover with who, when and why', async () => {
    const [finding] = await check([{ temperature: '95' }], [waiver({})]);
    expect(finding?.waived).toEqual({
      by: 'Ana Costa',
      at: '2026-01-03T00:00:00.000Z',
      reason: 'as published',
    });
  });

  test.each<[string, Parameters<typeof waiver>[0]]>([
    ['another rule', { rule: 'minor' }],
    ['another field', { field: 'pO2_saturation' }],
    ['another image', { target: { patient: null, image: 'image-9.png' } }],
    ['another patient', { target: { patient: 'p9', image: null } }],
  ])('leave %s alone', async (_name, change) => {
    expect((await check([{ temperature: '95' }], [waiver(change)]))[0]?.waived).toBeUndefined();
  });

  test('an undone waiver covers nothing', async () => {
    const undo: ReviewEventInput = {
      id: 'u',
      at: '2026-01-03T00:00:01.000Z',
      by: 'ana',
      kind: 'undo',
      of: 'w',
    };
    expect((await check([{ temperature: '95' }], [waiver({}), undo]))[0]?.waived).toBeUndefined();
  });
});
