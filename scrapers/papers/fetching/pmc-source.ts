import { BadUsage, InvalidInput, NotFound } from '../../../data/errors.ts';
import { parseReference } from '../../../data/format/contribution.ts';
import type { Door } from '../../crawl/door/door.ts';
import type {
  CaseReference,
  ImageOutcome,
  OpenedCase,
  SearchPage,
  SearchQuery,
  Source,
  SourceStatistics,
} from '../../crawl/source.ts';
import type { ArticleFigure } from '../article/article.ts';
import { paperFromArticle } from '../article/merge.ts';
import { readArticleHtml } from '../article/pmc-html.ts';
import { namePatients } from '../case/patients.ts';
import { paperToCase } from '../case/to-case.ts';
import { paperId } from '../extracting/extract.ts';
import { settleOnHeld } from '../held/settle-on-held.ts';
import { sameDoi } from '../identifiers.ts';
import type { PaperImage } from '../paper.ts';
import { converted } from './pubmed-central.ts';

/**
 * Open articles of PubMed Central by PMCID or DOI: the article page and its figures, at the polite rate. It is
 * crawled like any source, its query being the articles themselves.
 */

const parserVersion = '1';

const pageOf = (door: Door, pmcid: string): string => `${door.base}/articles/${pmcid}/`;

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

/** @throws InvalidInput for a word that names no article of PubMed Central */
async function pmcidOf(door: Door, word: string): Promise<string> {
  const reference = parseReference(word);
  if (reference === null || reference.kind === 'url') {
    throw new InvalidInput(
      'bad-reference',
      `'${word.slice(0, 80)}' is neither a PMCID nor a DOI; other papers come in as PDF files`,
    );
  }
  return reference.kind === 'pmcid' ? reference.pmcid : pmcidOfDoi(door, reference.doi);
}

async function* search(door: Door, { text, filters }: SearchQuery): AsyncIterable<SearchPage> {
  const [filter] = Object.keys(filters);
  if (filter !== undefined)
    throw new BadUsage('unknown-filter', `pmc knows no filter '${filter}'; give PMCIDs or DOIs`);
  for (const word of text.split(/\s+/).filter(Boolean)) {
    try {
      const alias = await pmcidOf(door, word);
      const url = pageOf(door, alias);
      yield { url, found: null, references: [{ alias, url }] };
    } catch (error) {
      // One wrong entry of a list costs itself.
      if (!(error instanceof InvalidInput || error instanceof NotFound) || error.code === 'not-in-archive')
        throw error;
      const failure = { url: word.slice(0, 300), code: error.code, message: error.message };
      yield { url: door.base, found: null, references: [], failed: [failure] };
    }
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

async function readCase(door: Door, reference: CaseReference): Promise<OpenedCase> {
  const fetched = await door.fetchText(reference.url, { expect: 'html' });
  const article = readArticleHtml(fetched.text, fetched.finalUrl);
  const id = paperId(article.doi, fetched.sha256);
  const wanted = article.figures.flatMap((figure, at) =>
    figure.files.length === 0 ? [] : [{ id: `file-${String(at + 1).padStart(3, '0')}`, figure }],
  );
  return {
    id,
    aliases: [...new Set([reference.alias, ...(article.pmcid ? [article.pmcid] : [])])],
    async *images() {
      for (const { id: image, figure } of wanted) {
        const urls = figure.files.flatMap((file) => door.resolve(file, fetched.finalUrl) ?? []);
        if (urls.length > 0) yield { id: image, urls, referer: fetched.finalUrl };
      }
    },
    toCase(outcomes) {
      const files = new Map<ArticleFigure, PaperImage[]>();
      for (const { id: image, figure } of wanted) {
        const outcome = outcomes.get(image);
        if (outcome?.held) files.set(figure, [imageOf(image, outcome)]);
      }
      const paper = namePatients(paperFromArticle(article, fetched.sha256, id, files));
      return paperToCase(paper, { retrievedAt: fetched.retrievedAt, url: fetched.finalUrl });
    },
    fills: () => [
      {
        field: 'title',
        selector: 'meta[name=citation_title]',
        filled: article.title === null ? 0 : 1,
        of: 1,
      },
      { field: 'doi', selector: 'meta[name=citation_doi]', filled: article.doi === null ? 0 : 1, of: 1 },
      {
        field: 'figure.caption',
        selector: 'figure figcaption',
        filled: article.figures.filter(({ caption }) => caption !== '').length,
        of: article.figures.length,
      },
    ],
  };
}

const articleUrl = /\/articles\/(PMC\d{1,12})\/?$/;

/** PubMed Central. See README.md beside this file. */
export const pmc: Source = {
  name: 'pmc',
  origin: 'https://pmc.ncbi.nlm.nih.gov',
  hosts: ['pmc.ncbi.nlm.nih.gov', 'cdn.ncbi.nlm.nih.gov', 'www.ncbi.nlm.nih.gov'],
  floorSeconds: 5,
  parserVersion,
  needsPermission: false,
  expectedFill: { title: 1, doi: 0.95, 'figure.caption': 0.9 },
  search,
  readCase: (door, reference) => readCase(door, reference),
  referenceOf(url) {
    const alias = articleUrl.exec(new URL(url).pathname)?.[1];
    return alias === undefined ? null : { alias, url };
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
  /** One page and its figures: five in the mean of open-access case reports. */
  estimateCase: (_, statistics: SourceStatistics) => {
    const mean = statistics.requestsByModality[''] ?? 5;
    return {
      requests: { min: Math.max(1, Math.round(mean * 0.75)), max: Math.max(2, Math.round(mean * 1.4)) },
      bytes: mean * (statistics.bytesPerRequest ?? 300_000),
    };
  },
};
