import { tell } from '../../data/diagnostics.ts';
import type { Case } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import type { Protocol } from '../../data/protocols/protocol.ts';
import { measured } from './confidence/measured-confidence.ts';
import { measuredRates } from './confidence/measured-rates.ts';
import type { Rates } from './confidence/rate.ts';
import { courseOf, toldCourse, withFilmDays } from './course/course.ts';
import { withImplied } from './course/events/implied-events.ts';
import { withStatesBySaturation } from './course/states/by-saturation.ts';
import { clockOf, readDays } from './days/clock/clock.ts';
import type { ReadSentence } from './days/clock/read-sentence.ts';
import { yearOf } from './days/expressions/dates.ts';
import { daysOfImages } from './days/images/image-days.ts';
import { offsetsOf } from './days/images/offsets.ts';
import { measurementsOf } from './measured/measured.ts';
import { eventsOfTables, readTables, type TableRead } from './measured/read-tables.ts';
import { ownDrafts, ownMentions } from './own/own-answers.ts';
import { ownRulesOf } from './own/own-rules.ts';
import { forgetSentences } from './patterns/kept.ts';
import { withoutCited } from './people/cited.ts';
import { ownersOf } from './people/owners.ts';
import { peopleOf } from './people/people.ts';
import { placesOf } from './people/places.ts';
import { amongSeveral, severalPatients, severalUnnamed } from './people/several.ts';
import { findingsOf } from './pictures/findings.ts';
import { picturesOf } from './pictures/pictures.ts';
import type { Draft } from './rules/draft.ts';
import type { Suggestion } from './suggestion.ts';
import { type PlainCase, plainCase } from './texts/plain-text.ts';
import { readTexts } from './texts/read-texts.ts';
import type { Reading } from './texts/reading.ts';

/** Sentences that speak of a patient, those of nobody in particular included. */
const about = (sentences: readonly ReadSentence[], patient: string | null): ReadSentence[] =>
  sentences.filter(
    ({ sentence }) => sentence.patient === null || patient === null || sentence.patient === patient,
  );

/** How a source's texts are to be read. */
export interface Conventions {
  /**
   * The number that the source's texts give to the day of admission: 1 as is usual in the United States
   * ("hospital day 1" is the day of admission), 0 to keep the numbers as stated. TIME rule 2.
   */
  readonly firstHospitalDay: 0 | 1;
  /** Whose phrases are read beside the built-in rules; none without it. */
  readonly protocol?: Protocol;
}
/** Every number as the source has it. */
export const asStated: Conventions = { firstHospitalDay: 0 };

/** A case's texts as read: its sentences, and the days they tell. */
interface Read {
  readonly record: Case;
  readonly plain: PlainCase;
  readonly conventions: Conventions;
  readonly reading: Reading;
  readonly dated: ReadSentence[];
  readonly tables: readonly TableRead[];
}

/** The case read last: its suggestions and the events of its patients are asked for one after the other. */
let last: Read | null = null;

function readingOf(record: Case, conventions: Conventions): Read {
  const isSame =
    last?.record === record &&
    last.conventions.firstHospitalDay === conventions.firstHospitalDay &&
    last.conventions.protocol === conventions.protocol;
  if (!isSame || last === null) last = freshReading(record, conventions);
  return last;
}

function freshReading(record: Case, conventions: Conventions): Read {
  forgetSentences();
  const plain = plainCase(record);
  const reading = withoutCited(readTexts(plain.record));
  const year = yearOf([
    ...record.images.map(({ date }) => date),
    ...record.texts.map(({ text }) => text),
    record.document.published?.iso ?? record.document.published?.stated ?? null,
  ]);
  return {
    record,
    plain,
    conventions,
    reading,
    dated: readDays(reading.sentences, year, conventions.firstHospitalDay),
    tables: readTables(plain.record, conventions.firstHospitalDay),
  };
}

