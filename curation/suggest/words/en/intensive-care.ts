import type { IntensiveCareWords } from '../course-lexicon.ts';

/** English words for intensive care. */
export const intensiveCare: IntensiveCareWords = {
  units: [
    '(?:respiratory |medical |surgical |p(?:a)?ediatric |neonatal |cardiac |cardiothoracic |neuro(?:logical|surgical)? |COVID(?:-?19)?[- ]|general |mixed |adult |isolation )?(?:[MSPRN]?ICU|I\\.C\\.U\\.|[GP]?ITU|intensive[- ](?:care|therapy|treatment)(?: (?:unit|ward|department|medicine|setting|area))?|critical[- ]care(?: (?:unit|ward|department|area))?|resuscitation (?:unit|department|ward))(?:s)?(?: \\((?:[MSPN]?ICU|ITU|[A-Z]{2,5})\\))?',
  ],
  lesser: [
    'high[- ]dependency',
    'HDU',
    'step-?\\s?down',
    'intermediate[- ]care',
    'IMCU?',
    'progressive care',
    'sub-?intensive',
    'semi-?intensive',
    'respiratory support unit',
    'observation (?:unit|ward)',
  ],
  ofTheUnit:
    'charts?|records?|notes?|protocols?|rounds?|level|teams?|beds?|capacity|staff(?:ing)?|nurses?|consult\\w*|review\\w*|outreach|doctors?|physicians?|registrar|specialists?|colleagues|room availability|availab\\w+|criteria|input|opinion|advice|referral|resources?|scores?|guidelines?|trial|mortality|survivors?|patients|admissions|population|register|registry|follow-?up clinic|equipment|transfer team|was (?:informed|contacted|consulted|notified|called)|were (?:informed|contacted|consulted|notified|called)|at (?:standby|alert)'.split(
      '|',
    ),
  entering:
    'admi(?:tted|ssion|tting)|re-?admitted|transfer(?:red|ral)?|moved|taken|shifted|brought|hospitali[sz](?:ed|ation)|enter(?:ed|ing|s)?|entry|went|came|escalated|stepped up|upgraded|referred|sent|accepted|placed|treated|managed|care|cared for|stay(?:ed|ing)?|remain(?:ed|s|ing)?|spent|requir(?:e|ed|es|ing)|need(?:ed|s|ing)?|necessitat(?:ed|ing)|received|nursed|arriv(?:al|ed)|supported|deteriorat\\w+|retrieved|evacuated|airlifted|died'.split(
      '|',
    ),
  being:
    'still|currently|day \\d{1,3}|days?|weeks?|is|was|been|being|intubat(?:ed|ion)|ventilated|nights?|patient|hours'.split(
      '|',
    ),
  leaving:
    'discharged?|transfer(?:red)?|moved|released|stepped down|step-?down|left|leaving|came|out|back|returned|de-?escalated|graduated|repatriated'.split(
      '|',
    ),
  stays:
    'admission|stay|care|transfer|treatment|support|setting|study|management|course|day|days|length of stay|hospitali[sz]ation|therapy|requirement|discharge|(?:was |is |were )?(?:needed|required|necessary|level care)|from (?:day|\\d)|for \\d'.split(
      '|',
    ),
  neverThere: [
    '(?:critical|intensive)[- ]care (?:(?:support|admission|treatment|transfer|input) )?(?:was|were) (?:never|not|at no time) (?:needed|required|necessary|called for|indicated)',
    "(?:did not|didn[’']t|never|not) (?:have to |need to )?(?:go|went|gone|come|came|get|got|(?:be |been )?(?:moved|transferred|taken|brought|escalated)) (?:in)?to (?:the |our |an? )?(?:ICU|ITU|intensive care|critical care|the unit|HDU)",
    '(?:beds?|place) (?:on|in|at) (?:the |an? |our )?(?:ICU|ITU|intensive care(?: unit)?|critical care(?: unit)?) (?:was|were) (?:never|not) (?:needed|required|called for|necessary|used)',
    '(?:never|not) (?:(?:become|became|been|got|was|were|fall|fell) )?(?:so|sick|ill|unwell) (?:\\w+ ){0,8}?(?:ICU|ITU|intensive care|critical care)',
    '(?:[A-Z]?ICU|ITU|intensive care(?: unit)?|intensivists?|critical care)(?: \\w+){0,2} (?:was|were|had been) (?:informed|contacted|consulted|alerted|on standby|involved)[^.;]{0,40}?\\b(?:not|never)\\s?(?:needed|required|necessary)',
    '(?:not|never) (?:been )?(?:for|suitable for|a candidate for|considered for) (?:any )?(?:escalation|admission|transfer)? ?(?:beyond|above|past) (?:the )?ward\\b',
    'ward[- ](?:based|level) (?:ceiling(?: of (?:care|treatment))?|(?:care|treatment|management) (?:only|throughout|was agreed))',
    'ceiling of (?:care|treatment) (?:was|is|of|set at|set as|as)? ?(?:\\w+ ){0,3}ward\\b',
    '(?<=[,;] )no (?:ICU|ITU|intensive care) (?:transfer|admission|stay)',
    'nor (?:was |were |did )?(?:he |she )?(?:need |require |in |on |admitted to |see )?(?:the )?(?:HDU or |high dependency or )?(?:ICU|ITU|intensive care)',
  ],
  wardThroughout: [
    '(?:managed|treated|cared for|nursed|remained|stayed|kept|looked after)(?: entirely| solely| only| exclusively)? (?:on|in|at) (?:a |the |an? )?(?:[\\w-]+ ){0,3}wards?(?=[^.;]{0,80}\\b(?:throughout|only|the (?:whole|entire)|at all times|without (?:ever )?(?:need|requir)))',
    '(?:never|not) (?:left|leave) the ward',
    'ward(?:-level|-based)? care (?:only|throughout)',
  ],
};
