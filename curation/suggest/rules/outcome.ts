import { any, outcomeWords as words } from '../words/course.ts';
import { anyOf } from '../words/languages.ts';
import { aroundOf } from './around.ts';
import type { TextRule } from './rule.ts';

/** How the illness ended: death, leaving the hospital, being well later. */

const ofThings = new RegExp(`(?<![\\p{L}])${any(words.things)}\\s(?:had\\s|has\\s|have\\s)?$`, 'iu');
const otherPlace = anyOf(words.notTheHospital, 'iu');
const wellThen = anyOf(words.well, 'iu');
/** A plan, or a return for the worse. */
const toCome =
  /\b(?:plan(?:ned|s)?|schedul\w+|advis\w+|recommend\w+|arrang\w+|will|to be|await\w*|booked|expected|due|re-?admitted|re-?presented|returned|came back|worse(?:n\w*|ned)?|deteriorat\w+|relaps\w+|recurr\w+|previously)\b/i;
/** Kept from the grave or the door only so far. */
const notYetHome =
  /\b(?:had been|nasal|vaginal|purulent|urethral|ear|wound|aural|serous|bloody|not yet|previously|recently|electric\w*|before|since being)\s$/i;
const whyLeft =
  /^[^.;]{0,30}(?:\bbecause\b|\bpost-?operatively|\bagainst medical)|^\s(?:letter|summary|criteria|planning|from (?:the )?(?:ear|nose|wound|eye|navy|army|military))/i;

/** Leaving another place than the hospital: the clinic, the emergency room, intensive care. */
const fromElsewhere = (match: RegExpMatchArray): boolean => {
  const { behind } = aroundOf(match);
  const from =
    /^(?:\s[\w-]+){0,3}?\s(?:from|of|by|out of|dal|dalla|dal reparto di)\s(?:[\w-]+\s){0,3}/iu.exec(behind);
  return from !== null && otherPlace.test(behind.slice(from.index, from[0].length + 25));
};
const deniedItself = /\b(?:not|no|without|unsuccessful\w*|failed|futile|vain)\b/i;
const survival = { field: 'survival', scope: 'patient', negated: null } as const;

