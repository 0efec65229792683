import type { Anchor } from '../../../../data/format/day.ts';
import type { TimelineEvent } from '../../../../data/format/timeline.ts';
import { parseDate, putsMonthFirst } from '../../../timeline/dates.ts';
import { isCaption } from '../../texts/captions.ts';
import { speaksOf } from '../../texts/labels.ts';
import { type ImageInReading, quoteOfFact, type Reading } from '../../texts/reading.ts';
import type { Clock } from '../clock/clock.ts';
import type { ReadSentence } from '../clock/read-sentence.ts';
import { storyOf } from '../clock/story.ts';
import { namesOtherTime } from '../expressions/another-time.ts';
import type { Candidate } from './candidate.ts';
import { confirmedByDates, withDatedNeighbours } from './dated-series.ts';
import { dayConfidence } from './day-confidence.ts';
import { byDate } from './day-of-date.ts';
import { byDuration } from './day-of-duration.ts';
import { byFileName } from './day-of-file-name.ts';
import { byWords } from './day-of-words.ts';
import { filmSections } from './film-sections.ts';
import { mixedTexts, traitsOfImage } from './film-traits.ts';
import { candidatesFor, type FilmContext, isComposite } from './image-candidates.ts';
import type { DayContext, ResolvedDay } from './resolved-day.ts';
import { weighed } from './weigh.ts';

/** The day of every image of a patient, from captions, chains, file names, dates and durations. */

/** The best of an image's own words: about the film before beside it, its own before shared, the first of equals. */
function best(candidates: readonly Candidate[]): Candidate | null {
  let found: Candidate | null = null;
  for (const candidate of candidates) {
    if (found === null || rank(candidate) > rank(found)) found = candidate;
  }
  return found;
}
const rank = (candidate: Candidate): number =>
  (candidate.film ? 4 : 0) +
  (candidate.relation === 'own' ? 2 : 0) +
  (candidate.caption ? 1 : 0) +
  // "on admission" beside a numbered day is said of the stay, not of the film.
  (candidate.kind === 'same' ? 0 : candidate.kind === 'date' ? 0.25 : 0.5);

/** Whether a candidate alone dates no film. */
const needsMore = ({ kind, event }: Candidate): boolean => kind === 'date' || event !== null;

/** Which count the dated images of a patient use, by the votes of their own words. */
function countOf(clock: Clock, candidates: readonly (readonly Candidate[])[]): Anchor {
  if (clock.declared) return clock.declared.anchor;
  const votes = candidates.flat().filter(({ film, relation }) => film && relation === 'own');
  for (const anchor of ['admission', 'onset', 'exposure', 'procedure'] as const) {
    if (votes.some((vote) => vote.anchor === anchor)) return anchor;
  }
  if (clock.dates.has('onset') || clock.duration) return 'onset';
  return clock.dates.has('admission') ? 'admission' : 'unknown';
}

/** The one anchor that day numbers of this patient's films name; null when none or several do. */
function votedBy(candidates: readonly (readonly Candidate[])[]): Anchor | null {
  const named = new Set(
    candidates
      .flat()
      .flatMap(({ kind, film, anchor }) => (kind === 'number' && film && anchor !== null ? [anchor] : [])),
  );
  const [only] = named;
  return named.size === 1 && only !== undefined ? only : null;
}

/** Calendar dates of images as the source states them. */
function datesOf(images: readonly ImageInReading[]): DayContext['dates'] {
  const monthFirst = putsMonthFirst(images.flatMap(({ date }) => date ?? []));
  return new Map(
    images.flatMap(({ id, date }) => {
      const parsed = date === null ? null : parseDate(date, monthFirst);
      return parsed ? [[id, parsed] as const] : [];
    }),
  );
}

/** Two days named for two images of one text: "on day 11 and day 17 after the onset of symptoms, separately". */
function sharedOut(
  image: ImageInReading,
  candidates: readonly Candidate[],
  reading: Reading,
): Candidate | null {
  const listed = candidates.filter(({ kind, film }) => (kind === 'number' || kind === 'date') && film);
  const [first] = listed;
  if (!first || listed.length < 2 || listed.some(({ at }) => at !== first.at)) return null;
  const sharers = reading.record.texts.find(({ id }) => id === first.quote.text)?.images ?? [];
  if (sharers.length !== listed.length) return null;
  const mine = listed[sharers.indexOf(image.id)];
  const anchor = listed.find((one) => one.anchor !== null)?.anchor ?? null;
  return mine ? { ...mine, anchor: mine.anchor ?? anchor, relation: 'own', confidence: 0.82 } : null;
}

/** "CT on day 4 and radiograph on day 6": two days of one count beside one film; which is its own, nobody says. */
function unsettled(taken: Candidate | null, candidates: readonly Candidate[]): Candidate | null {
  if (taken === null || (taken.kind !== 'number' && taken.kind !== 'from')) return taken;
  const another = candidates.some(
    ({ kind, at, film, relation, anchor, event, days }) =>
      kind === taken.kind &&
      at === taken.at &&
      film === taken.film &&
      relation === taken.relation &&
      event === taken.event &&
      (anchor === taken.anchor || anchor === null || taken.anchor === null) &&
      days.from !== taken.days.from,
  );
  return another ? { ...taken, confidence: Math.min(taken.confidence, dayConfidence.eitherDay) } : taken;
}

