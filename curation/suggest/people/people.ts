import { statedAge } from '../../../data/format/age.ts';
import type { Patient } from '../../../data/format/case.ts';
import { type Draft, draft } from '../rules/draft.ts';
import { type ImageInReading, quoteOf, quoteOfFact, type Reading, relationOf } from '../texts/reading.ts';
import { amongCounted } from './counted.ts';
import { sexByPronouns } from './demographics.ts';
import {
  calledSo,
  mine,
  personless,
  personsOf,
  personsOfFacts,
  personsOfSentence,
  type Stated,
} from './persons.ts';
import { severalIn, unlistedPatients } from './several.ts';

/** Sex and age of each patient, from the page's own fields, the texts, the title and the address. */

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

function ofTexts(reading: Reading, patient: string | null): Draft[] {
  const inTexts = personsOf(reading, patient);
  const all = [...inTexts, ...personsOfFacts(reading)];
  const own = all.filter(({ person }) => !person.relative);
  const parted = unlistedPatients(reading) > 1;
  const aged = own.find(({ person }) => person.age !== null);
  const sexed = own.find(({ person }) => person.sex !== null);
  const counted = [aged, sexed].some((one) => one !== undefined && amongCounted(reading, one.sentence));
  const listed = reading.record.patients.length > 1;
  /** A person of a sentence that may be of any of the patients whom the case lists. */
  const ofAnyone = (one: Stated): boolean =>
    listed &&
    one.sentence !== null &&
    one.sentence.patient === null &&
    calledSo(reading, one.sentence, one.person) === null;
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
        several || ofAnyone(aged) ? 0.65 : 0.97,
        several ? 'several ages are named' : 'the text states the age',
      ),
    );
  const sexes = new Set(own.flatMap(({ person }) => person.sex ?? []));
  if (sexed) {
    const sure = sexes.size === 1 && !parted && !counted && !ofAnyone(sexed);
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
  } else found.push(...byPronouns(reading, patient, parted || listed));
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
