import type { Anchor, Day, Quote } from '../../../data/format/day.ts';
import { convertDay } from '../../timeline/anchors.ts';
import { parseDate, putsMonthFirst } from '../../timeline/dates.ts';
import { dayOfFileName } from '../../timeline/file-day.ts';
import { exactly, intervalWords, mayMeet, plus } from '../../timeline/interval.ts';
import { type ImageInReading, quoteOfFact, type Reading } from '../reading.ts';
import { type Clock, dayOfDate, type ReadSentence } from './clock.ts';
import { dayConfidence } from './confidence.ts';
import { type Candidate, candidatesFor } from './image-candidates.ts';

/** The day of every image of a patient, from captions, chains, file names, dates and durations. */

export interface ResolvedDay {
  readonly image: string;
  readonly day: Day;
  readonly quote: Quote;
  readonly rule: string;
  readonly confidence: number;
  readonly reason: string;
}

interface Context {
  readonly reading: Reading;
  readonly clock: Clock;
  readonly sentences: readonly ReadSentence[];
  /** What this patient's days count from where the words leave it open. */
  readonly anchor: Anchor;
  /** The anchor that films of this patient name themselves, where all that do name one. */
  readonly voted: Anchor | null;
  readonly dates: ReadonlyMap<string, { readonly days: number; readonly ambiguous: boolean }>;
}

const admissionInName = /(?:^|[-_. ])(?:on[-_ ])?admission(?=$|[-_. ])/i;

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
  // "on admission" beside a numbered day is said of the stay, not of the film.
  (candidate.kind === 'same' ? 0 : candidate.kind === 'date' ? 0.25 : 0.5);

function resolved(
  image: ImageInReading,
  day: Day,
  from: { quote: Quote; rule: string; confidence: number },
  reason: string,
): ResolvedDay {
  return {
    image: image.id,
    day: { ...day, reason: reason.slice(0, 500) },
    quote: from.quote,
    rule: from.rule,
    confidence: Math.min(0.99, Math.max(0.05, Math.round(from.confidence * 100) / 100)),
    reason,
  };
}

/** A day said in the patient's own count, where a distance leads there; a declared count is always taken. */
function inCount(day: Day, { clock }: Context): Day {
  const target = clock.declared?.anchor;
  if (target === undefined || day.anchor === 'unknown') return day;
  const moved = convertDay(day, target, clock.distances);
  if (moved) return moved;
  // "Initial radiograph" of "developed symptoms 4 days after exposure": taken at the onset, or soon after.
  const onset =
    day.anchor === 'admission' ? convertDay({ ...day, anchor: 'onset' }, target, clock.distances) : null;
  return onset ?? day;
}

function byWords(
  image: ImageInReading,
  candidate: Candidate,
  before: ResolvedDay | null,
  context: Context,
): ResolvedDay | null {
  const said = `“${candidate.quote.words}”`;
  if (candidate.kind === 'same' && candidate.relation !== 'own' && isLater(image, context)) return null;
  if (candidate.kind === 'date') {
    const stated = context.dates.get(image.id)?.days;
    const disputed = stated !== undefined && stated !== candidate.date;
    const confidence = disputed ? dayConfidence.disputedDate : candidate.confidence;
    return byDate(image, candidate.date ?? 0, { ...candidate, confidence }, context);
  }
  if (candidate.kind === 'later') {
    if (before === null)
      return resolved(
        image,
        { ...candidate.days, anchor: 'first-image', certainty: candidate.certainty },
        { ...candidate, confidence: dayConfidence.chainedUndated },
        `${said} counts from the image before, whose day is not known`,
      );
    const days = plus(before.day, candidate.days);
    const certainty = before.day.certainty === 'exact' ? candidate.certainty : before.day.certainty;
    return resolved(
      image,
      { ...days, anchor: before.day.anchor, certainty },
      { ...candidate, confidence: Math.min(candidate.confidence, before.confidence) },
      `${said} counts from ${intervalWords(before.day)} of the image before`,
    );
  }
  // "day 9" of a series of which another film says "day 7 after the onset of symptoms".
  const counted = candidate.kind === 'number' && candidate.anchor === null ? context.voted : null;
  const anchor = candidate.anchor ?? counted ?? 'unknown';
  const day = inCount({ ...candidate.days, anchor, certainty: candidate.certainty }, context);
  // A bare day number beside complaints of some days: the text may count from either.
  const open =
    candidate.rule === 'day-number' &&
    anchor === 'unknown' &&
    context.clock.duration !== null &&
    candidate.film;
  const confidence = open
    ? 0.75
    : ofTwoVisits(candidate, context)
      ? dayConfidence.firstOfTwo
      : candidate.confidence;
  return resolved(image, day, { ...candidate, confidence }, `${said} dates this image`);
}

