import { escapeMarkup } from '../../../samples/pages/html.ts';
import { html, json, type SiteRoute } from '../../../samples/server.ts';
import { jatsOf, type PmcArticle } from './pmc.ts';

/** A paper as registers and its publisher tell of it. Addresses are paths of the site, or whole. */
export interface RegisteredPaper {
  readonly doi: string;
  readonly title: string;
  /** Its entry in Europe PMC; none when left out. */
  readonly europePmc?: {
    readonly pmcid?: string;
    readonly licence?: string;
    readonly pdfs?: readonly { readonly url: string; readonly code: 'OA' | 'F' | 'S' }[];
    /** The DOI it gives, when that is another one. */
    readonly doi?: string;
  };
  readonly crossref?: {
    readonly licences?: readonly string[];
    readonly pdfs?: readonly string[];
    readonly doi?: string;
  };
  /** The publisher's page, where the resolver of DOIs leads. */
  readonly page?: {
    readonly pdf?: string;
    readonly doi?: string;
    /** Where the resolver sends instead of the page. */
    readonly redirect?: string;
    readonly body?: string;
  };
}

const absolute = (link: string, origin: string): string => (link.startsWith('/') ? origin + link : link);

const publisherPage = (paper: RegisteredPaper, origin: string): string => {
  const { page = {} } = paper;
  const tags = [
    `<meta name="citation_title" content="${escapeMarkup(paper.title)}">`,
    `<meta name="citation_doi" content="${escapeMarkup(page.doi ?? paper.doi)}">`,
    page.pdf === undefined ? '' : `<meta name="citation_pdf_url" content="${absolute(page.pdf, origin)}">`,
  ];
  return `<!DOCTYPE html><html lang="en"><head><title>${escapeMarkup(paper.title)}</title>${tags.join('')}</head><body><main><h1>${escapeMarkup(paper.title)}</h1>${page.body ?? '<p>Sign in to read the article.</p>'}</main></body></html>`;
};

/** Address of a paper's page at its publisher. */
export const pagePath = (paper: Pick<RegisteredPaper, 'doi'>): string =>
  `/publisher/${paper.doi.split('/')[1]}`;

/** Crossref, Europe PMC, the resolver of DOIs and the publishers' pages, each under its own path of one origin. */
export const registersRoute = (
  papers: readonly RegisteredPaper[],
  articles: readonly PmcArticle[],
  files: ReadonlyMap<string, Uint8Array>,
  origin: () => string,
): SiteRoute => {
  const named = (doi: string) => papers.find((paper) => paper.doi.toLowerCase() === doi.toLowerCase());
  return ({ url }) => {
    const path = decodeURIComponent(url.pathname);
    const file = files.get(path);
    if (file) return { headers: { 'content-type': 'application/pdf' }, body: file };
    if (path.startsWith('/works/')) {
      const paper = named(path.slice('/works/'.length));
      if (!paper?.crossref)
        return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Resource not found.' };
      const { licences = [], pdfs = [], doi = paper.doi } = paper.crossref;
      const message = {
        DOI: doi,
        title: [paper.title],
        license: licences.map((URL) => ({ URL, 'content-version': 'vor', 'delay-in-days': 0 })),
        link: pdfs.map((link) => ({ URL: absolute(link, origin()), 'content-type': 'application/pdf' })),
      };
      return json({ status: 'ok', 'message-type': 'work', message });
    }
    if (path === '/europepmc/webservices/rest/search') {
      const query = url.searchParams.get('query') ?? '';
      const doi = /^DOI:"(.+)"$/.exec(query)?.[1];
      const pmcid = /^PMCID:(PMC\d+)$/.exec(query)?.[1];
      const result = papers
        .filter(({ europePmc, ...paper }) =>
          europePmc === undefined
            ? false
            : doi !== undefined
              ? paper.doi.toLowerCase() === doi.toLowerCase()
              : europePmc.pmcid === pmcid,
        )
        .map(({ europePmc = {}, ...paper }) => ({
          id: '39900001',
          source: 'MED',
          doi: europePmc.doi ?? paper.doi,
          title: paper.title,
          ...(europePmc.pmcid === undefined ? {} : { pmcid: europePmc.pmcid }),
          ...(europePmc.licence === undefined ? {} : { license: europePmc.licence }),
          fullTextUrlList: {
            fullTextUrl: (europePmc.pdfs ?? []).map(({ url: link, code }) => ({
              availabilityCode: code,
              documentStyle: 'pdf',
              site: 'Unpaywall',
              url: absolute(link, origin()),
            })),
          },
        }));
      return json({ version: '6.9', hitCount: result.length, resultList: { result } });
    }
    const [, number] = /^\/europepmc\/webservices\/rest\/PMC(\d+)\/fullTextXML$/.exec(path) ?? [];
    if (number) {
      const article = articles.find((one) => one.number === number);
      return article ? { headers: { 'content-type': 'application/xml' }, body: jatsOf(article) } : null;
    }
    const resolved = path.startsWith('/10.') ? named(path.slice(1)) : undefined;
    if (resolved?.page) {
      return { status: 302, headers: { location: resolved.page.redirect ?? pagePath(resolved) }, body: '' };
    }
    const shown = papers.find((paper) => paper.page && pagePath(paper) === path);
    return shown ? html(publisherPage(shown, origin())) : null;
  };
};
