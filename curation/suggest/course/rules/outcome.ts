import { aroundOf } from '../../rules/around.ts';
import type { TextRule } from '../../rules/rule.ts';
import { outcomeWords as words } from '../../words/course.ts';
import { anyOf } from '../../words/languages.ts';
import { deathRules } from './death.ts';
import { goingHomeRules, longAgo } from './going-home.ts';

/** How the illness ended: death, leaving the hospital, being well later. */

const wellThen = anyOf(words.well, 'iu');
const betterThen = anyOf(words.better, 'iu');
const muchLater =
  /month|year|mes[ei]\b|ann[oi]\b|follow|review|control|clinic|visit|appointment|consult|phone|ambulatorial/iu;
/** Counted from the beginning, a time is one of the illness itself. */
const ofTheIllness =
  /^\s(?:(?:after|from|of|since|following|dopo|dal|dall[’'])\s)?(?:(?:the|his|her|initial|first|symptom|an?)\s){0,2}(?:onset|symptoms?|fever|illness|disease|exposure|contact|admission|presentation|hospitali[sz]ation|intubation|surgery|operation|trans\w+|cruise|travel|chemotherapy|treatment started|esordio|ricovero)\b/iu;
/** A plan, or a return for the worse. */
const toCome =
  /\b(?:plan(?:ned|s)?|schedul\w+|advis\w+|recommend\w+|arrang\w+|will|to be|await\w*|booked|expected|due|re-?admitted|re-?presented|returned|came back|worse(?:n\w*|ned)?|deteriorat\w+|relaps\w+|recurr\w+|previously)\b/i;
const survival = { field: 'survival', scope: 'patient', negated: null } as const;

const wellRules: readonly TextRule[] = [
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
      const { clause, behind, next } = aroundOf(match);
      // "At two months he had gained 6 kg and the film had improved": what is told of that day.
      const told = `${clause} ${/^(?:and|with|where|when|,)/i.test(next) ? next : ''}`;
      if (ofTheIllness.test(behind)) return null;
      const well = wellThen.test(told) || (muchLater.test(match[0]) && betterThen.test(told));
      return well &&
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
      'Chest radiograph two weeks after symptom onset: normal.',
      'Two weeks later a well-defined nodule was seen.',
      'One week later the infiltrates had improved.',
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
    scope: 'patient',
    pattern: anyOf(words.recovering),
    unlessBefore: /\b(?:post-?\s?operative|surgical|history of|hop(?:ed|ing) for|full) $/i,
    unlessAfter:
      /^ (?:cannot|can|may|is (?:not|possible|expected)|was not|room|period|position|post-?\s?op|from (?:the |his |her )?(?:surgery|operation|procedure))/i,
    value: (match) => (longAgo.test(aroundOf(match).clause) ? null : 'yes'),
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
      'Full recovery cannot be expected.',
      'He recovered from a similar episode two years ago.',
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

export const outcomeRules: readonly TextRule[] = [...deathRules, ...goingHomeRules, ...wellRules];
