import type { Quote } from '../../../data/format/day.ts';
import { tellsOfGroup } from '../clauses/groups.ts';
import { patientCalled } from '../texts/headings.ts';
import { perSentence, quoteOf, quoteOfFact, type Reading, type Sentence } from '../texts/reading.ts';
import { personsIn, type StatedPerson } from './demographics.ts';

/** Persons that texts, title and address of a case state, each with whose they are. */

/** A person with the words that state them. */
export interface Stated {
  readonly person: StatedPerson;
  readonly quote: Quote;
  readonly sentence: Sentence | null;
}

/** Persons of a sentence. */
export const personsOfSentence = perSentence(({ words, told }) => personsIn(words, told));

/** Texts about the publication, not the patient. */
export const personless = new Set(['other-notes', 'references', 'title']);

/** "A man (patient 1) and his wife (patient 2)": whom the case lists so, whatever they are to each other. */
const calledBehind =
  /^[\s,]{0,2}[([]\s?(?:the\s)?(?:patient|case|paziente|caso)\s(?:no\.?\s|#)?(\d{1,2}|[A-H])\s?[)\]]/i;
/** The patient whom brackets behind a person name. */
export const calledSo = (reading: Reading, { words }: Sentence, { end }: StatedPerson): string | null => {
  const name = calledBehind.exec(words.slice(end, end + 30))?.[1];
  return name === undefined ? null : patientCalled(reading.record, name);
};

/** Persons that the texts of a patient state, without those whom brackets call another patient. */
export const personsOf = (reading: Reading, patient: string | null): Stated[] =>
  reading.sentences
    .filter(
      (sentence) =>
        !sentence.literature &&
        !personless.has(sentence.kind) &&
        mine(sentence, patient) &&
        !tellsOfGroup(sentence.words),
    )
    .flatMap((sentence) =>
      personsOfSentence(sentence).flatMap((person) => {
        const called = calledSo(reading, sentence, person);
        if (called !== null && patient !== null && called !== patient) return [];
        const told = called === null ? person : { ...person, relative: false };
        return [{ person: told, quote: quoteOf(sentence, person.start, person.end), sentence }];
      }),
    );

/** Whether a sentence may speak of a patient. */
export const mine = (sentence: Sentence, patient: string | null): boolean =>
  sentence.patient === null || patient === null || sentence.patient === patient;

/** `case-001-61-year-old-female-24`: addresses and titles write the same words with dashes. */
export function personsOfFacts(reading: Reading): Stated[] {
  return (['source-url', 'document-title'] as const).flatMap((kind) => {
    const quote = quoteOfFact(reading.record, kind);
    if (!quote) return [];
    const words = kind === 'source-url' ? quote.words.replace(/[-/_]/g, ' ') : quote.words;
    return personsIn(words).flatMap((person) => {
      const part = quoteOfFact(reading.record, kind, '', person.start, person.end);
      return part && person.age !== null ? [{ person, quote: part, sentence: null }] : [];
    });
  });
}
