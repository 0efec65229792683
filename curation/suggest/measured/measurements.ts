import type { Quantity } from '../../../data/format/timeline.ts';
import { clauseOf } from '../clauses/cut.ts';
import { assertionOf } from '../clauses/whether.ts';
import { scanFor } from '../patterns/scan.ts';
import { Scanned } from '../patterns/scanned.ts';
import { type UnitAside, withoutAsides } from './asides.ts';
import { onlyBetween } from './between.ts';
import { measuredValue } from './measured-value.ts';
import { type MeasurementRule, measurementRules } from './measurement-rules.ts';
import { ofOtherFluid } from './specimens.ts';

/** Measurements in sentences, each with the number and unit as written and the value in the unit it is kept in. */

export interface StatedMeasurement {
  readonly quantity: Quantity;
  readonly value: number;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly rule: string;
  /** A kind of white cells counted without a unit. */
  readonly bare: boolean;
}

/** Another quantity between the word and the number: "leukocytosis, elevated d-dimer (13966". */
const another =
  /\b(?:d-?dimers?|CRP|C-reactive|LDH|lactate|platelets?|h[ae]+moglobin|ferritin|glucose|procalcitonin|creatinine|lymph\w*|neutro\w*|leu[ck]oc\w*|white|eosin\w*|PCR|ESR|troponin|gap|rate|pressure|pulse)\b/i;

const own: Readonly<Partial<Record<Quantity, RegExp>>> = {
  leukocytes: /leu[ck]oc\w*|white|WBC|TLC/gi,
  lymphocytes: /lymph\w*|lym\b|linf\w*/gi,
  neutrophils: /neutro\w*|ANC/gi,
  po2: /pressure/gi,
};

const ofGroup =
  /^[^;]{0,12}?(?:±|\bIQR|interquartile|\bversus\b|\bvs\b|\bP\s?[<=]|\bSD\b|flow rate|standard deviation|celsius \[standard)/i;

const mayHold = new Scanned(
  /temp|fever|febr|febb|pyrexia|apyr|apiret|oxim|pulse ox|\bTC?(?![a-z])|sat|s[ap] ?o|\bsO2|pO ?2|PaO|partial pressure|WBC|WCC|white|leu[ck]o|\bGB\b|globuli|neutro|lymph|linf|\bneut|PMN|polymorph|TLC|hypox|desat|\bin AA\b|\bRA\b|\bair\b|hypotherm|piress|\bA[NL]C\b|\d\s?(?:°|º|degrees?)?\s?[FC](?:ahrenheit|elsius)?(?![a-z])|℃/i,
);
/** A limit or the worst of an illness, not the value of this day. */
const extreme = /\b(?:up to|>|<|over|above|below|maximum of|t?max|fino a|between|from|peak)\s?$|[<>≥≤]\s?$/i;

/** No value of this patient's: what is normal, what is aimed at, what the room has. */
const ofNobody =
  /\b(?:limits?|ranges?|intervals?|(?:normal|reference) values?)\s(?:of|for)\s(?:the\s|normal\s)?(?:\w+\s)?$|\breference(?:\s(?:values?|ranges?|intervals?))?\s?[:,]?\s?$|\b(?:target\w*|goals?|aim\w*|maintain\w*|keep\w*|titrat\w*)\b[^.;,]{0,25}$|\b(?:venous|transferrin|tissue|cerebral)\s$|\b(?:CD\d{1,2}\+?|[TB]|NK|atypical|reactive)[\s-]$/i;
/** The temperature of what is around. */
const ofSurroundings = /\b(?:room|ambient|water|air|outside|storage|environmental)\s$/i;
/** "38-39 °C", "4-10", "3.2 → 14": the number is one end, or the first of a series. */
const goesOn =
  /^\s?(?:°\s?[CF]?|%)?\s?(?:[-–—−÷]|->|→|\bto\b|\bor\b|\bthen\b)\s?\d|^\s?(?:,|\/|\band\b|,\s?and\b|,?\sthen\b)\s?\d{1,6}(?:[.,]\d{1,3})?(?=\s?(?:[,;)]|\.(?!\d)|and\b|→|->|on\b|x\s?10|×|$))|^\s?[|\t][\s:]{0,3}\d/i;
/** Measured after the first films: the value is a later day's. */
const later =
  /^[^.;,]{0,40}\b(?:(?:at|on|before|upon|after|until|prior to) (?:the time of |hospital |his |her )?(?:discharge|follow-?up|treatment|therapy)|later|subsequently|afterwards?|thereafter|the (?:next|following) day)\b/i;
/** What else has a temperature. */
const ofThings =
  /\b(?:water|bath\w*|room|stor(?:ed|age)|incubat\w+|heated|warmed|cooled|cooling|outside|weather|sauna|refrigerat\w*|transported|kept at|culture[ds]?|samples?)\b/i;
/** Not as the patient was found: on exertion, asleep. */
const strained =
  /\b(?:on|with|upon|after|during|while|when) (?:minimal |mild |slight |light )?(?:exertion|exercise|walking|ambulat\w+|effort|activity|mobili[sz]\w+|movement|sleep|standing|climbing|\w+ steps|(?:a |the )?(?:six|6)[- ]minute)|\bexertional\b|sotto sforzo|da sforzo|al cammino/i;
