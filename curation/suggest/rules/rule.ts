import type { Value } from '../../../data/format/review.ts';
import type { EventType } from '../../../data/format/timeline.ts';

/**
 * A rule of the tables in this folder: words, what they say, what they say when denied, and how often that was
 * right on curated rows. `examples` and `counterexamples` are its tests: every rule is tried on its own words.
 */
export interface TextRule {
  readonly id: string;
  /** CSV column. */
  readonly field: string;
  /** The event that happened, where the field follows from one. */
  readonly event?: EventType;
  /** Global; every match is judged by itself. */
  readonly pattern: RegExp;
  readonly value: Value | ((match: RegExpMatchArray) => Value);
  /** Value when the words are negated; null: then they say nothing. */
  readonly negated: Value | ((match: RegExpMatchArray) => Value);
  readonly confidence: number;
  readonly negatedConfidence?: number;
  /** `patient`: the patient's course. `image`: what this very film shows. */
  readonly scope: 'patient' | 'image';
  /** Words right before or after a match that make it say nothing. */
  readonly unlessBefore?: RegExp;
  readonly unlessAfter?: RegExp;
  /** Words of its clause that make a match say nothing. */
  readonly unlessClause?: RegExp;
  /** Words the sentence must hold besides. */
  readonly requires?: RegExp;
  /** The match is a label with its answer: it is taken at its word, and its words are nobody else's. */
  readonly labelled?: boolean;
  /** Said of an earlier time still counts ("was intubated before"). */
  readonly past?: boolean;
  /** Its own words name a group ("blood group"), which says nothing of who is told of. */
  readonly namesGroup?: boolean;
  /** Said beforehand ("not for intubation"): what then happened stands against it unquestioned. */
  readonly beforehand?: boolean;
  /** Confidence where the case names the virus elsewhere, for words that leave its name out ("PCR positive"). */
  readonly whereVirusNamed?: number;
  /** The reason shown to people. */
  readonly reason: string;
  readonly examples: readonly (readonly [words: string, value: Value])[];
  readonly counterexamples: readonly string[];
}

/** A legend of several pictures in one line ("Image 1 - film Image 3 - film after intubation") is at a later one. */
export const laterPicture = /\b(?:Images?|Figures?|Fig\.?)\s[2-9][a-h]?\s?[-–—:][^.;]{0,40}$/i;

/** "Cared for an intubated patient": somebody else lies there. The end of an expression. */
export const ofAnother =
  '(?:car(?:ed|es|ing) for|contact with|treat(?:ed|s|ing)|nurs(?:ed|es|ing)|expos(?:ed|ure) to|suction(?:ed|ing)|attend(?:ed|ing)|transport(?:ed|ing)|beside) (?:an?|another|other|the|two|three|several|many) (?:\\w+ )?$';
