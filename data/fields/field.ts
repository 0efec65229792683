import type { CaseImage, Patient } from '../format/case.ts';
import type { OwnMark } from '../format/own.ts';
import type { Value } from '../format/review.ts';
import type { Answer, EventType, Quantity, StateName } from '../format/timeline.ts';
import type { Findings } from '../vocabulary/finding-meant.ts';

/** What one field is. The table of them is `table.ts`; every other list is taken from it. */

export type FieldKind = 'answer' | 'number' | 'day' | 'choice' | 'text' | 'finding';

/** Where a person is asked: of each patient, of each image, or of an image once something speaks for it. */
export type AskedOf = 'patient' | 'image' | 'image-when-said';

/** A table of a release with a row a patient or a row an image. */
export type ReleaseTable = 'patients' | 'images';

/** A column of `metadata.csv`. */
export interface FieldColumn {
  /** Place among the reference's columns, from 1; null: behind them. */
  readonly place: number | null;
  /** For the data dictionary. */
  readonly means: string;
  /** An imported cell is what the source states, not a decision. */
  readonly fact?: true;
  /** The column came late: older tables lack it and lose nothing. */
  readonly late?: true;
}

/** An answer and the events that give it; of several the first in the list holds. */
export interface Following {
  readonly means: Answer;
  /** Any of them is enough. */
  readonly events: readonly (readonly [EventType, Answer])[];
}

/** What the source itself states in its own fields, not in its prose. */
export interface StatedFact {
  readonly value: Value;
  /** For people: `stated as “65M”`. */
  readonly reason: string;
}

export interface Field<Name extends string = string> {
  /** The column of the reference CSV, where it has one. */
  readonly name: Name;
  /** For people. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Where a decision is usually made; a decision at the patient covers all of the patient's images. */
  readonly scope: 'patient' | 'image';
  readonly asked: readonly AskedOf[];
  readonly unit?: string;
  /** Values of a `choice` or `answer`, as decided; `cells` gives their spelling in the CSV where it differs. */
  readonly choices?: readonly string[];
  readonly cells?: Readonly<Record<string, string>>;
  /** What people read for a choice, where it is neither its name nor a word of every field. */
  readonly spoken?: Readonly<Record<string, string>>;
  /** Of a field of findings: those there are. */
  readonly findings?: Findings;
  /** The value that says "looked at, nothing stated". */
  readonly silence?: string;
  /** Values outside are surely wrong (units mixed up, typing error). Both ends allowed. */
  readonly range?: readonly [number, number];
  /** Values outside are doubtful; `doubt` is what one would ask. */
  readonly likely?: { readonly range: readonly [number, number]; readonly doubt: string };
  /** What a value outside `range` may have been, asked of the value. */
  readonly mistaken?: (value: number) => string | null;
  readonly column?: FieldColumn;
  /** Tables of a release, beside `metadata.csv`, that show it. */
  readonly tables?: readonly ReleaseTable[];
  /** A patient has it once, whatever the image; `may-change`: between films years apart. */
  readonly once?: 'always' | 'may-change';
  /** "Unclear" is a cell of its own; elsewhere it stays blank. */
  readonly mayBeUnclear?: true;
  /** Follows from the timeline; a person overrules it only with a reason. */
  readonly derived?: true;
  /** The events that answer it. */
  readonly follows?: readonly Following[];
  /** Events that an answer puts on the timeline, by the answer. */
  readonly records?: Readonly<Partial<Record<Answer, readonly (readonly [EventType, Answer])[]>>>;
  /** The state of the timeline that it asks for at the day of an image. */
  readonly state?: StateName | OwnMark;
  /** The day of the image itself on the timeline. */
  readonly dayOfImage?: true;
  /** The measurement that it is. */
  readonly quantity?: Quantity;
  /** Words that name it, beside a value or an answer: what a selection of the text may be offered for. */
  readonly named?: RegExp;
  /** Words that state it, broad and apart from the rules: the measure of recall. */
  readonly saidBy?: RegExp;
  /** What the source's own fields state. */
  readonly stated?: (patient: Patient | null, image: CaseImage | null) => StatedFact | null;
}
