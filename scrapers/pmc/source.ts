import { InvalidInput, NotFound } from '../../data/errors.ts';
import { parseReference } from '../../data/format/contribution.ts';
import type { Door } from '../crawl/door/door.ts';
import type {
  CaseReference,
  ImageOutcome,
  OpenedCase,
  SearchPage,
  SearchQuery,
  Source,
  SourceStatistics,
} from '../crawl/source.ts';
import type { ArticleFigure } from '../papers/article/article.ts';
import { paperFromArticle } from '../papers/article/merge.ts';
import { namePatients } from '../papers/case/patients.ts';
import { paperToCase } from '../papers/case/to-case.ts';
import { paperId } from '../papers/extracting/extract.ts';
import { converted } from '../papers/fetching/pubmed-central.ts';
import { settleOnHeld } from '../papers/held/settle-on-held.ts';
import { sameDoi } from '../papers/identifiers.ts';
import type { PaperImage } from '../papers/paper.ts';
import { fieldOfCase, fieldOfEach, fieldOfEncoding } from '../reading/case-parts.ts';
import { searchAddress, searchTerms } from './query.ts';
import { readArticle } from './read-article.ts';
import { firstCursor, parseSearchAnswer } from './search-answer.ts';

/** Raise whenever the same pages give another document. */
const parserVersion = '2';

/** PMCID of a DOI, by the identifier converter. @throws InvalidInput when the article is not in PubMed Central. */
async function pmcidOfDoi(door: Door, doi: string): Promise<string> {
  const query = new URLSearchParams({ ids: doi, format: 'json', tool: 'caseline' });
  const { data } = await door.fetchJson(`${door.base}/tools/idconv/api/v1/articles/?${query}`, {
    expect: 'json',
  });
  const pmcid = converted.safeParse(data).data?.records[0]?.pmcid;
  if (pmcid) return pmcid;
  throw new InvalidInput(
    'not-in-pmc',
    `${doi} has no open text in PubMed Central; hand in its PDF as a file`,
  );
}

const pageOf = (door: Door, pmcid: string): string => `${door.base}/articles/${pmcid}/`;
const referenceTo = (door: Door, pmcid: string): CaseReference => ({
  alias: pmcid,
  url: pageOf(door, pmcid),
});

interface Named {
  readonly kind: 'doi' | 'pmcid';
  readonly word: string;
}

const namedBy = (word: string): Named | null => {
  const reference = parseReference(word);
  if (reference?.kind === 'doi') return { kind: 'doi', word: reference.doi };
  return reference?.kind === 'pmcid' ? { kind: 'pmcid', word: reference.pmcid } : null;
};

/** The words of a query that names articles one by one; null when its words are to be searched for. */
const namedArticles = (text: string): string[] | null => {
  const words = text.split(/\s+/).filter(Boolean);
  return words.some((word) => namedBy(word) !== null) ? words : null;
};

/** @throws InvalidInput for a word that names no article of PubMed Central */
async function pmcidOf(door: Door, word: string): Promise<string> {
  const named = namedBy(word);
  if (named === null) {
    throw new InvalidInput(
      'bad-reference',
      `'${word.slice(0, 80)}' is neither a PMCID nor a DOI; give articles by name, or words to search for`,
    );
  }
  return named.kind === 'pmcid' ? named.word : pmcidOfDoi(door, named.word);
}

async function* articlesNamed(door: Door, words: readonly string[]): AsyncIterable<SearchPage> {
  for (const word of words) {
    try {
      const reference = referenceTo(door, await pmcidOf(door, word));
      yield { url: reference.url, found: null, references: [reference] };
    } catch (error) {
      // One wrong entry of a list costs itself.
      if (!(error instanceof InvalidInput || error instanceof NotFound) || error.code === 'not-in-archive')
        throw error;
      const failure = { url: word.slice(0, 300), code: error.code, message: error.message };
      yield { url: door.base, found: null, references: [], failed: [failure] };
    }
  }
}

async function* search(door: Door, query: SearchQuery): AsyncIterable<SearchPage> {
  const named = Object.keys(query.filters).length === 0 ? namedArticles(query.text) : null;
  if (named !== null) {
    yield* articlesNamed(door, named);
    return;
  }
  const terms = searchTerms(query);
  for (let cursor: string | null = firstCursor; cursor !== null; ) {
    const address = searchAddress(terms, cursor);
    const { data, finalUrl } = await door.fetchJson(door.resolve(address, door.base) ?? address);
    const { hits, next, found = null } = parseSearchAnswer(data, finalUrl);
    const references = hits.map(({ pmcid, title }) => ({
      ...referenceTo(door, pmcid),
      ...(title === null ? {} : { title }),
    }));
    yield { url: finalUrl, found, references };
    cursor = next;
  }
}

