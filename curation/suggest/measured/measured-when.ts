import type { Day } from '../../../data/format/day.ts';
import { convertDay } from '../../timeline/anchors.ts';
import { parseDate } from '../../timeline/dates.ts';
import type { Clause } from '../clauses/clause.ts';
import { clauseAt, clausesOf } from '../clauses/cut.ts';
import { presents } from '../days/clock/anchor-dates.ts';
import { headsOf, hostOf } from '../days/clock/clause-heads.ts';
import { type Clock, dayOfDate } from '../days/clock/clock.ts';
import type { ReadSentence } from '../days/clock/read-sentence.ts';
import type { StatedDate } from '../days/expressions/dates.ts';
import type { DayExpression } from '../days/expressions/expressions.ts';
import { isEvent } from '../days/expressions/targets.ts';
import type { ResolvedDay } from '../days/images/resolved-day.ts';
import type { ImageInReading, Sentence } from '../texts/reading.ts';

/**
 * When a value was measured: on the day that its own clause names, else on the one that the words before it have come
 * to, else when the patient was first seen.
 */

export type When =
  | { readonly kind: 'presentation' }
  | { readonly kind: 'day'; readonly expression: DayExpression }
  | { readonly kind: 'date'; readonly date: StatedDate }
  /** Another day that nobody can count: "three days later", "at discharge", "at home". */
  | { readonly kind: 'elsewhere' };

const presentation: When = { kind: 'presentation' };
const elsewhere: When = { kind: 'elsewhere' };

/** The patient is seen for the first time: a narrative is at the presentation again. */
const firstSeen =
  /\b(?:(?:on|at|upon) (?:hospital |initial |the |his |her |time of )*(?:admission|arrival|presentation|triage)|(?:on|at) (?:the )?(?:initial|first) (?:examination|evaluation|assessment|visit)|all['’]ingresso|all['’]arrivo|al ricovero|in (?:the )?(?:ED|ER|A&E|PS|pronto soccorso|emergency (?:department|room)))\b/i;
/** Not at this hospital, or not when first seen. */
const notHere =
  /\b(?:at (?:discharge|home|follow-?up)|at (?:the |his |her |a )?(?:GP|general practitioner|dentist|nursing home|referring \w+|another hospital|outside hospital)|(?:before|prior to) (?:hospital |the |his |her )*(?:admission|presentation|arrival|hospitali[sz]ation|coming)|when (?:the )?(?:ambulance|paramedics|crew) (?:arrived|came)|(?:at|on) (?:the )?scene|en route|(?:before|until|after|upon|prior to) (?:extubation|discharge|transfer|treatment|intubation)|post-?extubation|subsequently|thereafter|in the following days?|alla dimissione|a domicilio|during (?:his|her|the) (?:stay|hospitali[sz]ation|course))\b/i;

/** A picture that was taken somewhere else, or before the patient came. */
const takenElsewhere =
  /\b(?:at|in|from|by) (?:the |his |her |a |an )?(?:private (?:clinic|practice|hospital)|GP|general practitioner|family (?:doctor|physician)|referring \w+|another (?:hospital|cent(?:re|er)|institution)|outside (?:hospital|facility)|primary care|local (?:hospital|clinic))|\b(?:before|prior to) (?:the |his |her |hospital )?(?:admission|presentation|hospitali[sz]ation)\b|presso altro ospedale/i;
export const isFromElsewhere = ({ words }: Sentence): boolean => takenElsewhere.test(words);

/** "Ventilated since day 2": what began or ended then, not what was measured. */
const lasting = /\b(?:since|until|till|from|dal|fino al?)\s(?:the\s)?$/i;

/** A day or a date that a sentence names, and what it makes of the time of what is told beside it. */
interface Dated {
  readonly start: number;
  readonly when: When;
  /** The narrative goes there: what is told next is of this day. */
  readonly moves: boolean;
}
type Stated = DayExpression | StatedDate;
const isDate = (stated: Stated): stated is StatedDate => !('kind' in stated);

/** The head of a record tells days ahead: "Date of discharge: 25.06.2020", "data decesso 08/04/2020". */
const headOfRecord =
  /\b(?:(?:discharge|admit|admission|exit|death)\s(?:date|day)\s?[:=–-]?|dat[ae]\s(?:of\s|di\s|del(?:la)?\s)?\p{L}+\s?[:=]?|(?:admission|admitted|discharged?|exit|death|died|birth|born|D\.?O\.?[ABD]\.?|ricovero|dimission[ei]|dimess[oa]|decesso|nat[oa])\s?[:=–-])\s?$|\bdal\s.{4,18}\sal\s$/iu;
