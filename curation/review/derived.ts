import type { Answer } from '../../data/format/timeline.ts';
import { cellKey, type Derived, type DerivedValue } from './cells.ts';

interface Followed {
  readonly answer: Answer;
  readonly because: readonly { readonly id: string; readonly type: string }[];
}

/** The parts of a timeline that say something about cells; `curation/timeline` builds them. */
export interface DerivingTimeline {
  readonly patient: string | null;
  readonly answers: Readonly<Record<string, Followed>>;
  readonly derivedPerImage: readonly {
    readonly image: string;
    readonly in_icu: Followed;
    readonly intubation_present: Followed;
  }[];
}

const names: Readonly<Record<string, string>> = {
  'icu-in': 'ICU in',
  'icu-out': 'ICU out',
  'oxygen-start': 'oxygen start',
  'oxygen-stop': 'oxygen stop',
  'rt-pcr': 'RT-PCR',
};

const derivedValue = ({ answer, because }: Followed): DerivedValue | null =>
  answer === 'not-stated' || because.length === 0
    ? null
    : {
        value: answer,
        because: `follows from the timeline: ${because.map((event) => names[event.type] ?? event.type).join(', ')}`,
      };

/** What the timelines of a case say about its cells, for those they say anything about. Pure. */
export function derivedFrom(timelines: readonly DerivingTimeline[]): Derived {
  const found = new Map<string, DerivedValue>();
  for (const { patient, answers, derivedPerImage } of timelines) {
    if (patient === null) continue;
    for (const [field, followed] of Object.entries(answers)) {
      const value = derivedValue(followed);
      if (value) found.set(cellKey({ patient, image: null }, field), value);
    }
    for (const { image, in_icu, intubation_present } of derivedPerImage) {
      for (const [field, followed] of Object.entries({ in_icu, intubation_present })) {
        const value = derivedValue(followed);
        if (value) found.set(cellKey({ patient, image }, field), value);
      }
    }
  }
  return found;
}
