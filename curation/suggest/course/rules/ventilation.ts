import { aroundOf } from '../../rules/around.ts';
import { laterPicture, ofAnother, type TextRule } from '../../rules/rule.ts';
import { any, breathingWords as words } from '../../words/course.ts';
import { anyOf } from '../../words/languages.ts';

/** Ventilation: events of a patient's course and what a film shows of them. */

/** "Previous admission as an infant, ventilated for four days": a part without a subject goes on in that time. */
const earlier =
  /\b(?:previous|prior|past|earlier|former) (?:\w+ ){0,2}(?:admission|stay|hospitali[sz]ation|history|episode|illness|attack)|\b(?:years?|months?) (?:ago|before|earlier)|\bas an? (?:child|infant|neonate|newborn|baby|premature)|\bat birth\b|\bpregress/i;
const goesOn = (match: RegExpMatchArray): boolean => {
  const { before, previous } = aroundOf(match);
  return /^\W*(?:and\s|then\s|being\s|was\s)?$/i.test(before) && earlier.test(previous);
};
/** "Intubated for the operation" tells nothing of the lungs. */
const forSurgery = new RegExp(`^\\s(?:\\w+\\s){0,3}${any(words.forSurgery)}`, 'iu');
const withoutTube = new RegExp(`(?<![\\p{L}])${any(words.nonInvasive)}[\\s-](?:[\\p{L}-]+\\s){0,2}$`, 'iu');

