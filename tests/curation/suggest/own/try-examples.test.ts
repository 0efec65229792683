import { describe, expect, test } from 'vitest';
import { tryExamples } from '../../../../curation/suggest/own/try-examples.ts';
import { offeredFields } from '../../../../data/protocols/offered-fields.ts';
import { covid19, readProtocol } from '../../../../data/protocols/read-protocol.ts';
import { silicosis } from '../../../helpers/silicosis.ts';

describe('examples of a protocol', () => {
  test('are read by all passes as the made-up protocol says', () => {
    const tried = tryExamples(readProtocol(silicosis, 'silicosis'));
    expect(tried.untrue.map(({ message }) => message)).toEqual([]);
    expect(tried.examples).toBeGreaterThan(10);
  });

  test('of the fields that are built in and off hold too', () => {
    const shown = offeredFields.map(({ name }) => name);
    const all = readProtocol({ ...covid19, fields: { shown } }, 'all');
    expect(tryExamples(all).untrue.map(({ message }) => message)).toEqual([]);
  });
});
