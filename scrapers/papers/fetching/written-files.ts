import { join } from 'node:path';
import { writeScratch } from '../../../data/files/scratch.ts';
import type { PaperFolders } from '../../../data/ports/paper-folders.ts';
import type { Fetched } from '../../crawl/door/door.ts';
import type { ArticleText } from './article-text.ts';

/** Fetched files of one paper on the disk, for the process that reads them. */
export interface WrittenFiles {
  /** The file to read: the PDF when there is one, else the article's text. */
  readonly main: string;
  /** The article's text beside a PDF. */
  readonly article: string | undefined;
  readonly address: string | undefined;
  readonly contentType: string | undefined;
  readonly files: Readonly<Record<string, string>>;
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/tiff': 'tif',
  'image/webp': 'webp',
};

/** Writes what was fetched into a folder of its own while `work` runs. Names are ours: nothing fetched names a path. */
export async function withFiles<T>(
  folders: Pick<PaperFolders, 'scratch'>,
  { text, pdf }: { readonly text: ArticleText | null; readonly pdf: Fetched | null },
  work: (files: WrittenFiles) => Promise<T>,
): Promise<T> {
  await using scratch = await folders.scratch();
  const files: Record<string, string> = {};
  let article: string | undefined;
  if (text !== null) {
    article = join(scratch.path, text.article.kind === 'jats' ? 'text.nxml' : 'text.html');
    await writeScratch(article, text.fetched.body);
    for (const [reference, { body, mime }] of text.pictures) {
      const path = join(
        scratch.path,
        `picture-${Object.keys(files).length + 1}.${extensions[mime] ?? 'bin'}`,
      );
      await writeScratch(path, body);
      files[reference] = path;
    }
  }
  // Not named like the text: what lies beside a file under its name is read with it.
  const paper = join(scratch.path, 'paper.pdf');
  if (pdf !== null) await writeScratch(paper, pdf.body);
  const main = pdf === null ? (article ?? paper) : paper;
  return await work({
    main,
    article: pdf === null ? undefined : article,
    address: text?.fetched.finalUrl,
    contentType: text?.fetched.headers['content-type'],
    files,
  });
}