export const ventilationRules: readonly TextRule[] = [
  {
    id: 'intubated',
    field: 'intubated',
    event: 'intubation',
    scope: 'patient',
    pattern: anyOf(words.intubation),
    unlessBefore: new RegExp(
      `(?:\\bnon-|\\b(?:post|do not|self|difficult|rapid sequence|failed)[- ]|prolonged\\s|\\b(?:hesitat\\w+|wish(?:ed)?|order|about|whether|when|how) to\\s)$|${ofAnother}`,
      'i',
    ),
    unlessAfter:
      /^\s(?:pneumo|order|kit|drugs|team|box|rate|status|equipment|trolley|set|criteria|checklist|protocol|threshold|(?:an?|two|three|four|five|several|many|other|\d{1,2})\s(?:\w+\s){0,2}patients?\b)/i,
    value: (match) => (forSurgery.test(aroundOf(match).behind) || goesOn(match) ? null : 'yes'),
    // "Did not need reintubation": a first time there was.
    negated: (match) => (/\bre-?intub/i.test(match[0]) ? 'yes' : 'no'),
    confidence: 0.96,
    negatedConfidence: 0.93,
    reason: 'the text says that the patient was intubated',
    examples: [
      ['he was intubated on the 7th day after the initiation of symptoms', 'yes'],
      ['Chest X-ray after intubation and mechanical ventilation', 'yes'],
      ['So far not requiring intubation.', 'no'],
      ['He received high flow oxygen but was not intubated.', 'no'],
      ['She died without having been intubated.', 'no'],
      ['The patient did not need intubation or ICU admission.', 'no'],
      ['La paziente è stata intubata.', 'yes'],
      ['Paziente non intubato.', 'no'],
      ['Mai intubato.', 'no'],
      ['The film was taken prior to intubation.', 'yes'],
      ['She was not intubated until day 6.', 'yes'],
      ['He has not been intubated until now.', 'no'],
    ],
    counterexamples: [
      'The patient may need intubation.',
      'Her husband was intubated.',
      'If hypoxia persists, intubation should be considered.',
      'Patients are often intubated late.',
      'He had been intubated for pneumonia in 2012.',
      'Intubation status was not documented.',
      'The intubation trolley stood ready.',
      'This doctor had intubated two infected patients.',
      'He fell ill after the intubation of a patient.',
      'Early intubation was discussed; the intensivist advised immediate intubation.',
      'She was nearly intubated.',
      'For full escalation including intubation if he tires.',
      'Her brother, who was intubated, is recovering.',
      'She was intubated for an emergency caesarean section.',
      'Post-intubation course.',
      'Her newborn was intubated.',
      'The nurse had cared for an intubated patient.',
    ],
  },
  {
    id: 'invasive-ventilation',
    field: 'intubated',
    event: 'intubation',
    scope: 'patient',
    pattern: anyOf(words.ventilation),
    unlessBefore: new RegExp(
      `${withoutTube.source}|\\b(?:(?:weaned|liberated|disconnected|removed|freed) (?:\\w+ )?from|off(?: of)?) (?:the |his |her )?$|(?:spare|second|portable|faulty) $|${ofAnother}`,
      'iu',
    ),
    unlessAfter:
      /^(?:\s(?:was|were)\s(?:un|not\s)available|\s(?:was|were)\sin\suse|\sshortage|\snon-?\s?invasive)|^[- ](?:associated|induced|settings?|weaning|free|days?|lungs?|areas?|alveoli|perfusion|capacity|machine broke)|^ (?:was|were) (?:subsequently |then )?withdrawn/i,
    value: (match) => (goesOn(match) ? null : 'yes'),
    negated: 'no',
    confidence: 0.94,
    negatedConfidence: 0.9,
    reason: 'the text says that the patient was ventilated mechanically',
    examples: [
      ['The patient required mechanical ventilation and was admitted to intensive care.', 'yes'],
      ['The patient decided not to be treated with mechanical ventilation.', 'no'],
      ['Under continuous invasive ventilation CRP levels rose.', 'yes'],
      ['She recovered without mechanical ventilation.', 'no'],
      ['He was transferred to intensive care and ventilated.', 'yes'],
      ['He spent two nights in the ICU but was never ventilated.', 'no'],
      ['Seventy-two hours after admission he was placed on a ventilator.', 'yes'],
      ['Ventilated from hospital day 3 to hospital day 9.', 'yes'],
      ['with COVID19 pneumonia, ventilated in ICU since day 2', 'yes'],
      ['of which 17 days ventilated in ICU', 'yes'],
      ['He was ventilated prone.', 'yes'],
      ['Sottoposto a ventilazione meccanica.', 'yes'],
    ],
    counterexamples: [
      'He was treated with non-invasive ventilation.',
      'Mechanical ventilation may be needed.',
      'In 20 % of patients mechanical ventilation was required.',
      'Non-aerated and ventilated lung was seen.',
      'She came off the ventilator on day 9.',
      'A ventilator was unavailable.',
      'Trattata con ventilazione meccanica non invasiva.',
      'CPAP ventilation was started.',
      'Poorly ventilated areas.',
      'Previous admission to PICU for bronchiolitis, ventilated for 4 days.',
    ],
  },
  {
    id: 'ventilation-denied',
    field: 'intubated',
    scope: 'patient',
    // Of bare "ventilation" only the denial tells: without any, there was none by a tube either.
    pattern:
      /\b(?:(?:positive[- ]pressure |respiratory )?ventilat(?:ion|ing)|ventilatory support|(?:a|any) (?:breathing )?tube|(?<=\bavoid(?:ed|ing|s) )the tube|no tube|breathing tube|escalation of respiratory support)\b/gi,
    unlessBefore: new RegExp(
      `${withoutTube.source}|\\b(?:feeding|gastric|NG|nasogastric|chest|drainage|jugular) $`,
      'iu',
    ),
    unlessAfter:
      /^(?:[- ](?:perfusion|associated|induced|defects?|settings?)|\s(?:was|were) (?:withdrawn|stopped))/i,
    value: null,
    negated: (match) =>
      /tube/i.test(match[0]) &&
      !/\b(?:need|requir|ever|placed|inserted|never|avoid)/i.test(aroundOf(match).clause)
        ? null
        : 'no',
    confidence: 0.9,
    negatedConfidence: 0.88,
    reason: 'the text says that no ventilation was needed',
    examples: [
      ['without need for ventilation', 'no'],
      ['but ventilation was not necessary', 'no'],
      ['The patient had not been on positive pressure ventilation.', 'no'],
      ['put on high-flow nasal oxygen and never needed a tube', 'no'],
    ],
    counterexamples: [
      'Non-invasive ventilation was not needed.',
      'Ventilation was needed.',
      'No tube is seen.',
      'Ventilation may not be needed.',
      'Her husband needed no ventilation.',
      'A chest tube was not needed.',
    ],
  },
  {
    id: 'not-for-intubation',
    field: 'intubated',
    scope: 'patient',
    pattern: anyOf(words.notForIntubation),
    value: 'no',
    negated: 'no',
    beforehand: true,
    confidence: 0.86,
    negatedConfidence: 0.86,
    reason: 'intubation was ruled out beforehand',
    examples: [
      ['DNR/DNI.', 'no'],
      ['he had not been considered eligible for intubation', 'no'],
      ['Not a candidate for intubation because of advanced frailty.', 'no'],
      ['She did not wish to be intubated.', 'no'],
      ['Unfit for invasive ventilation.', 'no'],
    ],
    counterexamples: ['His father was not a candidate for intubation.'],
  },
  {
    id: 'tube-in-place',
    field: 'intubation_present',
    event: 'intubation',
    scope: 'image',
    pattern:
      /\b(?:ETT|ET[- ]tubes?|endo-?tracheal(?:(?: and|,) (?:naso|oro)gastric| tip)? tubes?|(?:endo)?tracheal intubation (?=(?:(?:can|could) be|is|was) (?:seen|noted|visible)|seen|noted)|tracheal (?:tube|cannula)|(?<!\b(?:chest|drain\w*|NG|nasogastric|feeding|gastric|enteric|thoracostomy|pleural|tracheostomy|intercostal|orogastric|OG|Ryles?) )tube (?:(?:is|was|tip) )?(?:in (?:a )?(?:correct|good|satisfactory|adequate|proper|situ|place)(?: position| place)?|correct(?:ly placed)?|well (?:placed|positioned)|ok\b)|(?<!(?:gastric[oa]|naso-?gastrico|toracico|pleurico|drenaggio) )tubo (?:in sede|ben posizionato|in situ)|tubo (?:oro|naso|endo)?-?tracheale|TET(?=\s(?:e\s\w+\s)?(?:in sede|ben posizionat|in situ))|(?:is|remains|still|now|person is|patient is|consolidations?,?) intubated|intubated patient|interval intubation|intubated (?:in the interval|since the (?:last|previous|prior)))\b/gi,
    unlessBefore: new RegExp(`\\b(?:removal of (?:the )?|removed |former |without )$|${ofAnother}`, 'i'),
    unlessAfter:
      /^\s(?:(?:(?:was|has been|had been|is|now|seen \w+ is) )?(?:removed|withdrawn|pulled out|taken out|gone)|(?:è stato )?(?:rimoss|sfilat)\w+|(?:is |was )?(?:no longer|not) (?:seen|visible|present|in place|in situ))/i,
    value: 'yes',
    negated: 'no',
    confidence: 0.95,
    negatedConfidence: 0.85,
    reason: 'the film shows, or is said of, an intubated patient',
    examples: [
      ['ETT tip above the carina.', 'yes'],
      ['Endotracheal tube in situ approximately 2 cm above the carina.', 'yes'],
      ['Also right IJV catheter and ETT noted.', 'yes'],
      ['ET tube, right jugular central line and NG tube in situ.', 'yes'],
      ['The patient is intubated and has a central venous line.', 'yes'],
      ['Remains intubated.', 'yes'],
      ['TET e SNG in sede.', 'yes'],
      ['24 March: clear progression, tube correct.', 'yes'],
      ['Opacamento diffuso bilaterale, tubo in sede.', 'yes'],
      ['The patient has been intubated in the interval.', 'yes'],
    ],
    counterexamples: [
      'The endotracheal tube was removed.',
      'ETT no longer present.',
      'ETT removed, improving aeration.',
      'Tubo endotracheale rimosso.',
      'Chest tube in place.',
      'The nasogastric tube is in a good position.',
      'The tracheal tube has been pulled out since the last film.',
      'Endotracheal tube seen yesterday is gone.',
      'She had cared for an intubated patient.',
      'The patient may need an endotracheal tube.',
      'Endotracheal intubation was performed in the emergency room.',
    ],
  },
  {
    id: 'film-on-ventilator',
    field: 'intubation_present',
    event: 'intubation',
    scope: 'image',
    pattern:
      /\bpatient (?:is |now )?on (?:mechanical ventilation|(?:the )?ventilator)\b|\b(?:after|following) (?:the |(?:oro|endo)?tracheal )?intubation\b|\bpost-?\s?intubation\b(?! (?:course|period|complications?|medications?|sedation))/gi,
    unlessBefore: laterPicture,
    value: 'yes',
    negated: null,
    confidence: 0.9,
    reason: 'the film is said to be of a ventilated patient',
    examples: [
      ['patient on mechanical ventilation with bilateral consolidations on the chest film', 'yes'],
      ['Chest X-ray after intubation', 'yes'],
      ['Post-intubation film.', 'yes'],
      ['Portable radiograph three days post intubation.', 'yes'],
    ],
    counterexamples: [
      'After intubation might come recovery.',
      'The post-intubation course was uneventful.',
      'Image 1 - CXR on arrival Image 3 - CXR after intubation',
    ],
  },
  {
    id: 'film-before-intubation',
    field: 'intubation_present',
    scope: 'image',
    pattern:
      /\b(?:(?:before|prior to|pre-?) ?intubation|(?:: |after |following |post-?\s?|interval )extubation|(?:been |now )extubated|removal of (?:the )?(?:endotracheal|ET) tube|(?:endotracheal tube|ETT) (?:was|has been) removed)\b/gi,
    value: 'no',
    negated: null,
    confidence: 0.88,
    past: true,
    reason: 'the film was taken before intubation or after extubation',
    examples: [
      ['chest-X-ray of the patient before intubation.', 'no'],
      ['Day 13: extubation.', 'no'],
      ['Film after extubation.', 'no'],
      ['Post-extubation radiograph.', 'no'],
      ['Interval extubation.', 'no'],
    ],
    counterexamples: ['Before intubations became common, prognosis was poor.'],
  },
];
