import { describe, expect, it } from 'vitest';
import { reopenedIn } from '../../../curation/review/reopened.ts';
import { readAsStated } from '../../../curation/suggest/case-reading.ts';
import type { CaseDraft } from '../../../data/format/case.ts';
import { imageDraft } from '../../helpers/drafts.ts';
import { brief, changed, done, history, p1, textOf, told } from './reopened-cases.ts';
import { decided, reviewOf } from './review-log.ts';

describe('days, images and patients', () => {
  const film = (caption: string, more: Partial<CaseDraft> = {}) =>
    told('Fever began four days before admission.', {
      texts: [
        { id: 't1', kind: 'presentation', language: 'en', text: 'Fever began four days before admission.' },
        { id: 't2', kind: 'caption', language: 'en', text: caption, images: ['i1'] },
      ],
      ...more,
    });

  it('a caption with another day re-opens the day of its image, and of no other', () => {
    const image = { patient: 'p1', image: 'i1' };
    const review = reviewOf(decided('day_zero', 'admission'), decided('offset', 7, { target: image }), done);
    const found = changed(
      film('Chest radiograph on hospital day 7.'),
      film('Chest radiograph on hospital day 9.'),
      review,
    );
    expect(brief(found).filter((line) => line.includes('offset'))).toEqual([
      'p1/i1/offset: new words against 9',
    ]);
    expect(changed(film('Chest radiograph.'), film('Chest radiograph on hospital day 7.'), review)).toEqual(
      [],
    );
  });

  it('a view and a tube told by a new caption', () => {
    const image = { patient: 'p1', image: 'i1' };
    const review = reviewOf(
      decided('view', 'PA', { target: image }),
      decided('intubation_present', 'no', { target: image }),
      done,
    );
    const found = changed(
      film('Chest radiograph.'),
      film('Supine AP chest radiograph. The endotracheal tube is in place.'),
      review,
    );
    expect(brief(found)).toEqual(
      expect.arrayContaining([
        'p1/i1/view: new words against AP Supine',
        'p1/i1/intubation_present: new words against yes',
      ]),
    );
  });

  it('an image that was added asks for what its words say; one that was taken away asks nothing', () => {
    const before = film('Chest radiograph on hospital day 7.');
    const both = film('Chest radiograph on hospital day 7.', {
      texts: [
        { id: 't1', kind: 'presentation', language: 'en', text: textOf(before) },
        {
          id: 't2',
          kind: 'caption',
          language: 'en',
          text: 'Chest radiograph on hospital day 7.',
          images: ['i1'],
        },
        {
          id: 't3',
          kind: 'caption',
          language: 'en',
          text: 'Chest radiograph on hospital day 12.',
          images: ['i2'],
        },
      ],
      images: [
        { ...imageDraft('i1', 0), caption: 't2' },
        { ...imageDraft('i2', 1), caption: 't3' },
      ],
    });
    const one = reviewOf(decided('offset', 7, { target: { patient: 'p1', image: 'i1' } }), done);
    expect(brief(changed(before, both, one))).toContain('p1/i2/offset: new words for what was left open 12');
    const two = reviewOf(decided('offset', 3, { target: { patient: 'p1', image: 'i2' } }), done);
    expect(brief(changed(both, before, two)).filter((line) => line.includes('i2'))).toEqual([]);
  });

  it('words of one patient do not re-open another', () => {
    const patients = [
      { ...p1, label: 'Case 1' },
      { ...p1, id: 'p2', label: 'Case 2' },
    ];
    const both = (second: string) =>
      told('', {
        patients,
        texts: [
          { id: 't1', kind: 'presentation', language: 'en', patient: 'p1', text: history },
          { id: 't3', kind: 'presentation', language: 'en', patient: 'p2', text: second },
        ],
        images: [imageDraft('i1', 0), { ...imageDraft('i2', 1), patient: 'p2' }],
      });
    const review = reviewOf(
      decided('survival', 'yes'),
      decided('survival', 'yes', { target: { patient: 'p2', image: null } }),
      done,
    );
    const found = changed(
      both('A 40-year-old woman with cough.'),
      both('A 40-year-old woman with cough. The patient died on day 20.'),
      review,
    );
    expect(brief(found)).toEqual(['p2//survival: new words against no']);
  });

  it('an event of another day, and one that only new words tell', () => {
    const event = (type: string, day: number, quote: unknown = null) => ({
      kind: 'event' as const,
      event: {
        id: 'own',
        patient: 'p1',
        type,
        day: { from: day, to: day, anchor: 'admission', certainty: 'exact' },
        quote,
      },
    });
    const text = (day: number) =>
      `${history} He was intubated on hospital day ${day} and transferred to the intensive care unit.`;
    const review = reviewOf(event('intubation', 5), done);
    const found = changed(told(text(5)), told(text(8)), review);
    expect(found).toContainEqual(
      expect.objectContaining({
        key: 'event:own',
        because: 'new words against',
        now: expect.objectContaining({ day: expect.objectContaining({ from: 8 }) }),
      }),
    );
    const words = 'intubated on hospital day 5';
    const start = text(5).indexOf(words);
    const quoted = event('intubation', 5, { text: 't1', start, end: start + words.length, words });
    expect(changed(told(text(5)), told(text(8)), reviewOf(quoted, done))).toContainEqual(
      expect.objectContaining({ key: 'event:own', because: 'quote gone' }),
    );
    const confirmed = reviewOf(quoted, done, event('intubation', 5));
    const kept = reopenedIn({
      record: { ...told(text(8)), rev: 2 },
      review: confirmed,
      former: [{ record: told(text(5)), events: 2 }],
      read: readAsStated,
    });
    expect(kept.filter(({ key }) => key === 'event:own')).toEqual([]);
  });
});
