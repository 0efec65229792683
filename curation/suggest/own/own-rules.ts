import { ENDED, ownMark } from '../../../data/format/own.ts';
import type { Value } from '../../../data/format/review.ts';
import type { EventType } from '../../../data/format/timeline.ts';
import { askedBeside, ownPaths } from '../../../data/protocols/fields-of.ts';
import type { OwnField, Phrases } from '../../../data/protocols/own-field.ts';
import { sourceOfPhrase } from '../../../data/protocols/phrase.ts';
import type { Protocol } from '../../../data/protocols/protocol.ts';
import { markOfProtocol } from '../../../data/protocols/read-protocol.ts';
import { clauseOf } from '../clauses/cut.ts';
import type { TextRule } from '../rules/rule.ts';
import { anyOf, personWords } from '../words/languages.ts';

/** The phrases of a protocol as rules: what they say goes through the same passes as what the built-in rules say. */

/** What a rule counts on, so that its events are dated; what it suggests is held back (`HELD_BACK`). */
const COUNTED = 0.8;
/** Nobody has measured how often an own rule is right: none of its suggestions is counted on. */
export const HELD_BACK = 0.75;

/** A number that a text states of an own field. */
export interface OwnNumber {
  readonly field: Extract<OwnField, { kind: 'number' }>;
  readonly rule: string;
  /** Global. With a slot the number stands in the match, else behind it. */
  readonly pattern: RegExp;
  readonly slotted: boolean;
}

/** Words for a finding of the collection's own. */
export interface OwnFindingRule {
  readonly id: string;
  readonly finding: string;
  /** Global. */
  readonly pattern: RegExp;
}

export interface OwnRules {
  /** Of the patient: answers, choices, texts, and events. */
  readonly ofPatient: readonly TextRule[];
  /** Of a film: what its own words say. */
  readonly ofImage: readonly TextRule[];
  readonly numbers: readonly OwnNumber[];
  /** More exact ones first. */
  readonly findings: readonly OwnFindingRule[];
  /** Fields of days: each is the day of its event. */
  readonly days: readonly { readonly field: string; readonly event: EventType }[];
}

/** The rule of an own field: stays in every decision taken from it. */
export const ownRuleId = (name: string): string => `own/${name}`;

/** Words for findings have one rule: the path is the value. */
const OWN_FINDING = 'own';

/** The set that a rule is of, as decisions keep it: an own one is of its protocol's version. */
export const ruleSetOf = (
  rule: string | null,
  ruleSet: string,
  { name, version }: Pick<Protocol, 'name' | 'version'>,
): string =>
  rule !== null && (rule.startsWith('own/') || rule === `finding-${OWN_FINDING}`)
    ? `${name}/${version}`
    : ruleSet;

const patternOf = (phrases: readonly string[]): RegExp =>
  new RegExp(phrases.map(sourceOfPhrase).join('|'), 'giu');

const groups = anyOf(personWords.groups, 'iu');
const inner = /\b(?:not|no|never|non|negative|without|absent|denie[sd])\b/i;

interface Said {
  readonly field: string;
  readonly id?: string;
  readonly phrases: readonly string[];
  readonly value: TextRule['value'];
  readonly negated: Value;
  readonly scope: TextRule['scope'];
  readonly event?: EventType;
  readonly label: string;
  readonly past: boolean;
}

/** A phrase that denies in its own words says what it says; any other is turned by a denial around it. */
function ruleOf({ field, id, phrases, value, negated, scope, event, label, past }: Said): TextRule[] {
  if (phrases.length === 0) return [];
  return [
    {
      id: id ?? ownRuleId(field),
      field,
      ...(event === undefined ? {} : { event }),
      pattern: patternOf(phrases),
      value,
      negated: (match) =>
        inner.test(match[0]) ? (typeof value === 'function' ? value(match) : value) : negated,
      confidence: COUNTED,
      negatedConfidence: COUNTED,
      scope,
      past,
      namesGroup: phrases.some((phrase) => groups.test(phrase)),
      reason: `words that the protocol names for ${label}`,
      examples: [],
      counterexamples: [],
    },
  ];
}

