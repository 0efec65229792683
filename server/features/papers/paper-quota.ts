import type { Services } from '../../shell/context.ts';
import { TooMany } from '../../shell/limits/rate-limits.ts';

/** Papers that one account may hand in within a day; more are for the command line. Each is read for minutes, and kept. */
export const PAPERS_A_DAY = 50;
const DAY = 24 * 60 * 60_000;

/** Counts what each account hands in; what is still on its way counts too. Without accounts nobody is counted. */
export class PaperQuota {
  readonly #services: Services;
  readonly #onTheWay = new Map<string, number>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** A turn to hand in one paper, given back at its end. @throws CaselineError `paper-quota` (429) when the day's are used up */
  async turn(name: string): Promise<Disposable> {
    const account = name.toLowerCase();
    const change = (by: number): number => {
      const now = (this.#onTheWay.get(account) ?? 0) + by;
      if (now > 0) this.#onTheWay.set(account, now);
      else this.#onTheWay.delete(account);
      return now;
    };
    const turn = { [Symbol.dispose]: () => void change(-1) };
    const onTheWay = change(1);
    try {
      if (this.#services.access.kind === 'accounts' && (await this.#today(account)) + onTheWay > PAPERS_A_DAY)
        throw new TooMany(
          'paper-quota',
          `${name} has handed in ${PAPERS_A_DAY} papers within a day, the most that is taken from one account; go on tomorrow, or have a maintainer use 'caseline paper'`,
        );
    } catch (error) {
      turn[Symbol.dispose]();
      throw error;
    }
    return turn;
  }

  async #today(account: string): Promise<number> {
    const since = this.#services.now() - DAY;
    const papers = await this.#services.workspace.contributions.list();
    return papers.filter(
      ({ submittedBy, submittedAt }) =>
        submittedBy.toLowerCase() === account && Date.parse(submittedAt) > since,
    ).length;
  }
}