/** The first of the surest; an explicit day about the film is never set aside for a duration. */
function surest(days: readonly (ResolvedDay | null)[]): ResolvedDay | null {
  let found: ResolvedDay | null = null;
  for (const day of days) {
    const explicit = found !== null && found.rule !== 'image-date' && found.confidence >= 0.75;
    if (day && (found === null || (!explicit && day.confidence > found.confidence))) found = day;
  }
  return found;
}

const isAfter = ({ kind, quote, told }: Candidate): boolean =>
  kind === 'later' && told === null && /^(?:after|dopo)\b/i.test(quote.words);

/** Whether an image is the one that another's caption calls `1`, `2b` or, within its own figure, `b`. */
function isCalled(image: ImageInReading, name: string, from: ImageInReading): boolean {
  const [, digits, letter] = /^(\d{0,2})([a-h]?)$/.exec(name) ?? [];
  const figure = digits ? Number(digits) : (from.label?.figure ?? null);
  return speaksOf({ figure, panel: letter || null }, image.label) === true;
}

/** The sentences that tell of days, and between them those that only name a film or an event. */
function withSilentFilms(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
): ReadSentence[] {
  const told = new Map(sentences.map((read) => [read.sentence, read]));
  return reading.sentences
    .filter((one) => !one.literature && (one.patient === null || patient === null || one.patient === patient))
    .map((sentence) => told.get(sentence) ?? { sentence, expressions: [], dates: [] });
}

/** Images whose own captions give them a time that counts no days. */
const otherwiseTimed = (sentences: readonly ReadSentence[]): ReadonlySet<string> =>
  new Set(
    sentences.flatMap(({ sentence, expressions }) =>
      isCaption(sentence) && sentence.images.length === 1 && namesOtherTime(sentence.words, expressions)
        ? sentence.images
        : [],
    ),
  );

/** Days of one patient's images, in reading order; images nothing is said of are left out. */
export function daysOfImages(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  clock: Clock,
  events: readonly TimelineEvent[] = [],
): ResolvedDay[] {
  const images = reading.images.filter((image) => image.patient === patient);
  const told = withSilentFilms(reading, patient, sentences);
  const traits = new Map(images.map((image) => [image.id, traitsOfImage(reading, image)]));
  const films: FilmContext = {
    story: storyOf(told, clock, events, clock.dates.has('onset') || clock.duration ? 'onset' : 'admission'),
    sections: filmSections(reading, images, told, traits),
    traits,
    radiological: images.some(({ radiological }) => radiological),
    mixed: mixedTexts(reading),
    otherwise: otherwiseTimed(told),
    first: images[0]?.id ?? null,
  };
  const all = images.map((image) => candidatesFor(image, told, films));
  const context: DayContext = {
    reading,
    clock,
    anchor: countOf(clock, all),
    voted: votedBy(all),
    events,
    dates: datesOf(images),
    composites: new Set(images.filter((image) => isComposite(image, told)).map(({ id }) => id)),
    together: films.sections.together,
    otherwise: films.otherwise,
  };
  const days: ResolvedDay[] = [];
  const byDates = new Map<string, ResolvedDay>();
  let before: ResolvedDay | null = null;
  /** What "after 4 days" counted from: "after 9 days" in the next caption counts from there too. */
  let after: { readonly base: ResolvedDay | null; readonly days: number } | null = null;
  images.forEach((image, at) => {
    const candidates = all[at] ?? [];
    const candidate = sharedOut(image, candidates, reading) ?? unsettled(best(candidates), candidates);
    const baseOf = (one: Candidate): ResolvedDay | null => {
      if (one.anchor === 'first-image') return days[0] ?? null;
      if (one.of === null && isAfter(one) && after !== null && (one.days.from ?? 0) > after.days)
        return after.base;
      if (one.of === null) return before;
      const named = images.find((other) => other !== image && isCalled(other, one.of ?? '', image));
      return days.find((day) => day.image === named?.id) ?? null;
    };
    const wordsOf = (one: Candidate | null) => one && byWords(image, one, baseOf(one), context);
    const own = wordsOf(candidate);
    // A date or an event that nothing counts from leaves the other words to tell.
    const others =
      candidate && needsMore(candidate) && (own === null || own.day.anchor === 'first-image')
        ? wordsOf(best(candidates.filter((one) => !needsMore(one))))
        : null;
    const words = others ?? own;
    const date = context.dates.get(image.id);
    const dateQuote = date && quoteOfFact(reading.record, 'image-date', image.id);
    const dated =
      date && dateQuote
        ? byDate(
            image,
            date.days,
            {
              quote: dateQuote,
              rule: 'image-date',
              confidence: dayConfidence.imageDate - (date.ambiguous ? 0.2 : 0),
            },
            context,
          )
        : null;
    if (dated) byDates.set(image.id, dated);
    const strong = words !== null && words.confidence >= (dated?.confidence ?? 0) ? words : null;
    const lasted = byDuration(image, context);
    const found = byFileName(image, words, context) ?? surest([strong, dated, words, lasted]);
    if (found) {
      const ofAfter = candidate !== null && isAfter(candidate) && found.quote === candidate.quote;
      after = ofAfter ? { base: baseOf(candidate), days: candidate.days.from ?? 0 } : null;
      days.push(found);
      before = found;
    }
  });
  return weighed(images, confirmedByDates(withDatedNeighbours(images, days, context), byDates), context);
}
