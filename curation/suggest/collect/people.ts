import { statedAge } from '../../../data/format/age.ts';
import type { Patient } from '../../../data/format/case.ts';
import type { Quote } from '../../../data/format/day.ts';
import { patientLabel } from '../clauses/told.ts';
import { tellsOfGroup } from '../clauses/who.ts';
import { symptomWords } from '../days/targets.ts';
import { patientCalled } from '../headings.ts';
import {
  type ImageInReading,
  perSentence,
  quoteOf,
  quoteOfFact,
  type Reading,
  relationOf,
  type Sentence,
} from '../reading.ts';
import { personsIn, type StatedPerson, sexByPronouns } from '../rules/demographics.ts';
import { amongCounted } from './counted.ts';
import { type Draft, draft } from './draft.ts';

/** Sex and age of each patient, from the page's own fields, the texts, the title and the address. */

interface Stated {
  readonly person: StatedPerson;
  readonly quote: Quote;
  readonly sentence: Sentence | null;
}

const symptom = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');
export const personsOfSentence = perSentence(({ words, told }) => personsIn(words, told));

/** Texts about the publication, not the patient. */
const personless = new Set(['other-notes', 'references', 'title']);

/** "A man (patient 1) and his wife (patient 2)": whom the case lists so, whatever they are to each other. */
const calledBehind =
  /^[\s,]{0,2}[([]\s?(?:the\s)?(?:patient|case|paziente|caso)\s(?:no\.?\s|#)?(\d{1,2}|[A-H])\s?[)\]]/i;
const calledSo = (reading: Reading, { words }: Sentence, { end }: StatedPerson): string | null => {
  const name = calledBehind.exec(words.slice(end, end + 30))?.[1];
  return name === undefined ? null : patientCalled(reading.record, name);
};

const personsOf = (reading: Reading, patient: string | null): Stated[] =>
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

const mine = (sentence: Sentence, patient: string | null): boolean =>
  sentence.patient === null || patient === null || sentence.patient === patient;

/** `case-001-61-year-old-female-24`: addresses and titles write the same words with dashes. */
function personsOfFacts(reading: Reading): Stated[] {
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

function ofPage(reading: Reading, patient: Patient): Draft[] {
  const target = { patient: patient.id };
  const found: Draft[] = [];
  const sex = quoteOfFact(reading.record, 'patient-sex', patient.id);
  if (patient.sex?.value && sex)
    found.push(draft(target, 'sex', patient.sex.value, sex, 'stated-sex', 0.96, 'the page states it'));
  const age = quoteOfFact(reading.record, 'patient-age', patient.id);
  const years = statedAge(patient);
  if (years !== null && age)
    found.push(draft(target, 'age', years, age, 'stated-age', 0.97, 'the page states it'));
  return found;
}

/** A second person who is ill too: a sentence may speak of either. */
export const severalPatients = (reading: Reading, patient: string | null): boolean =>
  severalIn([...personsOf(reading, patient), ...personsOfFacts(reading)]) || unlistedPatients(reading) > 1;

/** Patients that parts of the texts are headed with ("Case 1.", "Patient B:") and the case does not list. */
function unlistedPatients(reading: Reading): number {
  const called = new Set<string>();
  for (const { words, literature } of reading.sentences) {
    const name = literature ? undefined : patientLabel.exec(words)?.[1];
    if (name !== undefined && patientCalled(reading.record, name) === null) called.add(name.toLowerCase());
  }
  return called.size;
}

/** Highest confidence of what is told of one of several patients, without saying of which. */
const ofSeveral = 0.7;

/**
 * What the texts say of one patient where they tell of several: only a film's own caption and its file name are
 * surely about that film's patient.
 */
export function amongSeveral(reading: Reading, drafts: readonly Draft[]): Draft[] {
  const sentences = new Map(reading.sentences.map((one) => [one.text, [] as Sentence[]]));
  for (const one of reading.sentences) sentences.get(one.text)?.push(one);
  return drafts.map((one) => {
    if (one.confidence <= ofSeveral) return one;
    const held = sentences.get(one.quote.text);
    if (!held) return one;
    const image = reading.images.find(({ id }) => id === one.image);
    const sentence = held.findLast(({ start }) => start <= one.quote.start);
    const own =
      image !== undefined &&
      sentence !== undefined &&
      (sentence.kind === 'caption' || sentence.kind === 'panel-caption') &&
      relationOf(sentence, image) === 'own';
    return own
      ? one
      : { ...one, confidence: ofSeveral, reason: `${one.reason}; the texts tell of several patients` };
  });
}

function severalIn(all: readonly Stated[]): boolean {
  const ages = new Set(
    all.flatMap(({ person }) => (person.age !== null && !person.relative ? [person.age] : [])),
  );
  const illRelative = all.some(
    ({ person, sentence }) =>
      person.relative &&
      person.age !== null &&
      sentence !== null &&
      // "A man and his 68-year-old wife were admitted": both of them.
      (symptom.test(sentence.words.slice(person.end)) ||
        /^[^.;]{0,20}\b(?:were|both)\b/i.test(sentence.words.slice(person.end, person.end + 40))),
  );
  return ages.size > 1 || illRelative;
}

function ofTexts(reading: Reading, patient: string | null): Draft[] {
  const inTexts = personsOf(reading, patient);
  const all = [...inTexts, ...personsOfFacts(reading)];
  const own = all.filter(({ person }) => !person.relative);
  const parted = unlistedPatients(reading) > 1;
  const aged = own.find(({ person }) => person.age !== null);
  const sexed = own.find(({ person }) => person.sex !== null);
  const counted = [aged, sexed].some((one) => one !== undefined && amongCounted(reading, one.sentence));
  const several = parted || counted || severalIn(all);
  const target = { patient };
  const found: Draft[] = [];
  if (aged)
    found.push(
      draft(
        target,
        'age',
        aged.person.age,
        aged.quote,
        'age-in-text',
        several ? 0.65 : 0.97,
        several ? 'several ages are named' : 'the text states the age',
      ),
    );
  const sexes = new Set(own.flatMap(({ person }) => person.sex ?? []));
  if (sexed) {
    const sure = sexes.size === 1 && !parted && !counted;
    const bare = sexed.person.age === null;
    found.push(
      draft(
        target,
        'sex',
        sexed.person.sex,
        sexed.quote,
        'sex-in-text',
        !sure ? 0.7 : bare ? 0.93 : 0.98,
        sure ? 'the text names the sex' : 'the texts tell of several people',
      ),
    );
  } else found.push(...byPronouns(reading, patient, parted));
  return found;
}

function byPronouns(reading: Reading, patient: string | null, parted: boolean): Draft[] {
  const found = reading.sentences.flatMap((sentence) => {
    if (sentence.literature || personless.has(sentence.kind) || !mine(sentence, patient)) return [];
    const told = sexByPronouns(sentence.words, sentence.told);
    return told ? [{ ...told, sentence }] : [];
  });
  const [first] = found;
  if (!first) return [];
  const count = found.reduce((sum, one) => sum + one.count, 0);
  const agree = found.every(({ sex }) => sex === first.sex);
  // Texts translated from languages without a pronoun say "he" of women, once; "she" is rarely said of a man.
  const sure =
    first.sex === 'female' || count > 1 ? 0.9 : translated.test(reading.record.source.url ?? '') ? 0.7 : 0.85;
  const quote = quoteOf(first.sentence, first.start, first.end);
  const confidence = parted ? 0.65 : agree ? sure : 0.7;
  return [draft({ patient }, 'sex', first.sex, quote, 'sex-by-pronoun', confidence, 'only a pronoun tells')];
}

/** Sites whose English is translated from the Italian. */
const translated = /\bsirm\.org\b/i;

/** A caption of its own may speak of another patient than the page's header does. */
function ofCaptions(reading: Reading, image: ImageInReading, patientDrafts: readonly Draft[]): Draft[] {
  const captions = reading.sentences.filter(
    (sentence) =>
      (sentence.kind === 'caption' || sentence.kind === 'panel-caption') &&
      relationOf(sentence, image) === 'own',
  );
  const stated = captions
    .flatMap((sentence) => personsOfSentence(sentence).map((person) => ({ person, sentence })))
    .find(({ person }) => !person.relative && (person.age !== null || person.sex !== null));
  if (!stated) return [];
  const { person, sentence } = stated;
  const quote = quoteOf(sentence, person.start, person.end);
  const target = { patient: image.patient, image: image.id };
  const differs = (field: string, value: string | number | null) =>
    value !== null &&
    !patientDrafts.some((one) => one.field === field && one.value === value && one.confidence >= 0.8);
  return [
    ...(differs('age', person.age)
      ? [draft(target, 'age', person.age, quote, 'age-in-caption', 0.9, 'its own caption says so')]
      : []),
    ...(differs('sex', person.sex)
      ? [draft(target, 'sex', person.sex, quote, 'sex-in-caption', 0.9, 'its own caption says so')]
      : []),
  ];
}

/** Page and text against each other: what both say stands, what they dispute is left to a person. */
function settle(page: readonly Draft[], texts: readonly Draft[]): Draft[] {
  const settled: Draft[] = [];
  for (const field of ['sex', 'age']) {
    const stated = page.find((one) => one.field === field);
    const told = texts.find((one) => one.field === field);
    if (stated && told && stated.value !== told.value) {
      const disputed = 'the page and the text disagree';
      settled.push(
        { ...stated, confidence: 0.7, reason: disputed },
        { ...told, confidence: 0.6, reason: disputed },
      );
    } else if (stated ?? told) settled.push((stated ?? told) as Draft);
  }
  return settled;
}

export function peopleOf(reading: Reading): Draft[] {
  const found: Draft[] = [];
  for (const patient of reading.patients) {
    const record = reading.record.patients.find(({ id }) => id === patient);
    const settled = settle(record ? ofPage(reading, record) : [], ofTexts(reading, patient));
    found.push(...settled);
    for (const image of reading.images)
      if (image.patient === patient) found.push(...ofCaptions(reading, image, settled));
  }
  return found;
}
