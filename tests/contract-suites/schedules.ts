import { describe, expect, test } from 'vitest';
import type { ScheduleStates } from '../../data/ports/crawl/schedules.ts';

/** A provider's schedules whose own time the suite can move on. */
export interface MovableSchedules {
  readonly schedules: ScheduleStates;
  /** Another process's view of the same store. */
  readonly other: ScheduleStates;
  forward(milliseconds: number): void;
}

/** What every store of schedules' states must keep to. @param open a fresh store whose time stands at 2026-11-22 23:00 UTC */
export const schedulesContract = (open: () => Promise<MovableSchedules>): void => {
  const start = Date.UTC(2026, 10, 22, 23);

  describe('states of schedules', () => {
    test('count from when they were first asked for, by the clock of the store', async () => {
      const { schedules, other, forward } = await open();
      expect(await schedules.get('daily')).toEqual({ lastDue: start, elapsed: 0, run: 'none' });
      forward(1_000);
      expect(await other.get('daily')).toEqual({ lastDue: start, elapsed: 1_000, run: 'none' });
      expect(await other.get('weekly')).toMatchObject({ lastDue: start + 1_000, elapsed: 0 });
    });

    test('give the right to run to one at a time, and remember when that was due', async () => {
      const { schedules, other, forward } = await open();
      await schedules.get('daily');
      forward(3_000);
      const token = await schedules.take('daily');
      expect(await other.take('daily')).toBeNull();
      expect(await other.take('weekly')).not.toBeNull();
      forward(500);
      expect(await other.get('daily')).toEqual({ lastDue: start + 3_000, elapsed: 500, run: 'running' });
      await other.release('daily', 'somebody else');
      expect(await other.take('daily')).toBeNull();
      await schedules.release('daily', token ?? '');
      expect(await other.get('daily')).toMatchObject({ elapsed: 500, run: 'none' });
      expect(await other.take('daily')).not.toBeNull();
    });

    test('let one of several run what all of them found due, however soon it is through', async () => {
      const { schedules, other } = await open();
      const { lastDue } = await schedules.get('daily');
      const tokens = await Promise.all(
        [schedules, other, schedules].map((one) => one.take('daily', lastDue)),
      );
      const [token = '', ...more] = tokens.filter((one) => one !== null);
      expect([token, more]).toEqual([expect.stringMatching(/./), []]);
      await schedules.release('daily', token);
      expect(await other.take('daily', lastDue)).toBeNull();
      const now = await other.get('daily');
      expect(await other.take('daily', now.lastDue)).not.toBeNull();
    });
  });
};
