import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InOrder } from '../../../curation/release/in-order.ts';

describe('work in order', () => {
  test('gives every result once and in the order given, with no more than so many under way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.integer({ min: 0, max: 4 })), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        async (delays, ahead) => {
          const taken: number[] = [];
          let under = 0;
          let most = 0;
          const order = new InOrder<number>(ahead, (result) => taken.push(result));
          const slow = async (at: number, delay: number): Promise<number> => {
            under += 1;
            most = Math.max(most, under);
            await sleep(delay);
            under -= 1;
            return at;
          };
          for (const [at, delay] of delays.entries()) await order.add(delay === null ? at : slow(at, delay));
          await order.end();
          expect(taken).toEqual(delays.map((_, at) => at));
          expect(most).toBeLessThanOrEqual(ahead + 1);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('fails with the first failure in order, and leaves nothing running behind', async () => {
    let finished = 0;
    const taken: string[] = [];
    const order = new InOrder<string>(4, (result) => taken.push(result));
    const later = async (name: string): Promise<string> => {
      await sleep(20);
      finished += 1;
      return name;
    };
    await order.add(later('first'));
    await order.add(Promise.reject(new Error('second')));
    await order.add(later('third'));
    await expect(order.end()).rejects.toThrow('second');
    await order.abandon();
    expect(finished).toBe(2);
    expect(taken).toEqual(['first']);
  });
});
