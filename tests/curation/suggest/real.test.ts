import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CuratedRow,
  type Evaluation,
  evaluate,
  type OffsetScore,
} from '../../../curation/suggest/evaluation/evaluate.ts';
import { suggest } from '../../../curation/suggest/suggest.ts';
import type { Case } from '../../../data/format/case.ts';
import { quoteStands } from '../../../data/format/quotable.ts';
import { completeCase } from '../../../data/format/read.ts';
import { readMetadataTable } from '../../../scrapers/collection/read-table.ts';
import { casesOfTable } from '../../../scrapers/collection/rows-to-cases.ts';
import { caseOf } from './helpers.ts';

/** Against curated rows of the reference collection and published case reports, where they are at hand. */
const real = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'real');
const table = join(real, 'collection', 'metadata.csv');
const reports = join(real, 'texts', 'corona-ml-clinical-reports.jsonl');
const paragraphs = join(real, 'texts', 'jats-case-paragraphs.jsonl');

describe.skipIf(!existsSync(table))(
  'curated rows (skipped: no ../shared/real/collection/metadata.csv)',
  () => {
    let cases: Case[] = [];
    let result: Evaluation;
    beforeAll(() => {
      const rows = readMetadataTable(readFileSync(table), table);
      cases = casesOfTable(rows, 'metadata.csv').map(({ draft }) => completeCase(draft));
      const curated: CuratedRow[] = cases.flatMap((record) =>
        record.images.map((image) => {
          const row = image.imported?.row ?? 0;
          return { case: record.id, image: image.id, row, cells: rows[row - 1]?.cells ?? {} };
        }),
      );
      result = evaluate(cases, curated);
    });
    it('every suggestion quotes words that stand in its case', () => {
      for (const record of cases)
        for (const one of suggest(record))
          expect(quoteStands(record, one.quote), `${record.id} ${one.field}`).toBe(true);
    });
    it('days are right', () => {
      const score = result.fields['offset'] as OffsetScore;
      expect(score.precision).toBeGreaterThanOrEqual(0.9);
      expect(score.precisionWithinOne).toBeGreaterThanOrEqual(0.95);
      expect(score.recall).toBeGreaterThanOrEqual(0.6);
    });
    it.each([
      ['survival', 0.95, 0.8],
      ['intubated', 0.95, 0.8],
      ['went_icu', 0.95, 0.8],
      ['needed_supplemental_O2', 0.95, 0.8],
      ['extubated', 0.95, 0.8],
      ['RT_PCR_positive', 0.95, 0.8],
      ['view', 0.95, 0.7],
      ['modality', 0.95, 0.7],
      ['sex', 0.99, 0.95],
      ['temperature', 0.97, 0.5],
      ['pO2_saturation', 0.97, 0.5],
      ['leukocyte_count', 0.97, 0.5],
      ['lymphocyte_count', 0.97, 0.5],
    ])('%s: precision %d, recall %d', (field, precision, recall) => {
      expect(result.fields[field]?.precision).toBeGreaterThanOrEqual(precision);
      expect(result.fields[field]?.recall).toBeGreaterThanOrEqual(recall);
    });
    it('confidence from 0.8 on is at least what it says, bin by bin', () => {
      for (const bin of result.calibration.filter(({ from, verified }) => from >= 0.8 && verified >= 20))
        expect(bin.precision, `${bin.from}`).toBeGreaterThanOrEqual(bin.from);
    });
  },
);

describe.skipIf(!existsSync(reports))('abstracts (skipped: no ../shared/real/texts)', () => {
  it('of groups of patients give no course of one patient', () => {
    const abstracts = readFileSync(reports, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { title: string; abstract: string })
      .filter(
        ({ abstract }) =>
          /\b(?:patients|cohort|retrospective)\b/i.test(abstract) &&
          !/\b(?:case report|year[- ]old|patient was|describe a patient|he |she )/i.test(abstract),
      );
    expect(abstracts.length).toBeGreaterThan(30);
    const fired = abstracts.flatMap(({ title, abstract }) =>
      suggest(caseOf({ texts: [{ kind: 'abstract', text: abstract }] }))
        .filter(
          ({ field, confidence }) =>
            confidence >= 0.8 && ['offset', 'survival', 'intubated', 'extubated'].includes(field),
        )
        .map(({ field, quote }) => `${field} “${quote.words}” in ${title.slice(0, 40)}`),
    );
    expect(fired).toEqual([]);
  });
});

describe.skipIf(!existsSync(paragraphs))('case paragraphs (skipped: no ../shared/real/texts)', () => {
  it('are read without an error, and every quote stands', () => {
    for (const line of readFileSync(paragraphs, 'utf8').split('\n').filter(Boolean)) {
      const article = JSON.parse(line) as { case_paragraphs: string[]; captions: { caption: string }[] };
      const captions = article.captions.filter(({ caption }) => caption.trim() !== '');
      const record = caseOf({
        images:
          captions.length > 0
            ? captions.map((_, at) => ({ file: `f${at}.png`, caption: `c${at}` }))
            : [{ file: 'f.png' }],
        texts: [
          ...article.case_paragraphs.map((text, at) => ({
            id: `b${at}`,
            kind: 'body' as const,
            text,
            images: [],
          })),
          ...captions.map(({ caption }, at) => ({
            id: `c${at}`,
            kind: 'caption' as const,
            text: caption,
            images: [`i${at + 1}`],
          })),
        ],
      });
      for (const one of suggest(record)) expect(quoteStands(record, one.quote)).toBe(true);
    }
  });
});
