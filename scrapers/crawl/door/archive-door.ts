import { InvalidInput, NotFound } from '../../../data/errors.ts';
import type { JournalEntry } from '../../../data/format/journal-entry.ts';
import type { CrawlArchive } from '../../../data/ports/crawl/crawl-archive.ts';
import { ArchivedPage } from './archived-page.ts';
import { type Asked, ContentDoor } from './content-door.ts';
import type { OpenPage } from './door.ts';
import { whyBroken } from './judging/broken-page.ts';
import { type Judged, judgedAgain, type Landed } from './judging/judged.ts';
import { saysItIsGone } from './network-door.ts';
import type { HostPolicy } from './requests/host-policy.ts';
import { type Explained, isBrokenPage, type RunDoor } from './run-door.ts';

/** Thrown for what was never received; the code lets the crawl tell it from a page that is gone. */
const notArchived = (url: string): NotFound =>
  new NotFound('not-in-archive', `${url} is not in the archive; crawl it without --offline`);

const heldRefusal = (url: string, reason: string): InvalidInput =>
  new InvalidInput('archive-unusable', `${url}: the archive holds a refusal (${reason}), no answer`);

/** The door that only reads what was received before: `--offline`. It opens no connection and starts no browser. */
export class ArchiveDoor extends ContentDoor implements RunDoor {
  readonly #archive: CrawlArchive;
  /** The newest page that was read back for a parser. */
  #lastPage: Judged | null = null;

  constructor(source: string, policy: HostPolicy, archive: CrawlArchive) {
    super(source, policy);
    this.#archive = archive;
  }

  async #newest(url: string): Promise<JournalEntry | null> {
    const { journal } = this.#archive;
    const answered = await journal.latest(this.source, url, ['ok', 'redirect', 'not-found', 'not-modified']);
    if (answered !== null) return answered;
    // An image that the site only had cut short is known to be so.
    const fault = await journal.latest(this.source, url, ['fault']);
    return fault?.note === 'truncated-image' ? fault : null;
  }

  protected async get(url: string, { expect, shape }: Asked): Promise<Landed> {
    const redirects: string[] = [];
    let current = this.policy.address(url).href;
    for (;;) {
      const entry = await this.#newest(current);
      if (entry === null || redirects.includes(current)) throw notArchived(current);
      const expected = { url: current, expect, shape, hosts: this.policy.hosts };
      const judged = await judgedAgain(this.#archive, entry, expected);
      const { judgement } = judged;
      if (judgement.kind === 'blocked') throw heldRefusal(current, judgement.reason);
      if (judgement.kind !== 'redirect') {
        if (expect === 'html') this.#lastPage = judged;
        return { ...judged, redirects };
      }
      redirects.push(current);
      current = this.policy.resolve(judgement.to, current) ?? judgement.to;
    }
  }

  async openPage(url: string): Promise<OpenPage> {
    const address = this.policy.address(url).href;
    const { journal } = this.#archive;
    const entry = await journal.latest(this.source, address, ['page']);
    if (entry === null) throw notArchived(address);
    const document = await journal.entry(entry.received?.[0] ?? '');
    return new ArchivedPage(this.#archive, entry, document, this.policy.hosts, (asked, options) =>
      this.get(asked, options),
    );
  }

  async explained(error: unknown): Promise<Explained> {
    const page = this.#lastPage?.answer;
    const reason = isBrokenPage(error) && page !== undefined ? whyBroken(page) : null;
    if (page === undefined || reason === null) return { error, again: false };
    return {
      error: reason === 'soft-404' ? saysItIsGone(page.url) : heldRefusal(page.url, reason),
      again: false,
    };
  }

  async closePages(): Promise<void> {}
}
