import type { Anchor, Certainty, Day } from '../../../../data/format/day.ts';
import type { EventType } from '../../../../data/format/timeline.ts';
import { type Interval, opposite } from '../../../timeline/interval.ts';
import { type Clock, dayOfDate } from '../../days/clock/clock.ts';
import { isPlausible } from '../../days/clock/plausible.ts';
import type { ReadSentence } from '../../days/clock/read-sentence.ts';
import { eventNamed } from '../../days/expressions/targets.ts';
import { allMatches } from '../../patterns/all-matches.ts';
import { Scanned } from '../../patterns/scanned.ts';
import { amountPattern, durationOf } from '../../words/numbers.ts';

/** Everything in a sentence that says when: what a clause dates its event by. */

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly certainty: Certainty;
}
export type Mark = Placed &
  (
    | /** "on admission", "hospital day 6", "on 8 June": a day by itself. */
    { readonly kind: 'day'; readonly day: Day }
    /** "On day 4": goes on in the count the text has begun, where it has. */
    | { readonly kind: 'number'; readonly days: Interval }
    /** "11 days after intubation". */
    | { readonly kind: 'from'; readonly event: EventType; readonly days: Interval }
    /** "Three days later", "the previous evening": from the day the text has come to. */
    | { readonly kind: 'later'; readonly days: Interval }
    /** "After 9 days of it", "for 9 days": as long as a state lasted. */
    | { readonly kind: 'lasted'; readonly days: Interval; readonly said: 'after' | 'for' }
  );

const anchors = new Set<string | null>(['admission', 'onset', 'exposure', 'procedure']);
const amount = amountPattern();

/** Days that are told without a number, beside those of the day rules. */
const spoken: readonly (readonly [RegExp, Interval | 'arrival'])[] = [
  [
    /\b(?:the )?(?:previous|preceding|prior) (?:day|evening|night|afternoon|morning)\b|\byesterday\b|\bthe (?:day|evening|night) before(?=\s?[,.;:)]|$)|\bil giorno (?:prima|precedente)(?=\s?[,.;:)]|$)|\bla sera (?:prima|precedente)\b/gi,
    { from: -1, to: -1 },
  ],
  [
    /\b(?:the|that) same (?:day|evening|night|morning|afternoon)\b|\b(?:the|that) day itself\b|\bon the same date\b|\blo stesso giorno\b|\b(?:il )?giorno stesso\b|\bwithin (?:a few|an?|one|two|three|four|five|six|\d) (?:hours?|hrs?|h)\b(?! (?:of|after|from|following|later))|\bhours later\b|\bshortly (?:after|thereafter)(?:wards?)?(?= ?[,.;]|$)|\bimmediately\b(?=[,.;]| (?:intubat|admit|transfer|moved|put|placed|start))/gi,
    { from: 0, to: 0 },
  ],
  [
    /\bthe (?:day|morning|evening) after(?=\s?[,.;:)]|$)|\b(?:overnight|the next (?:evening|night))\b/gi,
    { from: 1, to: 1 },
  ],
  [
    /\b(?:at|on) (?:the )?scene\b|\bby (?:the )?(?:paramedics|ambulance(?: crew)?|emergency (?:medical )?services)\b|\bprehospital\b|\b(?:in|at) (?:the |our )?(?:ED|ER|A&E|A & E|emergency (?:department|room|ward|unit)|resus|resuscitation (?:room|bay|area)|casualty)\b|\b(?:shortly|soon|immediately|directly) (?:after|upon|on) (?:his |her |the )?(?:arrival|admission|presentation)\b|\b(?:straight|directly|immediately) (?:in)?to (?=(?:the |our )?(?:\w+ ){0,2}(?:[A-Z]?ICU|ITU|intensive|critical))|\barriv(?:al|ed|ing) (?:in|to|at|on) (?=(?:the |our )?(?:\w+ ){0,2}(?:[A-Z]?ICU|ITU|intensive care))|\b(?:at home|at (?:his|her|the) (?:house|workplace|roadside)|in the (?:field|ambulance|helicopter)|before (?:the )?(?:flight|helicopter transfer))\b(?= by\b)|\bby (?:the |a |an )?(?:\w+ )?(?:emergency (?:physician|doctor)|retrieval team|air ambulance|helicopter (?:crew|team|service)|rescue (?:team|service|crew)|HEMS|medical emergency team on arrival)\b|\bdal(?:l[’']| )(?:equipaggio|medico|personale) del 118\b|\bsul luogo dell[’']incidente\b|\b(?:from|since|on (?:the )?day of) (?:the |his |her )?(?:hospital )?(?:admission|arrival|presentation)\b(?! (?:to|in|into) (?:the |our )?(?:ICU|ITU|intensive|critical))|\b(?:sin |già )?(?:dall[’']ingresso|dall[’']arrivo|dal ricovero)\b|\bin (?:PS|DEA)\b/gi,
    'arrival',
  ],
];
const spokenDays = spoken.map(([pattern, days]) => [new Scanned(pattern), days] as const);
const lasting = new Scanned(
  `\\b(?<how>for|after|over|dopo|per)\\s(?:a\\stotal\\sof\\s|a\\sfurther\\s|another\\s|the\\s(?:next|following|first)\\s)?${amount}(?!\\s(?:later|afterwards?|after|before|prior|ago|earlier))`,
  'gi',
);
/** "Intubated on day 2 and extubated 9 days after." */
const afterwards = new Scanned(`\\b${amount}\\s(?:after|on|dopo)(?=\\s?(?:[,.;)]|$|and\\b))`, 'gi');
/** "After another 6 days", "after a further week" go on from the day before, whatever lasted. */
const further = /\b(?:another|further|next|following)\b/i;

