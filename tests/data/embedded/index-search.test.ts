import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CaseWriter } from '../../../data/embedded/index/case-writer.ts';
import { IndexFile } from '../../../data/embedded/index/index-file.ts';
import { cohortOf, facets, listCases, listIds, searchCases } from '../../../data/embedded/index/queries.ts';
import { changeTerms } from '../../../data/embedded/index/terms.ts';
import type { CaseQuery } from '../../../data/ports/case-query.ts';
import { termsOf } from '../../../data/ports/case-summary.ts';

/**
 * Lists, counts and facets against the plainest way of finding them: going through all cases one by one. The cases are
 * written straight into the index, several thousand of them, so that long lists take the walk and short ones do not.
 */
const SIZE = 7_000;
const statuses = ['new', 'in-progress', 'done'];
const words = ['fever', 'cough', 'rigors'];

interface Row {
  readonly number: number;
  readonly id: string;
  readonly status: string;
  readonly site: string;
  readonly findings: readonly string[];
  readonly body: string;
}

function rowOf(number: number): Row {
  return {
    number,
    id: `eurorad-${number}`,
    status: statuses[(number * 7) % 10 > 2 ? 0 : number % 3] ?? '',
    site: number % 50 === 0 ? 'sirm' : 'eurorad',
    findings: number % 4 === 0 ? ['COVID', `rare ${number % 900}`] : number % 3 === 0 ? ['No Finding'] : [],
    body: `${words[number % 3]} in every case ${number % 2 ? 'odd' : ''}`,
  };
}

const inEvery = (row: Row, query: CaseQuery): boolean =>
  (!query.status || row.status === query.status) &&
  (!query.site || row.site === query.site) &&
  (!query.terms?.['finding'] || row.findings.includes(query.terms['finding'])) &&
  (!query.text || query.text.split(' ').every((word) => row.body.split(' ').includes(word))) &&
  (!query.among || query.among.includes(row.id)) &&
  !query.hidden?.includes(row.id);

function fill(file: IndexFile, rows: readonly Row[]): void {
  file.transaction(() => {
    for (const { number, id, status, site, findings, body } of rows) {
      const terms = termsOf({ status, terms: findings.map((term) => ({ kind: 'finding', term })) }, site);
      file.run(
        `INSERT INTO cases (number, id, site, sort_key, title, status, priority, decided, open, patients, images,
           retrieved_at, rev, review_rev, case_mark, images_out, patients_out, terms)
         VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 1, 1, '2026', 1, 0, '', ?, 1, ?)`,
        number,
        id,
        site,
        String(number).padStart(18, '0'),
        id,
        status,
        number % 5,
        JSON.stringify(terms),
      );
      file.run('INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)', number, id, body);
      changeTerms(file, number, '[]', terms);
    }
  });
}

const ids = fc.uniqueArray(fc.integer({ min: 1, max: SIZE + 10 }), { maxLength: 30 });
const queries = fc.record(
  {
    status: fc.constantFrom(...statuses),
    site: fc.constantFrom('sirm', 'eurorad', 'nowhere'),
    text: fc.constantFrom('every', 'odd', 'cough every', 'rigors odd', 'missing'),
    terms: fc.record({ finding: fc.constantFrom('COVID', 'No Finding', 'rare 8') }),
    among: ids.map((list) => list.map((number) => `eurorad-${number}`)),
    hidden: ids.map((list) => list.map((number) => `eurorad-${number}`)),
    offset: fc.constantFrom(0, 40, 3_500),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<CaseQuery>;

test('lists, totals and facets equal a plain count over all cases, also after cases went', () => {
  const directory = mkdtempSync(join(tmpdir(), 'caseline-index-'));
  const file = new IndexFile(join(directory, 'index.sqlite'));
  try {
    const writer = new CaseWriter(directory, file);
    let rows = Array.from({ length: SIZE }, (_, at) => rowOf(at + 1));
    fill(file, rows);
    const check = (query: CaseQuery): void => {
      const hits = rows.filter((row) => inEvery(row, query));
      const page = hits.slice(query.offset ?? 0, (query.offset ?? 0) + 40).map(({ id }) => id);
      const found = searchCases(file, { ...query, limit: 40 });
      expect(found.total).toBe(hits.length);
      expect(found.rows.map(({ id }) => id)).toEqual(page);
      expect(listCases(file, { ...query, limit: 40 }).rows.map(({ id }) => id)).toEqual(page);
      expect(found.facets).toEqual(facets(file, query));
      expect(cohortOf(file, query)).toEqual({
        cases: hits.length,
        patients: hits.length,
        images: hits.reduce((sum, { number }) => sum + (number % 5), 0),
        facets: found.facets,
      });
      const others = rows.filter((row) => inEvery(row, { ...query, status: '' }));
      const byStatus = Object.fromEntries(
        found.facets['status']?.map(({ term, count }) => [term, count]) ?? [],
      );
      expect(byStatus).toEqual(
        Object.fromEntries(
          statuses.flatMap((status) => {
            const count = others.filter((row) => row.status === status).length;
            return count > 0 ? [[status, count]] : [];
          }),
        ),
      );
    };
    fc.assert(fc.property(queries, check), { numRuns: 60 });
    expect(listIds(file, { text: 'odd', status: 'done' })).toEqual(
      rows.filter((row) => inEvery(row, { text: 'odd', status: 'done' })).map(({ id }) => id),
    );
    file.transaction(() => {
      for (let number = 1; number <= SIZE; number += 3) writer.forget(`eurorad-${number}`);
    });
    rows = rows.filter((row) => row.number % 3 !== 1);
    fc.assert(fc.property(queries, check), { numRuns: 40 });
    check({});
  } finally {
    file.close();
    rmSync(directory, { recursive: true, force: true });
  }
}, 60_000);
