import { messageOf } from '../../../data/errors.ts';
import type { CrawlStores } from '../../../data/ports/crawl/crawls.ts';
import { Scheduler } from '../../../scrapers/crawl/run/schedule.ts';
import { sourceNames } from '../../../scrapers/source-names.ts';
import type { Services } from '../../shell/context.ts';

/** Schedules are looked at this often, in milliseconds; cron knows whole minutes. */
const EVERY = 60_000;

/** The workspace's schedules, each run by the same crawl as by hand. */
export const schedulerOf = (services: Services, stores: CrawlStores): Scheduler =>
  new Scheduler(stores, services.workspace.config.schedules, sourceNames, async ({ source }, options) => {
    const [{ crawl }, { sourceNamed }] = await Promise.all([
      import('../../../scrapers/crawl/crawl.ts'),
      import('../../../scrapers/sources.ts'),
    ]);
    return crawl(services.workspace, sourceNamed(source), options);
  });

/** Runs what is due while the server is up; one round at a time. */
export class ScheduleClock {
  readonly #services: Services;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;

  constructor(services: Services) {
    this.#services = services;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), EVERY);
    this.#timer.unref();
  }

  #look(): void {
    if (this.#round || this.#services.workspace.config.schedules.length === 0) return;
    this.#round = this.#run().finally(() => {
      this.#round = null;
    });
  }

  async #run(): Promise<void> {
    try {
      await using stores = await this.#services.workspace.crawls.open();
      const { ran, left } = await schedulerOf(this.#services, stores).runDue(this.#stop.signal);
      for (const { name, result } of ran)
        this.#services.logger.info({ schedule: name, status: result.status }, 'scheduled crawl');
      for (const { name, why } of left)
        this.#services.logger.warn({ schedule: name, why }, 'schedule left alone');
    } catch (error) {
      this.#services.logger.error({ err: error }, messageOf(error));
    }
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#stop.abort();
    await this.#round;
  }
}