/** Whether the words right around a value, or the ones its clause begins with, put it at a time of strain. */
function isStrained(words: string, start: number, end: number): boolean {
  const clause = clauseOf(words, start);
  const lead = words.slice(clause.start, start);
  const near = /[^,;(]*$/.exec(lead)?.[0] ?? '';
  const behind = /^[^,;)]*/.exec(words.slice(end, clause.end))?.[0] ?? '';
  return strained.test(near) || strained.test(behind) || strained.test(/^[^,]{0,40},/.exec(lead)?.[0] ?? '');
}
/** A unit that the rule does not know: "4.6 U / l". */
const strangeUnit = /^\s?[a-zµμ]{1,6}\s?\/\s?[a-z]/i;
/** What may part a value from its unit in the next cell. */
const apart = /^[\s|,;(]{0,5}$/;

/** More of a kind of cells than there are white cells: the number is a percentage. */
function withoutShares(found: readonly StatedMeasurement[]): StatedMeasurement[] {
  const white = found.find(({ quantity }) => quantity === 'leukocytes')?.value;
  const shares = white !== undefined && found.some(({ bare, value }) => bare && value > white);
  return shares ? found.filter(({ bare }) => !bare) : [...found];
}

/** The unit behind a value, else the one that was taken out ahead of it or from the next cell. */
function unitOf(
  written: string | undefined,
  units: readonly UnitAside[],
  match: { readonly start: number; readonly value: number; readonly end: number },
  words: string,
): string {
  if (written !== undefined && written.trim() !== '') return written;
  const ahead = units.findLast(({ at }) => at > match.start && at <= match.value);
  const next = units.find(({ at }) => at >= match.end && apart.test(words.slice(match.end, at)));
  return ahead?.unit ?? next?.unit ?? '';
}

/**
 * Matches of a rule whose name and number belong together. Where they do not, a nearer name may stand between
 * them ("fever and a T of 39 °C"): the search goes on right behind the first one's beginning.
 */
function matchesOf({ pattern, quantity }: MeasurementRule, words: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(words); match !== null; match = pattern.exec(words)) {
    const gap = (match.groups?.['gap'] ?? '').replace(own[quantity] ?? /$^/, '');
    if (onlyBetween(gap)) found.push(match);
    else pattern.lastIndex = match.index + 1;
  }
  return found;
}

const scanned = measurementRules.map((rule) => ({ rule, scan: scanFor(rule.pattern) }));
/** More values of one kind than a sentence of the longest can hold: each is judged by the clause around it. */
const MOST_OF_ONE = 200;

/** Measurements of a sentence in reading order. */
export function measurementsIn(sentence: string): StatedMeasurement[] {
  if (!/\d/.test(sentence) || !mayHold.test(sentence)) return [];
  const { words, places, units } = withoutAsides(sentence);
  const found: StatedMeasurement[] = [];
  for (const { rule, scan } of scanned) {
    if (!scan.test(words)) continue;
    let judged = 0;
    for (const match of matchesOf(rule, words)) {
      judged += 1;
      if (judged > MOST_OF_ONE) break;
      const groups = match.groups ?? {};
      const [start, end] = [match.index, match.index + match[0].trimEnd().length];
      const number = groups['value'] ?? groups['value2'] ?? '';
      const at = start + match[0].lastIndexOf(number);
      const stated = unitOf(groups['unit'] ?? groups['unit2'], units, { start, value: at, end }, words);
      const result = measuredValue(rule, groups, stated);
      if (result === null) continue;
      const ahead = words.slice(end, end + 60);
      const place = places[at] ?? 0;
      const cells = rule.quantity !== 'temperature' && rule.quantity !== 'spo2' && rule.quantity !== 'po2';
      if (cells && stated === '' && strangeUnit.test(ahead)) continue;
      if (cells && ofOtherFluid(words, start, end)) continue;
      const word = /^[\w-]{1,20}(?:\s(?:blood\s)?cells?)?/.exec(match[0])?.[0].length ?? 0;
      const told = match[0].slice(word, match[0].lastIndexOf(number)).replace(own[rule.quantity] ?? /$^/, '');
      if (another.test(told)) continue;
      const before = words.slice(Math.max(0, start - 60), start);
      // Means of a group, and settings of a device.
      if (
        ofGroup.test(ahead.slice(0, 45)) ||
        /\b(?:mean|median|average|lower|higher)\s(?:\w+\s){0,2}$/i.test(before.slice(-30)) ||
        ofNobody.test(before) ||
        (rule.quantity === 'temperature' && ofSurroundings.test(before)) ||
        (rule.id === 'temperature-by-unit' && ofThings.test(sentence)) ||
        found.some((one) => one.quantity === rule.quantity && one.start <= place && place < one.end)
      )
        continue;
      const assertion = assertionOf(words, start, start + 1);
      if (assertion.other || assertion.general || assertion.hypothetical) continue;
      // "39.4 °C at home; 38.0 °C on arrival", in brackets too.
      const part = words.lastIndexOf(';', start) + 1;
      const loose =
        extreme.test(words.slice(Math.max(0, at - 12), at)) ||
        goesOn.test(ahead) ||
        later.test(ahead) ||
        isStrained(words, start, end) ||
        assertionOf(words.slice(part), start - part, start - part + 1).past;
      const last = places[Math.max(start, end - 1)] ?? 0;
      found.push({
        quantity: rule.quantity,
        value: result,
        start: places[start] ?? 0,
        end: last + 1,
        confidence: loose ? 0.65 : rule.confidence,
        rule: rule.id,
        bare: rule.quantity !== 'leukocytes' && cells && stated.trim() === '',
      });
    }
  }
  return withoutShares(found.sort((a, b) => a.start - b.start));
}
