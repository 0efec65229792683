import { setImmediate } from 'node:timers/promises';
import { checkWorkspace } from '../../../curation/checks/check-workspace.ts';
import type { CheckFinding } from '../../../curation/checks/finding.ts';
import { withWaivers } from '../../../curation/checks/waivers.ts';
import { foldReview } from '../../../curation/record/fold.ts';
import type { Case } from '../../../data/format/case.ts';
import { askedIn } from '../../../data/protocols/fields-of.ts';
import type { Services } from '../../shell/context.ts';

/** What the checks found when they last ran; what was accepted since is marked in it. */
export interface Checked {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly cases: number;
  readonly images: number;
  /** Cases that were passed over, for their file or review cannot be read. */
  readonly unread: number;
  readonly findings: readonly CheckFinding[];
}

export interface Progress {
  readonly step: 'case' | 'fingerprint' | 'compare';
  readonly done: number;
  /** Null while it is not known. */
  readonly of: number | null;
}

/** Cases read before other requests get their turn. */
const TURN = 8;

async function* givingWay(cases: AsyncIterable<Case>): AsyncIterable<Case> {
  let read = 0;
  for await (const record of cases) {
    read += 1;
    if (read % TURN === 0) await setImmediate();
    yield record;
  }
}

/**
 * The findings of the whole workspace as a list to work off: found once when somebody asks, kept until somebody asks
 * anew. One run at a time serves all who wait.
 */
export class CheckWorklist {
  readonly #services: Services;
  #kept: Checked | null = null;
  #running: Promise<void> | null = null;
  #failure: unknown = null;
  progress: Progress = { step: 'case', done: 0, of: null };

  constructor(services: Services) {
    this.#services = services;
  }

  /** What was found last; null while it has not been looked for or somebody asked anew. @throws what the last run failed with */
  get kept(): Checked | null {
    if (this.#running !== null) return null;
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure;
    return this.#kept;
  }

  /** Starts looking, unless that is under way. Resolves at its end, also at a bad one: `kept` tells. */
  look(): Promise<void> {
    this.#running ??= this.#look()
      .catch((error: unknown) => {
        this.#failure = error;
      })
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  async #look(): Promise<void> {
    const { workspace, now, read } = this.#services;
    const { cases, reviews, images, index } = workspace;
    this.progress = { step: 'case', done: 0, of: null };
    await using cache = await workspace.openDerived();
    const { findings, ...counts } = await checkWorkspace(
      {
        cases: {
          all: (filter) => givingWay(cases.all(filter)),
          former: (id) => cases.former(id),
        },
        reviews,
        ...askedIn(workspace),
        read,
        images,
        cache,
        storedImages: () => images.all(),
        damaged: () => index.damaged(),
      },
      {
        onProgress: (step, done, of) => {
          this.progress = { step, done, of: of ?? null };
        },
      },
    );
    this.#kept = {
      at: now(),
      cases: counts.cases,
      images: counts.images,
      unread: counts.unread.length,
      findings,
    };
  }

  /** Takes a finding off the list whose cell somebody has taken; a look anew says whether that mended it. */
  noteMended(mended: CheckFinding): void {
    if (this.#kept === null) return;
    const findings = this.#kept.findings.filter((finding) => finding !== mended);
    this.#kept = { ...this.#kept, findings };
  }

  /** Takes in what somebody accepted or took back in a case. */
  async noteWaivers(caseId: string): Promise<void> {
    if (this.#kept === null) return;
    const state = foldReview(await this.#services.workspace.reviews.get(caseId));
    const findings = this.#kept.findings.map((finding) => {
      if (finding.case !== caseId) return finding;
      const { waived: _before, ...bare } = finding;
      return withWaivers([bare], state)[0] ?? bare;
    });
    this.#kept = { ...this.#kept, findings };
  }
}
