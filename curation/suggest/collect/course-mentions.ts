import { type RuleMention, ruleMentionsIn } from '../mentions.ts';
import { quoteOf, type Reading, type Sentence } from '../reading.ts';
import { courseTextRules } from '../rules/course.ts';
import { courseMoves } from '../rules/course-moves.ts';
import { filmStates } from '../rules/film-states.ts';
import { labelledAnswers } from '../rules/labelled-answers.ts';
import { outcomeRules } from '../rules/outcome.ts';

/** What a patient's sentences say of the course, sentence by sentence. */

/** Labels first: what they answer is left to no other rule. */
export const courseTables = [...labelledAnswers, ...courseTextRules, ...filmStates, ...outcomeRules];
/** Most sentences hold nothing of the course; one scan tells. A test holds it to the examples of every rule. */
export const mayTellCourse =
  /[ix]n?tub|ventilat|tube|ETT|ICU|ITU|intensive|critical|resuscitation|oxygen|O2|cannula|mask|rebreather|CPAP|PAP|HFN|low flow|\bdied?\b|demis|could not be saved|lost h|passed|deceas|expired|succumb|death|dead|fatal|surviv|alive|\bNC\b|wean|liberated|off the|off mech|decedu|decess|exitus|discharg|dimess|dimission|recover|cured|healing|guari|free of|asymptomatic|symptom-free|PCR|polymerase|transcript|swab|nucleic|tampone|positiv|detect|confirmed|tested|removal|ossigen|rianimazione|terapia|ventilazione|decannul|estub|tracheal|\bI?MV\b|mortality|outcome|vital status|esito|SARS|COVID|nCoV|NAAT|\b(?:ED|ER|EW|PS|NIV|BiPAP)\b|A\s?&\s?E\b|emergency|accident|casualty|triage|resus|soccorso|\bwards?\b|out-?patient|clinic|visit|primary care|general practice|nasal|spontaneous|helmet|casco|maschera|occhialini|high[- ]flow/i;

/** Mentions of a patient's course: what answers and states follow from. */
export const courseMentions = (reading: Reading, patient: string | null): RuleMention[] =>
  sentencesOf(reading, patient)
    .filter(({ words }) => mayTellCourse.test(words))
    .flatMap((sentence) => ruleMentionsIn(sentence, courseTables));

/** A scan of its own in front of the rules that answer nothing and only date the course. */
const moves =
  /admi[ts]|hospital|patient\b|ricover|degenza|\bHD\b|ward|floor|step|transfer|ICU|ITU|HDU|intensi|critical|oxygen|O2|room air|ambient air|ossigeno|reparto|dimess|length of/i;
export const mayTellMove = (words: string): boolean => moves.test(words);

/** Turns of a patient's course that no answer follows from. */
export const moveMentions = (reading: Reading, patient: string | null): RuleMention[] =>
  sentencesOf(reading, patient)
    .filter(({ words }) => mayTellMove(words))
    .flatMap((sentence) => ruleMentionsIn(sentence, courseMoves));

const sentencesOf = (reading: Reading, patient: string | null): readonly Sentence[] =>
  reading.sentences.filter(
    (sentence) =>
      !sentence.literature &&
      sentence.kind !== 'references' &&
      (sentence.patient === null || patient === null || sentence.patient === patient),
  );

export const quoteOfMention = (mention: RuleMention) => quoteOf(mention.sentence, mention.start, mention.end);

/** The surest of several. */
export const strongest = (mentions: readonly RuleMention[]): RuleMention | null =>
  mentions.reduce<RuleMention | null>(
    (top, one) => (top === null || one.confidence > top.confidence ? one : top),
    null,
  );