export const outcomeRules: readonly TextRule[] = [
  {
    id: 'died',
    field: 'survival',
    event: 'death',
    scope: 'patient',
    pattern: anyOf([...words.dying, ...words.afterDeath]),
    unlessBefore: ofThings,
    unlessAfter: /^\s(?:down|out|away)\b/i,
    value: 'no',
    // "Resuscitation was not successful", "did not survive": the denial is part of the words.
    negated: (match) => (deniedItself.test(match[0]) ? 'no' : null),
    confidence: 0.97,
    negatedConfidence: 0.95,
    reason: 'the text says that the patient died',
    examples: [
      ['The patient died 13 days after exposure to SARS.', 'no'],
      ['The patient passed away 24 hours later.', 'no'],
      ['which worsened during the couple of days before death', 'no'],
      ['Unfortunately the patient demised 3 days later.', 'no'],
      ['Il paziente è deceduto.', 'no'],
      ['The outcome was fatal.', 'no'],
      ['Cardiac arrest; resuscitation was unsuccessful.', 'no'],
      ['three days prior to death', 'no'],
      ['She elected comfort measures and expired on HD 7.', 'no'],
      ['He did not survive.', 'no'],
      ['At autopsy both lungs were heavy.', 'no'],
      ['Postmortem radiography.', 'no'],
      ['È deceduta in rianimazione.', 'no'],
      ['Exitus dopo dieci giorni.', 'no'],
    ],
    counterexamples: [
      'His father died of lung cancer.',
      'Patients who died were older.',
      'Death may occur.',
      'the risk of death is high',
      'Two of her family members died.',
      'The course was fatal in two of his colleagues.',
      'Fluid resuscitation was unsuccessful.',
      'lives with his father, who died last week',
      'The crackles had died out by day 9.',
      'Her fever died down.',
      'His phone died.',
      'His visa expired.',
      'She nearly died.',
      'Paramedics pronounced his wife dead.',
    ],
  },
  {
    ...survival,
    id: 'support-withdrawn',
    event: 'death',
    pattern: anyOf(words.supportWithdrawn),
    value: 'no',
    confidence: 0.88,
    reason: 'life support was withdrawn',
    examples: [
      ['Life support was withdrawn on hospital day 30.', 'no'],
      ['Withdrawal of life support took place on day 12.', 'no'],
      ['He was terminally extubated.', 'no'],
    ],
    counterexamples: [
      'Withdrawal of care was discussed.',
      'Antibiotic treatment was withdrawn.',
      'Her grandfather had his life support withdrawn: life support was withdrawn in her grandfather.',
    ],
  },
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
    value: (match) => {
      const { clause } = aroundOf(match);
      return fromElsewhere(match) ||
        otherPlace.test(clause) ||
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
      ['È tornato a casa dopo venti giorni.', 'yes'],
    ],
    counterexamples: [
      'He was sent home from ED with oral amoxicillin.',
      'He consulted the emergency room; he was sent home from the emergency room with paracetamol.',
      'He was isolated at home.',
      'She went home to Italy after the holiday.',
      'His wife went home.',
      'He hoped to go home.',
      'She was not fit to go home.',
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
      ['The patient has begun pulmonary rehabilitation.', 'yes'],
      ['Trasferito in riabilitazione.', 'yes'],
    ],
    counterexamples: [
      'She was admitted from a nursing home.',
      'He may be transferred to rehabilitation.',
      'Rehabilitation is important.',
    ],
  },
  {
    ...survival,
    id: 'back-in-life',
    pattern: anyOf(words.backInLife),
    value: 'yes',
    past: true,
    confidence: 0.88,
    reason: 'the text says that the patient was back at work, at school or at what was usual',
    examples: [
      ['He was back at school the week after.', 'yes'],
      ['She has returned to work.', 'yes'],
      ['He resumed his usual activities.', 'yes'],
      ['Tornato al lavoro dopo due mesi.', 'yes'],
    ],
    counterexamples: ['His brother returned to school.', 'Most patients return to work within weeks.'],
  },
  {
    ...survival,
    id: 'seen-after-discharge',
    pattern: anyOf(words.afterDischarge),
    unlessAfter: /^\s(?:following|for|from|after)\b/i,
    value: (match) => {
      const { clause, next } = aroundOf(match);
      return toCome.test(`${clause} ${next}`) ? null : 'yes';
    },
    past: true,
    confidence: 0.9,
    reason: 'the patient was seen again after leaving the hospital',
    examples: [
      ['Follow-up radiograph four weeks after discharge.', 'yes'],
      ['CXR two months after hospital discharge shows clearing.', 'yes'],
      ['Illness day 25, eight days after discharge: near-complete absorption.', 'yes'],
      ['Persisting breathlessness 12 weeks after a 5-week hospital stay.', 'yes'],
      ['Controllo dopo la dimissione: normale.', 'yes'],
    ],
    counterexamples: [
      'Readmitted three days after discharge with worse dyspnoea.',
      'A follow-up radiograph is planned six weeks after discharge.',
      'A week after discharge he came back worse.',
    ],
  },
  {
    ...survival,
    id: 'well-later',
    pattern: anyOf(words.seenLater),
    value: (match) => {
      const { clause, next } = aroundOf(match);
      // "At two months he had gained 6 kg and the film had improved": what is told of that day.
      const told = `${clause} ${/^(?:and|with|where|when|,)/i.test(next) ? next : ''}`;
      return wellThen.test(told) &&
        !toCome.test(told) &&
        !/\b(?:not|no|without) (?:\w+ )?(?:improv|resol|better|clear)/i.test(told)
        ? 'yes'
        : null;
    },
    past: true,
    confidence: 0.86,
    reason: 'the patient was well when seen later',
    examples: [
      ['She is well one year later.', 'yes'],
      ['At 2 months he had gained 6 kg and the radiograph had improved.', 'yes'],
      ['A phone call after 2 weeks found her fully well.', 'yes'],
      ['A repeat film six weeks later had cleared completely.', 'yes'],
      ['At follow-up he was asymptomatic.', 'yes'],
      ['Al controllo a tre mesi sta bene.', 'yes'],
    ],
    counterexamples: [
      'A normal film is expected six weeks later.',
      'Six weeks later the film was worse.',
      'Follow-up is planned.',
      'The review of systems was essentially normal.',
      'One month later he died.',
      'Her sister was well six weeks later.',
      'Previously well, he fell ill two weeks after a cruise.',
    ],
  },
  {
    id: 'alive',
    field: 'survival',
    scope: 'patient',
    pattern: anyOf(words.alive),
    value: 'yes',
    negated: null,
    confidence: 0.9,
    reason: 'the text says that the patient is alive',
    examples: [
      ['She is alive and well at three months.', 'yes'],
      ['The patient survived and went to rehabilitation.', 'yes'],
    ],
    counterexamples: [
      'He survived for only two more days.',
      'Of these patients, three are still alive.',
      'Her brother survived.',
      'Two of three siblings are still alive.',
    ],
  },
  {
    id: 'recovered',
    field: 'survival',
    event: 'discharge',
    scope: 'patient',
    pattern: anyOf(words.recovering),
    unlessBefore: /\b(?:post-?\s?operative|surgical|history of|hop(?:ed|ing) for|full) $/i,
    unlessAfter:
      /^ (?:room|period|position|post-?\s?op|from (?:the |his |her )?(?:surgery|operation|procedure))/i,
    past: true,
    value: 'yes',
    negated: null,
    confidence: 0.9,
    reason: 'the text says that the patient recovered',
    examples: [
      ['pt was extubated to room air and made a full recovery', 'yes'],
      ['The patient recovered completely.', 'yes'],
      ['She is currently recovering at home.', 'yes'],
      ['The patient was treated with steroids and made a slow recovery.', 'yes'],
      ['Self-isolated at home and recovered fully.', 'yes'],
      ['Guarito dopo tre settimane.', 'yes'],
    ],
    counterexamples: [
      'Full recovery is possible.',
      'Past history of complete recovery from polyneuropathy.',
      'Her post-operative recovery was uneventful.',
      'Most patients recovered fully.',
      'His wife recovered completely.',
    ],
  },
  {
    id: 'symptom-free',
    field: 'survival',
    scope: 'patient',
    pattern:
      /\b(?:remained|became|was|is) (?:free of symptoms|asymptomatic|symptom-free)(?: (?:afterwards?|thereafter|since))?\b/gi,
    requires: /\b(?:after|later|afterward|follow|day|since)\b/i,
    value: 'yes',
    negated: null,
    confidence: 0.75,
    reason: 'the text ends with the patient free of symptoms',
    examples: [['She remained free of symptoms afterward.', 'yes']],
    counterexamples: ['The contact was asymptomatic.'],
  },
];
