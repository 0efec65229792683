import type { Answer, EventType } from '../../../../data/format/timeline.ts';
import { clauseAt, clausesOf } from '../../clauses/cut.ts';
import type { RuleMention } from '../../rules/mentions.ts';
import type { Sentence } from '../../texts/reading.ts';
import { longAgo } from '../rules/going-home.ts';

/** What happened, by the mentions of the course, before any of it has a day. */

export interface Told {
  readonly mention: RuleMention;
  readonly sentence: Sentence;
  readonly start: number;
  readonly end: number;
  readonly type: EventType;
  readonly answer: Answer;
  /**
   * `happens`: the clause tells it. `state`: it has gone on since some day before ("remained intubated on day 12").
   * `reference`: something else is counted from it ("after intubation").
   */
  readonly role: 'happens' | 'state' | 'reference';
}

/** "after intubation", "since the extubation": a day is counted from it, it does not happen there. */
const countsFrom =
  /\b(?:after|following|since|before|prior to|post|dopo|prima di|preceding|upon|on|at) ?-?(?:time of )?(?:(?:the|his|her|their|la|il|l[’']|he|she|patient|had|has|been|was|being|having|successful|elective|initial|first|hospital) ?){0,5}$/i;
const nounOrPerfect = /(?:ation|ion|discharge|transfer|dimissione|death|decesso)\b|[oa]zione\b/i;
/** "Remained intubated", "is still on oxygen", "an intubated man": the day of these words is no beginning. */
const goesOn =
  /\b(?:remain(?:s|ed|ing)?|still|continue[sd]?(?: to be)?|continuing|stay(?:s|ed)|kept|already|was receiving|is receiving|maintained|currently|ancora|già|while|whilst|when)\s(?:on |to be |being )?(?:\w+\s){0,1}$/i;
const onSupport =
  /\b(?:on|under|with|in|during|of|con|sotto)\s(?:the\s|full\s|continuous\s|invasive\s|la\s|il\s)?$/i;
const adjective =
  /^\s(?:patient|woman|man|lady|gentleman|male|female|boy|girl|infant|child|victim|person)\b/i;
/** Words by which somebody comes into intensive care; without one "in the ICU" is a place. */
const comes =
  /\b(?:admi\w+|transfer\w*|mov(?:ed|ing)|taken|shifted|brought|sent|ent(?:er|ry)\w*|went|arriv\w*|requir\w+|need\w*|hospitali[sz]\w+|escalat\w+|necessitat\w+|step(?:ped)? up|placed|trasfer\w+|ricover\w+|ingress\w+|accett\w+|portat\w)\b/i;
const ofOperation =
  /^\s(?:(?:immediately|directly|uneventfully|already)\s)?(?:in|on)\s(?:the\s)?(?:theatre|(?:operating|recovery)\s(?:room|theatre|table)|OR\b|table\b|sala\s(?:operatoria|risveglio))/i;
/** "RSI & ICU 7 Jan", "ICU: 12 December": notes that leave the verb out. */
const datedRightBehind =
  /^\s?[:,]?\s?(?:on\s)?(?:\d{1,2}[./]\d|\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\s\d)/;
const sinceThen = /^[^.;,]{0,25}\b(?:since|from|until|for|dal|da)\b/i;

function roleOf({ rule, sentence, start, end }: RuleMention): Told['role'] {
  const { words } = sentence;
  const before = words.slice(Math.max(0, start - 70), start);
  const own = words.slice(start, end);
  const isArrival = /\b(?:upon|on|at) ?(?:the )?$/i.test(before);
  if (countsFrom.test(before) && !(isArrival && rule.event === 'intubation')) {
    const perfect = /\b(?:had|has|been|was|being|having)\s*$/i.test(before);
    if (nounOrPerfect.test(own) || perfect || /\b(?:after|following|since|dopo)\s?(?:the )?$/i.test(before))
      return 'reference';
  }
  if (adjective.test(words.slice(end)) || goesOn.test(before)) return 'state';
  // "Died in the ICU" names the place, on whichever day the patient came there.
  if (rule.event === 'icu-in' && /^(?:died|dead|deceased|deced|mort)/i.test(own)) return 'state';
  const support =
    /ventilat|oxygen|O2|CPAP|HFN|BiPAP|cannula|mask|l(?:itri)?\s?\/\s?min|lpm|ossigeno|maschera|occhialini|casco|venturi|reservoir/i.test(
      own,
    );
  const behind = words.slice(end);
  if (support && onSupport.test(before) && !sinceThen.test(behind)) return 'state';
  if (rule.event === 'icu-in' && !sinceThen.test(behind)) {
    const clauses = clausesOf(words);
    const clause = clauses[clauseAt(clauses, start)];
    if (datedRightBehind.test(behind) && !/\b(?:in|on|still|the|our)\s(?:the\s)?$/i.test(before))
      return 'happens';
    if (!comes.test(own) && !comes.test(words.slice(Math.max(clause?.start ?? 0, start - 80), start)))
      return 'state';
  }
  return 'happens';
}

/**
 * Events that the mentions of a patient tell, in reading order.
 * @param confidence what a mention must reach to be counted
 */
export function toldBy(mentions: readonly RuleMention[], confidence: number): Told[] {
  const found = mentions.flatMap((mention): Told[] => {
    const { rule, sentence, start, end, value } = mention;
    const type = rule.event;
    if (type === undefined || rule.scope === 'image' || mention.confidence < confidence) return [];
    // A tracheostomy tube is taken out long after the other.
    if (type === 'extubation' && /decannul/i.test(sentence.words.slice(start, end))) return [];
    // "Extubated in theatre": the tube of an operation.
    if (type === 'extubation' && ofOperation.test(sentence.words.slice(end))) return [];
    // "In 2018 he had been intubated" is told of another illness.
    if (longAgo.test(sentence.words.slice(0, start))) return [];
    const happened = rule.field === 'survival' || value === 'yes';
    const answer: Answer = happened ? 'yes' : 'no';
    return [
      {
        mention,
        sentence,
        start,
        end,
        type,
        answer,
        role: happened || type === 'rt-pcr' ? roleOf(mention) : 'state',
      },
    ];
  });
  const inOrder = found.sort((a, b) => a.sentence.at - b.sentence.at || a.start - b.start);
  const waysOut = Map.groupBy(
    inOrder.filter(({ type }) => type === 'icu-out'),
    ({ sentence }) => sentence,
  );
  const tubesOut = Map.groupBy(
    inOrder.filter(({ type, mention }) => type === 'extubation' && mention.rule.field === 'extubated'),
    ({ sentence }) => sentence,
  );
  const supports = inOrder.filter(
    ({ type, answer, sentence }) =>
      type === 'oxygen-start' &&
      answer === 'yes' &&
      sentence.kind !== 'title' &&
      sentence.kind !== 'discussion',
  );
  const ends = Map.groupBy(
    inOrder.filter(({ type }) => type === 'oxygen-stop'),
    ({ sentence }) => sentence,
  );
  const first = inOrder.find(
    ({ type, answer }) =>
      (type === 'icu-in' || type === 'intubation' || type === 'extubation') && answer === 'yes',
  );
  const kept = inOrder.filter((told) => {
    if (told.type === 'icu-out') return wasInIntensiveCare(told, first);
    // "Off oxygen on day 5" tells of no beginning.
    if (told.type === 'oxygen-start')
      return !(ends.get(told.sentence) ?? []).some((end) => end.start < told.end && told.start < end.end);
    // "Transfer out of ICU", "weaned from the ventilator": the words of the end hold those of what ended.
    const out =
      told.type === 'icu-in'
        ? (waysOut.get(told.sentence) ?? [])
        : told.type === 'intubation'
          ? (tubesOut.get(told.sentence) ?? [])
          : [];
    return !out.some((other) => other.start < told.end && told.start < other.end);
  });
  // "Oxygen by mask, CPAP from day 3": the second support, and oxygen taken home, are no beginning.
  return kept.map((told) => {
    const [beginning] = supports;
    const goesOn =
      told.type === 'oxygen-start' &&
      told.answer === 'yes' &&
      told.role === 'happens' &&
      ((beginning !== undefined && isBefore(beginning, told) && !stoppedBetween(kept, beginning, told)) ||
        takenHome(kept, told));
    return goesOn ? { ...told, role: 'state' as const } : told;
  });
}

/** Whether the oxygen of one mention had ended before another. */
const stoppedBetween = (all: readonly Told[], from: Told, to: Told): boolean =>
  all.some((one) => one.type === 'oxygen-stop' && isBefore(from, one) && isBefore(one, to));
/** "Discharged with 1 l/min at home": the oxygen of the way home. */
const takenHome = (all: readonly Told[], { sentence, start }: Told): boolean =>
  all.some((one) => one.type === 'discharge' && one.sentence === sentence && one.start < start);

/** "Transferred to the ward" leaves intensive care only where the patient was there: behind the first word of it. */
const wasInIntensiveCare = (told: Told, first: Told | undefined): boolean =>
  told.mention.rule.id !== 'left-intensive-care' ||
  /ICU|ITU|HDU|intensiv|critical|rianimaz/i.test(told.sentence.words.slice(told.start, told.end)) ||
  (first !== undefined && isBefore(first, told));

/** Told earlier in reading order. */
export const isBefore = (one: Told, other: Told): boolean =>
  one.sentence.at < other.sentence.at || (one.sentence === other.sentence && one.start < other.start);
