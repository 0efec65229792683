import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseReference } from '../../../data/format/contribution.ts';
import { contributionsContract } from '../../contract-suites/contributions.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

test.each([
  ['10.1056/NEJMc2001272', { kind: 'doi', doi: '10.1056/NEJMc2001272' }],
  [' https://doi.org/10.1016/S0140-6736(20)30211-7 ', { kind: 'doi', doi: '10.1016/S0140-6736(20)30211-7' }],
  ['doi: 10.1148/rg.242035193', { kind: 'doi', doi: '10.1148/rg.242035193' }],
  ['pmc7301718', { kind: 'pmcid', pmcid: 'PMC7301718' }],
  ['https://pmc.ncbi.nlm.nih.gov/articles/PMC7301718/', { kind: 'pmcid', pmcid: 'PMC7301718' }],
  ['https://example.org/a.pdf', { kind: 'url', url: 'https://example.org/a.pdf' }],
  ['file:///etc/passwd', null],
  ['javascript:alert(1)', null],
  ['10.1056', null],
  ['paper.pdf', null],
])('%s names %j', (reference, expected) => {
  expect(parseReference(reference)).toEqual(expected);
});

contributionsContract(async () => temporaryWorkspace().contributions);

test('a paper that comes twice is one file', async () => {
  const { contributions, directory } = temporaryWorkspace();
  const pdf = Buffer.from('%PDF-1.4 and so on');
  const { sha256 } = await contributions.keepPaper(pdf, 'a.pdf');
  await contributions.keepPaper(pdf, 'b.pdf');
  expect(readdirSync(join(directory, 'papers'))).toEqual([`${sha256}.pdf`]);
});
