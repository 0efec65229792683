import type { Anchor, Quote } from '../../../../data/format/day.ts';
import { quoteOf, type Sentence } from '../../texts/reading.ts';
import { dayWords } from '../../words/days.ts';
import { anyOf } from '../../words/languages.ts';
import { nearestYear, type StatedDate } from '../expressions/dates.ts';
import { symptomWords } from '../expressions/targets.ts';
import { type Head, type Host, headsOf, hostOf } from './clause-heads.ts';

/** Calendar dates of the onset and of the admission, as the clauses that hold them state. */

export interface Evidence {
  readonly quote: Quote;
  readonly confidence: number;
}
/** A dated anchor. `sure`: stated as such, where an admission may be a visit and an onset counted from a duration. */
export interface DatedAnchor extends Evidence {
  readonly days: number;
  readonly sure: boolean;
  /** "From 2 May to 8 May": a stay, which may lie before this one. */
  readonly stay?: boolean;
}

/** The patient comes to the hospital. */
export const presents = anyOf([...dayWords.comes, ...dayWords.admitted], 'iu');
const symptom = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');
const sinceThen = new RegExp(
  `(?<![\\p{L}])(?:${dayWords.since.join('|')})\\s(?:about |around |approximately |circa )?(?:on )?(?:the )?$`,
  'iu',
);
/** "X-ray done at admission (January 24)", "day of admission, March 29". */
const atAdmission =
  /\b(?:at|on|upon|of)\s(?:the\s|his\s|her\s)?(?:hospital\s)?(?:admission|presentation|arrival)\s?[,(:]\s?(?:on\s)?$/i;
/** "Admit date: 04/02/2020", "Ricovero: 12/3/20": a line of a letter's head that names the coming and its date. */
const labelled =
  /^\W{0,4}(?:(?:hospital|inpatient)\s)?(?:(?:date|day|data|giorno)\s(?:of\s|di\s|del\s)?)?(?:(?:hospital|inpatient)\s)?(?:admission|admit(?:ted)?|admittance|hospitali[sz]ation|presentation|arrival|entry|DOA|adm|ricovero|ingresso|accesso|ammissione|accettazione)(?:\s(?:date|data))?\.?\s?[:=–-]?\s?(?:on\s|il\s|in\sdata\s|dal\s|from\s)?(?:the\s)?$/i;
/** The words between a verb and its date when the date is the verb's: no comma opens another matter. */
const farthest = 120;

/** The word that the date is said of; null where no word of the clause takes one. */
function ownerOf(host: Host): Head | null {
  const [nearest, ...others] = headsOf(host).filter(
    ({ apart, before }) => apart <= (before ? farthest : 2 * farthest),
  );
  if (!nearest) return null;
  // "Discharged home from the hospital she was admitted to": the nearest word takes the date, but "had" takes little.
  if (nearest.kind !== 'develops') return nearest;
  const event = others.find(({ kind, before }) => kind !== 'develops' && before === nearest.before);
  return event && (event.kind === 'fallsIll' || event.kind === 'comes' || event.kind === 'admitted')
    ? event
    : nearest;
}

/** Which anchor a clause dates, and how surely; null where the date is of something else. */
function datedBy(
  sentence: Sentence,
  date: StatedDate,
): { anchor: Anchor; confidence: number; sure: boolean; stay?: boolean } | null {
  const { words } = sentence;
  const said = (anchor: Anchor, confidence: number, sure = false) => ({ anchor, confidence, sure });
  if (atAdmission.test(words.slice(Math.max(0, date.start - 40), date.start)))
    return said('admission', 0.85, true);
  if (date.start < 60 && labelled.test(words.slice(0, date.start))) return said('admission', 0.85, true);
  const host = hostOf(words, date.start, date.end);
  const owner = ownerOf(host);
  const complaint = symptom.test(`${host.before} ${host.after}`);
  // "Swab positive on 4 November, symptoms since the 2nd": the complaint stands nearer.
  const nearby = host.before.slice(
    Math.max(...[',', ';', '('].map((mark) => host.before.lastIndexOf(mark))) + 1,
  );
  if (sinceThen.test(host.before) && symptom.test(nearby)) return said('onset', 0.85);
  if (sinceThen.test(host.before) && complaint && owner?.kind !== 'happens' && owner?.kind !== 'tests')
    return said('onset', 0.85);
  if (owner === null)
    // "Fever, 3 March": a complaint with its date, and nothing else.
    return complaint && host.before.length < 60 && !sentence.film ? said('onset', 0.7) : null;
  const elsewhere =
    headsOf(host).some(({ kind }) => kind === 'elsewhere') || elsewhereBefore(words, date.start);
  switch (owner.kind) {
    case 'fallsIll':
      return said('onset', 0.85);
    case 'develops':
      return complaint && !sentence.film ? said('onset', owner.before ? 0.82 : 0.8) : null;
    case 'admitted':
      if (elsewhere) return null;
      // "Hospitalised from 27 February to 1 March" may be a stay before this one.
      if (endOfStay.test(host.before.slice(-40))) return null;
      return stay.test(`${host.before.slice(-6)}|${host.after.slice(0, 40)}`)
        ? { ...said('admission', earlierStay.test(host.before) ? UNSURE : 0.82), stay: true }
        : said('admission', 0.85, true);
    case 'comes':
      return elsewhere ? null : said('admission', 0.85);
    default:
      return null;
  }
}
const stay =
  /\b(?:(?:from|dal)\s\|\s?(?:to|until|till|through|al|-|–)|between\s\|\s?and)\s?(?:the\s|\w+\s)?\d/i;
const UNSURE = 0.7;
const earlierStay =
  /\b(?:had been|has been|previously|earlier|before that|another|era stat[oa]|precedente)\b/i;
/** "From 2 May to 8 May": the second date ends the stay. */
const endOfStay =
  /\b(?:from|dal)\s(?:the\s)?[\d/.]{1,10}(?:st|nd|rd|th)?(?:\s(?:of\s)?[a-z]{3,9}\.?)?(?:,?\s\d{4})?\s?(?:to|until|till|through|al|-|–)\s(?:the\s)?$/i;

/** Notes the onset or the admission that a clause dates. */
export function noteDate(sentence: Sentence, date: StatedDate, dates: Map<Anchor, DatedAnchor>): void {
  const told = datedBy(sentence, date);
  if (told === null) return;
  const { anchor, sure } = told;
  const reference = [...dates.values()][0]?.days;
  const days = reference === undefined ? date.days : nearestYear(date, reference);
  const held = dates.get(anchor);
  const earlier =
    anchor === 'onset' && held !== undefined && days < held.days && held.confidence <= told.confidence;
  // The first onset and the first admission count; a visit before an admission in so many words does not.
  const surer = anchor === 'admission' && held !== undefined && sure && !held.sure && days >= held.days;
  // Who came again later had been there for another reason, or for this one: nobody says.
  if (held?.stay && anchor === 'admission' && days > held.days && !surer)
    dates.set(anchor, { ...held, confidence: Math.min(held.confidence, UNSURE) });
  if (held && !earlier && !surer) return;
  dates.set(anchor, {
    days,
    quote: quoteOf(sentence, date.start, date.end),
    confidence: date.ambiguous ? told.confidence - 0.25 : told.confidence,
    sure: sure || anchor === 'onset',
    ...(told.stay ? { stay: true } : {}),
  });
}

/** "His general practitioner, where he presented": a place named right before the clause. */
function elsewhereBefore(words: string, place: number): boolean {
  const host = hostOf(words, place, place);
  if (!/^[\s,]*(?:where|who|dove)\b/i.test(host.before)) return false;
  const from = words.slice(0, place - host.before.length);
  return headsOf({ before: from.slice(-60), after: '', bracketed: false }).some(
    ({ kind }) => kind === 'elsewhere',
  );
}
