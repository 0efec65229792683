import type { TextRule } from '../../rules/rule.ts';
import { breathingWords as words } from '../../words/course.ts';
import { anyOf } from '../../words/languages.ts';

/** Coming off the ventilator: with success, in vain, or never. */

/** "Complete re-expansion; the tube was removed": a chest drain, where the sentence speaks of no windpipe. */
const isOfDrain = ({ input = '', ...match }: RegExpMatchArray): boolean =>
  /^tube\b/i.test(match[0]) && ofDrain.test(input) && !ofWindpipe.test(input);
const ofDrain =
  /\b(?:re-?expan\w+|chest (?:tube|drain)|pneumothora\w+|drain(?:s|age|ed)?|empyema|effusion|pleural|thoracostomy|gastr\w+|nasogastric|feeding|PEG)\b/i;
const ofWindpipe = /\b(?:endotracheal|ETT|intubat\w+|extubat\w+|ventilat\w+|trachea\w*|breathing)\b/i;
export const extubationRules: readonly TextRule[] = [
  {
    id: 'extubation-failed',
    field: 'intubated',
    event: 'intubation',
    scope: 'patient',
    pattern: anyOf(words.extubationFailed),
    value: 'yes',
    negated: 'yes',
    confidence: 0.9,
    reason: 'who is to be extubated was intubated',
    examples: [
      ['Extubation failed twice before a tracheostomy was placed.', 'yes'],
      ['After a failed extubation he was ventilated again.', 'yes'],
      ['A trial of extubation on day 6 failed.', 'yes'],
      ['Unable to extubate.', 'yes'],
    ],
    counterexamples: ['Extubation failed in two of the patients.'],
  },
  {
    id: 'extubated',
    field: 'extubated',
    event: 'extubation',
    scope: 'patient',
    pattern: anyOf(words.extubation),
    unlessBefore:
      /\b(?:(?:terminal|palliative|compassionate|failed|accidental|unplanned|for|until|attempted|awaiting|terminally|palliatively|trial of|attempts? (?:of|at)|before|failure of|towards?)\s(?:the\s)?|self[- ]|(?:failed|unable|difficult|attempts?|tried) to be )$/i,
    unlessAfter:
      /^\s(?:from\s)?(?:V[VA]-?\s?)?(?:ECMO|ECLS|extracorporeal)|^\s(?:attempts?\s|trials?\s)?(?:on \w+(?: \w+)? )?(?:(?:was|were) (?:attempted|tried|planned|unsuccessful|not)|had\sfailed|has\sfailed|failed)\b/i,
    value: (match) => (isOfDrain(match) ? null : 'yes'),
    negated: 'no',
    confidence: 0.95,
    negatedConfidence: 0.85,
    reason: 'the text says that the patient was extubated',
    examples: [
      ['The following day, pt was extubated to room air and made a full recovery.', 'yes'],
      ['Follow-up: extubated after 9 days of mechanical ventilation.', 'yes'],
      ['Interval removal of the endotracheal tube.', 'yes'],
      ['The patient could not be extubated.', 'no'],
      ['She was weaned from mechanical ventilation on day 12.', 'yes'],
      ['He came off the ventilator a week later.', 'yes'],
      ['The tube was removed on day 9.', 'yes'],
      ['The effusion had gone, he was ventilated for two days more, then the tube was removed.', 'yes'],
      ['He could not be weaned from the ventilator.', 'no'],
    ],
    counterexamples: [
      'her family chose for terminal extubation with comfort measures',
      'Extubation is planned for tomorrow if she improves.',
      'Decannulated from ECMO on day 15.',
      'He self-extubated and was reintubated within the hour.',
      'She was weaned off oxygen.',
      'Extubation failed twice before a tracheostomy was placed.',
      'A trial of extubation on day 6 failed.',
      'Extubation was attempted on day 6 but failed.',
      'The control radiograph showed complete re-expansion; the tube was removed on the next day.',
      'The feeding tube was removed.',
    ],
  },
  {
    id: 'never-off-ventilator',
    field: 'extubated',
    scope: 'patient',
    pattern: anyOf(words.neverOff),
    value: 'no',
    negated: 'no',
    confidence: 0.9,
    negatedConfidence: 0.88,
    reason: 'the text says that the patient never came off the ventilator',
    examples: [
      ['She could not be weaned from the ventilator.', 'no'],
      ['He died on the ventilator.', 'no'],
      ['He died still intubated.', 'no'],
      ['Mai estubato.', 'no'],
    ],
    counterexamples: ['His wife could not be weaned.', 'She was never intubated.'],
  },
];
