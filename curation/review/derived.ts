import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { EventType, TimelineEvent } from '../../data/format/timeline.ts';
import type { DerivedAnswer } from '../timeline/answers.ts';
import type { Timeline } from '../timeline/build.ts';
import { cellKey, type DerivedCells, type DerivedValue } from './cells.ts';

const names: Readonly<Partial<Record<EventType, string>>> = {
  'icu-in': 'ICU in',
  'icu-out': 'ICU out',
  'oxygen-start': 'oxygen start',
  'oxygen-stop': 'oxygen stop',
  'rt-pcr': 'RT-PCR',
};

const nameOf = ({ type }: TimelineEvent): string => names[type] ?? type;

const derivedValue = (followed: DerivedAnswer | undefined): DerivedValue | null =>
  !followed || followed.answer === 'not-stated' || followed.because.length === 0
    ? null
    : {
        value: followed.answer,
        because: `follows from the timeline: ${followed.because.map(nameOf).join(', ')}`,
      };

/** What the timelines of a case say about its cells, for those they say anything about. Pure. */
export function derivedFrom(timelines: readonly Timeline[], fields: FieldSet = builtIn): DerivedCells {
  const found = new Map<string, DerivedValue>();
  for (const { patient, answers, derivedPerImage } of timelines) {
    if (patient === null) continue;
    const add = (image: string | null, field: string, followed: DerivedAnswer | undefined): void => {
      const value = derivedValue(followed);
      if (value) found.set(cellKey({ patient, image }, field), value);
    };
    for (const [field, followed] of answers) add(null, field, followed);
    for (const { image, states } of derivedPerImage)
      for (const { name, state } of fields.all) if (state) add(image, name, states[state]);
  }
  return found;
}
