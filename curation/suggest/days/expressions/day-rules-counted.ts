import { type Duration, numberWords, ordinalWords, parseNumber, parseOrdinal } from '../../words/numbers.ts';
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
  postonset: 'onset',
  hd: 'admission',
  hod: 'admission',
  pod: 'procedure',
  icu: 'icu',
  itu: 'icu',
  postintubation: 'intubation',
  postextubation: 'extubation',
};
/** Counts of something that is no day of the illness or the stay. */
const anotherCount =
  /^(?:ecmo|treatment|therapy|cycle|dialysis|antibiotic|ventilat(?:or|ion)|quarantine|gestation(?:al)?|menstrual)$/i;
/** "Day 19 of daptomycin", "day 1 of VV-ECMO": counted from what the rules know nothing of. */
const ofSomethingElse =
  /^\s(?:of|after|post|since|into|following|on)\s(?!\d|page|the\s(?:same|ward)|our|a\s)/i;
/** "The second day in the ICU": counted from coming there. */
const inIntensiveCare = /^\s(?:in|of)\s(?:the\s|our\s|his\s|her\s)?(?:[MSP]?ICU|ITU|intensive\scare)\b/i;
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

/** "On admission", "at the time of her arrival"; that to another ward is no coming to hospital. */
const atHospital =
  "(?:(?:(?:on|at|upon|since|in)\\s(?:the\\s)?)?(?:time|day|moment|date|morning|evening|night)\\sof\\s|(?:on|at|upon|since)\\s)(?:the\\s|his\\s|her\\s|their\\s|our\\s)?(?:initial\\s|hospital\\s|first\\s|second\\s|emergency\\s|ED\\s){0,2}(?:admission|presentation|arrival|hospitali[sz]ation|admittance|visit|consultation)\\b(?!\\s(?:to|in|on|at)\\s(?:the\\s|our\\s)?(?:ICU|ITU|[A-Z]ICU|HDU|intensive|p(?:a)?ediatric\\s(?:ICU|intensive)|high))|(?:upon|on)\\sentering\\s|at\\sbaseline|at\\sthe\\sentrance|all['’]\\s?(?:ingresso|arrivo|esordio|accettazione|accesso)|al\\s(?:momento\\sdel\\s)?ricovero|(?:il\\s)?giorno\\sdel\\sricovero|(?:in|dal|al)\\s(?:pronto\\ssoccorso|PS\\b)";
/** "Initial radiograph", "the admission film". */
const attributes =
  '(?:initial|baseline|admission|presentation|arrival|presenting)\\s(?:AP\\s|PA\\s|admission\\s|frontal\\s|anteroposterior\\s|posteroanterior\\s|plain\\s|bedside\\s|portable\\s|supine\\s){0,2}(?:chest\\s)?(?:x-?rays?|radiographs?|radiograms?|films?|CXR|CT|computed|plain|scan|imaging)';
/** "Baseline CT before immunotherapy": the therapy's beginning, not the patient's coming. */
const ofTherapy = /^(?:at\s)?(?:baseline|initial)/i;
const beforeTherapy =
  /^[^.;:]{0,30}\b(?:before|prior to|pre-?)\s?(?:the\s|any\s|starting\s|start of\s|initiation of\s)?(?:\w+\s)?\w*(?:therapy|treatment|cycle|transplant\w*|surgery|operation|mab)\b/i;
/** The examination was made there: "film in the ED". Who "was sent home from" it had none. */
const inEmergency =
  '(?<!(?:home|discharged|transferred|moved|referred|back)\\s)(?:in|at|from)\\s(?:the\\s|our\\s|an?\\s)?(?:emergency\\s(?:department|room|ward|unit|service)|ED|ER|A&E|resus(?:citation\\s(?:room|bay))?|casualty)\\b';