const imageOf = (id: string, outcome: ImageOutcome & { held: true }): PaperImage => ({
  id,
  object: null,
  page: null,
  number: null,
  role: 'image',
  width: outcome.width ?? 1,
  height: outcome.height ?? 1,
  bits: 8,
  colorspace: 'unknown',
  kind: 'original',
  file: `${id}.${outcome.extension}`,
  sha256: outcome.sha256,
  view: null,
  mime: outcome.mime,
  box: null,
  tiles: [],
  note: null,
});

async function readCase(door: Door, { alias: pmcid }: CaseReference): Promise<OpenedCase> {
  const { article, fetched, page, pictures } = await readArticle(door, pmcid);
  const id = paperId(article.doi, fetched.sha256);
  return {
    id,
    aliases: [...new Set([pmcid, ...(article.pmcid ? [article.pmcid] : [])])],
    async *images() {
      for (const { id: image, urls } of pictures) yield { id: image, urls, referer: page };
    },
    toCase(outcomes) {
      const files = new Map<ArticleFigure, PaperImage[]>();
      const addresses = new Map<string, string>();
      for (const { id: image, figure } of pictures) {
        const outcome = outcomes.get(image);
        if (!outcome?.held) continue;
        files.set(figure, [...(files.get(figure) ?? []), imageOf(image, outcome)]);
        addresses.set(outcome.sha256, outcome.url);
      }
      const paper = namePatients(paperFromArticle({ ...article, pmcid }, fetched.sha256, id, files));
      const draft = paperToCase(paper, { retrievedAt: fetched.retrievedAt, url: page });
      const urlOf = ({ sha256 }: { sha256: string | null }): string | null =>
        sha256 === null ? null : (addresses.get(sha256) ?? null);
      return { ...draft, images: draft.images.map((image) => ({ ...image, url: urlOf(image) })) };
    },
    fills: () => [
      fieldOfEncoding({ readable: fetched.replaced === undefined }),
      fieldOfCase('title', 'article-title, meta[name=citation_title]', article.title),
      fieldOfCase('doi', 'article-id[pub-id-type=doi], meta[name=citation_doi]', article.doi),
      fieldOfCase('licence', 'license, a[href*=creativecommons]', article.licence.code),
      fieldOfCase('text', 'body sec, .main-article-body', article.sections),
      fieldOfEach(
        'figure.caption',
        'fig caption, figure figcaption',
        article.figures,
        ({ caption }) => caption !== '',
      ),
      fieldOfEach('figure.picture', 'fig graphic, figure img', article.figures, (figure) =>
        pictures.some((picture) => picture.figure === figure),
      ),
    ],
  };
}

const articleUrl = /\/(?:articles\/(PMC\d{1,12})\/?|(PMC\d{1,12})\/fullTextXML)$/;

/** PubMed Central. See README.md beside this file. */
export const pmc: Source = {
  name: 'pmc',
  origin: 'https://pmc.ncbi.nlm.nih.gov',
  hosts: [
    'pmc.ncbi.nlm.nih.gov',
    'cdn.ncbi.nlm.nih.gov',
    'www.ncbi.nlm.nih.gov',
    'www.ebi.ac.uk',
    'europepmc.org',
  ],
  // Both allow more (three and ten requests a second); figures come from hosts made for readers.
  floorSeconds: 5,
  parserVersion,
  needsPermission: null,
  expectedFill: { title: 1, doi: 0.9, text: 0.9, 'figure.caption': 0.8, 'figure.picture': 0.7 },
  search,
  readCase: (door, reference) => readCase(door, reference),
  referenceOf(url) {
    const [, onPage, inText] = articleUrl.exec(new URL(url).pathname) ?? [];
    const alias = onPage ?? inText;
    return alias === undefined ? null : { alias, url: new URL(`/articles/${alias}/`, url).href };
  },
  /** Nothing here knows the review, so no image of the held case goes. */
  async overHeld(held, draft, images) {
    const [one, other] = [held.document.doi, draft.document.doi];
    if (one !== null && other !== null && !sameDoi(one, other))
      throw new InvalidInput(
        'wrong-paper',
        `${held.id} holds ${one} and not ${other}; hand in the PDF of the latter as a file`,
      );
    const all = new Set(held.images.map(({ id }) => id));
    return (await settleOnHeld(held, draft, all, images)).draft;
  },
  /** Text, page and figures: five in the mean of open-access case reports. */
  estimateCase: (_, statistics: SourceStatistics) => {
    const mean = statistics.requestsByModality[''] ?? 6;
    return {
      requests: { min: Math.max(1, Math.round(mean * 0.75)), max: Math.max(2, Math.round(mean * 1.4)) },
      bytes: mean * (statistics.bytesPerRequest ?? 300_000),
    };
  },
};
