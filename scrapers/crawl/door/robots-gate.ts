import { CaselineError } from '../../../data/errors.ts';
import type { RobotsAnswer, RobotsKeeper } from '../pacing/robots-keeper.ts';
import type { FetchTask, Landed } from './judging/judged.ts';
import type { Refusals } from './refusals.ts';

type Get = (url: string, task: FetchTask) => Promise<Landed>;

/** What a site answers about its robots.txt; null when it can be read in no way. */
const askedFor = async (url: string, get: Get): Promise<RobotsAnswer | null> => {
  try {
    const { answer, judgement } = await get(url, { expect: 'any', via: 'request', robots: true });
    const refused = judgement.kind === 'blocked' && answer.status < 400;
    return refused ? null : { status: answer.status, body: answer.body };
  } catch (error) {
    // Unreachable, redirected away or in a circle: all the same as unreadable. Pauses and stops go on up.
    const unreadable =
      error instanceof CaselineError &&
      (error.exitCode === 1 ||
        error.code.startsWith('http-') ||
        ['network', 'timeout', 'truncated'].includes(error.code));
    if (unreadable) return null;
    throw error;
  }
};

/**
 * Asks the robots.txt of its origin whether an address may be requested.
 * @param get asks for robots.txt itself, where it is not known yet
 * @throws Blocked when `url` must not be requested
 */
export const robotsGate =
  (keeper: RobotsKeeper, refusals: Pick<Refusals, 'of'>) =>
  async (url: URL, get: Get): Promise<void> => {
    const rules = await keeper.rulesOf(url.origin, (address) => askedFor(address, get));
    if (rules.allows(url.href)) return;
    const reason = rules.verdict === 'disallow' ? 'robots-unreachable' : 'robots-forbids';
    const body = Buffer.from(rules.text);
    const headers = { 'content-type': 'text/plain' };
    const answer = { url: `${url.origin}/robots.txt`, status: 0, headers, body };
    throw await refusals.of(answer, reason, url.href);
  };
