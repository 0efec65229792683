import { describe, expect, it } from 'vitest';
import { adjudicationOf, agreedDecisions, agreedEvents } from '../../../curation/review/adjudication.ts';
import { meetings } from '../../../curation/review/agreement/disagreement.ts';
import { readingsOf } from '../../../curation/review/agreement/readings.ts';
import { agreementByField, agreementByPair } from '../../../curation/review/agreement/report.ts';
import { SEEDED_RULE, seedOutcomes, seedSuggestions } from '../../../curation/review/quality.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import type { Suggestion } from '../../../curation/suggest/suggestion.ts';
import { caseFor, decided, reviewOf } from './review-log.ts';

const record = caseFor();
const by = (
  reader: string,
  field: string,
  value: string | number | null,
  more: Record<string, unknown> = {},
) => decided(field, value, { by: reader, layer: `reader:${reader}`, ...more });
const done = (reader: string) => ({
  kind: 'status' as const,
  status: 'done',
  by: reader,
  layer: `reader:${reader}`,
});
const onImage = { target: { patient: 'p1', image: 'i1' } };
const day = (from: number, to: number, anchor: string) => ({
  from,
  to,
  anchor,
  certainty: from === to ? 'exact' : 'range',
});
const icu = (reader: string) => ({
  kind: 'event' as const,
  by: reader,
  layer: `reader:${reader}`,
  event: { id: `icu-${reader}`, patient: 'p1', type: 'icu-in', day: day(3, 3, 'admission') },
});

const read = reviewOf(
  by('ana', 'sex', 'male'),
  by('ana', 'age', 61),
  by('ana', 'offset', 7, { ...onImage, day: day(7, 7, 'onset') }),
  by('ana', 'survival', 'not-stated'),
  icu('ana'),
  done('ana'),
  by('ben', 'sex', 'male'),
  by('ben', 'age', 60),
  by('ben', 'offset', 7, { ...onImage, day: day(6, 8, 'onset') }),
  by('ben', 'survival', null),
  by('ben', 'location', 'Porto'),
  icu('ben'),
  done('ben'),
);

describe('where readers differ', () => {
  it('is counted a field and a pair, days by their whole interval, with the cases of it', () => {
    const found = meetings(readingsOf(record, read)).map(
      ({ field, first, second, both, differing, cases }) => [
        field.name,
        `${first} ${second}`,
        both,
        differing,
        cases,
      ],
    );
    expect(found).toEqual([
      ['sex', 'ana ben', 1, 0, []],
      ['age', 'ana ben', 1, 1, [record.id]],
      ['survival', 'ana ben', 1, 0, []],
      ['offset', 'ana ben', 1, 1, [record.id]],
    ]);
  });

  it('tells nothing of a reading that is not done', () => {
    const open = reviewOf(by('ana', 'sex', 'male'), done('ana'), by('ben', 'sex', 'female'));
    expect(meetings(readingsOf(record, open))).toEqual([]);
  });
});

