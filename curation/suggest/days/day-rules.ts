import {
  amountPattern,
  type Duration,
  durationOf,
  numberWords,
  ordinalWords,
  parseNumber,
  parseOrdinal,
} from '../numbers.ts';
import { symptomWords, type Target, targetOf, targetWords } from './targets.ts';

/** The table of day expressions: pattern, reading and the examples that are its tests. */

export type DayKind =
  /** "day 7", "hospital day 3": a number of its own. */
  | 'number'
  /** "4 days after admission" (negative for before). */
  | 'from'
  /** "three days later": from the previous dated image or event. */
  | 'later'
  /** "five days earlier", "2 weeks ago": back from the present of the text. */
  | 'earlier'
  /** "4-day history", "for 7 days": from onset to the present of the text. */
  | 'duration'
  /** "on admission", "baseline". */
  | 'same';

/** A rule of this table: the examples are its tests. */
export interface DayRule {
  readonly id: string;
  readonly kind: DayKind;
  readonly pattern: RegExp;
  /** Null: these words are no such expression after all. */
  readonly read: (
    groups: Readonly<Record<string, string | undefined>>,
    words: string,
    start: number,
    end: number,
  ) => { days: Duration; target?: Target | null } | null;
  /** Whether a drug before it takes it away. */
  readonly drugs?: boolean;
  readonly examples: readonly (readonly [
    words: string,
    from: number | null,
    to: number | null,
    target: Target | null,
  ])[];
  readonly counterexamples: readonly string[];
}

const exact = (days: number): Duration => ({ from: days, to: days, certainty: 'exact' });
const amount = amountPattern();
const symptom = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');
/** "day 4 (b) and day 5 (c) post-hospitalization": the words that tell stand at the end of the list. */
const tail =
  /^[^.;:]{0,40}?\b(?:post|after|of|from)[\s-](?:the\s)?(hospitali[sz]ation|admission|(?:symptom\s)?onset|surgery|operation|intubation)\b/i;

const scopes: Readonly<Record<string, Target>> = {
  hospital: 'admission',
  admission: 'admission',
  inpatient: 'admission',
  illness: 'onset',
  disease: 'onset',
  symptom: 'onset',
  postoperative: 'procedure',
  postop: 'procedure',
  hd: 'admission',
  pod: 'procedure',
};
const scopeOf = (text: string | undefined): Target | null => {
  const word = (text ?? '')
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replace(/i[sz]ation$/, '')
    .replace(/^symptoms$/, 'symptom')
    .replace(/^postadmission/, 'admission');
  return scopes[word] ?? null;
};

const numbered = (groups: Readonly<Record<string, string | undefined>>): Duration | null => {
  const low = parseNumber(groups['n'] ?? '');
  if (low === null) return null;
  const high = groups['m'] === undefined ? low : parseNumber(groups['m']);
  if (high === null || high < low) return exact(low);
  return { from: low, to: high, certainty: low === high ? 'exact' : 'range' };
};

const hasSymptom = (words: string, start: number, end: number): boolean => {
  const from = Math.max(0, start - 110);
  return symptom.test(words.slice(from, start)) || symptom.test(words.slice(end, end + 90));
};

