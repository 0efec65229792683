import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { writeDurably } from '../files/durable-file.ts';
import {
  CONTRIBUTION_FORMAT,
  type Contribution,
  type ContributionContent,
  type ContributionStatus,
  contributionSchema,
} from '../format/contribution.ts';
import { beginsAsPdf, insteadOfPdf, pdfHeadBytes } from '../format/pdf-head.ts';
import { describeProblems } from '../format/read.ts';
import { type Contributions, MAX_PAPER_BYTES } from '../ports/contributions.ts';
import { readJson, writeJson } from './disk/json-file.ts';
import type { WorkspaceLock } from './disk/lock.ts';

/** Papers handed in: `contributions/<id>.json`, the files under `papers/<sha256>.pdf`. */
export class FileContributions implements Contributions {
  /** When the newest was handed in, in milliseconds since 1970. */
  #newest = 0;
  readonly #directory: string;
  readonly #lock: WorkspaceLock;

  constructor(directory: string, lock: WorkspaceLock) {
    this.#directory = directory;
    this.#lock = lock;
  }

  #path(id: string): string {
    if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(id))
      throw new InvalidInput('bad-contribution-id', `'${id.slice(0, 80)}' is no contribution id`);
    return join(this.#directory, 'contributions', `${id}.json`);
  }

  #read(id: string): Contribution | null {
    const path = this.#path(id);
    const document = readJson(path);
    if (document === null) return null;
    const result = contributionSchema.safeParse(document);
    if (!result.success)
      throw new InvalidInput('bad-document', `${path} is not valid: ${describeProblems(result.error)}`);
    return result.data;
  }

  #write(contribution: Contribution): Contribution {
    const result = contributionSchema.safeParse(contribution);
    if (!result.success)
      throw new InvalidInput(
        'bad-contribution',
        `the contribution is not valid: ${describeProblems(result.error)}`,
      );
    writeJson(this.#path(contribution.id), result.data);
    return result.data;
  }

  async keepPaper(bytes: Uint8Array, name: string): Promise<Extract<ContributionContent, { kind: 'pdf' }>> {
    if (bytes.length > MAX_PAPER_BYTES)
      throw new InvalidInput(
        'paper-too-large',
        `${name} has ${bytes.length} bytes, more than ${MAX_PAPER_BYTES}; hand in the article without its supplement`,
      );
    if (!beginsAsPdf(bytes)) {
      const instead = await insteadOfPdf(bytes.subarray(0, pdfHeadBytes));
      throw new InvalidInput('not-a-pdf', `${name} ${instead ?? 'is no PDF; give the PDF of the article'}`);
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = await this.paperFile(sha256);
    if (!existsSync(path)) writeDurably(path, bytes);
    return { kind: 'pdf', sha256, name: name.slice(-300), bytes: bytes.length };
  }

  async paperFile(sha256: string): Promise<string> {
    return join(this.#directory, 'papers', `${sha256}.pdf`);
  }

  async submit(what: ContributionContent, by: string, note = ''): Promise<Contribution> {
    // In the order of handing in, however quickly one follows the other.
    this.#newest = Math.max(Date.now(), this.#newest + 1);
    const at = new Date(this.#newest).toISOString();
    return this.#lock.hold(() =>
      this.#write({
        id: `${at.slice(0, 10)}-${randomUUID().slice(0, 8)}`,
        format: CONTRIBUTION_FORMAT,
        rev: 1,
        what,
        submittedBy: by,
        submittedAt: at,
        note,
        licence: null,
        title: null,
        case: null,
        heldAs: null,
        apartFrom: [],
        status: 'received',
        reason: null,
        history: [{ at, by, status: 'received', reason: null }],
      }),
    );
  }

  async get(id: string): Promise<Contribution> {
    const held = this.#read(id);
    if (!held) throw new NotFound('no-contribution', `there is no contribution '${id}'`);
    return held;
  }

  async move(
    id: string,
    to: ContributionStatus,
    how: Parameters<Contributions['move']>[2],
  ): Promise<Contribution> {
    return this.#lock.hold(() => {
      const held = this.#read(id);
      if (!held) throw new NotFound('no-contribution', `there is no contribution '${id}'`);
      if (how.from && !how.from.includes(held.status)) {
        throw new Conflict(
          'contribution-moved',
          `contribution ${id} is ${held.status} already; look at it again`,
        );
      }
      const reason = how.reason ?? null;
      const step = { at: new Date().toISOString(), by: how.by, status: to, reason };
      return this.#write({
        ...held,
        ...how.change,
        rev: held.rev + 1,
        status: to,
        reason,
        history: [...held.history, step],
      });
    });
  }

  async keepApart(id: string, by: string): Promise<Contribution> {
    const { heldAs, case: made, apartFrom } = await this.get(id);
    if (heldAs === null || made !== null)
      throw new InvalidInput(
        'not-asked',
        `contribution ${id} was not compared with a case that may hold it; 'caseline inbox list' names its question`,
      );
    return this.move(id, 'received', {
      by,
      reason: `${by}: another paper than ${heldAs}`,
      from: ['needs-person'],
      change: { apartFrom: [...apartFrom, heldAs], heldAs: null },
    });
  }

  async list(): Promise<Contribution[]> {
    const names = await readdir(join(this.#directory, 'contributions')).catch(
      (cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return [];
        throw cause;
      },
    );
    return names
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .flatMap((name) => this.#read(name.slice(0, -'.json'.length)) ?? [])
      .sort((a, b) =>
        a.submittedAt < b.submittedAt ? 1 : a.submittedAt > b.submittedAt ? -1 : a.id < b.id ? -1 : 1,
      );
  }
}