/** Whether days from an anchor rest on a date of onset, which may be day 0 or day 1 of an illness. */
const onsetDated = (clock: Clock, anchor: Anchor): boolean => anchor === 'onset' && clock.dates.has('onset');

const secondVisit =
  /\b(?:second presentation|re-?presented|re-?presentation|returned (?:\w+ ){0,6}(?:days?|weeks?) later)\b/i;
/** "Initial presentation" where the texts tell of a second one. */
const ofTwoVisits = (candidate: Candidate, { reading }: Context): boolean =>
  candidate.kind === 'same' &&
  /initial|first/i.test(candidate.quote.words) &&
  reading.sentences.some(({ words }) => secondVisit.test(words));

/** Whether the image is dated after the patient's first one. */
function isLater(image: ImageInReading, { dates, reading }: Context): boolean {
  const own = dates.get(image.id)?.days;
  return (
    own !== undefined &&
    reading.images.some(
      (other) => other.patient === image.patient && (dates.get(other.id)?.days ?? own) < own,
    )
  );
}

function byDate(
  image: ImageInReading,
  days: number,
  from: { quote: Quote; rule: string; confidence: number },
  { clock, anchor }: Context,
): ResolvedDay | null {
  const order: readonly Anchor[] = [anchor, 'onset', 'admission', 'exposure'];
  for (const target of order) {
    const counted = dayOfDate(clock, days, target);
    if (!counted || (counted.day.from ?? 0) < -30) continue;
    return resolved(
      image,
      { ...counted.day, anchor: target, certainty: counted.certainty },
      {
        ...from,
        confidence: Math.min(
          from.confidence,
          counted.confidence,
          onsetDated(clock, target) && from.rule === 'image-date' ? dayConfidence.fromOnsetDate : 1,
        ),
      },
      `the date counts from ${target} (“${counted.quote.words}”)`,
    );
  }
  return null;
}

function byFileName(image: ImageInReading, words: ResolvedDay | null, context: Context): ResolvedDay | null {
  const { record } = context.reading;
  const named = dayOfFileName(image.file);
  if (named === null) {
    const match = admissionInName.exec(image.file);
    const start = (match?.index ?? 0) + (/^[-_. ]/.test(match?.[0] ?? '') ? 1 : 0);
    const quote = match && quoteOfFact(record, 'file-name', image.id, start, match.index + match[0].length);
    if (!quote) return null;
    const day = { ...exactly(0), anchor: 'admission' as const, certainty: 'exact' as const };
    return resolved(
      image,
      day,
      { quote, rule: 'file-name-admission', confidence: dayConfidence.fileNameAdmission },
      'the file name says so',
    );
  }
  const quote = quoteOfFact(record, 'file-name', image.id, named.start, named.end);
  if (!quote) return null;
  const day: Day = { ...exactly(named.day), anchor: 'unknown', certainty: 'exact' };
  const own = { quote, rule: 'file-name-day', confidence: dayConfidence.fileName };
  if (words === null) return resolved(image, day, own, 'the file name says so');
  // A text that declares its count is right about it; names of files count from wherever their author liked.
  const said = context.clock.declared
    ? [words.day]
    : [words.day, convertDay(words.day, 'onset', context.clock.distances)].flatMap((one) => one ?? []);
  const agreed = said.find((one) => mayMeet(one, day));
  if (agreed && agreed.from !== null)
    return resolved(
      image,
      { ...day, anchor: agreed.anchor },
      { ...own, confidence: dayConfidence.fileNameAgreed },
      `the file name and “${words.quote.words}” agree`,
    );
  // "CXR-D1" of a film "on presentation": some count the first day as one.
  if (words.rule === 'same-time' && named.day === 1) return null;
  if (context.clock.declared || words.confidence > dayConfidence.fileName) return null;
  return resolved(image, day, own, `the file name says so, the text “${words.quote.words}”`);
}

