import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { handedPapers } from '../gold/handed.ts';

/** Self-made papers beside the project, with the values a person read on them. */
const folder = resolve(import.meta.dirname, '../../../../../shared/cases/papers-days/pdf');

describe.skipIf(!existsSync(folder))('handed papers (skipped without ../shared/cases)', () => {
  test.each(Object.entries(handedPapers))('title and DOI of %s', async (name, right) => {
    const { title, doi } = await readPaper(join(folder, `${name}.pdf`), { outDir: temporaryFolder() });
    expect({ title, doi }).toEqual(right);
  });
});
