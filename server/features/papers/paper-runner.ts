import PQueue from 'p-queue';
import { messageOf } from '../../../data/errors.ts';
import type { Services } from '../../shell/context.ts';

/** Takes handed-in papers through the inbox, one after the other, beside the pages. */
export class PaperRunner {
  readonly #services: Services;
  readonly #queue = new PQueue({ concurrency: 1 });
  readonly #stop = new AbortController();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Queues a contribution; its status tells how it goes. */
  take(id: string): void {
    void this.#queue
      .add(() => this.#process(id))
      .catch((error: unknown) => {
        this.#services.logger.error({ err: error, contribution: id }, messageOf(error));
      });
  }

  /** The readers of papers are loaded by the first one handed in: most servers start without. */
  async #process(id: string): Promise<void> {
    const [{ processContribution }, { inboxTools }] = await Promise.all([
      import('../../../scrapers/papers/inbox/inbox.ts'),
      import('../../../scrapers/papers/inbox/inbox-tools.ts'),
    ]);
    const { signal } = this.#stop;
    await processContribution(inboxTools(this.#services.workspace, { signal, limits: { signal } }), id);
  }

  /** Takes up what an earlier server left unfinished. */
  async resume(): Promise<void> {
    for (const { id, status } of await this.#services.workspace.contributions.list()) {
      if (status === 'received' || status === 'extracting') this.take(id);
    }
  }

  /** Stops the paper in hand; it is taken up again at the next start. */
  async close(): Promise<void> {
    this.#queue.clear();
    this.#stop.abort();
    await this.#queue.onIdle();
  }
}
