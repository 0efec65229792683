import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { CONFIDENT } from '../../../curation/suggest/suggestion.ts';
import { caseOf, values } from './helpers.ts';

/** The tube and the place of a film: by its own words, by its part of the report, by the order of the course. */

const stateOf = (text: string) => {
  const told = suggest(caseOf({ texts: [{ text }] })).filter(({ confidence }) => confidence >= CONFIDENT);
  const of = (name: string) => told.find(({ field }) => field === name)?.value;
  return { tube: of('intubation_present'), icu: of('in_icu') };
};

const notes: readonly (readonly [text: string, tube: string | undefined, icu?: string | undefined])[] = [
  ['AP film after urgent intubation.', 'yes', 'yes'],
  ['51-year-old intubated woman with ARDS. CXR: bilateral opacities.', 'yes'],
  ['Radiograph taken 12 hours after reintubation.', 'yes'],
  ['Radiograph just before urgent intubation.', 'no'],
  ['CT performed 2 days after he had been extubated and 1 day after transfer out of ICU.', 'no', 'no'],
  ['CXR at time of ICU admission on high flow nasal cannula.', 'no', 'yes'],
  ['Film on the ward. He was later transferred to the ICU.', undefined, 'no'],
  ['Portable film in the emergency department. ETT tip above the carina.', 'yes', 'no'],
  ['Follow-up film three weeks after discharge. He was intubated for 9 days.', 'no', 'no'],
  ['Chest X-ray, AP view, ICU: partial clearing.', undefined, 'yes'],
  ['RX torace AP in TI: progressione.', undefined, 'yes'],
  // How the patient breathed when the saturation was taken.
  ['Cough. SpO2 94% on room air. CXR: clear lungs.', 'no', 'no'],
  ['Dyspnoea. SpO2 88%, 93% with 4 L/min by nasal cannula. CXR: opacities.', 'no', undefined],
  ['SpO2 95% on the ventilator, intubated. CXR: opacities.', 'yes', undefined],
  // One day behind two events.
  ['CXR on day 6. Moved to intensive care and intubated on day 2.', 'yes', 'yes'],
  // By day, and by order where days are open.
  ['CXR on day 6. He had been intubated on day 2.', 'yes'],
  ['CXR on day 6. She was intubated on day 8.', 'no'],
  ['CXR on hospital day 14. She was intubated on hospital day 5 and extubated on hospital day 12.', 'no'],
  ['CXR on day 12. She stepped down from the ICU to the ward on day 11.', undefined, 'no'],
  ['CXR on day 20 of admission. Discharged on day 15 of admission.', 'no', 'no'],
  ['Chest film on arrival. She was intubated within two hours and moved to the ICU.', 'no', 'no'],
  // A course told to its end.
  ['CXR day 4. She never needed intensive care.', 'no', 'no'],
  ['CXR. He was looked after on the respiratory ward and went home.', undefined, 'no'],
  ['CXR. She was not admitted and recovered at home.', undefined, undefined],
  [
    'CXR. He was treated on a general ward. Three weeks later he came back with a cough.',
    undefined,
    undefined,
  ],
  // A tube that is gone, and a day that belongs to what comes next.
  ['AP portable film, ETT removed.', 'no'],
  ['CXR on day 15. On day 6 she was intubated and on day 19 she died in the ICU.', 'yes', 'yes'],
  // Nothing said, or said of somebody else, or of another time.
  ['CXR on day 2. His wife was intubated on day 1.', undefined, undefined],
  [
    'Chest X-ray: consolidation. He received antibiotics and was discharged home on day 7.',
    undefined,
    undefined,
  ],
  ['CXR. He was put on CPAP.', undefined, undefined],
  ['CXR in the ICU, one day after transfer from the ward.', undefined, 'yes'],
  ['Image 1 - CXR on arrival Image 3 - CXR post intubation', undefined, undefined],
];

describe('the state of the one film of a note', () => {
  it.each(notes.map(([text, ...state]) => [text, state] as const))('%s', (text, [tube, icu]) => {
    const state = stateOf(text);
    expect(state.tube).toBe(tube);
    if (icu !== undefined) expect(state.icu).toBe(icu);
  });
});

describe('a report of several films', () => {
  const report = (text: string, captions: readonly (string | null)[], files?: readonly string[]) =>
    caseOf({
      images: captions.map((caption, at) => ({
        file: files?.[at] ?? `film-${at}.png`,
        caption: caption === null ? null : `c${at}`,
      })),
      texts: [
        { id: 't', kind: 'findings', text, images: [] },
        ...captions.flatMap((caption, at) =>
          caption === null
            ? []
            : [{ id: `c${at}`, kind: 'caption' as const, text: caption, images: [`i${at + 1}`] }],
        ),
      ],
    });

  it('has its parts under the captions of its films', () => {
    const record = report('Day 4: ETT in good position.\n\nDay 1: patchy opacities. Heart size normal.', [
      'Day 1',
      'Day 4',
    ]);
    expect(values(record, 'intubation_present')).toEqual({ i2: 'yes' });
  });

  it('or in the order of its films', () => {
    const record = report('AP film on arrival. Clear lungs.\n\nAP film. ETT and NG tube. Opacities.', [
      null,
      null,
    ]);
    expect(values(record, 'intubation_present')['i2']).toBe('yes');
    expect(values(record, 'intubation_present')['i1']).toBeUndefined();
  });

  it('or names them as their files are called', () => {
    const record = report(
      'Upper film: consolidation. Lower film: 3 days later, intubated, both lungs white.',
      [null, null, null],
      ['a-upper.png', 'a-lower.png', 'b.png'],
    );
    expect(values(record, 'intubation_present')).toEqual({ i2: 'yes' });
  });

  it('gives a film of hours later the state of the one before', () => {
    const record = report(
      'AP supine. ETT above the carina.\n\nRepeat two hours later: the NG tube lies in the stomach.',
      [null, null],
    );
    expect(values(record, 'intubation_present')).toEqual({ i1: 'yes', i2: 'yes' });
  });
});
