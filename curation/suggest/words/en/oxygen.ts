import type { OxygenWords } from '../course-lexicon.ts';

/** English words for oxygen given. */
export const oxygen: OxygenWords = {
  gas: ['oxygen', 'O2', 'O₂', 'oxygenation support'],
  measured:
    'saturations?|sats?|satn|desaturations?|concentration|tension|pressure|partial|levels?|index|extraction|content|carrying|transport|free|radicals|reactive|uptake|consumption|debt|exchange|transfer|ratio|measurements?|monitoring|probe|allergy'.split(
      '|',
    ),
  givingBefore:
    'on|with|by|via|litres? of|liters? of|l of|\\d l of|flow of|receiv(?:ed|ing|es?)|requir(?:ed|ing|es?)|need(?:ed|ing|s?)|for|given|gave|giving|start(?:ed|ing)|commenced|initiated|administer(?:ed|ing)|administration of|provided|supplied|supplement(?:al|ary|ed)|additional|extra|nasal|mask|humidified|warmed|ward-based|high-flow|low-flow|high-concentration|passive|conventional|inhaled|wall|off|weaned|requirement(?:s)? (?:of|for)|increasing|increased|rising|escalating|more|minimal'.split(
      '|',
    ),
  givingBehind:
    'therapy|treatment|support|supplement\\w*|supply|inhalation|requirements?|needs?|demands?|dependen\\w+|delivery|(?:face ?|reservoir )?mask|cannula\\w*|nasal|prongs|(?:by|via|through|per) (?:a |the )?(?:\\w+[ -]){0,3}(?:mask|cannulas?e?|prongs|specs|spectacles|tube|helmet|catheter|high[- ]flow|tent|hood|reservoir|venturi)|(?:was|were|had been|has been) (?:\\w+ly )?(?:given|started|commenced|initiated|administered|required|needed|necessary|applied|provided|delivered|stopped|weaned|reduced|tapered|increased|discontinued|withdrawn)|(?:could|can) be (?:stopped|weaned|reduced|discontinued)|(?:started|given|administered|required|needed)|at (?:a (?:rate|flow) of )?\\d|[1-9]\\d?(?:\\.\\d)? ?(?:l|lit)'.split(
      '|',
    ),
  therapies: [
    'supplement(?:al|ary|ed) oxygenation',
    'oxygen[- ]therapy',
    'oxygen[- ]dependen\\w+',
    'oxygenotherapy',
  ],
  devices:
    'nasal (?:oxygen )?(?:cannulas?e?|cannulation|prongs?|specs?|spectacles|catheter)|cannulas?e? (?:oxygen|O2)|(?:oxygen|O2) (?:nasal )?(?:cannulas?e?|prongs|specs|spectacles|mask|tent|hood)|vent(?:uri|i)[ -]?(?:face )?masks?|venturi|non-?\\s?re-?breath(?:er|ing|e)s?(?: (?:reservoir )?(?:face )?masks?)?|NRB(?:M)?|re-?breather masks?|reservoir (?:face )?(?:mask|bag)s?|(?:mask|bag) with (?:a )?reservoir|oxygen masks?|(?:heated |humidified ){0,2}high[- ]flow(?! rate)(?: (?:humidified |heated )?(?:nasal )?(?:oxygen(?:ation)?|O2|cannulas?e?|prongs|therapy|support))?|HFNC|HFNO|HFNP|HFOT|HFO2|HHFNC|HHFNO|HHHF|Optiflow|Airvo|CPAP|Bi-?PAP|Bi-?level|NIV|NIPPV|NIPV|NPPV|NIMV|NIPSV|non-?\\s?invasive (?:positive[- ]pressure |pressure[- ]support |mechanical |mask |respiratory )?(?:ventilation|ventilatory support|ventilator|pressure support|respiratory support)|non-?\\s?invasive(?:ly)? ventilated|continuous positive airway pressure|awake prone oxygen|nasal high[- ]flow|low[- ]flow (?:nasal )?(?:oxygen|cannula)'.split(
      '|',
    ),
  masks: ['(?:simple |plain |facial |face |Hudson |bag-valve-)?masks?', 'helmets?', 'hood'],
  litres: ['l', 'lit(?:re|er)s?', 'lts?'],
  perMinute: [
    '\\s?\\/\\s?min(?:ute)?\\.?',
    '\\s?pm',
    '\\sper\\smin(?:ute)?',
    '\\s?\\/\\s?m\\b',
    '\\s?min-?1',
  ],
  roomAir: ['room[- ]air', 'RA', 'ambient air', '(?<=\\bon )air', '(?<=breathing )air'],
  staying:
    'remain(?:ed|s|ing)|stay(?:ed|s|ing)|kept|managed|maintain(?:ed|s|ing)|breath(?:ed|es|ing)|self-ventilating|always|saturat\\w+|sats?|SpO2|stable'.split(
      '|',
    ),
  allTheTime: [
    'through\\s?-?out',
    'all along',
    'all the time',
    'at all times',
    'the (?:whole|entire) (?:time|stay|admission|course|illness|hospitali[sz]ation)',
    'always',
    'never (?:off|left)',
    'during (?:the|his|her) (?:whole|entire) \\w+',
  ],
  backTo:
    'weaned (?:\\w+ )?(?:back )?(?:down )?(?:on)?to|back (?:on|to)|returned to|was now (?:on|in)|down to|transitioned (?:back )?to|off oxygen and on|came off oxygen|extubated (?:directly )?(?:on)?to'.split(
      '|',
    ),
  needing:
    'need\\w*|requir\\w+|necess\\w+|receiv\\w+|given|administered|used|throughout|supplement\\w+|at any (?:time|point|stage)|ever|never'.split(
      '|',
    ),
  thenOnly:
    '(?:on|at|upon) (?:the time of )?(?:admission|arrival|presentation|discharge|first|baseline|rest|that (?:time|point|stage)|this (?:time|point|stage)|follow-?up|home)|initially|in the beginning|at the beginning|by (?:hospital |illness )?day|by the (?:time|end|\\w+th|third|second|first)|since (?:day|then|the)|any ?more|any longer|no longer|now|currently|today|after (?!all)\\w+|later|thereafter|afterwards|overnight|until|so far|to date|further|more|at night|at rest|on day \\d+|day \\d+'.split(
      '|',
    ),
  otherFlows:
    'ECMO|ECLS|extracorporeal|circuit|sweep|pump|cardiac (?:output|index)|blood flow|saline|fluids?|crystalloids?|Ringer\\w*|urine|output|drain(?:ed|age|s)?|dialysis|infusion|infused|bolus|blood loss|transfus\\w+|effusion|aspirat(?:ed|ion)|beer|wine|alcohol|peak flow|FEV1?|FVC|TLC|capacity|inhaler|water|bled|stools?'.split(
      '|',
    ),
};
