import { type Duration, numberWords, ordinalWords, parseNumber, parseOrdinal } from '../numbers.ts';
import { type DayRule, exact } from './day-rule.ts';
import { type DayTarget, isEvent, targetOf, targetWords } from './targets.ts';

/** Days that a text counts: "hospital day 6", "POD3", "on the eighth day", "on admission". */

/** "day 4 (b) and day 5 (c) post-hospitalization": the words that tell stand at the end of the list. */
const tail =
  /^[^.;:]{0,40}?\b(?:post|after|of|from|since|following)[\s-](?:the\s|his\s|her\s)?(hospitali[sz]ation|admission|(?:symptom\s)?onset|surgery|operation|intubation)\b/i;

const scopes: Readonly<Record<string, DayTarget>> = {
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
const scopeOf = (text: string | undefined): DayTarget | null => {
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

export const countedDays: readonly DayRule[] = [
  {
    id: 'day-number',
    needs: /days?/i,
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
      const scope = scopeOf(groups['scope']);
      // "hospital day 5 after intubation" is counted in hospital days; what went before is said beside it.
      if (scope !== null && named !== null && isEvent(named)) return { days, target: scope };
      // "fever on Day 1 ... Day 4": counted days of a course that the text itself starts.
      return { days, target: named ?? scope ?? (start >= 0 ? behind : null) };
    },
    examples: [
      ['Hospital day 14: resolution of infiltrates.', 14, 14, 'admission'],
      ['Radiograph on hospital day 5 after intubation', 5, 5, 'admission'],
      ['Chest radiograph on illness day 7.', 7, 7, 'onset'],
      ['on day two after the onset of symptoms', 2, 2, 'onset'],
      ['X-ray on day 3-5', 3, 5, null],
      ['increasing opacity at day 6 in hospital', 6, 6, 'admission'],
      ['follow-ups performed at day 4 (b) and day 5 (c) post-hospitalization', 4, 4, 'admission'],
    ],
    counterexamples: ['20 mg/day 5 tablets', 'ECMO day 6', 'twice a day 2 tablets'],
  },
  {
    id: 'day-listed',
    needs: /days\s\d/i,
    kind: 'number',
    pattern:
      /(?<=\bdays\s(?:\d{1,2}(?:\s?\([a-h]\))?(?:,\s(?:and\s)?|\s(?:and|&)\s)){1,6})(?<n>\d{1,2})(?![\w%/]|\.\d|\s?(?:mg|ml|mm|cm|l|h|hours?|days?|weeks?|months?|years?|patients|cases|films|images)\b)/gi,
    read: (groups, words, _start, end) => {
      const days = numbered(groups);
      return days && { days, target: targetOf(tail.exec(words.slice(end, end + 80))?.[1]) };
    },
    examples: [
      ['Films of days 2 and 9 after admission', 9, 9, 'admission'],
      ['Radiographs on days 3 (a) and 8 (b) after symptom onset', 8, 8, 'onset'],
    ],
    counterexamples: ['Radiographs of days 2 and 3 patients', 'given on days 1 and 3 mg of it'],
  },
  {
    id: 'day-abbreviated',
    needs: /(?:HD|POD|D)\s?[#+]?\s?\d/,
    kind: 'number',
    pattern:
      /(?<![\w-]|[Vv]itamin\s|CD|factor\s)(?<scope>HD|POD|D)\s?[#+]?\s?(?<n>\d{1,2})(?=[\s,.;:)\]]|$)(?!\s?(?:dimer|mm|mg|%))/g,
    read: (groups, words, start) => {
      // "D 5" and "Vitamin D3" are no days; a lone D needs its digit close by.
      if (groups['scope'] === 'D' && !/^D[#+]?\d/.test(words.slice(start))) return null;
      const days = numbered(groups);
      return days && { days, target: scopeOf(groups['scope']) };
    },
    examples: [
      ['CXR on POD3 shows', 3, 3, 'procedure'],
      ['HD#4: intubated', 4, 4, 'admission'],
      ['Chest film D7', 7, 7, null],
      ['Film of D+6', 6, 6, null],
    ],
    counterexamples: ['vitamin D3 was given', 'a CD4 count', 'D-dimer 3'],
  },
  {
    id: 'day-ordinal',
    needs:
      /(?:\dst|\dnd|\drd|\dth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth)\s/i,
    kind: 'number',
    pattern: new RegExp(
      `\\b(?<ord>${ordinalWords})\\s(?:(?<scope>hospital|hospitali[sz]ation|illness|disease|symptom|post-?operative)\\s)?days?\\b(?:\\s(?:of|after|from|since|post|following)\\s(?:the\\s|his\\s|her\\s)?(?<target>${targetWords}|hospital))?`,
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
    id: 'same-time',
    needs:
      /admi|presentation|arrival|hospitali|entering|initial|baseline|entrance|ingresso|arrivo|ricovero|esordio|soccorso/i,
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
