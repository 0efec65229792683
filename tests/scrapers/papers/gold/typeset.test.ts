import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { judgeTypeset, type TypesetEntry } from './judge-typeset.ts';

/** Made-up papers set by programs of others, of 68 those that were read wrong at first and one of each program. */
const folder = join(import.meta.dirname, 'typeset');
const entries = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as TypesetEntry[];

test.each(entries.map((one) => [one.layout, one.id, one] as const))(
  '%s (%s)',
  async (_layout, _id, entry) => {
    const verdicts = await judgeTypeset(entry, folder, temporaryFolder());
    expect(verdicts.filter(({ right }) => !right)).toEqual([]);
  },
);
