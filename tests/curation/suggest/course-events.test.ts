import { describe, expect, test } from 'vitest';
import { suggestEvents } from '../../../curation/suggest/suggest.ts';
import { completeCase } from '../../../data/format/read.ts';
import { draftOf } from '../../helpers/drafts.ts';

const eventsOfText = (text: string) =>
  suggestEvents(
    completeCase(
      draftOf('eurorad-1', { texts: [{ id: 't1', kind: 'findings', language: 'en', text }], images: [] }),
    ),
    'p1',
  ).map(({ type, day }) => [type, day.from, day.to, day.anchor]);

describe('events that are counted from one another', () => {
  test('a day after an event is not the day of that event', () => {
    expect(
      eventsOfText(
        'On day 3 of admission he was intubated. He was extubated 14 days after intubation and discharged home on day 24 of admission.',
      ),
    ).toEqual([
      ['intubation', 3, 3, 'admission'],
      ['extubation', 17, 17, 'admission'],
      ['discharge', 24, 24, 'admission'],
    ]);
  });

  test('a film dated twice dates the event its second date counts from', () => {
    expect(eventsOfText('Day 18 of admission, one day after extubation. Residual opacities.')).toEqual([
      ['extubation', 17, 17, 'admission'],
    ]);
  });

  test('“later” and “the following day” count from the day the narrative has come to', () => {
    expect(
      eventsOfText(
        'He presented with fever. Three days later he was intubated. The following day he was extubated. He was discharged on day 12.',
      ),
    ).toEqual([
      ['intubation', 3, 3, 'admission'],
      ['extubation', 4, 4, 'admission'],
      ['discharge', 12, 12, 'admission'],
    ]);
  });

  test('after an event without a day “later” counts from that event, so from no known day', () => {
    const told = (text: string) => eventsOfText(text).find(([type]) => type === 'death');
    expect(
      told(
        'She was admitted with fever. She required mechanical ventilation. She passed away 24 hours later.',
      ),
    ).toEqual(['death', null, null, 'unknown']);
    expect(
      told('She was admitted with fever. She was taken to the intensive care unit and died 24 hours later.'),
    ).toEqual(['death', null, null, 'unknown']);
    expect(told('She was admitted with fever. She died 24 hours later.')).toEqual([
      'death',
      1,
      1,
      'admission',
    ]);
  });

  test('“later” counts from nothing where no day is known before it', () => {
    expect(eventsOfText('Three days later he was intubated.')).toEqual([
      ['intubation', null, null, 'unknown'],
    ]);
  });

  test('what stands right behind an event is its own day', () => {
    expect(eventsOfText('Intubated on day 2 of admission, extubated on day 10 of admission.')).toEqual([
      ['intubation', 2, 2, 'admission'],
      ['extubation', 10, 10, 'admission'],
    ]);
  });

  test('leaving intensive care is no arrival there', () => {
    expect(
      eventsOfText(
        'He was admitted to the ICU on hospital day 2 and transferred out of the ICU on hospital day 8.',
      ),
    ).toEqual([
      ['icu-in', 2, 2, 'admission'],
      ['icu-out', 8, 8, 'admission'],
    ]);
  });
});
