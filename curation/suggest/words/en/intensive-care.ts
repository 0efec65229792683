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
  wardThroughout: [
    '(?:managed|treated|cared for|nursed|remained|stayed|kept|looked after)(?: entirely| solely| only| exclusively)? (?:on|in|at) (?:a |the |an? )?(?:[\\w-]+ ){0,3}wards?(?=[^.;]{0,80}\\b(?:throughout|only|the (?:whole|entire)|at all times|without (?:ever )?(?:need|requir)))',
    '(?:never|not) (?:left|leave) the ward',
    'ward(?:-level|-based)? care (?:only|throughout)',
  ],
};
