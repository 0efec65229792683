import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';

/** Self-made papers beside the project, with the values a person read on them. */
const folder = resolve(import.meta.dirname, '../../../../../shared/cases/papers-days/pdf');
const usual = 'A rounded opacity that came and went: one case';

describe.skipIf(!existsSync(folder))('handed papers (skipped without ../shared/cases)', () => {
  test.each([
    ['P01a', 'Lung sounds after a long winter: a case report', null],
    ['P01b', 'Bone density in four sailors: a short series', null],
    ['P02', usual, '10.5555/exmp.3614.3365'],
    ['P02b', usual, '10.5555/exmp.3614.3365'],
    ['P02c', usual, '10.5555/exmp.2008087'],
    ['P02d', usual, '10.5555/exmp.77(20)1234-5'],
    ['P02e', usual, '10.5555/exmp.2020.00092'],
    ['P02f', usual, '10.5555/(SICI)1098-1136(199809)24:1<39::AID-EX5>3.0.CO;2-W'],
    ['P02g', usual, '10.5555/exmp.2020.08.133'],
    ['P03', usual, '10.5555/MUR.00438-20'],
    ['P18', 'Aching joints after a wet spring', null],
    ['P19', 'A cough and a cyst: a riddle of the lung', '10.5555/bon.0000000000002571'],
    ['P20', 'A scanned paper of one case', null],
    ['R11', 'A film that told the truth: one case', '10.5555/exmp.9'],
    ['L1zh', '一例肺部阴影的病例报告', null],
  ])('%s is “%s”, %s', async (name, title, doi) => {
    const paper = await readPaper(join(folder, `${name}.pdf`), { outDir: temporaryFolder() });
    expect([paper.title, paper.doi]).toEqual([title, doi]);
  });
});