/** Whether nothing speaks against an image being of the first examination. */
function isOfPresentation(image: ImageInReading, context: Context): boolean {
  const { reading, clock, dates } = context;
  const own = reading.images.filter(({ patient }) => patient === image.patient);
  const first = own[0];
  if (!first || !clock.duration) return false;
  const [taken, admitted] = [dates.get(image.id)?.days, clock.dates.get('admission')?.days];
  if (taken !== undefined && admitted !== undefined && taken !== admitted) return false;
  const owned = clock.duration.sentence.images;
  if (image.id === first.id) return owned.length === 0 || owned.includes(image.id);
  const [date, zero] = [dates.get(image.id)?.days, dates.get(first.id)?.days];
  if (date !== zero || !owned.includes(image.id) || !owned.includes(first.id)) return false;
  const panels = image.label?.panel !== first.label?.panel && image.label?.panel !== null;
  return !panels && dayOfFileName(image.file) === null && dayOfFileName(first.file) === null;
}

function byDuration(image: ImageInReading, context: Context): ResolvedDay | null {
  const { duration } = context.clock;
  if (!duration || !isOfPresentation(image, context)) return null;
  return resolved(
    image,
    { ...duration.days, anchor: 'onset', certainty: duration.certainty },
    {
      quote: duration.quote,
      rule: 'symptom-duration',
      confidence: Math.min(duration.confidence, dayConfidence.duration),
    },
    'the complaints had lasted this long when the patient was first seen',
  );
}

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
function datesOf(images: readonly ImageInReading[]): Context['dates'] {
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

/** The first of the surest; an explicit day about the film is never set aside for a duration. */
function surest(days: readonly (ResolvedDay | null)[]): ResolvedDay | null {
  let found: ResolvedDay | null = null;
  for (const day of days) {
    const explicit = found !== null && found.rule !== 'image-date' && found.confidence >= 0.75;
    if (day && (found === null || (!explicit && day.confidence > found.confidence))) found = day;
  }
  return found;
}

/** Days of one patient's images, in reading order; images nothing is said of are left out. */
export function daysOfImages(
  reading: Reading,
  patient: string | null,
  sentences: readonly ReadSentence[],
  clock: Clock,
): ResolvedDay[] {
  const images = reading.images.filter((image) => image.patient === patient);
  const all = images.map((image) => candidatesFor(image, sentences));
  const context: Context = {
    reading,
    clock,
    sentences,
    anchor: countOf(clock, all),
    voted: votedBy(all),
    dates: datesOf(images),
  };
  const days: ResolvedDay[] = [];
  let before: ResolvedDay | null = null;
  images.forEach((image, at) => {
    const candidates = all[at] ?? [];
    const candidate = sharedOut(image, candidates, reading) ?? best(candidates);
    const words = candidate && byWords(image, candidate, before, context);
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
    const strong = words !== null && words.confidence >= (dated?.confidence ?? 0) ? words : null;
    const lasted = byDuration(image, context);
    const found = byFileName(image, words, context) ?? surest([strong, dated, words, lasted]);
    if (found) {
      days.push(found);
      before = found;
    }
  });
  return days;
}