/** What stands in the slot of a match, up to the end of its clause. */
function wordsIn(match: RegExpMatchArray): string | null {
  const words = match.groups?.['words'];
  if (words === undefined || match.input === undefined) return null;
  const start = (match.index ?? 0) + match[0].indexOf(words);
  const { end } = clauseOf(match.input, start);
  const found = words.slice(0, Math.max(0, end - start)).replace(/[\s,]{1,5}$/, '');
  return found === '' ? null : found;
}

function rulesOfField(own: OwnField): TextRule[] {
  const { name, label, scope } = own;
  const said: Phrases['said'] = own.phrases?.said ?? [];
  const common = { field: name, scope, label, past: own.phrases?.past ?? false };
  switch (own.kind) {
    case 'answer': {
      const event = own.event ? { event: ownMark(name) } : {};
      const ended = own.event?.ended?.said ?? [];
      return [
        ...ruleOf({ ...common, ...event, phrases: said, value: 'yes', negated: 'no' }),
        ...ruleOf({ ...common, ...event, phrases: own.phrases?.denied ?? [], value: 'no', negated: null }),
        ...ruleOf({
          ...common,
          field: `${name}${ENDED}`,
          event: ownMark(`${name}${ENDED}`),
          phrases: ended,
          value: 'yes',
          negated: null,
        }),
      ];
    }
    case 'choice':
      return own.choices.flatMap((choice) =>
        ruleOf({ ...common, phrases: choice.said, value: choice.name, negated: null }),
      );
    case 'text':
      return ruleOf({ ...common, phrases: said, value: wordsIn, negated: null });
    case 'day':
      return ruleOf({ ...common, event: ownMark(name), phrases: said, value: 'yes', negated: null });
    default:
      return [];
  }
}

const numbersOf = (own: OwnField): OwnNumber[] => {
  if (own.kind !== 'number') return [];
  const [slotted, named] = [true, false].map((wanted) =>
    (own.phrases?.said ?? []).filter((phrase) => phrase.includes('{number}') === wanted),
  );
  const rule = ownRuleId(own.name);
  return [
    ...(slotted && slotted.length > 0
      ? [{ field: own, rule, pattern: patternOf(slotted), slotted: true }]
      : []),
    ...(named && named.length > 0 ? [{ field: own, rule, pattern: patternOf(named), slotted: false }] : []),
  ];
};

function compile(protocol: Protocol): OwnRules {
  const fields = askedBeside(protocol);
  const rules = fields.flatMap(rulesOfField);
  const anchors = protocol.anchors.flatMap(({ name, label, phrases }) =>
    ruleOf({
      field: ownMark(name),
      id: ownRuleId(name),
      event: ownMark(name),
      phrases: phrases?.said ?? [],
      value: 'yes',
      negated: null,
      scope: 'patient',
      label,
      past: phrases?.past ?? false,
    }),
  );
  return {
    ofPatient: [...rules.filter(({ scope }) => scope === 'patient'), ...anchors],
    ofImage: rules.filter(({ scope }) => scope === 'image'),
    numbers: fields.flatMap(numbersOf),
    findings: ownPaths(protocol.findings.own)
      .filter(([, { synonyms }]) => synonyms.length > 0)
      .sort(([a], [b]) => b.split('/').length - a.split('/').length)
      .map(([finding, { synonyms }]) => ({ id: OWN_FINDING, finding, pattern: patternOf(synonyms) })),
    days: fields.flatMap(({ kind, name }) => (kind === 'day' ? [{ field: name, event: ownMark(name) }] : [])),
  };
}

const nothing: OwnRules = { ofPatient: [], ofImage: [], numbers: [], findings: [], days: [] };

/** The rules made last, by what their protocol says: a thread gets a copy of it with each case. */
let last: { readonly mark: string; readonly rules: OwnRules } | null = null;
const made = new WeakMap<Protocol, OwnRules>();

/** The rules of a protocol; none without one. */
export function ownRulesOf(protocol: Protocol | undefined): OwnRules {
  if (!protocol) return nothing;
  const held = made.get(protocol);
  if (held) return held;
  const mark = markOfProtocol(protocol);
  if (last?.mark !== mark) last = { mark, rules: compile(protocol) };
  made.set(protocol, last.rules);
  return last.rules;
}
