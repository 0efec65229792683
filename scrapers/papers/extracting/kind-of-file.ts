import { extname } from 'node:path';
import { InvalidInput } from '../../../data/errors.ts';
import { headOfInput, kindOfInput, readInputFile, sizeOfInput } from '../../../data/files/input-file.ts';
import { beginsAsPdf, insteadOfPdf, pdfHeadBytes } from '../../../data/format/pdf-head.ts';
import { paperLimits, tooLarge } from '../limits.ts';

/** What a file is, by its first bytes and not by its name. */
export async function kindOf(path: string): Promise<'pdf' | 'jats' | 'html'> {
  if (kindOfInput(path) !== 'file') {
    throw new InvalidInput(
      'paper-missing',
      `There is no file ${path}; give the path of a PDF, JATS XML or HTML file.`,
    );
  }
  const size = sizeOfInput(path);
  if (size > paperLimits.fileBytes) throw tooLarge(path, size);
  const head = headOfInput(path, pdfHeadBytes);
  if (beginsAsPdf(head)) return 'pdf';
  const instead = await insteadOfPdf(head);
  if (extname(path).toLowerCase() === '.pdf') {
    if (instead !== null) throw new InvalidInput('pdf-unreadable', `${path} ${instead}`);
    if (holdsObjects(path)) return 'pdf';
    throw new InvalidInput(
      'pdf-unreadable',
      `${path} is not a readable PDF: neither its mark nor objects are in it; fetch it again`,
    );
  }
  const begin = head.toString('latin1');
  if (/<!doctype html|<html[\s>]/i.test(begin)) return 'html';
  if (/<article[\s>]|<pmc-articleset|<!DOCTYPE article|<\?xml/i.test(begin)) return 'jats';
  throw new InvalidInput(
    'paper-unknown',
    `${path} ${instead ?? 'is neither a PDF nor JATS XML nor an HTML page; give one of these'}`,
  );
}

/** Whether a file that lost the mark of a PDF may be one still: its objects are there. */
function holdsObjects(path: string): boolean {
  const bytes = readInputFile(path);
  return bytes.includes(' obj') && bytes.includes('endobj');
}