/** Not the first time that the patient comes. */
const again =
  /\b(?:back|again|second|re-?(?:turn|admi|present|attend|hospitali)\w*|transfer\w*|trasferi\w*|nuov\w+|rientr\w+|torna\w*)\b/i;

/** Days from the admission to a stated day; null where the two cannot be compared. */
function fromAdmission(stated: Stated, clock: Clock): number | null {
  if (isDate(stated)) {
    const admission = clock.dates.get('admission');
    return admission ? stated.days - admission.days : null;
  }
  const { kind, target, days, certainty } = stated;
  if ((kind !== 'from' && kind !== 'number') || days.from === null) return null;
  if (target === 'admission') return days.from;
  if (target !== 'onset' || certainty !== 'exact') return null;
  return convertDay({ ...days, anchor: target, certainty }, 'admission', clock.distances)?.from ?? null;
}

const whenOf = (stated: Stated): When | null => {
  if (isDate(stated)) return { kind: 'date', date: stated };
  const { kind, target, days } = stated;
  // "In the same morning": still the day that the text has come to.
  if (kind === 'duration' || (kind === 'later' && days.from === 0 && days.to === 0)) return null;
  if (kind === 'earlier' || kind === 'later') return elsewhere;
  if (target !== null && isEvent(target)) return elsewhere;
  if (kind === 'same')
    return target === 'admission' || target === null ? presentation : { kind: 'day', expression: stated };
  return stated.certainty === 'exact' ? { kind: 'day', expression: stated } : elsewhere;
};

/** What a stated day dates, and whether the story has come to it. */
function datedBy(words: string, stated: Stated, clock: Clock): Dated | null {
  const when = whenOf(stated);
  if (when === null) return null;
  const { start, end } = stated;
  const host = hostOf(words, start, end);
  const [head] = headsOf(host);
  const apart = fromAdmission(stated, clock);
  // "On the third day of his illness he attended": the day of the first examination, however it is counted.
  const comes =
    (head?.kind === 'comes' || head?.kind === 'admitted') &&
    !again.test(`${host.before} ${host.after}`) &&
    (apart === null || apart <= 0);
  if ((comes && when.kind !== 'presentation') || (isDate(stated) && apart === 0))
    return { start, when: presentation, moves: true };
  const back = (!isDate(stated) && stated.kind === 'earlier') || (apart !== null && apart < 0);
  const aside = head?.kind === 'tests' || head?.kind === 'fallsIll';
  const moves = !back && !aside && !headOfRecord.test(words.slice(Math.max(0, start - 40), start));
  return { start, when, moves };
}

/** The part of a clause around a place that semicolons leave: "39.4 °C at home; 38.0 °C on arrival", in brackets too. */
function partAt(words: string, clause: Clause, at: number): { readonly from: number; readonly to: number } {
  const stop = words.indexOf(';', at);
  return {
    from: Math.max(clause.start, words.lastIndexOf(';', at) + 1),
    to: Math.min(clause.end, stop < 0 ? words.length : stop),
  };
}

function nearest(some: readonly Dated[], at: number): When | null {
  const said = some.map(({ when, start }) => ({ when, apart: Math.abs(start - at) }));
  return said.sort((a, b) => a.apart - b.apart)[0]?.when ?? null;
}

/** Days that a sentence names, without those that something began or ended on. */
function daysNamed({ words }: Sentence, read: ReadSentence | undefined, clock: Clock): Dated[] {
  const all: Stated[] = [...(read?.expressions ?? []), ...(read?.dates ?? [])];
  return all
    .filter(({ start }) => !lasting.test(words.slice(Math.max(0, start - 12), start)))
    .flatMap((stated) => datedBy(words, stated, clock) ?? [])
    .sort((a, b) => a.start - b.start);
}

/** What dates a value at a place: the nearest day of its clause, of the one its bracket stands in, else the last before. */
function datedAt({ words }: Sentence, all: readonly Dated[], at: number): When | null {
  const clauses = clausesOf(words);
  let clause = clauses[clauseAt(clauses, at)];
  while (clause) {
    const { from, to } = partAt(words, clause, at);
    const own = words.slice(from, to);
    if (notHere.test(own)) return elsewhere;
    const named = nearest(
      all.filter(({ start }) => from <= start && start < to),
      at,
    );
    if (named) return named;
    if (firstSeen.test(own)) return presentation;
    clause = clause.kind === 'bracket' && clause.of !== null ? clauses[clause.of] : undefined;
  }
  return reachedBy(all, at);
}

