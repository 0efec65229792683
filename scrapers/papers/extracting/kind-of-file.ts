import { extname } from 'node:path';
import { InvalidInput } from '../../../data/errors.ts';
import { headOfInput, kindOfInput, sizeOfInput } from '../../../data/files/input-file.ts';
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
  const head = headOfInput(path, 4_096).toString('latin1');
  if (head.slice(0, 1_024).includes('%PDF-')) return 'pdf';
  if (extname(path).toLowerCase() === '.pdf') {
    const instead = notPdf(head);
    if (instead !== null) throw new InvalidInput('pdf-unreadable', `${path} ${instead}`);
    return 'pdf';
  }
  if (/<!doctype html|<html[\s>]/i.test(head)) return 'html';
  if (/<article[\s>]|<pmc-articleset|<!DOCTYPE article|<\?xml/i.test(head)) return 'jats';
  throw new InvalidInput('paper-unknown', `${path} is neither a PDF nor JATS XML nor an HTML page.`);
}

/** What a file without the mark of a PDF is instead, and what to do; `null` when it may still be a damaged PDF. */
function notPdf(head: string): string | null {
  if (head === '') return 'is empty; fetch it again';
  if (/^\s*(?:<\?xml|<!doctype|<html|<head|<article)/i.test(head))
    return 'is no PDF but a page of mark-up, often a login or an error; fetch the PDF itself, or name the file .html or .xml';
  if (head.startsWith('PK\x03\x04'))
    return 'is no PDF but an archive (ZIP) or an office document; give the PDF in it';
  return null;
}
