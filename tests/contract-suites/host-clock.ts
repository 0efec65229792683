import { describe, expect, test } from 'vitest';
import type { HostClock } from '../../data/ports/crawl/host-clock.ts';

/** A provider's clock whose own time the suite can move on. */
export interface MovableClock {
  readonly clock: HostClock;
  /** Another process's view of the same store. */
  readonly other: HostClock;
  forward(milliseconds: number): void;
}

/** What every host clock must keep to. @param open a fresh store whose time stands at 2026-11-22 23:00 UTC */
export const hostClockContract = (open: () => Promise<MovableClock>): void => {
  const request = { floor: 1_000, budget: null, lease: 60_000 };

  describe('a host clock', () => {
    test('lets one at a time through, and none before the pause is over', async () => {
      const { clock, other, forward } = await open();
      const first = await clock.acquire('a', request);
      expect(first).toMatchObject({ granted: true });
      expect(await other.acquire('a', request)).toMatchObject({ granted: false, reason: 'busy' });
      expect(await other.acquire('b', request)).toMatchObject({ granted: true });
      if (first.granted) await clock.release('a', first.token, 5_000);
      expect(await other.acquire('a', request)).toEqual({ granted: false, wait: 5_000, reason: 'pause' });
      forward(4_999);
      expect(await other.acquire('a', request)).toEqual({ granted: false, wait: 1, reason: 'pause' });
      forward(1);
      expect(await other.acquire('a', request)).toMatchObject({ granted: true });
    });

    test('a longer floor of who asks next holds, a shorter one does not', async () => {
      const { clock, other, forward } = await open();
      const first = await clock.acquire('a', request);
      if (first.granted) await clock.release('a', first.token, 1_000);
      expect(await other.acquire('a', { ...request, floor: 3_000 })).toMatchObject({ wait: 3_000 });
      forward(999);
      expect(await other.acquire('a', { ...request, floor: 0 })).toMatchObject({ granted: false });
    });

    test('a lease that ran out is passed on, and its token then changes nothing', async () => {
      const { clock, other, forward } = await open();
      const first = await clock.acquire('a', request);
      forward(60_001);
      const second = await other.acquire('a', request);
      expect(second).toMatchObject({ granted: true });
      if (first.granted) await clock.release('a', first.token, 0);
      expect(await clock.acquire('a', request)).toMatchObject({ granted: false, reason: 'busy' });
    });

    test('counts the requests of a day, which ends at midnight UTC', async () => {
      const { clock, other, forward } = await open();
      const limited = { floor: 0, budget: 2, lease: 60_000 };
      for (const one of [clock, other]) {
        const slot = await one.acquire('a', limited);
        if (slot.granted) await one.release('a', slot.token, 0);
      }
      expect(await clock.acquire('a', limited)).toEqual({
        granted: false,
        wait: 3_600_000,
        reason: 'budget',
      });
      expect(await clock.acquire('b', limited)).toMatchObject({ granted: true });
      forward(3_600_000);
      expect(await other.acquire('a', limited)).toMatchObject({ granted: true });
    });
  });
};
