import { InvalidInput } from '../../../data/errors.ts';
import type { ContributionContent } from '../../../data/format/contribution.ts';
import { decodeText, mediaType } from '../../crawl/door/content.ts';
import type { Door, Fetched } from '../../crawl/door/door.ts';
import { doiPath, sameDoi } from '../identifiers.ts';
import { type ArticleText, isComplete, textInPmc, textOfPage } from './article-text.ts';
import { Attempts } from './attempts.ts';
import { askCrossref, type CrossrefRecord } from './crossref.ts';
import { askEuropePmc, type EuropePmcRecord } from './europe-pmc.ts';
import { type PublisherPage, readPublisherPage } from './publisher-page.ts';
import { pmcidOfDoi } from './pubmed-central.ts';

export type PaperReference = Exclude<ContributionContent, { kind: 'pdf' }>;

/** How a reference is written: for names, messages and queries. */
export const wordsOf = (reference: PaperReference): string =>
  reference.kind === 'doi' ? reference.doi : reference.kind === 'pmcid' ? reference.pmcid : reference.url;

/** What is known of a paper before its text is fetched. */
export interface Identity {
  readonly doi: string | null;
  readonly pmcid: string | null;
  readonly title: string | null;
  readonly europePmc: EuropePmcRecord | null;
  /** The publisher's page, where the reference was one. */
  readonly page: (Fetched & { readonly text: string; readonly told: PublisherPage }) | null;
  /** The PDF, where the reference was the address of one. */
  readonly pdf: Fetched | null;
}

type Opened = Pick<Identity, 'page' | 'pdf'>;
const nothing: Opened = { page: null, pdf: null };

/** Everything open that was found of a paper. */
export interface Gathered {
  readonly text: ArticleText | null;
  readonly pdf: Fetched | null;
  /** Licence that a register states, with its name; for papers that state none. */
  readonly licence: () => Promise<{ readonly stated: string; readonly by: string } | null>;
  readonly title: string | null;
}

export const isPdf = ({ body }: Pick<Fetched, 'body'>): boolean =>
  Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 1_024)).includes('%PDF-');

/** Finds one paper through the door. All requests of one paper are made by one seeker, one after the other. */
export class PaperSeeker {
  readonly attempts = new Attempts();
  readonly #door: Door;
  #crossref: { readonly record: CrossrefRecord | null } | null = null;
  #landing: Opened | null = null;

  constructor(door: Door) {
    this.#door = door;
  }