export const countedDays: readonly DayRule[] = [
  {
    id: 'day-number',
    needs: /days?|giorno/i,
    kind: 'number',
    pattern: new RegExp(
      `(?<![\\w/]|\\d\\s|\\b(?:an?|per|every|each|same|next)\\s)(?:(?<scope>hospital(?:i[sz]ation)?|in-?patient|illness|disease|symptoms?|post-?operative|post-?op|post-?admission|post-?onset|post-?intubation|post-?extubation|admission|ICU|ITU|ECMO|treatment|therapy|cycle|dialysis|antibiotic|ventilat(?:or|ion)|quarantine|gestation(?:al)?)\\s)?(?:days?|giorno)(?:\\s(?<sign>[+−-])(?=\\d)|[\\s-])?(?:#\\s?|no\\.?\\s)?(?<n>${numberWords})(?:\\s?(?:-|–|to)\\s?(?<m>\\d{1,3}))?(?![\\w%/]|\\.\\d|\\s(?:mg|ml|times|doses|ago)\\b)(?:\\s(?:of|after|from|post|since|following|into|in|on|di|dal|dall['’])\\s?(?:the\\s|his\\s|her\\s|their\\s){0,1}(?<target>${targetWords}|hospital))?`,
      'gi',
    ),
    read: (groups, words, start, end) => {
      if (anotherCount.test(groups['scope'] ?? '')) return null;
      const counted = numbered(groups);
      if (counted === null) return null;
      const days = /[−-]/.test(groups['sign'] ?? '') ? exact(0 - (counted.from ?? 0)) : counted;
      if (inIntensiveCare.test(words.slice(end))) return { days, target: 'icu' };
      const named = groups['target']?.toLowerCase() === 'hospital' ? 'admission' : targetOf(groups['target']);
      const behind = targetOf(tail.exec(words.slice(end, end + 80))?.[1]);
      const scope = scopeOf(groups['scope']);
      if (named === null && behind === null && scope === null && ofSomethingElse.test(words.slice(end)))
        return null;
      // "hospital day 5 after intubation" is counted in hospital days; what went before is said beside it.
      if (scope !== null && !isEvent(scope) && named !== null && isEvent(named))
        return { days, target: scope };
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
      ['Film of day -2', -2, -2, null],
      ['day 7 of her hospital stay', 7, 7, 'admission'],
      ['Shadows were present on day 6 on admission', 6, 6, 'admission'],
      ['Film on ICU day 3', 3, 3, 'icu'],
      ['Film on day 3 in the ICU', 3, 3, 'icu'],
      ['RX torace al giorno 5 di ricovero', 5, 5, 'admission'],
      ['follow-ups performed at day 4 (b) and day 5 (c) post-hospitalization', 4, 4, 'admission'],
    ],
    counterexamples: [
      '20 mg/day 5 tablets',
      'ECMO day 6',
      'twice a day 2 tablets',
      'on day 19 of daptomycin',
      'day 1 of VV-ECMO',
      'seen on day 10 ago',
    ],
  },
  {
    id: 'day-listed',
    needs: /days\s\d/i,
    kind: 'number',
    pattern:
      /(?<=\bdays\s(?:\d{1,2}(?:\s?\((?:[Ff]ig(?:ure|s)?\.?\s)?\d{0,2}[A-Ha-h]?\))?(?:,\s(?:and\s)?|\s(?:and|&)\s)){1,6})(?<n>\d{1,2})(?![\w%/]|\.\d|\s?(?:mg|ml|mm|cm|l|h|hours?|days?|weeks?|months?|years?|patients|cases|films|images)\b)/gi,
    read: (groups, words, start, end) => {
      const days = numbered(groups);
      const scope = /(hospital|illness|symptom|post-?operative)\sdays\s[^a-z]{0,40}(?:fig[^a-z]{0,6})?/i;
      const ahead = scope.exec(words.slice(Math.max(0, start - 90), start));
      const target = targetOf(tail.exec(words.slice(end, end + 80))?.[1]) ?? scopeOf(ahead?.[1]);
      return days && { days, target };
    },
    examples: [
      ['Films of days 2 and 9 after admission', 9, 9, 'admission'],
      ['Radiographs on days 3 (a) and 8 (b) after symptom onset', 8, 8, 'onset'],
      ['Films were made on hospital days 1 (Figure 1), 4 (Figure 2)', 4, 4, 'admission'],
    ],
    counterexamples: ['Radiographs of days 2 and 3 patients', 'given on days 1 and 3 mg of it'],
  },
  {
    id: 'day-abbreviated',
    needs: /(?:HO?D|POD|D)\s?[#+-]?\s?\d/,
    kind: 'number',
    pattern:
      /(?<![\w-]|[Vv]itamin\s|CD|factor\s)(?<scope>HO?D|POD|D)\s?[#+-]?\s?(?<n>\d{1,2})(?=[\s,.;:)\]]|$)(?!\s?(?:dimer|mm|mg|%|ago\b))/g,
    read: (groups, words, start) => {
      // "D 5" and "Vitamin D3" are no days; a lone D needs its digit close by.
      if (groups['scope'] === 'D' && !/^D[#+-]?\d/.test(words.slice(start))) return null;
      const days = numbered(groups);
      return days && { days, target: scopeOf(groups['scope']) };
    },
    examples: [
      ['CXR on POD3 shows', 3, 3, 'procedure'],
      ['HD#4: intubated', 4, 4, 'admission'],
      ['CXR on HOD 5', 5, 5, 'admission'],
      ['Chest film D7', 7, 7, null],
      ['Film of D+6', 6, 6, null],
    ],
    counterexamples: ['vitamin D3 was given', 'a CD4 count', 'D-dimer 3'],
  },
  {
    id: 'day-ordinal',
    needs:
      /(?:\dst|\dnd|\drd|\dth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|twentieth|thirtieth)\s/i,
    kind: 'number',
    pattern: new RegExp(
      `\\b(?<ord>${ordinalWords})\\s(?:(?<scope>hospital|hospitali[sz]ation|in-?patient|illness|disease|symptom|post-?operative|ICU|ITU)\\s)?days?\\b(?:\\s(?:of|after|from|since|post|following)\\s(?:the\\s|his\\s|her\\s)?(?<target>${targetWords}|hospital))?`,
      'gi',
    ),
    read: (groups, words, _start, end) => {
      const ordinal = parseOrdinal(groups['ord'] ?? '');
      if (ordinal === null) return null;
      if (inIntensiveCare.test(words.slice(end))) return { days: exact(ordinal), target: 'icu' };
      const target =
        groups['target']?.toLowerCase() === 'hospital' ? 'admission' : targetOf(groups['target']);
      // "the second day of levofloxacin", "first days of life" count something else.
      if (target === null && /^\s(?:of|after|since|on|into)\s(?!the ward)/i.test(words.slice(end)))
        return null;
      return { days: exact(ordinal), target: target ?? scopeOf(groups['scope']) };
    },
    examples: [
      ['on the third day of admission', 3, 3, 'admission'],
      ['Chest x-ray on the eighth day showed improvement', 8, 8, null],
      ['can be seen at 2nd day of admission', 2, 2, 'admission'],
      ['obtained on the second day in the intensive care unit', 2, 2, 'icu'],
      ['was intubated on the 7th day after the initiation of symptoms', 7, 7, 'onset'],
    ],
    counterexamples: ['on the second day of levofloxacin', 'in the first days of life'],
  },
  {
    id: 'same-time',
    needs:
      /admi|admission|presentation|arrival|hospitali|entering|initial|baseline|entrance|emergency|\bE[DR]\b|resus|casualty|A&E|visit|fever|symptoms|ingresso|arrivo|ricovero|esordio|soccorso|accettazione|accesso|AMU|\bPS\b/i,
    kind: 'same',
    pattern: new RegExp(
      `\\b(?:${atHospital}|${attributes}|${inEmergency})|(?<=^|[.:;(]\\s?)(?:hospital\\s)?admission(?=\\s?[:.,;)]|$)|(?<=^|[.:;,(]\\s?)(?:ED|ER|A&E|AMU|PS|resus)(?=\\s?[:.,;)]|$)|(?<=\\b(?:torace|RX|TC|TAC|HRCT)\\s(?:AP\\s|PA\\s)?)ingresso\\b|\\bon\\sthe\\s(?:first\\s)?day\\s(?<onset>(?:the\\s|his\\s|her\\s)?(?:fever|symptoms|illness|cough|dyspno?ea)\\s(?:first\\s)?(?:began|started|appeared|set\\sin)|of\\s(?:symptom\\s|illness\\s|fever\\s)?onset)`,
      'gi',
    ),
    read: (groups, words, start, end) => {
      if (ofTherapy.test(words.slice(start, start + 9)) && beforeTherapy.test(words.slice(end, end + 60)))
        return null;
      return { days: exact(0), target: groups['onset'] === undefined ? 'admission' : 'onset' };
    },
    examples: [
      ['Chest X-ray at admission showed', 0, 0, 'admission'],
      ['performed on the day of admission', 0, 0, 'admission'],
      ['Chest x-ray 1 (day of admission)', 0, 0, 'admission'],
      ['Initial anteroposterior chest radiograph shows', 0, 0, 'admission'],
      ["La radiografia del torace all'ingresso", 0, 0, 'admission'],
      ['AP chest x-ray in resus', 0, 0, 'admission'],
      ['Portable frontal radiograph from the ED', 0, 0, 'admission'],
      ['Chest radiograph in the emergency department', 0, 0, 'admission'],
      ['The presentation film is clear', 0, 0, 'admission'],
      ['Film at first visit', 0, 0, 'admission'],
      ['Admission: multiple nodules', 0, 0, 'admission'],
      ['Film on the day fever began', 0, 0, 'onset'],
      ['Portable AP, ED, post intubation', 0, 0, 'admission'],
      ['RX torace AP in PS', 0, 0, 'admission'],
      ['RX torace ingresso', 0, 0, 'admission'],
    ],
    counterexamples: [
      '12 days after admission',
      'on admission to the ICU',
      'Supine film on arrival in ICU',
      'sent home from the emergency department',
      'admission was declined',
      'Baseline CT before the therapy',
      'his ED physician',
    ],
  },
];
