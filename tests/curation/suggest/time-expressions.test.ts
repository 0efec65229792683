import { describe, expect, it } from 'vitest';
import { timeExpressions } from '../../../curation/suggest/days/expressions/time-expressions.ts';

const found = (words: string): string[] =>
  timeExpressions(words).map(({ start, end }) => words.slice(start, end));

describe('expressions of time', () => {
  it.each([
    ['a 4 day history of cough', ['4 day']],
    ['On day 3 of admission he was well.', ['day 3']],
    ['The next morning he left.', ['The next morning']],
    ['60 mg daily for a total of 6 weeks', ['daily', 'a total of 6 weeks']],
    ['She was seen in July 2009 and in 2011.', ['July 2009', '2011']],
    ['Six hours later she died.', ['Six hours later']],
    ['died three weeks after surgery', ['three weeks after surgery']],
    ['on postoperative day 3', ['postoperative day 3']],
    ['The postoperative course was calm.', ['postoperative']],
    ['followed every three months, then twice yearly', ['three months', 'twice yearly']],
    ['in the previous two weeks', ['previous two weeks']],
    ['Nel gennaio del 2017 viene operata.', ['gennaio del 2017']],
    ['tosse da circa un mese', ['circa un mese']],
    ['due volte al giorno per 7 giorni', ['due volte al giorno', '7 giorni']],
    ['in sesta giornata', ['sesta giornata']],
    ['Nei giorni seguenti comparve febbre.', ['Nei giorni seguenti']],
  ])('%s', (words, wanted) => {
    expect(found(words)).toEqual(wanted.map((one) => expect.stringContaining(one)));
  });

  it.each([
    'A 14-year-old boy',
    'a 27 week, 3 day old fetus',
    'Donna, 56 anni.',
    'il Sig. Enzo, di 58 anni',
    'all’età di 70 anni',
    'prednisolone 60 mg/day',
    'a minute lesion of 7 mm',
    'He may march on.',
    '30 pack years',
    'vitamin D3 and CD4',
  ])('“%s” holds none', (words) => {
    expect(found(words)).toEqual([]);
  });

  it.each([
    ['for 4 days', 'P4D'],
    ['for six hours', 'PT6H'],
    ['per due settimane', 'P2W'],
    ['for a fortnight', 'P2W'],
    ['for several days', null],
    ['for 3-5 days', null],
  ])('“%s” lasts %s', (words, value) => {
    expect(timeExpressions(words)[0]?.value).toBe(value);
  });
});
