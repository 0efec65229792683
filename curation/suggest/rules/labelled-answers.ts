import type { Value } from '../../../data/format/review.ts';
import type { TextRule } from './rule.ts';

/**
 * Answers that stand behind a label: "Intubation: no", "oxygen - none", "ICU | yes", "Intubated? No", "RT-PCR: negative",
 * "Supplemental O2 .... none". A label begins a part of its own, so that "prior intubation" or "influenza PCR" is none of
 * them; what is answered is not judged by any other rule.
 */

/** Where a label may begin: a line, a part behind a stop or a bar, or behind the answer before it. */
const begins = '(?<=^|[.;,|([\\t?!]\\s{0,3}|^\\s?[-–•*]\\s{1,2}|\\b(?:and|yes|no|none|y|n|e|ed)\\s)';
const parts =
  '\\s?(?::-?|=>?|\\?|→)\\s?|\\s[-–—]{1,2}\\s|\\s?\\|\\s?|\\s?\\t\\s?|\\s?(?:\\.{2,}|…|_{2,})\\s?|\\s?[([]\\s?|\\s(?=(?:no|none|yes|not\\s(?:needed|required|done|performed|given))\\s?(?:$|[.,;|)]))';
/** Words of a label around its own: "need for …", "… required", "… (yes/no)". */
const ahead =
  '(?:(?:the\\s)?(?:patient\\s)?(?:was\\s|needed\\s|required\\s|received\\s|any\\s|ever\\s)?(?:(?:need|requirement|use)\\s(?:for|of)\\s)?(?:(?:admi(?:ssion|tted)\\s)?(?:to|in|on)\\s(?:the\\s)?)?)';
const trailing =
  '(?:\\s(?:required|needed|given|used|received|performed|done|status|admission|admitted|stay|care|unit|support|therapy|treatment|requirements?|use|during (?:the )?(?:hospital )?(?:stay|admission)|at any time|on admission|at admission)|\\s?\\((?:[a-z0-9]{1,6}|y(?:es)?\\s?\\/\\s?no?)\\)){0,3}';
const ends =
  '(?=\\s*(?:$|[.,;|)\\]\\t(/]|[-–—]\\s|and\\b|but\\b)|\\s+[A-Z][\\w-]{1,20}(?:\\s[\\w-]{1,14}){0,2}\\s?[:=?|])';

const unfilled = '(?:yes|y)\\s?\\/\\s?(?:no|n)\\b|(?:no|n)\\s?\\/\\s?(?:yes|y)\\b';
const unknown =
  'unknown|unclear|uncertain|not\\s(?:known|recorded|stated|documented|reported|available|applicable|specified)|n\\/?a|n\\.a\\.|nd|pending|planned|possible|considered|discussed|deferred|\\?|[-–—−]';
const no =
  'no(?!\\.\\s?\\d)|n|none|nil|never|not\\s(?:required|needed|necessary|given|used|performed|done|received|indicated)|declined|refused|withheld|avoided|absent|false|0(?:\\s(?:days?|h|hours?|l(?:\\/min)?))?|nessun[oa]?|mai';
const yes =
  'yes|y|s[iì]|true|1|present|done|given|required|needed|performed|received|\\+|✓|✔|(?:for\\s|from\\s|on\\s)?(?:hospital\\s)?day\\s\\d{1,3}|(?:for\\s)?[1-9]\\d{0,2}\\s?(?:days?|h|hours?|weeks?|giorni)';

/** The pattern of a field's labels with their answers; `free` are yes answers that need no end of their own. */
const labelled = (labels: string, answers: { yes?: string; no?: string; free?: string } = {}): RegExp =>
  new RegExp(
    `${begins}${ahead}(?:${labels})${trailing}(?:${parts})(?:(?<unknown>(?:${unfilled}|${unknown})${ends})|(?<no>(?:${answers.no ?? no})${ends})|(?<yes>(?:${answers.yes ?? yes})${ends}|(?:${answers.free ?? 'yes'})(?=[\\s,])))`,
    'gi',
  );

const answer =
  (whenYes: Value, whenNo: Value) =>
  (match: RegExpMatchArray): Value =>
    match.groups?.['yes'] !== undefined ? whenYes : match.groups?.['no'] !== undefined ? whenNo : null;

const virus = '(?:SARS-?\\s?CoV-?\\s?2|COVID-?\\s?19|2019-?nCoV|novel coronavirus)';
const pcr = 'r?RT-?\\s?q?PCR|real-time PCR|NAAT|nucleic acid (?:amplification )?test';
const swab = '(?:naso|oro)?-?pharyngeal swab|throat swab|nasal swab|swab|tampone';

const common = { scope: 'patient', negated: null, labelled: true } as const;