/** Patient first, then image by image, fields in the order they were read; the surest of equals first. */
function inOrder({ record, plain }: Read, drafts: readonly Draft[], rates: Rates): Suggestion[] {
  const place = new Map(record.images.map(({ id }, at) => [id, at + 1]));
  const orderOf = (one: Draft) => (one.image === null ? 0 : (place.get(one.image) ?? 0));
  return drafts
    .map((one) => ({
      case: record.id,
      ...one,
      quote: plain.quoteBack(one.quote),
      confidence: measured(one.field, one.rule, one.confidence, rates),
    }))
    .sort(
      (a, b) =>
        orderOf(a) - orderOf(b) ||
        (a.field < b.field ? -1 : a.field > b.field ? 1 : b.confidence - a.confidence),
    );
}

/**
 * Everything the rules read in a case, each with its words. Pure, and linear in the length of the texts.
 * Nothing that a person decided is looked at or touched.
 * @param rates how often each rule was right; without any, each says its own confidence
 */
export function suggest(
  record: Case,
  conventions: Conventions = asStated,
  rates: Rates = measuredRates,
): Suggestion[] {
  const started = performance.now();
  const read = readingOf(record, conventions);
  const { reading, dated, tables } = read;
  const own = ownRulesOf(conventions.protocol);
  const drafts: Draft[] = [...ownersOf(reading), ...peopleOf(reading), ...placesOf(reading)];
  for (const patient of reading.patients) {
    const sentences = about(dated, patient);
    const several = severalPatients(reading, patient);
    const clock = clockOf(sentences, several, !severalUnnamed(reading, patient));
    const said = ownMentions(reading, patient, own.ofPatient);
    const first = toldCourse(reading, patient, sentences, clock, said);
    const days = daysOfImages(reading, patient, sentences, clock, first.events);
    const course = withFilmDays(first, patient, clock, days);
    const told = withStatesBySaturation(reading, [
      ...offsetsOf(patient, days, clock),
      ...courseOf(reading, patient, sentences, clock, days, course),
      ...measurementsOf(reading, patient, sentences, days, clock, tables, own),
      ...ownDrafts({ reading, patient, rules: own, said, events: course.events }),
    ]);
    drafts.push(...(several ? amongSeveral(reading, told) : told));
  }
  drafts.push(...findingsOf(reading, own.findings), ...picturesOf(reading));
  const suggestions = inOrder(read, drafts, rates);
  tell('suggestions', 'read', () => ({
    case: record.id,
    texts: record.texts.length,
    sentences: reading.sentences.length,
    suggestions: suggestions.length,
    rules: [...new Set(suggestions.map(({ rule }) => rule))].join(' '),
    milliseconds: Math.round(performance.now() - started),
  }));
  return suggestions;
}

/** Whether words stand in a sentence that is told of one patient. */
const namesOne = ({ sentences }: Reading, quote: Quote | null): boolean =>
  quote === null ||
  sentences.findLast(({ text, start }) => text === quote.text && start <= quote.start)?.patient !== null;

/** Events that the texts tell of a patient, with their days and words, for the timeline to show as proposals. */
export function suggestEvents(
  record: Case,
  patient: string,
  conventions: Conventions = asStated,
): TimelineEvent[] {
  const { reading, dated, plain, tables } = readingOf(record, conventions);
  const own = ownMentions(reading, patient, ownRulesOf(conventions.protocol).ofPatient);
  const sentences = about(dated, patient);
  const clock = clockOf(sentences, severalPatients(reading, patient), !severalUnnamed(reading, patient));
  const course = toldCourse(reading, patient, sentences, clock, own);
  const days = daysOfImages(reading, patient, sentences, clock, course.events);
  const { events } = withFilmDays(course, patient, clock, days);
  // Of several patients whom the case lists, what names none of them is nobody's event.
  const named = record.patients.length < 2 ? events : events.filter(({ quote }) => namesOne(reading, quote));
  return [...withImplied(named, course.mentions), ...eventsOfTables(tables, patient)].map((event) =>
    event.quote ? { ...event, quote: plain.quoteBack(event.quote) } : event,
  );
}
