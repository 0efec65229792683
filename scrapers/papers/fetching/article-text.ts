import { basename } from 'node:path/posix';
import { InvalidInput } from '../../../data/errors.ts';
import type { Door, Fetched } from '../../crawl/door/door.ts';
import type { Article, ArticleFigure } from '../article/article.ts';
import { labelKey } from '../article/label-key.ts';
import { readArticleHtml } from '../article/pmc-html.ts';
import { sameDoi } from '../identifiers.ts';
import type { Attempts } from './attempts.ts';
import { jatsOfEuropePmc } from './europe-pmc.ts';
import { jatsOfPmc, pmcPage } from './pubmed-central.ts';

/** The text of an article with the pictures of its figures, as far as they could be had. */
export interface ArticleText {
  readonly article: Article;
  readonly fetched: Fetched;
  /** By the reference that the article names the picture with. */
  readonly pictures: ReadonlyMap<string, Fetched>;
}

/** What must be true of a text before it counts: it is about this article, and more than its front matter. */
function checked(
  article: Article,
  wanted: { doi: string | null; pmcid: string | null },
  address: string,
): Article {
  const other =
    wanted.doi !== null && article.doi !== null
      ? !sameDoi(wanted.doi, article.doi)
      : wanted.pmcid !== null && article.pmcid !== null && wanted.pmcid !== article.pmcid;
  if (other) {
    throw new InvalidInput(
      'wrong-paper',
      `${address} is of another article (${article.doi ?? article.pmcid}), not of ${wanted.doi ?? wanted.pmcid}`,
    );
  }
  const told = article.figures.length > 0 || article.sections.some(({ kind }) => kind !== 'abstract');
  if (!told) throw new InvalidInput('no-full-text', `${address} holds no more than the abstract`);
  return article;
}

/** Picture addresses on an article's page, by file name without extension and by label. */
interface PagePictures {
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly byLabel: ReadonlyMap<string, readonly string[]>;
}

const stemOf = (reference: string): string =>
  basename(reference.split(/[?#]/, 1)[0] ?? '')
    .replace(/\.(?:jpe?g|png|gif|tiff?|webp)$/i, '')
    .toLowerCase();

/** JATS names pictures without an extension; the archives keep them as JPEG for reading. */
const fileNameOf = (reference: string): string =>
  /\.(?:jpe?g|png|gif|tiff?|webp)$/i.test(reference) ? basename(reference) : `${basename(reference)}.jpg`;

function picturesOfPage(page: Article): PagePictures {
  const byName = new Map<string, string[]>();
  const byLabel = new Map<string, string[]>();
  for (const { label, files } of page.figures) {
    for (const file of files) byName.set(stemOf(file), [...(byName.get(stemOf(file)) ?? []), file]);
    if (label !== null && files.length > 0) byLabel.set(labelKey(label), files);
  }
  return { byName, byLabel };
}

const noPictures: PagePictures = { byName: new Map(), byLabel: new Map() };

/** Names of an article's pictures: the addresses on an article page are of one picture each, in JATS each is one. */
export const referencesOf = ({ kind }: Article, { files }: ArticleFigure): readonly string[] =>
  kind === 'html' ? files.slice(0, 1) : files.slice(0, 50);

async function picturesOf(
  door: Door,
  attempts: Attempts,
  article: Article,
  address: string,
  addressesOf: (figure: ArticleFigure, reference: string) => readonly string[],
): Promise<Map<string, Fetched>> {
  const pictures = new Map<string, Fetched>();
  for (const figure of article.figures) {
    for (const reference of referencesOf(article, figure)) {
      const urls = addressesOf(figure, reference).flatMap((url) => door.resolve(url, address) ?? []);
      if (urls.length === 0 || pictures.has(reference)) continue;
      const fetched = await attempts.make(`picture ${reference}`, () =>
        door.fetchImage(urls, { referer: address }),
      );
      if (fetched !== null) pictures.set(reference, fetched);
    }
  }
  return pictures;
}

/** Whether every figure of a text has its pictures, so that nothing is left for a PDF to give. */
export const isComplete = ({ article, pictures }: ArticleText): boolean =>
  article.figures.every((figure) => {
    const references = referencesOf(article, figure);
    return references.length > 0 && references.every((reference) => pictures.has(reference));
  });

/** An article page (PubMed Central's or a publisher's) as text with its pictures. */
export async function textOfPage(
  door: Door,
  attempts: Attempts,
  page: Fetched & { readonly text: string },
  wanted: { doi: string | null; pmcid: string | null },
): Promise<ArticleText> {
  const article = checked(readArticleHtml(page.text, page.finalUrl), wanted, page.finalUrl);
  const pictures = await picturesOf(door, attempts, article, page.finalUrl, ({ files }) => files);
  return { article, fetched: page, pictures };
}

/**
 * The text of an article in PubMed Central, the best first: JATS of Europe PMC, JATS of NCBI, the article page. The
 * pictures lie at addresses that only the page names, so it is asked for in any case.
 */
export async function textInPmc(
  door: Door,
  attempts: Attempts,
  wanted: { doi: string | null; pmcid: string },
): Promise<ArticleText | null> {
  const { readJats } = await import('../article/jats.ts');
  const jats = async (url: string): Promise<{ fetched: Fetched; article: Article }> => {
    const fetched = await door.fetchText(url, { expect: 'xml' });
    return { fetched, article: checked(readJats(fetched.text), wanted, fetched.finalUrl) };
  };
  const text =
    (await attempts.make('JATS of Europe PMC', () => jats(jatsOfEuropePmc(wanted.pmcid)))) ??
    (await attempts.make('JATS of PubMed Central', () => jats(jatsOfPmc(wanted.pmcid))));
  const page = await attempts.make('page of PubMed Central', () =>
    text !== null && text.article.figures.length === 0
      ? Promise.resolve(null)
      : door.fetchText(pmcPage(wanted.pmcid)),
  );
  if (text === null) {
    if (page === null) return null;
    return attempts.make('page of PubMed Central', () => textOfPage(door, attempts, page, wanted));
  }
  const onPage =
    page === null
      ? null
      : await attempts.make('page of PubMed Central', async () => readArticleHtml(page.text, page.finalUrl));
  const { byName, byLabel } = onPage === null ? noPictures : picturesOfPage(onPage);
  const address = page?.finalUrl ?? text.fetched.finalUrl;
  const pictures = await picturesOf(door, attempts, text.article, address, (figure, reference) => {
    const named = byName.get(stemOf(reference));
    if (named !== undefined) return named;
    const labelled =
      figure.files.length === 1 && figure.label !== null ? byLabel.get(labelKey(figure.label)) : undefined;
    return (
      labelled ?? [
        `https://europepmc.org/articles/${wanted.pmcid}/bin/${encodeURIComponent(fileNameOf(reference))}`,
      ]
    );
  });
  return { ...text, pictures };
}