export const labelledAnswers: readonly TextRule[] = [
  {
    ...common,
    id: 'intubated-labelled',
    field: 'intubated',
    event: 'intubation',
    pattern: labelled(
      '(?:(?:endo|oro)?tracheal\\s)?intubation|intubated|(?:invasive\\s)?(?:mechanical\\s)?ventilation|(?:mechanically\\s)?ventilated|(?:mechanical\\s)?ventilator|IMV|MV|intubat[oa]|intubazione|ventilazione (?:meccanica|invasiva)(?: invasiva)?',
    ),
    value: answer('yes', 'no'),
    confidence: 0.94,
    reason: 'a label with its answer',
    examples: [
      ['Intubation: no', 'no'],
      ['Intubated? No.', 'no'],
      ['Mechanical ventilation - not required.', 'no'],
      ['Mechanical ventilation (no), ICU (no)', 'no'],
      ['Ventilator | yes', 'yes'],
      ['Intubation: yes (day 5)', 'yes'],
      ['Invasive mechanical ventilation: 9 days', 'yes'],
      ['Intubazione: no', 'no'],
    ],
    counterexamples: [
      'Intubation: unknown',
      'Intubation: yes / no',
      'Previous intubation: yes',
      'Non-invasive ventilation: yes',
      'Intubation: no complications',
    ],
  },
  {
    ...common,
    id: 'icu-labelled',
    field: 'went_icu',
    event: 'icu-in',
    pattern: labelled('(?:M?ICU|ITU|intensive care|critical care|terapia intensiva|rianimazione)'),
    value: answer('yes', 'no'),
    confidence: 0.94,
    reason: 'a label with its answer',
    examples: [
      ['ICU admission: no', 'no'],
      ['Need for intensive care – no', 'no'],
      ['ICU stay: 12 days', 'yes'],
      ['Intubation: no. ICU: yes.', 'yes'],
    ],
    counterexamples: ['ICU admission: n/a', 'ICU beds: none', 'Previous ICU admission: no'],
  },
  {
    ...common,
    id: 'oxygen-labelled',
    field: 'needed_supplemental_O2',
    event: 'oxygen-start',
    pattern: labelled(
      '(?:(?:supplement(?:al|ary)|additional)\\s)?(?:oxygen|O2)(?:\\s(?:supplementation|need))?|ossigeno(?:terapia)?',
      {
        no: `room air|RA|ambient air|aria ambiente|${no}`,
        yes: `${yes}|\\d{1,2}(?:[.,]\\d)?\\s?l(?:it(?:re|er)s?)?(?:\\s?(?:\\/|per)\\s?min(?:ute)?|pm)?`,
        free: 'yes|[1-9]\\d?(?:[.,]\\d)?\\s?l(?:it(?:re|er)s?)?(?:\\s?(?:\\/|per)\\s?min(?:ute)?|pm)?',
      },
    ),
    value: answer('yes', 'no'),
    confidence: 0.94,
    reason: 'a label with its answer',
    examples: [
      ['Supplemental O2 .... none', 'no'],
      ['Supplemental oxygen - none.', 'no'],
      ['Oxygen: 2 L/min.', 'yes'],
      ['ICU (no), oxygen (yes).', 'yes'],
      ['O2: room air', 'no'],
    ],
    counterexamples: ['O2 saturation: 92 %', 'Oxygen: unknown', 'Home oxygen: yes'],
  },
  {
    ...common,
    id: 'extubated-labelled',
    field: 'extubated',
    event: 'extubation',
    pattern: labelled('extubat(?:ed|ion)|estubat[oa]|estubazione'),
    value: answer('yes', 'no'),
    confidence: 0.92,
    reason: 'a label with its answer',
    examples: [
      ['Extubation: yes', 'yes'],
      ['Extubated: no', 'no'],
    ],
    counterexamples: ['Extubated - not applicable.'],
  },
  {
    ...common,
    id: 'tube-labelled',
    field: 'intubation_present',
    event: 'intubation',
    scope: 'image',
    pattern: labelled('ETT|ET tube|endotracheal tube|tracheal tube'),
    value: answer('yes', 'no'),
    confidence: 0.92,
    reason: 'a label with its answer',
    examples: [
      ['ETT: absent', 'no'],
      ['Endotracheal tube: yes', 'yes'],
    ],
    counterexamples: ['ETT: tip above the carina'],
  },
  {
    ...common,
    id: 'died-labelled',
    field: 'survival',
    pattern: labelled('died|dead|death|deceased|mortality|exitus|decedut[oa]|decesso'),
    value: answer('no', 'yes'),
    confidence: 0.92,
    reason: 'a label with its answer',
    examples: [
      ['Died: N', 'yes'],
      ['Death: no.', 'yes'],
      ['Deceased: yes', 'no'],
    ],
    counterexamples: ['Death: unknown', 'Cause of death: none'],
  },
  {
    ...common,
    id: 'outcome-labelled',
    field: 'survival',
    pattern: labelled(
      'surviv(?:ed|al|or)(?: to discharge)?|alive|(?:final\\s|clinical\\s)?outcome|(?:vital|survival) status|esito',
      {
        no: 'no|n|false|0|died|dead|death|deceased|fatal|expired|exitus|decedut[oa]|decesso|non-?survivor',
        yes: 'yes|y|s[iì]|true|1|alive|survived|survivor|recovered|recovery|discharged|cured|vivo|viva|guarit[oa]|dimess[oa]',
        free: 'yes|alive|survived|recovered|discharged|recovery',
      },
    ),
    value: answer('yes', 'no'),
    confidence: 0.92,
    reason: 'a label with its answer',
    examples: [
      ['Survival: Y', 'yes'],
      ['Survived: no', 'no'],
      ['Outcome: alive.', 'yes'],
      ['Outcome: death', 'no'],
      ['Outcome: discharged on day 12', 'yes'],
    ],
    counterexamples: ['Outcome: unknown', 'Primary outcome: death'],
  },
  {
    ...common,
    id: 'discharged-labelled',
    field: 'survival',
    pattern: labelled('discharged(?: (?:alive|home))?|recovered|recovery'),
    value: answer('yes', null),
    confidence: 0.9,
    reason: 'a label with its answer',
    examples: [['Discharged: yes', 'yes']],
    counterexamples: ['Discharged: no', 'Nasal discharge: yes'],
  },
  {
    ...common,
    id: 'rt-pcr-labelled',
    field: 'RT_PCR_positive',
    event: 'rt-pcr',
    pattern: labelled(
      `(?:${virus}\\s)?(?:${pcr}|${swab})(?:\\s(?:PCR|RT-?PCR|tests?|results?))?(?:\\s(?:for\\s|of\\s)?${virus})?|${virus}(?:\\s(?:PCR|swab|tests?|RNA|status)){0,2}`,
      {
        no: '\\(?(?:negative|neg|negativ[oa]|not detected|undetected|undetectable|non rilevato)\\)?(?![^.;\\n]{0,60}\\b(?:positive|detected))|\\(\\s?[-−–]\\s?\\)',
        yes: '\\(?(?:positive|pos|positiv[oa]|detected|rilevato)\\)?|\\(\\s?\\+{1,3}\\s?\\)|\\+{1,3}',
        free: `(?:positive|detected)(?!\\s(?:contacts?|cases?|persons?|patients?|people|family|relatives?|wife|husband|exposure|pneumonia))`,
      },
    ),
    value: answer('yes', 'no'),
    confidence: 0.93,
    negatedConfidence: 0.88,
    past: true,
    reason: 'a label with its answer',
    examples: [
      ['RT-PCR: negative', 'no'],
      ['RT-PCR: (+).', 'yes'],
      ['SARS-CoV-2 PCR | not detected', 'no'],
      ['SARS-CoV-2 RT-PCR: positive', 'yes'],
      ['Tampone: negativo', 'no'],
    ],
    counterexamples: ['Influenza A RT-PCR: positive', 'RT-PCR: pending', 'PCR: 120 mg/L', 'RT-PCR: not done'],
  },
];

