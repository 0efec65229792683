import type { BreathingWords } from '../course-lexicon.ts';

/** English words for a tube, a ventilator, and coming off it. */
export const breathing: BreathingWords = {
  intubation:
    '(?:(?:had|needed|required) to be )?(?:re-?)?intubated|(?:tracheal |endotracheal |orotracheal |nasotracheal |interval |emergency |urgent )?(?:re-?)?intubation|intubating|(?<=[>&+,;] ?|^|\\b(?:and|then) )RSI(?=[ ,.;]|$)|(?:was|were|been|never) tubed'.split(
      '|',
    ),
  ventilation:
    '(?<!non[- ])invasive(?:ly)? (?:mechanical(?:ly)? )?(?:ventilat(?:ion|ed)|ventilatory support|respiratory support)|mechanical(?:ly)? (?:invasive )?(?:assisted )?ventilat(?:ion|ed)|mechanical (?:ventilatory|respiratory) support|ventilator(?:y)? (?:support|assistance|dependen\\w+|dependant)|(?:on|to|onto) (?:a |the )?(?:mechanical )?ventilator|(?:a|the) ventilator|ventilator|artificial ventilation|ventilated (?:patient|victim)|(?:is|was|were|being|been|and|then|not|never|remains|remained|still|be|days?|weeks?|hours|h) (?:then |being |still |kept |also |now |immediately |sedated and )?ventilated|(?:of them|of which|of those) (?:\\w+ )?ventilated|ventilated (?:for|on|in|from|since|prone|until|via|mechanically|through|after|by|at|with)|(?<=^|[.;,:]\\s)ventilated|(?<!non[- ])IMV|ventilation for (?:\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|several) (?:days|weeks)|positive[- ]pressure ventilation(?= via (?:a |the )?(?:tube|tracheal|endotracheal))|breathing (?:machine|tube)'.split(
      '|',
    ),
  nonInvasive: [
    'non-?\\s?invasive(?:ly)?',
    'NIV',
    'NIPPV',
    'CPAP',
    'Bi-?PAP',
    'mask',
    'helmet',
    'non-?rebreath\\w+',
    'home',
    'nocturnal',
    'liquid',
    'high-flow',
  ],
  notForIntubation:
    'DNI|do[- ]not[- ]intubate|not (?:been )?(?:a |an )?(?:\\w+ )?(?:considered |deemed |felt |judged |thought )?(?:to be )?(?:a |an )?(?:\\w+ )?(?:eligible|candidates?|suitable|fit|appropriate|indicated|for|indication) (?:for )?(?:escalation to )?(?:the )?(?:ICU(?: or)? |ITU or )?(?:mechanical ventilation|invasive ventilation|intubation|intubated|ventilation)|(?:wish(?:ed|es)?|want(?:ed|s)?|agree[ds]?|consent(?:ed)?|decided|chose|elected|opted) not to be (?:intubated|ventilated|put on a ventilator|placed on a ventilator)|not (?:wish|want) to be (?:intubated|ventilated)|not (?:wish|want) (?:for )?(?:intubation|mechanical ventilation)|(?:unfit|unsuitable|ineligible) for (?:intubation|mechanical ventilation|invasive ventilation|ventilation)'.split(
      '|',
    ),
  extubation:
    '(?:finally|definitively|successfully) extubated|extubated|extubation|extubating|decannulated|tube (?:was |has been )?(?:removed|taken out|pulled)(?! back| up| down| by)(?: from (?:the|his|her) trachea)?|removal of (?:the )?(?:endotracheal|ET|breathing) tube|(?:endotracheal tube|ETT|ET tube|breathing tube) (?:was|has been|had been|could be) (?:removed|taken out|pulled out|withdrawn)|(?:weaned|liberated|freed|separated|disconnected) (?:\\w+ )?(?:off|from) (?:of )?(?:the |his |her )?(?:mechanical |invasive )?(?:ventilat(?:or|ion|ory support)|respirator)|(?:weaning|liberation) from (?:the )?(?:mechanical |invasive )?ventilat(?:or|ion) (?:was|succeeded|completed)(?: (?:successful|possible|complete\\w*|achieved))?|(?:taken|came|come|coming|got|was|were|been) off (?:of )?(?:the |mechanical |invasive )?(?:ventilat(?:or|ion)|respirator)|(?<=[:.,;]\\s|^)off (?:the )?vent(?:ilator)?(?= (?:on|since)| \\d|[.,;]|$)|(?:breathing )?tube (?:came|was) out|ETT (?:is )?(?:out|removed|gone|no longer (?:present|seen|in place))'.split(
      '|',
    ),
  extubationFailed: [
    '(?:trial (?:of )?|attempt(?:s|ed)? (?:at )?)?extubation\\s(?:attempts?\\s|trial\\s)?(?:on \\w+(?: \\w+)? )?(?:was (?:attempted|tried|done|performed)(?: (?:on )?\\w+ \\w+)? (?:and|but) |had\\s|has\\s|trials? )?(?:failed|was (?:unsuccessful|not (?:successful|tolerated)))',
    'failed\\s(?:\\w+ )?(?:extubation|to extubate|weaning trials?)',
    'unable to (?:be extubated|extubate|wean (?:\\w+ )?(?:from|off) (?:the )?ventilat\\w+)',
    '(?:attempts?|trials?) (?:of|at) extubation (?:\\w+ ){0,3}?(?:failed|unsuccessful)',
    'attempts? to extubate (?:(?:him|her|the patient) )?(?:(?:on|at) [^.;,]{1,20} )?(?:failed|was unsuccessful)',
    'unsuccessful (?:extubation|attempts? (?:of|at) extubation)',
  ],
  neverOff: [
    '(?:could|can) (?:not|never) be (?:weaned|liberated|separated|extubated|freed)',
    'never (?:came|got|could come) off (?:of )?(?:the )?ventilat\\w+',
    'never (?:be )?extubated',
    'never (?:able to )?be (?:extubated|weaned)(?! (?:off|from) (?:the |supplemental )?oxygen)',
    '(?:unable|not able) to be (?:extubated|weaned)(?! (?:off|from) (?:the |supplemental )?oxygen)',
    'not (?:be )?extubated',
    '(?<=\\b(?:died|expired|deceased|passed away|succumbed)\\b[^.;]{0,100})still (?:intubated|ventilated|on the ventilator|(?:on|under) (?:mechanical|invasive) ventilation)',
    '(?:died|dying|expired|passed away|succumbed|death)(?: \\w+){0,4}? (?:on (?:the |a )?(?:mechanical )?ventilator|while (?:still )?(?:being )?(?:intubated|ventilated|on (?:the )?(?:ventilator|(?:mechanical |invasive )?ventilation))|still (?:intubated|ventilated|on the ventilator)|under (?:mechanical|invasive) ventilation|on (?:mechanical|invasive) ventilation|without (?:ever )?(?:having been |being )?extubated|intubated)',
  ],
  forSurgery: [
    'for (?:the |an? |his |her |elective |emergency |urgent |major ){0,3}(?:surgery|operation|operative|caesarean|cesarean|C-section|c-section|procedure|bronchoscopy|endoscopy|appendi\\w+|laparo\\w+|thoracotomy|an(?:a)?esthesia|craniotomy|thrombectomy|transplant\\w*|resection|repair|fixation|delivery|hernia\\w*|cholecyst\\w+|biopsy|MRI|imaging|airway protection during)',
    '(?:during|under) (?:general )?(?:surgery|an(?:a)?esthesia|the operation)',
  ],
};
