import { expect, test } from 'vitest';
import { beginsAsPdf, insteadOfPdf } from '../../../data/format/pdf-head.ts';
import { zipOf } from '../../helpers/zip.ts';

test('the mark of a PDF may stand behind junk, within the first kilobyte', () => {
  expect(beginsAsPdf(Buffer.from(`${'x'.repeat(1_000)}%PDF-1.4`))).toBe(true);
  expect(beginsAsPdf(Buffer.from(`${'x'.repeat(1_024)}%PDF-1.4`))).toBe(false);
});

const hex = (start: string): Buffer => Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(600, 7)]);

test.each<[string, Buffer, RegExp | null]>([
  ['nothing', Buffer.alloc(0), /^is empty; fetch it again$/],
  ['zeros', Buffer.alloc(4_096), /^holds zeros .*; fetch it again$/],
  [
    'a login page',
    Buffer.from('\ufeff\n<!DOCTYPE html><p>Log in'),
    /page of mark-up.*; fetch the PDF itself/,
  ],
  [
    'a text document',
    zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' }),
    /office document.*; /,
  ],
  ['an old text document', hex('d0cf11e0a1b11ae1'), /office document \(cfb\); save it as a PDF/],
  ['an archive', zipOf({ 'paper.pdf': 'x' }), /archive or an office document \(zip\); give the PDF in it/],
  ['a photograph', hex('ffd8ffe000104a4649460001'), /a picture \(jpg\); give the PDF of the article/],
  ['words', Buffer.from('This is no PDF at all.'), null],
])('%s in place of a PDF', async (_, head, said) => {
  const told = await insteadOfPdf(head);
  if (said === null) expect(told).toBeNull();
  else expect(told).toMatch(said);
});