const denied = new RegExp(
  `^${trailing}(?:\\s?(?::-?|=>?|\\?|→)\\s?|\\s[-–—]{1,2}\\s|\\s?\\|\\s?|\\s?\\t\\s?|\\s?(?:\\.{2,}|…|_{2,})\\s?|\\s?[([]\\s?)(?:${unfilled}|${unknown}|${no})${ends}`,
  'i',
);
/** Whether the words behind a match answer it with no or leave it open: "CPAP: no", "Prior intubation - unknown". */
export const answeredNo = (behind: string): boolean => denied.test(behind.slice(0, 90));

/** Sentences without a mark that parts a label from its answer hold none. */
export const mayAnswer = (words: string): boolean =>
  /[:=?|\t→…([]|\.\.|__|\s[-–—]{1,2}\s|\b(?:no|none|yes|not \w{4,9})\s?(?:$|[.,;|)])/i.test(words);

const row = /^[\s|]{0,3}(?:[^\s|]{1,24} ?){1,3}(?:\s?[|\t]\s?(?:[^\s|]{1,24} ?){1,3})+[\s|]{0,3}$/;
/** A line of bare column heads ("Intubated | ICU | Died"), where no label has its answer: those stand in the lines below. */
export const isHeadOfTable = (words: string): boolean =>
  row.test(words) && !/\b(?:yes|no|none|y|n|positive|negative|\d+)\b/i.test(words) && !/[:.]/.test(words);
