import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseReference } from '../../../data/format/contribution.ts';
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

describe('contributions', () => {
  test('keep every step with who and why', async () => {
    const { contributions } = temporaryWorkspace();
    const { id } = await contributions.submit({ kind: 'doi', doi: '10.1/x' }, 'ana', 'two patients');
    await contributions.move(id, 'extracting', { by: 'caseline', from: ['received'] });
    await contributions.move(id, 'refused', { by: 'ben', reason: 'no patient in it' });
    const held = await contributions.get(id);
    expect(held.history.map(({ by, status, reason }) => [by, status, reason])).toEqual([
      ['ana', 'received', null],
      ['caseline', 'extracting', null],
      ['ben', 'refused', 'no patient in it'],
    ]);
    expect([held.rev, held.status, held.note]).toEqual([3, 'refused', 'two patients']);
  });

  test('are taken up by one worker only', async () => {
    const { contributions } = temporaryWorkspace();
    const { id } = await contributions.submit({ kind: 'pmcid', pmcid: 'PMC1' }, 'ana');
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => contributions.move(id, 'extracting', { by: 'worker', from: ['received'] })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('the same file is kept once; what is no PDF, or no id, is refused', async () => {
    const { contributions, directory } = temporaryWorkspace();
    const pdf = Buffer.from('junk\n%PDF-1.4 and so on');
    const first = contributions.keepPaper(pdf, 'a.pdf');
    expect(contributions.keepPaper(pdf, 'b.pdf').sha256).toBe(first.sha256);
    expect(readdirSync(join(directory, 'papers'))).toEqual([`${first.sha256}.pdf`]);
    expect(() => contributions.keepPaper(Buffer.from('<html>'), 'c.pdf')).toThrow(/c\.pdf is no PDF/);
    await expect(contributions.get('../../caseline')).rejects.toThrow(/no contribution id/);
    await expect(contributions.get('2026-01-01-x')).rejects.toThrow(/there is no contribution/);
  });
});
