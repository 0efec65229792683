import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import PQueue from 'p-queue';
import { CaselineError, messageOf } from '../../data/errors.ts';
import type { Contribution } from '../../data/format/contribution.ts';
import { licenceNamed } from '../../data/vocabulary/licences.ts';
import { extractInChild } from '../../scrapers/papers/child.ts';
import type { Paper } from '../../scrapers/papers/paper.ts';
import { filesOfCase, paperToCase } from '../../scrapers/papers/to-case.ts';
import type { Services } from '../context.ts';

const BY = 'caseline';

/**
 * Reads handed-in PDFs into cases, one after the other, each in a process of its own with limits on time and
 * memory. What a person must decide (an unknown licence, a paper held already) stops it with the question.
 */
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
      .add(() => this.#read(id))
      .catch((error: unknown) => {
        this.#services.logger.error({ err: error, contribution: id }, messageOf(error));
      });
  }

  /** Takes up what an earlier server left unfinished. */
  async resume(): Promise<void> {
    for (const { id, status, what } of await this.#services.workspace.contributions.list()) {
      if (what.kind === 'pdf' && (status === 'received' || status === 'extracting')) this.take(id);
    }
  }

  /** Stops the paper in hand; it is taken up again at the next start. */
  async close(): Promise<void> {
    this.#queue.clear();
    this.#stop.abort();
    await this.#queue.onIdle();
  }

  async #read(id: string): Promise<void> {
    const { contributions } = this.#services.workspace;
    const held = await contributions.get(id);
    if (held.what.kind !== 'pdf') return;
    const contribution = await contributions.move(id, 'extracting', {
      by: BY,
      from: ['received', 'extracting', 'needs-person'],
    });
    const folder = await mkdtemp(join(tmpdir(), 'caseline-paper-'));
    try {
      const paper = await extractInChild(contributions.paperPath(held.what.sha256), {
        outDir: folder,
        signal: this.#stop.signal,
      });
      await this.#settle(contribution, paper, folder);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const reason =
        error instanceof CaselineError
          ? error.message
          : 'the paper could not be read; the log names the reason';
      if (!(error instanceof CaselineError))
        this.#services.logger.error({ err: error, contribution: id }, messageOf(error));
      await contributions.move(id, 'refused', { by: BY, reason: reason.slice(0, 2_000) });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #settle(contribution: Contribution, paper: Paper, folder: string): Promise<void> {
    const { workspace } = this.#services;
    const { contributions } = workspace;
    const licence = contribution.licence ?? paper.licence;
    const change = { title: paper.title?.slice(0, 2_000) ?? null, licence };
    const twin = paper.doi
      ? workspace.index.casesWithDoi(paper.doi).find((one) => one !== paper.id)
      : undefined;
    const heldAs = twin ?? ((await workspace.cases.has(paper.id)) ? paper.id : null);
    if (heldAs) {
      const reason = `this paper is in the workspace already, as ${heldAs}`;
      await contributions.move(contribution.id, 'needs-person', {
        by: BY,
        reason,
        change: { ...change, heldAs },
      });
      return;
    }
    const known = licence.code ? licenceNamed(licence.code) : undefined;
    if (!known?.share) {
      const reason = licence.stated
        ? `its licence (“${licence.stated.slice(0, 200)}”) is not known to allow passing its images on`
        : 'the paper states no licence; say under which it may be used';
      await contributions.move(contribution.id, 'needs-person', { by: BY, reason, change });
      return;
    }
    await this.#keep(paper, folder, licence);
    await contributions.move(contribution.id, 'in-review', { by: BY, change: { ...change, case: paper.id } });
  }

  async #keep(paper: Paper, folder: string, licence: Paper['licence']): Promise<void> {
    const { workspace } = this.#services;
    const draft = paperToCase(paper, { retrievedAt: new Date(this.#services.now()).toISOString() });
    const files = filesOfCase(paper);
    const bytesOf = (path: string) => readFile(isAbsolute(path) ? path : join(folder, path));
    const images = [];
    for (const image of draft.images) {
      const file = files.get(image.id);
      if (!file) {
        images.push(image);
        continue;
      }
      const stored = await workspace.images.put(await bytesOf(file.file));
      const view =
        file.view && file.view !== file.file ? await workspace.images.put(await bytesOf(file.view)) : null;
      images.push({ ...image, sha256: stored.sha256, mime: stored.mime, viewSha256: view?.sha256 ?? null });
    }
    await workspace.cases.put({ ...draft, document: { ...draft.document, licence }, images });
  }
}
