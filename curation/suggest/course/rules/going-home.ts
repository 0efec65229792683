import { aroundOf } from '../../rules/around.ts';
import type { TextRule } from '../../rules/rule.ts';
import { outcomeWords as words } from '../../words/course.ts';
import { anyOf } from '../../words/languages.ts';

/** Leaving the hospital alive: home, or on to rehabilitation. */

const otherPlace = anyOf(words.notTheHospital, 'iu');
/** Something else that is discharged, or another stay. */
const notYetHome =
  /\b(?:had been|nasal|vaginal|purulent|urethral|ear|wound|aural|serous|bloody|not yet|previously|recently|electric\w*|before|since being|(?:device|battery|defibrillator|capacitor|weapon) (?:was|had been))\s$/i;
const whyLeft =
  /^[^.;]{0,30}(?:\bbecause\b|\bpost-?operatively|\bagainst medical)|^\s(?:letter|summary|criteria|planning|from (?:the )?(?:ear|nose|wound|eye|navy|army|military))/i;

/** Another stay, long before this one. */
export const longAgo =
  /\b(?:\d{1,2}|one|two|three|four|five|six|ten|several|many|some|a few) (?:years?|months?) (?:ago|earlier|before|prior|previously)|\b(?:in|nel) (?:19\d\d|200\d|201\d)\b|\b(?:\d{1,2}|due|tre|quattro|cinque|alcuni) anni (?:fa|prima)\b|\bpregress[oa] (?:episodio|ricovero|degenza)|\b(?:previous|earlier|former|prior) (?:episode|admission|illness|stay)/i;
/** Leaving another place than the hospital: the clinic, the emergency room, intensive care. */
const fromElsewhere = (match: RegExpMatchArray): boolean => {
  const { behind } = aroundOf(match);
  const from =
    /^(?:\s[\w-]+){0,3}?\s(?:from|of|by|out of|dal|dalla|dal reparto di)\s(?:[\w-]+\s){0,3}/iu.exec(behind);
  return from !== null && otherPlace.test(behind.slice(from.index, from[0].length + 25));
};
const survival = { field: 'survival', scope: 'patient', negated: null } as const;

export const goingHomeRules: readonly TextRule[] = [
  {
    ...survival,
    id: 'discharged',
    event: 'discharge',
    pattern: anyOf(words.discharge),
    unlessBefore: notYetHome,
    unlessAfter: whyLeft,
    value: (match) => (fromElsewhere(match) ? null : 'yes'),
    confidence: 0.95,
    reason: 'the text says that the patient left the hospital alive',
    examples: [
      ['the patient was discharged on January 24', 'yes'],
      ['The patient was discharged home on Day 21.', 'yes'],
      ['Well at discharge.', 'yes'],
      ['The patient was admitted to the hospital ward and discharged one week after admission.', 'yes'],
      ['Finally with good evolution and he was given the discharge at home.', 'yes'],
      ['The patient was dismissed the day after.', 'yes'],
      ['Discharged on oral antibiotics.', 'yes'],
      ['Dimesso in buone condizioni.', 'yes'],
      ['Admission: 19 Jan 2021. Discharge: 23 Jan 2021.', 'yes'],
      ['dimettiamo in data odierna il sig. R.', 'yes'],
    ],
    counterexamples: [
      'She was discharged from hospital because she did not present alarm criteria at that time.',
      'who had been discharged 10 days before knee surgery',
      'The patient may be discharged tomorrow.',
      'She had nasal discharge.',
      'He was discharged from the ICU to a ward.',
      'Discharged from the emergency department with paracetamol.',
      'He could not be discharged.',
      'Her mother was discharged.',
      'Urethral discharge was noted.',
    ],
  },
  {
    ...survival,
    id: 'went-home',
    event: 'discharge',
    pattern: anyOf(words.goingHome),
    unlessBefore:
      /\b(?:had been|previously|recently|not|before|after|when|(?:hop|want|wish|ask)\w* to|(?:fit|enough|ready|eager) to)\s$/i,
    unlessAfter:
      /^\s(?:early\s|back\s)?(?:from\s(?!(?:the\s|our\s|a\s)?(?:hospital|ward|rehab))|by\s(?:his|her|the)\s(?:employer|school|teacher|boss|GP|paramedics|clinic|company))/i,
    value: (match) => {
      const { clause } = aroundOf(match);
      return fromElsewhere(match) ||
        // "Left the ICU on day 24 and the hospital on day 38": out of both.
        (otherPlace.test(clause) && !/^the hospital$/i.test(match[0])) ||
        longAgo.test(clause) ||
        /\btravel\w*|holiday|flew|flight|trip\b/i.test(clause)
        ? null
        : 'yes';
    },
    past: true,
    confidence: 0.93,
    reason: 'the text says that the patient went home',
    examples: [
      ['She went home on the ninth day, well.', 'yes'],
      ['He was sent home on hospital day 20.', 'yes'],
      ['She left the hospital on day 38.', 'yes'],
      ['Extubated on hospital day 8; home on hospital day 15 on levofloxacin.', 'yes'],
      ['Home on day 14.', 'yes'],
      ['Home after nine days.', 'yes'],
      ['Day 6 - home.', 'yes'],
      ['Dispo: home with mom on HD 3.', 'yes'],
      ['He left the ICU on day 24 and the hospital on day 38.', 'yes'],
      ['She returns home, living with her sister.', 'yes'],
      ['È tornato a casa dopo venti giorni.', 'yes'],
    ],
    counterexamples: [
      'He was sent home from ED with oral amoxicillin.',
      'He consulted the emergency room; he was sent home from the emergency room with paracetamol.',
      'He was isolated at home.',
      'She went home to Italy after the holiday.',
      'His wife went home.',
      'He hoped to go home.',
      'She returned home from Italy on 2 March.',
      'She was sent home by her employer.',
      'He left hospital in 2014 after a first episode.',
      'She was not fit to go home.',
      'Day 6 - home oxygen assessed.',
      'Dispo: ICU',
    ],
  },
  {
    ...survival,
    id: 'moved-to-rehabilitation',
    event: 'discharge',
    pattern: anyOf(words.movedOn),
    unlessBefore: /\b(?:from|nor|not|lives?|living|resident|residing) (?:\w+ )?$/i,
    value: 'yes',
    confidence: 0.9,
    reason: 'the text says that the patient left for rehabilitation or a nursing home',
    examples: [
      ['Transferred to a rehabilitation centre on day 34.', 'yes'],
      ['He was moved to rehab.', 'yes'],
      ['She was discharged to a skilled nursing facility.', 'yes'],
      ['She left for neurorehabilitation on ICU day 33.', 'yes'],
      ['DISPOSITION: LTACH', 'yes'],
      ['Left for LTACH on HD 29 in stable condition.', 'yes'],
      ['The patient has begun pulmonary rehabilitation.', 'yes'],
      ['Trasferito in riabilitazione.', 'yes'],
    ],
    counterexamples: [
      'She was admitted from a nursing home.',
      'He may be transferred to rehabilitation.',
      'Rehabilitation is important.',
    ],
  },
];