/** Day 0 of the stay. */
export const admissionDay: Day = { from: 0, to: 0, anchor: 'admission', certainty: 'exact' };

/** Marks of a sentence in reading order; of two that share letters the longer. */
export function marksOf(read: ReadSentence, clock: Clock): Mark[] {
  const { words } = read.sentence;
  const found: Mark[] = [];
  for (const { kind, target, start, end, days, certainty } of read.expressions) {
    const place = { start, end, certainty };
    const event = eventNamed(target);
    if (kind === 'later') found.push({ ...place, kind: 'later', days });
    // "A swab taken three days ago".
    else if (kind === 'earlier') found.push({ ...place, kind: 'later', days: opposite(days) });
    else if (kind === 'from' && event !== null) found.push({ ...place, kind: 'from', event, days });
    else if (kind === 'same' || ((kind === 'number' || kind === 'from') && anchors.has(target)))
      found.push({
        ...place,
        kind: 'day',
        day: { ...days, anchor: (target ?? 'admission') as Anchor, certainty },
      });
    else if (kind === 'number' && target === null) found.push({ ...place, kind: 'number', days });
  }
  for (const date of read.dates) {
    if (clock.firstFilm !== null) {
      const days = date.days - clock.firstFilm;
      const day: Day = { from: days, to: days, anchor: 'first-image', certainty: 'exact' };
      if (isPlausible(day))
        found.push({ kind: 'day', start: date.start, end: date.end, certainty: 'exact', day });
      continue;
    }
    for (const anchor of ['admission', 'onset', 'exposure'] as const) {
      const counted = dayOfDate(clock, date.days, anchor);
      if (!counted || !isPlausible(counted.day)) continue;
      const { certainty } = counted;
      const day = { from: counted.day.from, to: counted.day.to, anchor, certainty };
      found.push({ kind: 'day', start: date.start, end: date.end, certainty, day });
      break;
    }
  }
  for (const [pattern, days] of spokenDays)
    for (const { 0: text, index } of allMatches(words, pattern)) {
      const place = { start: index, end: index + text.length, certainty: 'exact' as const };
      found.push(
        days === 'arrival' ? { ...place, kind: 'day', day: admissionDay } : { ...place, kind: 'later', days },
      );
    }
  for (const match of allMatches(words, afterwards)) {
    const days = durationOf(match.groups ?? {});
    const { index } = match;
    if (days !== null)
      found.push({
        kind: 'later',
        start: index,
        end: index + match[0].length,
        days: { from: days.from, to: days.to },
        certainty: days.certainty,
      });
  }
  for (const match of allMatches(words, lasting)) {
    const days = durationOf(match.groups ?? {});
    if (days === null || further.test(match[0])) continue;
    const said = /^(?:after|dopo)/i.test(match[0]) ? 'after' : 'for';
    found.push({
      kind: 'lasted',
      said,
      start: match.index,
      end: match.index + match[0].length,
      days: { from: days.from, to: days.to },
      certainty: days.certainty,
    });
  }
  return apart(found);
}

/** `lasted` gives way to nothing: "after 5 days" is what a state lasted, or a later day, as its event tells. */
function apart(found: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  const ranked = [...found].sort(
    (a, b) =>
      Number(b.kind === 'lasted') - Number(a.kind === 'lasted') || b.end - b.start - (a.end - a.start),
  );
  for (const mark of ranked) {
    if (!kept.some((other) => mark.start < other.end && mark.end > other.start)) kept.push(mark);
  }
  return kept.sort((a, b) => a.start - b.start);
}
