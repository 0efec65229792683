import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';
import { type Draft, draft } from '../rules/draft.ts';
import { type ImageInReading, perSentence, quoteOf, type Sentence } from '../texts/reading.ts';
import { isElsewhere, isHead, isOfAnotherDay, type Modality, modalityRules } from './modality-rules.ts';

/** Where sentences name how a picture is made. */

export interface Mention {
  readonly modality: Modality;
  readonly sentence: Sentence;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  /** What its part of the sentence is about. */
  readonly head: boolean;
  readonly elsewhere: boolean;
}

export const isCaption = (sentence: Sentence): boolean =>
  sentence.kind === 'caption' || sentence.kind === 'panel-caption' || sentence.label !== null;

const rules = modalityRules.map((rule) => ({ ...rule, pattern: new Scanned(rule.pattern) }));

/** Kinds of picture that a sentence names. */
export const mentionsOf = perSentence((sentence): readonly Mention[] =>
  rules.flatMap(({ id, modality, pattern }) =>
    allMatches(sentence.words, pattern).map((match): Mention => {
      const [start, end] = [match.index, match.index + match[0].length];
      const { words } = sentence;
      const another =
        isElsewhere(words, start, end) ||
        (modality !== 'X-ray' && !isCaption(sentence) && isOfAnotherDay(words, start));
      return { modality, sentence, start, end, rule: id, head: isHead(words, start), elsewhere: another };
    }),
  ),
);

/** Kinds of picture that a case may have beside each other; the others stand in captions of their own. */
export const radiological = ({ modality }: Mention): boolean => modality === 'X-ray' || modality === 'CT';

/** A kind of picture said of an image. */
export const saying = (mention: Mention, image: ImageInReading, confidence: number, reason: string): Draft =>
  draft(
    { patient: image.patient, image: image.id },
    'modality',
    mention.modality,
    quoteOf(mention.sentence, mention.start, mention.end),
    mention.rule,
    confidence,
    reason,
  );
