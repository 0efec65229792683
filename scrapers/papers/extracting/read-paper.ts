import { basename, extname } from 'node:path';
import { InvalidInput } from '../../../data/errors.ts';
import { kindOfInput, readInputFile, sizeOfInput } from '../../../data/files/input-file.ts';
import { makeScratch } from '../../../data/files/scratch.ts';
import { decodeText } from '../../crawl/door/content.ts';
import type { Article, ArticleFigure } from '../article/article.ts';
import { figureFiles } from '../article/figure-files.ts';
import { mergeArticle, paperFromArticle } from '../article/merge.ts';
import { namePatients } from '../case/patients.ts';
import { sha256 } from '../figures/image-files.ts';
import { sameFirstAuthor, titlesDiffer } from '../identity/same-paper.ts';
import { panelsWithout, withPanelPictures } from '../panels/panel-pictures.ts';
import type { Paper, PaperFigure } from '../paper.ts';
import { countUnread, unreadSign, withoutNamelessIn } from '../unread-signs.ts';
import type { ExtractOptions } from './extract.ts';
import { extractPdf, paperId } from './extract.ts';
import { kindOf } from './kind-of-file.ts';

export interface ReadPaperOptions extends ExtractOptions {
  /** JATS XML or HTML of the same article; looked for beside the file under the same name otherwise. */
  article?: string | undefined;
  /** Address a page was fetched from, for its relative image addresses. */
  address?: string | undefined;
  /** What the site called the article, with its character set, which no other place may tell. */
  contentType?: string | undefined;
  /** Figure files of the article that do not lie beside it: their paths by the reference the article names them with. */
  files?: Readonly<Record<string, string>> | undefined;
}

/** An article text longer than this is no article. */
const articleLimit = 64 * 2 ** 20;

/**
 * Reads a publication: a PDF, JATS XML (`.xml`, `.nxml`) or an article page (`.html`). What lies beside it under
 * the same name is read with it, because the text of an article is told better by its XML and its pictures by its PDF.
 * @throws InvalidInput `paper-missing`, `paper-unknown`, `pdf-unreadable`, `pdf-password`, `pdf-too-large`, `jats-unreadable`
 */
export async function readPaper(path: string, options: ReadPaperOptions): Promise<Paper> {
  const paper = await read(path, options);
  const figures: PaperFigure[] = [];
  for (const figure of paper.figures) figures.push(await withPanelPictures(figure));
  const warnings = [...paper.warnings, ...panelsWithout(figures)];
  return namePatients({ ...paper, figures, warnings });
}

async function read(path: string, options: ReadPaperOptions): Promise<Paper> {
  const kind = await kindOf(path);
  const stem = path.slice(0, path.length - extname(path).length);
  if (kind === 'pdf') {
    const beside =
      options.article ?? firstExisting([`${stem}.nxml`, `${stem}.xml`].filter((name) => name !== path));
    const paper = await extractPdf(path, options);
    return beside === null ? paper : withArticle(paper, beside, options);
  }
  const pdf = firstExisting([`${stem}.pdf`]);
  if (pdf !== null && (await kindOf(pdf)) === 'pdf') {
    return withArticle(await extractPdf(pdf, options), path, options);
  }
  const warnings: string[] = [];
  const article = await readArticle(path, options, warnings);
  await makeScratch(options.outDir);
  const images = await figureFiles(article, path, options.outDir, warnings, options.files);
  if (options.files === undefined) warnings.push(...withoutFiles(article, images));
  const hash = sha256(readInputFile(path));
  const paper = paperFromArticle(article, hash, paperId(article.doi, hash), images);
  return { ...paper, warnings };
}

/** Figures whose pictures are named, but do not lie beside the article. */
function withoutFiles(article: Article, images: ReadonlyMap<ArticleFigure, readonly unknown[]>): string[] {
  return article.figures.flatMap((figure) => {
    if (figure.files.length === 0 || images.has(figure)) return [];
    const names = figure.files.map((file) => basename(file)).join(', ');
    return `${figure.label ?? 'A figure'} has no picture: ${names} does not lie beside the article; put it there and read it again with --refresh.`;
  });
}

async function withArticle(paper: Paper, path: string, options: ReadPaperOptions): Promise<Paper> {
  const warnings = [...paper.warnings];
  try {
    const article = await readArticle(path, options, warnings);
    // A file of the same name may belong to another paper.
    if (article.doi !== null && paper.doi !== null && article.doi.toLowerCase() !== paper.doi.toLowerCase()) {
      warnings.push(`${path} is of another article (${article.doi}) and was left out.`);
      return { ...paper, warnings };
    }
    // Without a DOI of its own the PDF is known by what its title page says; a person who names the article knows better.
    const foreign =
      paper.doi === null &&
      titlesDiffer(paper.title, article.title) &&
      sameFirstAuthor(paper.authors[0], article.authors[0]) === false;
    if (foreign && options.article === undefined) {
      warnings.push(
        `${path} is of another article (“${article.title}”, not “${paper.title}”) and was left out; say --article ${path} if it is of this one.`,
      );
      return { ...paper, warnings };
    }
    const images = await figureFiles(article, path, options.outDir, warnings, options.files);
    const merged = mergeArticle(paper, article, images);
    return { ...merged, id: paperId(merged.doi, paper.source.sha256), warnings };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    warnings.push(`${path} beside the PDF was left out: ${error.message}`);
    return { ...paper, warnings };
  }
}

async function readArticle(
  path: string,
  { address, contentType = '' }: Pick<ReadPaperOptions, 'address' | 'contentType'>,
  warnings: string[],
): Promise<Article> {
  const size = sizeOfInput(path);
  if (size > articleLimit)
    throw new InvalidInput(
      'article-too-large',
      `${path} has ${size} bytes; at most ${articleLimit} are read.`,
    );
  const text = decodeText(readInputFile(path), contentType);
  const article = await parseArticle(path, text, address);
  const plain = withoutNamelessIn(article);
  const unread = countUnread(JSON.stringify(plain)) - countUnread(JSON.stringify(article));
  if (unread > 0)
    warnings.push(
      `${path}: ${unread === 1 ? 'a control or private character' : `${unread} control or private characters`} in its text cannot be read; “${unreadSign}” stands for each.`,
    );
  return plain;
}

async function parseArticle(path: string, text: string, address: string | undefined): Promise<Article> {
  // The parsers of mark-up are loaded when there is some: most papers come as a PDF alone.
  if ((await kindOf(path)) === 'html') {
    const { readArticleHtml } = await import('../article/pmc-html.ts');
    return readArticleHtml(text, address ?? null);
  }
  const { readJats } = await import('../article/jats.ts');
  return readJats(text);
}

const firstExisting = (paths: readonly string[]): string | null =>
  paths.find((path) => kindOfInput(path) === 'file') ?? null;