  /** Opens an address that a person gave. @throws InvalidInput (code `not-a-paper`) when neither page nor PDF answers */
  async #open(url: string): Promise<Opened> {
    const fetched = await this.#door.fetchBytes(url);
    if (isPdf(fetched)) return { page: null, pdf: fetched };
    if (!mediaType(fetched.headers['content-type']).includes('html'))
      throw new InvalidInput('not-a-paper', `${fetched.finalUrl} is neither a PDF nor an article page`);
    const text = decodeText(fetched.body, fetched.headers['content-type'] ?? '');
    return {
      page: { ...fetched, text, told: readPublisherPage(text, fetched.finalUrl, this.#door) },
      pdf: null,
    };
  }

  /**
   * Which paper a reference means. Registers that do not answer are passed over.
   * @throws Blocked, Throttled; NotFound, Retryable, InvalidInput when the address itself cannot be had
   */
  async identify(reference: PaperReference): Promise<Identity> {
    const opened = reference.kind === 'url' ? await this.#open(reference.url) : nothing;
    const doi = reference.kind === 'doi' ? reference.doi : (opened.page?.told.doi ?? null);
    const pmcid = reference.kind === 'pmcid' ? reference.pmcid : (opened.page?.told.pmcid ?? null);
    return this.#named({ doi, pmcid, ...opened });
  }

  /** The same paper once its own PDF has told its DOI. */
  async withDoi(identity: Identity, doi: string): Promise<Identity> {
    return this.#named({ ...identity, doi });
  }

  async #named({
    doi,
    pmcid,
    page,
    pdf,
  }: Pick<Identity, 'doi' | 'pmcid' | 'page' | 'pdf'>): Promise<Identity> {
    const wanted = doi !== null ? { doi } : pmcid !== null ? { pmcid } : null;
    const record =
      wanted === null ? null : await this.attempts.ask('Europe PMC', () => askEuropePmc(this.#door, wanted));
    const converted =
      record === null && pmcid === null && doi !== null
        ? await this.attempts.ask('PubMed Central', () => pmcidOfDoi(this.#door, doi))
        : null;
    return {
      doi: doi ?? record?.doi ?? null,
      pmcid: pmcid ?? record?.pmcid ?? converted,
      title: record?.title ?? page?.told.title ?? null,
      europePmc: record,
      page,
      pdf,
    };
  }

  async #askCrossref(doi: string | null): Promise<CrossrefRecord | null> {
    if (doi === null) return null;
    this.#crossref ??= {
      record: await this.attempts.ask('Crossref', () => askCrossref(this.#door, doi, new Date())),
    };
    return this.#crossref.record;
  }

  /**
   * The best open text and, where that lacks pictures, the PDF.
   * @throws InvalidInput (code `no-open-text`) when there is neither, saying what was tried; Blocked, Throttled
   */
  async gather(reference: PaperReference, identity: Identity): Promise<Gathered> {
    const { doi, pmcid } = identity;
    const own = pmcid === null ? null : await textInPmc(this.#door, this.attempts, { doi, pmcid });
    const pdf =
      own !== null && isComplete(own)
        ? null
        : (identity.pdf ?? (await this.#findPdf(identity, own === null)));
    const text = own ?? (pdf === null ? await this.#textOfPublisher(identity) : null);
    if (text === null && pdf === null) {
      if (this.attempts.closed !== null) throw this.attempts.closed;
      throw new InvalidInput(
        'no-open-text',
        `${wordsOf(reference)}: no open text could be fetched. Tried: ${this.attempts}. Save its PDF and hand in the file.`,
      );
    }
    return {
      text,
      pdf,
      licence: () => this.#licence(identity),
      title: this.#crossref?.record?.title ?? identity.title,
    };
  }

  async #licence({ doi, europePmc }: Identity): Promise<{ stated: string; by: string } | null> {
    const crossref = await this.#askCrossref(doi);
    if (crossref?.open && crossref.licence !== null) return { stated: crossref.licence, by: 'Crossref' };
    if (europePmc?.licence) return { stated: europePmc.licence, by: 'Europe PMC' };
    return crossref?.licence ? { stated: crossref.licence, by: 'Crossref' } : null;
  }

  /**
   * A PDF that is offered to everybody: of the archives, then by a deposited open licence, then named by the article's page.
   * @param needed false when there is a text already, and only pictures are missing: the publisher is not asked then
   * unless its licence says that everybody may have the file
   */
  async #findPdf(identity: Identity, needed: boolean): Promise<Fetched | null> {
    const known = [...(identity.europePmc?.pdfs ?? []), ...(identity.page?.told.pdfs ?? [])];
    const first = await this.#firstPdf(known);
    if (first !== null) return first;
    const crossref = await this.#askCrossref(identity.doi);
    if (crossref?.open) {
      const deposited = await this.#firstPdf(crossref.pdfs.filter((url) => !known.includes(url)));
      if (deposited !== null) return deposited;
    }
    if (identity.page !== null || identity.doi === null || !(needed || crossref?.open)) return null;
    const { page, pdf } = await this.#landingPage(identity.doi);
    return (
      pdf ?? (page === null ? null : this.#firstPdf(page.told.pdfs.filter((url) => !known.includes(url))))
    );
  }

  async #firstPdf(urls: readonly string[]): Promise<Fetched | null> {
    for (const url of urls.slice(0, 6)) {
      const fetched = await this.attempts.make('PDF', () => this.#door.fetchBytes(url, { expect: 'pdf' }));
      if (fetched !== null) return fetched;
    }
    return null;
  }

  /** Where the resolver of DOIs leads: the publisher's page, unless it is of another article, or the PDF itself. */
  async #landingPage(doi: string): Promise<Opened> {
    this.#landing ??= await this.#openLanding(doi);
    return this.#landing;
  }

  async #openLanding(doi: string): Promise<Opened> {
    const what = 'page of the publisher';
    const opened = await this.attempts.make(what, () => this.#open(`https://doi.org/${doiPath(doi)}`));
    const told = opened?.page?.told.doi ?? null;
    if (opened === null || told === null || sameDoi(told, doi)) return opened ?? nothing;
    this.attempts.note(what, `${opened.page?.finalUrl} is of another article (${told})`);
    return nothing;
  }

  /** Publishers that print the whole article in its page, figures and all. */
  async #textOfPublisher(identity: Identity): Promise<ArticleText | null> {
    const page =
      identity.page ?? (identity.doi === null ? null : (await this.#landingPage(identity.doi)).page);
    if (page === null) return null;
    const text = await this.attempts.make('text of the page', () =>
      textOfPage(this.#door, this.attempts, page, identity),
    );
    return text !== null && text.pictures.size > 0 ? text : null;
  }
}