/** The day that a narrative has come to at a place of a sentence: the last one named before it, else the first behind. */
function reachedBy(all: readonly Dated[], at: number): When | null {
  const moving = all.filter(({ moves }) => moves);
  return (
    nearest(
      moving.filter(({ start }) => start < at),
      at,
    ) ?? nearest(moving, at)
  );
}

/** How notes begin what was found when the patient was first seen: "O/E:", "ED vitals:", "Ingresso:". */
const examined =
  /^[\s•*-]*(?:on (?:physical |clinical )?exam(?:ination)?|o\/e|(?:physical |clinical )?exam(?:ination)?|exploration|(?:ED |ER |triage |initial |admission |presenting )(?:vitals?(?: signs)?|obs(?:ervations)?|bloods|labs?)|vitals?(?: signs)?|ingresso|obiettivamente|P\.?V\.?|E\.?O\.?|E\.?E\.?|esame obiettivo|parametri(?: vitali)?|esami ematochimici)\s?[:,–-]/i;

/** Keeps to the day that a text has come to, sentence by sentence in reading order. */
export function narrativeClock(
  clock: Clock,
): (sentence: Sentence, read: ReadSentence | undefined) => (at: number) => When {
  let text: string | null = null;
  let reached: When = presentation;
  /** The day that the text has come to is of the stay, or of after it. */
  const inStay = (): boolean => {
    if (reached.kind === 'elsewhere') return true;
    if (reached.kind === 'presentation') return false;
    return (fromAdmission(reached.kind === 'date' ? reached.date : reached.expression, clock) ?? 0) > 0;
  };
  return (sentence, read) => {
    if (sentence.text !== text) [text, reached] = [sentence.text, presentation];
    if (examined.test(sentence.words) && !inStay()) reached = presentation;
    const before = reached;
    const all = daysNamed(sentence, read, clock);
    // "Placed yesterday" looks back: a narrative does not go there.
    const last = reachedBy(all, sentence.words.length);
    if (last) reached = last;
    // "Thirty hours after the accident he became restless": nobody can count that day.
    else if (all.length === 0 && openedByTime.test(sentence.words) && !firstSeen.test(sentence.words))
      reached = elsewhere;
    else if (firstSeen.test(sentence.words)) reached = presentation;
    // "She had been transplanted; one month later … She now presented": from there on it is the presentation.
    else if (reached.kind === 'elsewhere' && presents.test(sentence.words) && !again.test(sentence.words))
      reached = presentation;
    return (at) => datedAt(sentence, all, at) ?? before;
  };
}

const openedByTime =
  /^(?:[\w-]+\s){0,3}(?:hours|days|weeks|months)\s(?:after|later|following|into)\b(?!.{0,20}\b(?:onset|symptom|admission|arrival|presentation|ingestion))/i;

const isOneDay = (day: Day): boolean => day.from !== null && day.from === day.to;

/** Calendar days that are stated for a picture: its record, and its own captions. */
export function datesOfImage(image: ImageInReading, sentences: readonly ReadSentence[]): number[] {
  const stated = parseDate(image.date ?? '');
  const captioned = sentences
    .filter(({ sentence }) => sentence.images.length === 1 && sentence.images[0] === image.id)
    .flatMap(({ dates }) => dates.map(({ days }) => days));
  return [...(stated ? [stated.days] : []), ...captioned];
}

/**
 * Whether a value was measured on the day of a picture: yes, no, or null where the two cannot be compared.
 * @param day the day of the picture, where it is known
 * @param first whether the picture is one of the presentation
 */
export function isOfDay(
  when: When,
  day: ResolvedDay | undefined,
  dates: readonly number[],
  first: boolean,
  clock: Clock,
): boolean | null {
  if (when.kind === 'presentation') {
    const admission = clock.dates.get('admission');
    return first || (admission !== undefined && dates.includes(admission.days));
  }
  if (when.kind === 'elsewhere') return null;
  if (when.kind === 'date') {
    if (dates.length > 0) return dates.includes(when.date.days);
    if (!day || !isOneDay(day.day)) return null;
    const counted = dayOfDate(clock, when.date.days, day.day.anchor)?.day;
    return counted ? counted.from === day.day.from : null;
  }
  if (!day || !isOneDay(day.day)) return null;
  const { days, target, certainty } = when.expression;
  const anchor = target === null || isEvent(target) ? day.day.anchor : target;
  const measured: Day = { ...days, anchor, certainty };
  const comparable =
    anchor === day.day.anchor || day.day.anchor === 'unknown'
      ? measured
      : convertDay(measured, day.day.anchor, clock.distances);
  return comparable ? comparable.from === day.day.from : null;
}
