import { Cron } from 'croner';
import { InvalidInput, NotFound } from '../../../data/errors.ts';
import type { CrawlResult } from '../../../data/format/crawl-result.ts';
import type { RunRecord } from '../../../data/ports/crawl/crawl-runs.ts';
import type { CrawlStores } from '../../../data/ports/crawl/crawls.ts';
import type { ScheduleState } from '../../../data/ports/crawl/schedules.ts';
import type { CrawlOptions } from './crawl-options.ts';

/** One entry of `schedules` in `caseline.json`. */
export interface Schedule {
  readonly name: string;
  readonly source: string;
  readonly query: readonly string[];
  /** Cron expression of five or six fields, local time. */
  readonly cron: string;
  readonly limit?: number | undefined;
  readonly enabled: boolean;
}

export interface ScheduleStatus extends Schedule {
  /** When it runs next, ISO 8601; null when it never does or is switched off. */
  readonly next: string | null;
  /** True when a time has passed since its last run (once, however many were missed), or its last run was killed. */
  readonly due: boolean;
  /** Another process is running it now. */
  readonly running: boolean;
  /** Why `run-due` leaves it alone although it is due; null when it does not. */
  readonly held: string | null;
  readonly last: RunRecord | null;
}

/** Refusals that only a person can clear: asking again by the clock would be pestering. */
const NEEDS_PERSON = new Set([
  'challenge',
  'captcha',
  'login-wall',
  'forbidden',
  'robots-forbids',
  'html-instead-of-json',
]);

/** Crawls the source of one schedule, as the options say. */
type ScheduledCrawl = (schedule: Schedule, options: CrawlOptions) => Promise<CrawlResult>;

const cronOf = (schedule: Schedule): Cron => {
  try {
    return new Cron(schedule.cron, { paused: true, mode: '5-or-6-parts' });
  } catch (cause) {
    throw new InvalidInput(
      'bad-cron',
      `schedule '${schedule.name}' in caseline.json: '${schedule.cron}' is no cron expression, e.g. '0 3 * * 1' for Mondays at 3`,
      { cause },
    );
  }
};

/**
 * Scheduled crawls of a workspace. Each runs at most once at a time over all processes, a missed time is made up for once,
 * and a source that refused us waits for a person.
 */
export class Scheduler {
  readonly #stores: Pick<CrawlStores, 'runs' | 'schedules'>;
  readonly #schedules: readonly Schedule[];
  readonly #run: ScheduledCrawl;

  constructor(
    stores: Pick<CrawlStores, 'runs' | 'schedules'>,
    schedules: readonly Schedule[],
    run: ScheduledCrawl,
  ) {
    this.#stores = stores;
    this.#schedules = schedules;
    this.#run = run;
  }

  async #heldBack(schedule: Schedule): Promise<string | null> {
    const [last] = await this.#stores.runs.list({ source: schedule.source, limit: 1 });
    const failure = last?.status === 'blocked' ? last.result?.failed.at(-1) : undefined;
    if (failure === undefined || !NEEDS_PERSON.has(failure.code)) return null;
    return `${schedule.source} refused the last crawl (${failure.code}); look at it, then crawl once by hand`;
  }

  /** Whether it is due by its state, and when it would be next: by the store's clock. */
  #dueBy(schedule: Schedule, { lastDue, elapsed, run }: ScheduleState): Pick<ScheduleStatus, 'due' | 'next'> {
    const cron = cronOf(schedule);
    if (!schedule.enabled) return { due: false, next: null };
    const first = cron.nextRun(new Date(lastDue));
    return {
      due: (first !== null && first.getTime() - lastDue <= elapsed) || run === 'killed',
      next: cron.nextRun(new Date(lastDue + elapsed))?.toISOString() ?? null,
    };
  }

  async #status(schedule: Schedule): Promise<ScheduleStatus> {
    const state = await this.#stores.schedules.get(schedule.name);
    const [last] = await this.#stores.runs.list({ limit: 1, schedule: schedule.name });
    return {
      ...schedule,
      ...this.#dueBy(schedule, state),
      running: state.run === 'running',
      held: await this.#heldBack(schedule),
      last: last ?? null,
    };
  }

  list(): Promise<ScheduleStatus[]> {
    return Promise.all(this.#schedules.map((schedule) => this.#status(schedule)));
  }

  /**
   * Runs one schedule now, due or not. @param lastDue the state that it was found due by
   * @returns null when another process is running it, or has run it since that state
   */
  async run(name: string, lastDue?: number): Promise<CrawlResult | null> {
    const schedule = this.#schedules.find((each) => each.name === name);
    if (schedule === undefined) {
      const names = this.#schedules.map((each) => each.name).join(', ') || 'none';
      throw new NotFound('no-schedule', `caseline.json has no schedule '${name}'; it has: ${names}`);
    }
    const { schedules } = this.#stores;
    const token = await schedules.take(name, lastDue);
    if (token === null) return null;
    try {
      const { query, limit } = schedule;
      return await this.#run(schedule, { query: [...query], limit, schedule: name });
    } finally {
      await schedules.release(name, token);
    }
  }

  /** Runs what is due, one after the other. @returns what was run, and what was left alone and why */
  async runDue(): Promise<{
    ran: { name: string; result: CrawlResult }[];
    left: { name: string; why: string }[];
  }> {
    const ran: { name: string; result: CrawlResult }[] = [];
    const left: { name: string; why: string }[] = [];
    for (const schedule of this.#schedules) {
      const state = await this.#stores.schedules.get(schedule.name);
      if (!this.#dueBy(schedule, state).due) continue;
      const held = await this.#heldBack(schedule);
      if (held !== null) {
        left.push({ name: schedule.name, why: held });
        continue;
      }
      const result = await this.run(schedule.name, state.lastDue);
      if (result === null) left.push({ name: schedule.name, why: 'another process is running it' });
      else ran.push({ name: schedule.name, result });
    }
    return { ran, left };
  }
}
