import { Retryable } from '../../../data/errors.ts';
import { reaches } from '../../../data/format/account.ts';
import type { Sight } from '../../../data/ports/private-cases.ts';
import type { Services, User } from '../context.ts';
import { closedTo } from './rights.ts';

/** Milliseconds a request waits until it is known which cases are private; after that it asks to come again. */
export const PATIENCE = 2_000;

/** What one person may see of the cases, as things stand at one request. */
export interface Viewer {
  /** Why nothing can be told of any case; null when it can. */
  readonly refusal: Retryable | null;
  /** Nothing is kept from this person. */
  readonly seesAll: boolean;
  sightOf(id: string): Promise<Sight>;
  /** What lists leave out. @throws Retryable when it is not known */
  hidden(): Promise<readonly string[]>;
}

const everything: Viewer = {
  refusal: null,
  seesAll: true,
  sightOf: async () => 'shown',
  hidden: async () => [],
};

const nothing = (refusal: Retryable): Viewer => ({
  refusal,
  seesAll: false,
  sightOf: async () => 'not-known',
  hidden: () => Promise.reject(refusal),
});

/** Nobody was looked up: a page that is asked for without it shows no case. */
export const unknownViewer = nothing(
  new Retryable('no-viewer', 'it is not known who asks; load the page again'),
);

/**
 * Whose cases are shown. @param use `look`: annotators and above work on all cases; `have`: to take cases away, they too
 * need access to each private dataset that holds them
 */
export async function viewerFor(services: Services, user: User, use: 'look' | 'have'): Promise<Viewer> {
  if (reaches(user.role, use === 'look' ? 'annotator' : 'maintainer')) return everything;
  const { privacy } = services;
  const { closed, unknown } = await privacy.survey();
  if (unknown !== null)
    return nothing(
      new Retryable(
        'private-unknown',
        `Which cases are private cannot be told right now: ${unknown}. Until a maintainer has mended that, no case is shown to readers.`,
      ),
    );
  const kept = await closedTo(services, user, closed);
  if (kept.length === 0) return everything;
  if (!(await privacy.settled(kept, PATIENCE)))
    return nothing(
      new Retryable(
        'private-waiting',
        'The workbench is still reading which cases are private; until then it shows none. Try again in a few seconds.',
      ),
    );
  return {
    refusal: null,
    seesAll: false,
    sightOf: (id) => privacy.of(id, kept),
    hidden: () => privacy.hidden(kept),
  };
}
