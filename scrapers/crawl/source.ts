import type { Case, CaseDraft } from '../../data/format/case.ts';
import type { Failure } from '../../data/format/crawl-result.ts';
import type { ImageStore } from '../../data/ports/images.ts';
import type { Door } from './door/door.ts';

/** What a person searches for. Words of the command line: `name=value` are filters, everything else is text. */
export interface SearchQuery {
  /** The words, joined with one space. Empty = everything the source lists. */
  readonly text: string;
  /** e.g. `{ modality: ['X-ray'], system: ['Chest'] }`; a source names in its README which it knows and refuses others. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** One hit on a search page: all that is known of a case before it is requested. */
export interface CaseReference {
  /** How search pages name the case: slug or number. Not necessarily the canonical key: slugs have aliases. */
  readonly alias: string;
  readonly url: string;
  readonly title?: string;
  /** As stated on the card. For estimates. */
  readonly modalities?: readonly string[];
}

/** One page of results, in the site's order. */
export interface SearchPage {
  readonly url: string;
  /** Number of results the site claims, null when it does not say. */
  readonly found: number | null;
  readonly references: readonly CaseReference[];
  /** Entries of the query that lead to no case, where it names them one by one: each costs itself alone. */
  readonly failed?: readonly Failure[];
}

/** An image the case wants. The crawl fetches it when the iterator yields it, before asking for the next one. */
export interface WantedImage {
  /** Unique in the case; key of the map given to `toCase`. */
  readonly id: string;
  /** Addresses of the same image, best first. */
  readonly urls: readonly string[];
  readonly referer?: string;
}

/** What became of a wanted image. */
export type ImageOutcome =
  | {
      readonly held: true;
      /** Lower-case hex SHA-256 of the original bytes: the case image's `sha256`. */
      readonly sha256: string;
      /** From the content, never from the name; without dot. */
      readonly extension: string;
      readonly mime: string;
      /** Pixels; null when it cannot be decoded here. */
      readonly width: number | null;
      readonly height: number | null;
      readonly bytes: number;
      /** The address that answered. */
      readonly url: string;
      readonly retrievedAt: string;
    }
  /** The site does not have it (any more), or only a broken file: the case is complete without its bytes. */
  | { readonly held: false; readonly url: string; readonly code: string; readonly message: string };

/** How often a field was filled on this case, to notice a field that a markup change empties. */
export interface FieldFill {
  /** e.g. `presentation`, `image.caption`. */
  readonly field: string;
  /** The selector (or JSON path) it is read by, named in the message when its rate drops. */
  readonly selector: string;
  readonly filled: number;
  /** 1 for a field of the case, the number of images for a field of images. */
  readonly of: number;
}

/** A case page that has been read; its studies and images are requested as `images()` is iterated, not before. */
export interface OpenedCase {
  /** Id of the case, `<site>-<canonical key>` (Radiopaedia rID, Eurorad number): what makes two readings one case. */
  readonly id: string;
  /** Every name under which search pages or redirects lead to this case, so that none of them is requested again. */
  readonly aliases: readonly string[];
  images(): AsyncIterable<WantedImage>;
  /** The finished document, called once after `images()` has ended. Pure: same answers, same document. */
  toCase(images: ReadonlyMap<string, ImageOutcome>): CaseDraft;
  /** Called after `toCase`. */
  fills(): readonly FieldFill[];
}

export interface CaseOptions {
  /** Every frame of stacks over 40 frames instead of their key image. */
  readonly allFrames: boolean;
}

/** Lowest and highest plausible number of something. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What earlier crawls of this source measured; empty before the first one. */
export interface SourceStatistics {
  readonly cases: number;
  /** Mean requests a case, by modality as stated on the card; `''` holds the mean over all cases. */
  readonly requestsByModality: Readonly<Record<string, number>>;
  /** Mean bytes a request. */
  readonly bytesPerRequest: number | null;
}

/** What the plan expects a case to cost. */
export interface CaseEstimate {
  readonly requests: Range;
  readonly bytes: number;
}

/**
 * What a site must provide to be crawled. All network goes through the `Door` given to each method.
 * `search` and `images` are lazy: nothing is requested before the consumer asks for the next element.
 */
export interface Source {
  /** Name on the command line and in the workspace: `radiopaedia`, `eurorad`, `sirm`, ... */
  readonly name: string;
  /** `https://radiopaedia.org` */
  readonly origin: string;
  /** Every host the source may request, exactly (no wildcards): the origin's, image hosts, `www.` forms. */
  readonly hosts: readonly string[];
  /** True when links may lead to any public host: a person named the paper, and its publisher is known only then. */
  readonly anyHost?: boolean;
  /** The least pause between two requests, seconds (Radiopaedia 10, others 5). */
  readonly floorSeconds: number;
  /** Raised whenever the parser's output changes for the same pages. */
  readonly parserVersion: string;
  /** Why nothing is crawled before the workspace records a permission ("its terms forbid …"); null where robots.txt alone decides. */
  readonly needsPermission: string | null;
  /** Fill rates to expect of a sound page before there is history, by field: `{ title: 1, presentation: 0.9 }`. */
  readonly expectedFill: Readonly<Record<string, number>>;
  /** @throws BadUsage, before anything is requested, for a filter or a word that it does not know */
  search(door: Door, query: SearchQuery): AsyncIterable<SearchPage>;
  readCase(door: Door, reference: CaseReference, options: CaseOptions): Promise<OpenedCase>;
  /** The case a URL is the page of, or null: tells case pages in the archive from everything else. */
  referenceOf(url: string): CaseReference | null;
  /**
   * Lays a new reading over the case that is held, where one document may have been read in several ways (a paper from its
   * PDF and from its page), so that the review keeps its images. Without it the new reading takes the held one's place.
   */
  overHeld?(held: Case, draft: CaseDraft, images: ImageStore): Promise<CaseDraft>;
  estimateCase(reference: CaseReference, statistics: SourceStatistics, options: CaseOptions): CaseEstimate;
}

/** Reads the words of the command line: `pneumonia modality=X-ray` → text `pneumonia`, filter modality `X-ray`. */
export const parseQuery = (words: readonly string[]): SearchQuery => {
  const text: string[] = [];
  const filters = new Map<string, string[]>();
  for (const word of words) {
    const match = /^([a-z][a-z_-]{0,40})=(.{0,200})$/.exec(word);
    const [, name, value] = match ?? [];
    if (name !== undefined && value !== undefined) filters.set(name, [...(filters.get(name) ?? []), value]);
    else if (word.trim() !== '') text.push(word.trim());
  }
  return { text: text.join(' '), filters: Object.fromEntries(filters) };
};