describe('two blind readings', () => {
  it('leave only what differs to a third person, days by their whole interval', () => {
    const found = adjudicationOf(record, read);
    expect(found.readers).toEqual(['ana', 'ben']);
    expect(found.agreed.map((one) => one.field.name)).toEqual(['sex', 'survival']);
    expect(found.differing.map((one) => one.field.name)).toEqual(['age', 'location', 'offset']);
    expect(found.settled.size).toBe(0);
    expect(summariseReview(record, read).status).toBe('disputed');
  });

  it('pre-merge what is agreed, once, with its reason', () => {
    const taken = agreedDecisions(record, read);
    expect(taken.map((one) => [one.field, one.value, one.reason])).toEqual([
      ['sex', 'male', 'agreed by ana and ben'],
      ['survival', 'not-stated', 'agreed by ana and ben'],
    ]);
    expect(agreedEvents(read).map(({ event }) => event.id)).toEqual(['icu-ana']);
    const merged = reviewOf(...read.events, ...taken.map((one) => ({ ...one })), ...agreedEvents(read));
    expect(agreedDecisions(record, merged)).toEqual([]);
    expect(agreedEvents(merged)).toEqual([]);
  });

  it('are not compared before both are done', () => {
    const half = { ...read, events: read.events.slice(0, -1) };
    expect(adjudicationOf(record, half).ready).toBe(false);
    expect(readingsOf(record, half).every((one) => one.decisions.size === 1)).toBe(true);
  });

  it('are counted field by field and pair by pair', () => {
    const readings = readingsOf(record, read);
    const rows = new Map(agreementByField(readings).map((row) => [row.field.name, row]));
    expect(rows.get('sex')?.exact?.value).toBe(1);
    expect(rows.get('age')?.exact?.value).toBe(0);
    expect(rows.get('offset')).toMatchObject({ exact: { value: 1 }, withinOneDay: { value: 1 } });
    expect(rows.has('location')).toBe(false);
    expect(rows.get('sex')?.kappa).toBeNull();
    const [pair] = agreementByPair(readings);
    expect(pair).toMatchObject({ first: 'ana', second: 'ben', overall: { value: 3 / 4 } });
  });
});

describe('a quality round', () => {
  const quote = { text: 't1', start: 0, end: 5, words: 'Fever' };
  const suggestions = Array.from(
    { length: 400 },
    (_, at): Suggestion => ({
      case: `eurorad-${at}`,
      patient: 'p1',
      image: null,
      field: at % 2 === 0 ? 'survival' : 'age',
      value: at % 2 === 0 ? 'yes' : 50,
      day: null,
      quote,
      rule: 'r',
      confidence: 0.9,
      reason: 'the words say so',
    }),
  );
  const round = { name: 'March', share: 0.05 };
  const wrong = (person: string) =>
    seedSuggestions(suggestions, reviewOf(), round, person).flatMap((one, at) =>
      one.rule === SEEDED_RULE ? [at] : [],
    );

  it('seeds about its share, differently for each person and the same every time', () => {
    const found = wrong('ana');
    expect(found.length).toBeGreaterThan(8);
    expect(found.length).toBeLessThan(36);
    expect(wrong('ana')).toEqual(found);
    expect(wrong('ben')).not.toEqual(found);
    expect(seedSuggestions(suggestions, reviewOf(), { name: '', share: 0.05 }, 'ana')).toEqual(suggestions);
  });

  it('shows values that are wrong but could be', () => {
    for (const one of seedSuggestions(suggestions, reviewOf(), { name: 'x', share: 1 }, 'ana')) {
      expect(one.rule).toBe(SEEDED_RULE);
      if (one.field === 'survival') expect(one.value).toBe('no');
      else {
        expect(one.value).not.toBe(50);
        expect(Number(one.value)).toBeGreaterThan(40);
        expect(Number(one.value)).toBeLessThan(60);
      }
      expect(one.quote).toEqual(quote);
    }
  });

  it('reports who caught them from the log, and shows a met one right from then on', () => {
    const seeded = { kind: 'suggestion', rule: SEEDED_RULE, ruleSet: 's', confidence: 0.9, quote };
    const log = reviewOf(
      decided('survival', 'no', { basis: { ...seeded, corrected: false, suggested: 'no' } }),
      { kind: 'undo', of: 'e0.0', by: 'quality round' },
      decided('age', 50, { basis: { ...seeded, corrected: true, suggested: 55 } }),
      {
        kind: 'reject',
        target: { patient: 'p1', image: null },
        field: 'sex',
        value: 'female',
        rule: SEEDED_RULE,
        quote,
      },
    );
    expect(seedOutcomes(log).map(({ field, caught }) => [field, caught])).toEqual([
      ['survival', false],
      ['age', true],
      ['sex', true],
    ]);
    const all = { name: 'x', share: 1 };
    const [survival] = seedSuggestions([suggestions[0] as Suggestion], log, all, 'ana');
    expect(survival?.value).toBe('yes');
  });
});
