import type { Anchor } from '../../../../data/format/day.ts';
import type { Distance } from '../../../timeline/anchors.ts';
import { quoteOf } from '../../texts/reading.ts';
import type { DayExpression } from '../expressions/expressions.ts';
import { symptomWords } from '../expressions/targets.ts';
import { headsOf, hostOf } from './clause-heads.ts';
import type { ReadSentence, StatedDuration } from './read-sentence.ts';

/** What one expression of days says of the whole illness: how far two anchors lie apart, how long complaints lasted. */

const symptom = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');

const asAnchor = (target: DayExpression['target']): Anchor | null =>
  target === 'onset' || target === 'admission' || target === 'exposure' || target === 'procedure'
    ? target
    : null;

/** A distance between anchors, or a count, that a clause states with one expression. */
export function distanceIn(read: ReadSentence, expression: DayExpression): Omit<Distance, 'because'> | null {
  const { sentence } = read;
  const { words } = sentence;
  const { kind, days, certainty } = expression;
  const anchor = asAnchor(expression.target);
  if (anchor === null || (kind !== 'from' && kind !== 'number')) return null;
  const quote = quoteOf(sentence, expression.start, expression.end);
  const said = (from: Anchor, to: Anchor) => ({ from, to, days, certainty, quote });
  // "On admission, 4 days after symptom onset": two names of one day.
  if (anchor === 'onset' && besideAdmission(read, expression)) return said('onset', 'admission');
  const host = hostOf(words, expression.start, expression.end);
  const heads = headsOf(host);
  const [nearest] = heads;
  const back = (days.from ?? 0) < 0;
  const complaint = symptom.test(`${host.before} ${host.after}`);
  if (anchor === 'admission') {
    // "Nine days before admission a film was made" is no onset.
    const ill = heads.some(({ kind: head }) => head === 'fallsIll' || head === 'develops') || complaint;
    const seen = heads.some(({ kind: head }) => notIll.has(head));
    return kind === 'from' && back && ill && !seen ? said('admission', 'onset') : null;
  }
  if (back || nearest === undefined) return null;
  const came = nearest.kind === 'comes' || nearest.kind === 'admitted';
  if (came) return said(anchor, 'admission');
  const ill = nearest.kind === 'fallsIll' || nearest.kind === 'develops';
  return kind === 'from' && anchor === 'exposure' && ill && complaint ? said('exposure', 'onset') : null;
}
const notIll = new Set(['films', 'scans', 'tests', 'elsewhere', 'comes', 'notAdmitted', 'happens']);

/** Nothing but a mark or "i.e." between a day counted from the onset and words for the admission. */
export function besideAdmission({ sentence, expressions }: ReadSentence, expression: DayExpression): boolean {
  const nextTo = (from: number, to: number): boolean =>
    to >= from &&
    /^(?:[\s,;:()]|\b(?:i\.?e\.?|that is|on|at|the|which was|was)\b)*$/i.test(sentence.words.slice(from, to));
  return expressions.some(
    ({ kind, target, start, end }) =>
      kind === 'same' &&
      target === 'admission' &&
      (nextTo(end, expression.start) || nextTo(expression.end, start)),
  );
}

/** How long complaints had lasted, where an expression tells. */
export function durationIn(read: ReadSentence, expression: DayExpression): StatedDuration | null {
  const { sentence } = read;
  const { words } = sentence;
  const { days, certainty } = expression;
  const quote = quoteOf(sentence, expression.start, expression.end);
  const host = hostOf(words, expression.start, expression.end);
  const text = `${host.before} ${host.after}`;
  if (expression.kind === 'duration') {
    const chronic = (days.from ?? 0) >= CHRONIC;
    const confidence = chronic || partial(words, expression) ? 0.6 : certainty === 'vague' ? 0.5 : 0.82;
    return { days, certainty, sentence, quote, confidence };
  }
  if (expression.kind !== 'earlier') return null;
  // "Cough that had begun two days earlier": the complaint stands before its relative clause.
  const led = words.slice(Math.max(0, expression.start - host.before.length - REACH), expression.start);
  if (relative.test(host.before) && beginning.test(host.before) && symptom.test(led))
    return { days, certainty, sentence, quote, confidence: 0.82 };
  if (!symptom.test(text)) return null;
  const heads = headsOf(host);
  const other = heads.some(({ kind, before }) => before && kind !== 'fallsIll' && kind !== 'develops');
  if (other || /\b(?:travel|return|contact|exposed|trip|visit|clinic|surgery)/i.test(text)) return null;
  const begins = heads.some(({ kind }) => kind === 'fallsIll') || /\b(?:start|began|begun)/i.test(text);
  return { days, certainty, sentence, quote, confidence: begins ? 0.82 : 0.7 };
}
const relative = /^[\s,]*(?:that|which|who|che)\b/i;
const beginning = /\b(?:start|began|begun|appear|set in|inizi|insort|compars)/i;
const REACH = 70;

/** Complaints of so many days are those of a chronic illness: its films are seldom counted from their beginning. */
const CHRONIC = 29;

/** "Fever and two days of odynophagia": the duration holds for the last complaint only. */
function partial(words: string, expression: DayExpression): boolean {
  const { before } = hostOf(words, expression.start, expression.end);
  const of = /\bof\s?$|^\s?of\b/i.test(words.slice(expression.end - 3, expression.end + 4));
  return of && symptom.test(before) && /\band\s(?:an?\s)?$/i.test(before);
}
