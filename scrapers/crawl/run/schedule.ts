import { Cron } from 'croner';
import { InvalidInput, messageOf, NotFound } from '../../../data/errors.ts';
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
  /** Asks for held cases as well, conditionally. */
  readonly refresh?: boolean | undefined;
  readonly enabled: boolean;
}

export interface ScheduleStatus extends Schedule {
  /** When it runs next, ISO 8601; null when it never does or is switched off. */
  readonly next: string | null;
  /** True when a time has passed since its last run (once, however many were missed), or its last run was killed. */
  readonly due: boolean;
  /** Another process is running it now. */
  readonly running: boolean;
  /** What is wrong with it in `caseline.json`: it does not run, and the others do. Null when nothing is. */
  readonly fault: string | null;
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
  'consent-wall',
  'html-instead-of-json',
  'json-of-another-shape',
  'html-instead-of-image',
  'empty-image',
]);

/** What of a schedule was left alone, and why. */
export interface LeftAlone {
  readonly name: string;
  readonly why: string;
  /** It is wrong, or its crawl could not begin: somebody must mend it. */
  readonly isFault: boolean;
}

/** How a schedule is run by hand otherwise than by the clock: against a copy of the site, with a way to stop it. */
export type Rehearsal = Pick<CrawlOptions, 'baseUrl' | 'delay' | 'signal'>;

/** Crawls the source of one schedule, as the options say. */
type ScheduledCrawl = (schedule: Schedule, options: CrawlOptions) => Promise<CrawlResult>;

const cronOf = ({ cron }: Schedule): Cron | null => {
  try {
    return new Cron(cron, { paused: true, mode: '5-or-6-parts' });
  } catch {
    return null;
  }
};

/** The next times of a schedule after a moment, ISO 8601; none where it is switched off or wrong. @param most how many */
export const nextTimes = (schedule: Schedule, from: number, most: number): string[] =>
  schedule.enabled
    ? (cronOf(schedule)?.nextRuns(most, new Date(from)) ?? []).map((time) => time.toISOString())
    : [];

/** What is wrong with one of the schedules, so that it does not run; null when nothing is. @param sources names that there are */
export function faultOf(
  schedule: Schedule,
  schedules: readonly Schedule[],
  sources: readonly string[],
): string | null {
  const { name, source, cron } = schedule;
  const faults = [
    ...(cronOf(schedule) === null
      ? [`'${cron}' is no cron expression, e.g. '0 3 * * 1' for Mondays at 3`]
      : []),
    ...(sources.includes(source) ? [] : [`there is no source '${source}'; known are ${sources.join(', ')}`]),
    ...(schedules.find((each) => each.name === name) === schedule
      ? []
      : ['another one before it has the same name: give it its own']),
  ];
  return faults.length === 0 ? null : `schedule '${name}' in caseline.json: ${faults.join('; ')}`;
}

type SchedulerStores = Pick<CrawlStores, 'runs' | 'schedules' | 'memoryOf'>;

/**
 * Scheduled crawls of a workspace. Each runs at most once at a time over all processes, a missed time is made up for once,
 * and a source that refused us waits for a person.
 */
export class Scheduler {
  readonly #stores: SchedulerStores;
  readonly #schedules: readonly Schedule[];
  readonly #sources: readonly string[];
  readonly #run: ScheduledCrawl;

  /** @param sources names of those that can be crawled */
  constructor(
    stores: SchedulerStores,
    schedules: readonly Schedule[],
    sources: readonly string[],
    run: ScheduledCrawl,
  ) {
    this.#stores = stores;
    this.#schedules = schedules;
    this.#sources = sources;
    this.#run = run;
  }

  #faultOf(schedule: Schedule): string | null {
    return faultOf(schedule, this.#schedules, this.#sources);
  }

  async #heldBack({ source }: Schedule): Promise<string | null> {
    const drifts = await this.#stores.memoryOf(source).drifts();
    if (drifts.length > 0) {
      const fields = drifts.map(({ field }) => `'${field}'`).join(', ');
      return `${fields} fell away in the last crawl of ${source}: mend the parser and rebuild with --offline, or crawl once with --accept-drift`;
    }
    const [last] = await this.#stores.runs.list({ source, limit: 1 });
    const failure = last?.result?.failed.at(-1);
    if (last?.status === 'failed' && failure?.code === 'contract-broken')
      return `a page of ${source} has changed its markup: mend the parser, then crawl once by hand`;
    if (last?.status !== 'blocked' || failure === undefined || !NEEDS_PERSON.has(failure.code)) return null;
    return `${source} refused the last crawl (${failure.code}); look at it, then crawl once by hand`;
  }

  /** Whether it is due by its state, and when it would be next: by the store's clock. */
  #dueBy(schedule: Schedule, { lastDue, elapsed, run }: ScheduleState): Pick<ScheduleStatus, 'due' | 'next'> {
    const cron = cronOf(schedule);
    if (!schedule.enabled || cron === null || this.#faultOf(schedule) !== null)
      return { due: false, next: null };
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
      fault: this.#faultOf(schedule),
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
   * @throws NotFound or InvalidInput for one that is not there, or wrong
   */
  async run(name: string, how: Rehearsal = {}, lastDue?: number): Promise<CrawlResult | null> {
    const schedule = this.#schedules.find((each) => each.name === name);
    if (schedule === undefined) {
      const names = this.#schedules.map((each) => each.name).join(', ') || 'none';
      throw new NotFound('no-schedule', `caseline.json has no schedule '${name}'; it has: ${names}`);
    }
    const fault = this.#faultOf(schedule);
    if (fault !== null) throw new InvalidInput('bad-schedule', fault);
    const { schedules } = this.#stores;
    const token = await schedules.take(name, lastDue);
    if (token === null) return null;
    try {
      const { query, limit, refresh = false } = schedule;
      return await this.#run(schedule, { ...how, query: [...query], limit, refresh, schedule: name });
    } finally {
      await schedules.release(name, token);
    }
  }

  /**
   * Runs what is due, one after the other: what is wrong with one costs that one alone.
   * @param signal nothing is begun after it
   * @returns what was run, and what was left alone and why
   */
  async runDue(signal: AbortSignal = new AbortController().signal): Promise<{
    ran: { name: string; result: CrawlResult }[];
    left: LeftAlone[];
  }> {
    const ran: { name: string; result: CrawlResult }[] = [];
    const left: LeftAlone[] = [];
    for (const schedule of this.#schedules) {
      if (signal.aborted) break;
      const { name } = schedule;
      const leave = (why: string, isFault: boolean) => left.push({ name, why, isFault });
      const fault = this.#faultOf(schedule);
      if (fault !== null) {
        if (schedule.enabled) leave(fault, true);
        continue;
      }
      try {
        const state = await this.#stores.schedules.get(name);
        if (!this.#dueBy(schedule, state).due) continue;
        const held = await this.#heldBack(schedule);
        const result = held === null ? await this.run(name, { signal }, state.lastDue) : null;
        if (result !== null) ran.push({ name, result });
        else leave(held ?? 'another process is running it', false);
      } catch (error) {
        leave(messageOf(error), true);
      }
    }
    return { ran, left };
  }
}
