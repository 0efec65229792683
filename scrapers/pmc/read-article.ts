import { InvalidInput, NotFound } from '../../data/errors.ts';
import type { Door, FetchedText } from '../crawl/door/door.ts';
import type { Article, ArticleFigure } from '../papers/article/article.ts';
import { readJats } from '../papers/article/jats.ts';
import { readArticleHtml } from '../papers/article/pmc-html.ts';
import {
  addressesIn,
  type PagePictures,
  picturesOfPage,
  referencesOf,
} from '../papers/fetching/article-text.ts';
import { jatsOfEuropePmc } from '../papers/fetching/europe-pmc.ts';
import { requireMatch } from '../reading/contract.ts';

/** An article with the addresses of its pictures. */
export interface PmcArticle {
  readonly article: Article;
  /** What the text was read from. */
  readonly fetched: FetchedText;
  /** Address of the article's page. */
  readonly page: string;
  readonly pictures: readonly {
    readonly id: string;
    readonly figure: ArticleFigure;
    readonly urls: readonly string[];
  }[];
}

/**
 * The article page of PubMed Central.
 * @throws ContractBroken when it has no title of an article, or figures without words
 */
export const parseArticlePage = (html: string, url: string): Article => {
  const page = { source: 'pmc', url };
  const hasTitle = /<meta\b[^<>]{0,200}citation_title/i.test(html);
  requireMatch(hasTitle, { selector: 'meta[name="citation_title"]', field: 'title' }, page);
  const article = readArticleHtml(html, url);
  requireMatch(
    article.figures.length === 0 ||
      article.figures.some(({ caption, label }) => caption !== '' && label !== null),
    { selector: 'figure figcaption', field: 'captions' },
    page,
  );
  return article;
};

const pageOf = (door: Door, pmcid: string): string => `${door.base}/articles/${pmcid}/`;

/** JATS of Europe PMC, which holds that of all open articles; null where it does not have it. */
async function fetchJats(
  door: Door,
  pmcid: string,
): Promise<{ fetched: FetchedText; article: Article } | null> {
  const address = jatsOfEuropePmc(pmcid);
  try {
    const fetched = await door.fetchText(door.resolve(address, door.base) ?? address, { expect: 'xml' });
    return { fetched, article: readJats(fetched.text) };
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

/**
 * Reads one article: its text from JATS, where there is some, and the addresses of its pictures from its page, which alone
 * names them. The page is not asked for when the text has no figures.
 * @throws InvalidInput (code `wrong-paper`) when the text is another article's
 */
export async function readArticle(door: Door, pmcid: string): Promise<PmcArticle> {
  const page = pageOf(door, pmcid);
  const jats = await fetchJats(door, pmcid);
  const stated = jats?.article.pmcid ?? pmcid;
  if (stated !== pmcid)
    throw new InvalidInput('wrong-paper', `${jats?.fetched.finalUrl} is ${stated}, not ${pmcid}`);
  if (jats?.article.figures.every(({ files }) => files.length === 0)) return { ...jats, page, pictures: [] };
  const shown = await door.fetchText(page, { expect: 'html' });
  const onPage = parseArticlePage(shown.text, shown.finalUrl);
  const { article, fetched } = jats ?? { article: onPage, fetched: shown };
  const known: PagePictures | null = jats === null ? null : picturesOfPage(onPage);
  const pictures = article.figures.flatMap((figure, at) =>
    referencesOf(article, figure).map((reference, part) => {
      const number = `file-${String(at + 1).padStart(3, '0')}`;
      const addresses = known === null ? figure.files : addressesIn(known, pmcid, figure, reference);
      return {
        id: part === 0 ? number : `${number}-${part + 1}`,
        figure,
        urls: addresses.flatMap((url) => door.resolve(url, shown.finalUrl) ?? []),
      };
    }),
  );
  return { article, fetched, page: shown.finalUrl, pictures: pictures.filter(({ urls }) => urls.length > 0) };
}