export const dayRules: readonly DayRule[] = [
  {
    id: 'day-number',
    kind: 'number',
    pattern: new RegExp(
      `(?<![\\w/]|\\d\\s|\\b(?:an?|per|every|each|same|next)\\s)(?:(?<scope>hospital(?:i[sz]ation)?|in-?patient|illness|disease|symptoms?|post-?operative|post-?op|post-?admission|admission|ECMO|ICU)\\s)?days?[\\s-]?(?:#\\s?|no\\.?\\s)?(?<n>${numberWords})(?:\\s?(?:-|–|to)\\s?(?<m>\\d{1,3}))?(?![\\w%/]|\\.\\d|\\s(?:mg|ml|times|doses))(?:\\s(?:of|after|from|post|since|following|in)\\s(?:the\\s|his\\s|her\\s){0,1}(?<target>${targetWords}|hospital))?`,
      'gi',
    ),
    read: (groups, words, start, end) => {
      if (/^(?:ecmo|icu)$/i.test(groups['scope'] ?? '')) return null;
      const days = numbered(groups);
      if (days === null) return null;
      const named = groups['target']?.toLowerCase() === 'hospital' ? 'admission' : targetOf(groups['target']);
      const behind = targetOf(tail.exec(words.slice(end, end + 80))?.[1]);
      // "fever on Day 1 ... Day 4": counted days of a course that the text itself starts.
      return { days, target: named ?? scopeOf(groups['scope']) ?? (start >= 0 ? behind : null) };
    },
    examples: [
      ['Hospital day 14: resolution of infiltrates.', 14, 14, 'admission'],
      ['Chest radiograph on illness day 7.', 7, 7, 'onset'],
      ['on day two after the onset of symptoms', 2, 2, 'onset'],
      ['X-ray on day 3-5', 3, 5, null],
      ['increasing opacity at day 6 in hospital', 6, 6, 'admission'],
      ['follow-ups performed at day 4 (b) and day 5 (c) post-hospitalization', 4, 4, 'admission'],
    ],
    counterexamples: ['20 mg/day 5 tablets', 'ECMO day 6', 'twice a day 2 tablets'],
  },
  {
    id: 'day-abbreviated',
    kind: 'number',
    pattern:
      /(?<![\w-]|[Vv]itamin\s|CD|factor\s)(?<scope>HD|POD|D)\s?#?\s?(?<n>\d{1,2})(?=[\s,.;:)\]]|$)(?!\s?(?:dimer|mm|mg|%))/g,
    read: (groups, words, start) => {
      // "D 5" and "Vitamin D3" are no days; a lone D needs its digit close by.
      if (groups['scope'] === 'D' && !/^D#?\d/.test(words.slice(start))) return null;
      const days = numbered(groups);
      return days && { days, target: scopeOf(groups['scope']) };
    },
    examples: [
      ['CXR on POD3 shows', 3, 3, 'procedure'],
      ['HD#4: intubated', 4, 4, 'admission'],
      ['Chest film D7', 7, 7, null],
    ],
    counterexamples: ['vitamin D3 was given', 'a CD4 count', 'D-dimer 3'],
  },
  {
    id: 'day-ordinal',
    kind: 'number',
    pattern: new RegExp(
      `\\b(?<ord>${ordinalWords})\\s(?:(?<scope>hospital|hospitali[sz]ation|illness|post-?operative)\\s)?days?\\b(?:\\s(?:of|after|from|since|post|following)\\s(?:the\\s|his\\s|her\\s)?(?<target>${targetWords}|hospital))?`,
      'gi',
    ),
    read: (groups, words, _start, end) => {
      const ordinal = parseOrdinal(groups['ord'] ?? '');
      if (ordinal === null) return null;
      const target =
        groups['target']?.toLowerCase() === 'hospital' ? 'admission' : targetOf(groups['target']);
      // "the second day of levofloxacin", "first days of life" count something else.
      if (target === null && /^\s(?:of|after|since)\s/i.test(words.slice(end))) return null;
      return { days: exact(ordinal), target: target ?? scopeOf(groups['scope']) };
    },
    examples: [
      ['on the third day of admission', 3, 3, 'admission'],
      ['Chest x-ray on the eighth day showed improvement', 8, 8, null],
      ['can be seen at 2nd day of admission', 2, 2, 'admission'],
      ['was intubated on the 7th day after the initiation of symptoms', 7, 7, 'onset'],
    ],
    counterexamples: ['on the second day of levofloxacin', 'in the first days of life'],
  },
  {
    id: 'days-from-event',
    kind: 'from',
    pattern: new RegExp(
      `\\b${amount}\\s(?<direction>after|following|post|since|from|before|prior\\sto|dopo(?:\\s(?:il|la))?|prima\\sd(?:el|ella|i))[\\s-](?:the\\s|his\\s|her\\s|their\\s|initial\\s|first\\s|l'){0,2}(?<target>${targetWords})\\b`,
      'gi',
    ),
    read: (groups) => {
      const days = durationOf(groups);
      const target = targetOf(groups['target']);
      if (days === null || target === null) return null;
      const back = /^(?:before|prior|prima)/i.test(groups['direction'] ?? '');
      if (!back) return { days, target };
      const turned = {
        from: days.to === null ? null : 0 - days.to,
        to: days.from === null ? null : 0 - days.from,
      };
      return { days: { ...turned, certainty: days.certainty }, target };
    },
    examples: [
      ['obtained 12 days after admission', 12, 12, 'admission'],
      ['presented 17 days after exposure', 17, 17, 'exposure'],
      ['Picture was taken five days after onset of symptoms', 5, 5, 'onset'],
      ['two days prior to presentation', -2, -2, 'admission'],
      ['within 48 h after intubation', 0, 2, 'intubation'],
      ['tre giorni dopo il ricovero', 3, 3, 'admission'],
    ],
    counterexamples: ['two days after his birthday', '20 years before presentation'],
  },
  {
    id: 'days-later',
    kind: 'later',
    pattern: new RegExp(
      `\\b(?:${amount}\\s(?:later|afterwards?|thereafter|dopo(?=[\\s,.;:)]|$)(?!\\s(?:il|la|l')))|(?:after|following|dopo)\\s(?:another\\s|other\\s|a\\sfurther\\s)?${amountPattern('b')}(?=\\s?[,.;:)]|\\s(?:the|he|she|his|her|a|an)\\s|$)|(?<next>(?:the\\s)?(?:next|following|subsequent)\\s(?:day|morning)|il giorno (?:dopo|successivo|seguente)|one day later)|(?<week>the\\sfollowing\\sweek))`,
      'gi',
    ),
    drugs: false,
    read: (groups) => {
      if (groups['next'] !== undefined) return { days: exact(1) };
      if (groups['week'] !== undefined) return { days: { from: 5, to: 9, certainty: 'vague' } };
      const days = durationOf(groups) ?? durationOf(groups, 'b');
      return days && { days };
    },
    examples: [
      ['obtained 5 days later shows', 5, 5, null],
      ['Three days later the patient deteriorated.', 3, 3, null],
      ['After four days, the condition deteriorated', 4, 4, null],
      ['(4 hours later)', 0, 0, null],
      ['The next day the patient improved', 1, 1, null],
      ['a few days later', 3, 7, null],
      ['due settimane dopo, radiografia', 14, 14, null],
    ],
    counterexamples: ['after 6 days of treatment', 'sooner or later'],
  },
  {
    id: 'days-earlier',
    kind: 'earlier',
    pattern: new RegExp(
      `\\b${amount}\\s(?:earlier|previously|before(?=[\\s]?[,.;:)]|$)|prior(?!\\sto\\b)|ago|fa(?=[\\s,.;:)]|$)|prima(?=[\\s,.;:)]|$))`,
      'gi',
    ),
    read: (groups) => {
      const days = durationOf(groups);
      return days && { days };
    },
    examples: [
      ['Five days earlier, he complained of fever', 5, 5, null],
      ['Symptoms started five days prior with cough', 5, 5, null],
      ['a fever that began 5 days ago', 5, 5, null],
    ],
    counterexamples: ['as described earlier'],
  },
  {
    id: 'symptom-duration',
    kind: 'duration',
    drugs: true,
    pattern: new RegExp(
      `\\b(?:(?:for|since|over|during|from|da|per)\\s(?:the\\s)?(?:last\\s|past\\s|previous\\s|preceding\\s|circa\\s)?${amount}(?!\\s(?:after|later|before|prior|following|ago\\sby))|history\\sof\\s${amountPattern('b')}|${amountPattern('c')}(?:[\\s-](?:clinical\\s|intermittent\\s|progressive\\s)?(?:history|hx|course|duration|onset)\\b|\\s(?:worth\\s)?of\\s|\\s(?=\\w+\\s?(?:fever|cough)\\b|fever\\b|cough\\b|diarrh)))`,
      'gi',
    ),
    read: (groups, words, start, end) => {
      const days = durationOf(groups) ?? durationOf(groups, 'b') ?? durationOf(groups, 'c');
      return days && hasSymptom(words, start, end) ? { days, target: 'onset' } : null;
    },
    examples: [
      ['with a 4-day history of cough and subjective fever', 4, 4, 'onset'],
      ['Productive cough with a sore throat for 1 week, no fever', 7, 7, 'onset'],
      ['presented with chest pain, cough, and fever for 3 days', 3, 3, 'onset'],
      ['has reported fever since one week treated with antibiotics', 7, 7, 'onset'],
      ['presented to ED with 10 days of malaise and dry cough', 10, 10, 'onset'],
      ['General malaise and 5-day fever', 5, 5, 'onset'],
      ['fever and diarrhea of 3 days duration', 3, 3, 'onset'],
      ['Fever, cough and chest pain from 5 days ago', 5, 5, 'onset'],
      ['febbre e tosse da cinque giorni', 5, 5, 'onset'],
      ['fever and cough for a few days', 3, 7, 'onset'],
    ],
    counterexamples: [
      'smoked for 20 years',
      'was treated with levofloxacin for 7 days',
      'oxygen (6 l/min) for 24 h',
      'stayed for 5 days in Wuhan',
    ],
  },
  {
    id: 'uk-duration',
    kind: 'duration',
    drugs: true,
    pattern: /(?<![\d/])(?<count>\d{1,2})\/(?<of>7|52|12)(?![\d/])/g,
    read: (groups, words, start, end) => {
      const context = `${words.slice(Math.max(0, start - 30), start)} ${words.slice(end, end + 30)}`;
      const scale = { '7': 1, '52': 7, '12': 30 }[groups['of'] ?? ''] ?? 1;
      const days = Number(groups['count']) * scale;
      return symptom.test(context) && days > 0 ? { days: exact(days), target: 'onset' } : null;
    },
    examples: [
      ['3/7 history of cough', 3, 3, 'onset'],
      ['fever for 2/52', 14, 14, 'onset'],
    ],
    counterexamples: ['on 3/7 he came home', 'blood pressure 120/70'],
  },
  {
    id: 'same-time',
    kind: 'same',
    pattern:
      /\b(?:(?:on|at|upon|since)\s(?:the\s)?(?:(?:time|day|moment|date)\sof\s)?(?:his\s|her\s|their\s|the\s)?(?:initial\s|hospital\s|first\s|second\s|emergency\s|ED\s)?(?:admission|presentation|arrival|hospitali[sz]ation|admittance)\b(?!\s(?:to|in)\s(?:the\s)?(?:ICU|intensive))|(?:upon|on)\sentering\s|(?:initial|baseline|admission)\s(?:AP\s|PA\s|admission\s|frontal\s|anteroposterior\s|posteroanterior\s|plain\s|bedside\s|portable\s)?(?:chest\s)?(?:x-?rays?|radiographs?|film|CXR|CT|computed|plain|scan|imaging)|all['’](?:ingresso|arrivo|esordio)|al\sricovero|at\sbaseline|at\sthe\sentrance|in\spronto\ssoccorso)/gi,
    read: () => ({ days: exact(0), target: 'admission' }),
    examples: [
      ['Chest X-ray at admission showed', 0, 0, 'admission'],
      ['performed on the day of admission', 0, 0, 'admission'],
      ['Initial anteroposterior chest radiograph shows', 0, 0, 'admission'],
      ["La radiografia del torace all'ingresso", 0, 0, 'admission'],
    ],
    counterexamples: ['12 days after admission', 'on admission to the ICU'],
  },
];
