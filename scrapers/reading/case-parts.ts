import type { CaseDraft, CaseImage } from '../../data/format/case.ts';
import type { Door, FetchedText } from '../crawl/door/door.ts';
import type { FieldFill, ImageOutcome, WantedImage } from '../crawl/source.ts';

/** Parts of a case document that are the same whatever site it was read from. */

/** How the page of a case was reached. */
export interface Reached {
  readonly url: string;
  /** Other addresses that led to it. */
  readonly aliases: readonly string[];
  readonly retrievedAt: string;
  readonly pageSha256: string;
  /** Every byte of the page is a character of the set it declares. */
  readonly readable: boolean;
  /** Name and version of the parser. */
  readonly parser: string;
}

/** An address without parameters: where people find the page. */
export const plainAddress = (url: string): string => url.replace(/[?#].*$/s, '');

/** @param fetched the page as the door gave it */
export const reachedBy = (
  fetched: Pick<FetchedText, 'finalUrl' | 'redirects' | 'retrievedAt' | 'sha256' | 'replaced'>,
  parser: string,
): Reached => ({
  url: plainAddress(fetched.finalUrl),
  aliases: [...new Set(fetched.redirects.map(plainAddress))],
  retrievedAt: fetched.retrievedAt,
  pageSha256: fetched.sha256,
  readable: fetched.replaced === undefined,
  parser,
});

export const sourceOf = (site: string, key: string, reached: Reached): CaseDraft['source'] => ({
  site,
  key,
  url: reached.url,
  aliases: [...reached.aliases],
  retrievedAt: reached.retrievedAt,
  parser: reached.parser,
  pageSha256: reached.pageSha256,
});

/** The pictures of a page, asked for by their addresses on it. @param at the page's own address */
export async function* wantedFigures(
  door: Pick<Door, 'resolve'>,
  at: string,
  figures: readonly { readonly urls: readonly string[] }[],
  idOf: (index: number) => string,
): AsyncGenerator<WantedImage> {
  for (const [index, figure] of figures.entries()) {
    const urls = figure.urls.flatMap((url) => door.resolve(url, at) ?? []);
    yield { id: idOf(index), urls, referer: at };
  }
}

/** What an image's file tells; nulls when the site does not have it. */
export const fileFacts = (
  outcome: ImageOutcome | undefined,
): Pick<CaseImage, 'sha256' | 'width' | 'height' | 'mime'> => {
  if (outcome === undefined || !outcome.held) return { sha256: null, width: null, height: null, mime: null };
  const { sha256, width, height, mime } = outcome;
  return { sha256, width, height, mime };
};

/** Ending of a file name: what its content is, else what its name says. */
export const endingOf = (outcome: ImageOutcome | undefined, name: string | undefined): string =>
  outcome?.held ? outcome.extension : (/\.([A-Za-z0-9]{2,5})$/.exec(name ?? '')?.[1]?.toLowerCase() ?? 'img');

/** A field of the case that is filled or not. */
export const fieldOfCase = (field: string, selector: string, value: unknown): FieldFill => {
  const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return { field, selector, filled: empty ? 0 : 1, of: 1 };
};

/** Pages with bytes that are no characters are a drift of the site like any other. */
export const fieldOfEncoding = ({ readable }: Pick<Reached, 'readable'>): FieldFill =>
  fieldOfCase('encoding', 'characters of the declared set', readable || null);

/** A field of the images, or of other parts of the case, that each of them has or lacks. */
export const fieldOfEach = <Part>(
  field: string,
  selector: string,
  parts: readonly Part[],
  has: (part: Part) => boolean,
): FieldFill => ({ field, selector, filled: parts.filter(has).length, of: parts.length });

/** Names of files, each once: `name.jpg`, `name-2.jpg`. */
export const distinctNames = (files: readonly { stem: string; ending: string }[]): string[] => {
  const taken = new Set<string>();
  for (const { stem, ending } of files) {
    let name = `${stem}.${ending}`;
    for (let copy = 2; taken.has(name); copy += 1) name = `${stem}-${copy}.${ending}`;
    taken.add(name);
  }
  return [...taken];
};
