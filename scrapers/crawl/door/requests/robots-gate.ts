import { CaselineError } from '../../../../data/errors.ts';
import type { RobotsAnswer, RobotsKeeper } from '../../pacing/robots-keeper.ts';
import type { FetchTask, Landed } from '../judging/judged.ts';
import { LeftOut } from './left-out.ts';
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
 * An address like this one of something that is not there: same folders, another number or name. Where it is forbidden
 * too, robots.txt speaks of a section of the site.
 */
export const siblingOf = (address: URL): string => {
  const segments = address.pathname.split('/');
  const isNumbered = segments.some((segment) => /\d/.test(segment));
  const last = segments.findLastIndex((segment) => segment !== '');
  const others = segments.map((segment, at) => (isNumbered ? /\d/.test(segment) : at === last));
  const sibling = new URL(address);
  sibling.pathname = segments.map((segment, at) => (others[at] ? 'caseline-000' : segment)).join('/');
  return sibling.href;
};

/**
 * Asks the robots.txt of its origin whether an address may be requested.
 * @param leavesOut others go on without an address that is forbidden alone
 * @param get asks for robots.txt itself, where it is not known yet
 * @throws Blocked when nothing of its kind may be requested, `LeftOut` when `url` alone may not
 */
export const robotsGate =
  (keeper: RobotsKeeper, refusals: Pick<Refusals, 'of'>, leavesOut: boolean) =>
  async (url: URL, get: Get): Promise<void> => {
    const rules = await keeper.rulesOf(url.origin, (address) => askedFor(address, get));
    if (rules.allows(url.href)) return;
    const reason = rules.verdict === 'disallow' ? 'robots-unreachable' : 'robots-forbids';
    const body = Buffer.from(rules.text);
    const headers = { 'content-type': 'text/plain' };
    const answer = { url: `${url.origin}/robots.txt`, status: 0, headers, body };
    const refusal = () => refusals.of(answer, reason, url.href);
    if (!leavesOut || rules.verdict === 'disallow' || !rules.allows(siblingOf(url))) throw await refusal();
    throw new LeftOut(url.href, refusal);
  };
