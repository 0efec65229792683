import { fileTypeFromBuffer } from 'file-type';

/** How much of a file's beginning the questions of this file need, bytes. */
export const pdfHeadBytes = 4_096;

/** Readers accept junk before the mark of a PDF, within the first kilobyte (PDF 1.7, annex H). */
export const beginsAsPdf = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, 1_024)).includes('%PDF-');

const office = /officedocument|opendocument|x-cfb|rtf|msword/;
const archive = /zip|x-tar|x-7z|x-rar|x-xz|bzip2|zstd/;

/**
 * What a file without the mark of a PDF is instead, and what to do, to stand behind its name: "is empty; fetch it again".
 * @param head its first `pdfHeadBytes` bytes
 * @returns `null` when nothing tells
 */
export async function insteadOfPdf(head: Uint8Array): Promise<string | null> {
  if (head.length === 0) return 'is empty; fetch it again';
  if (head.every((byte) => byte === 0))
    return 'holds zeros where its words should be, as a download that broke does; fetch it again';
  const begin = Buffer.from(head).toString('latin1');
  if (/^(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!doctype|<html|<head|<article)/i.test(begin))
    return 'is no PDF but a page of mark-up, often a login or an error; fetch the PDF itself, or name the file .html or .xml';
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  const { mime, ext } =
    type ??
    (begin.startsWith('PK\x03\x04') ? { mime: 'application/zip', ext: 'zip' } : { mime: '', ext: '' });
  if (office.test(mime)) return `is no PDF but an office document (${ext}); save it as a PDF and give that`;
  if (archive.test(mime))
    return `is no PDF but an archive or an office document (${ext}); give the PDF in it`;
  if (mime.startsWith('image/')) return `is no PDF but a picture (${ext}); give the PDF of the article`;
  if (mime === 'application/pdf') return 'bears a damaged mark of a PDF; fetch it again';
  return mime === '' ? null : `is no PDF but another kind of file (${mime}); give the PDF of the article`;
}
