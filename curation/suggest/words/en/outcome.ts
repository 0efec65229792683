import type { OutcomeWords } from '../course-lexicon.ts';

/** English words for how a patient's illness ended. */
export const outcome: OutcomeWords = {
  dying: [
    'died|dies|dying',
    '(?<=^|[.;:]\\s|\\b(?:was|patient|pt|and) )pronounced (?:on )?(?=\\d{1,2}[/.-]\\d|(?:hospital )?day \\d)',
    'demised|passed away|passed on|deceased|succumbed|perished|expired(?! air| tidal| volume| gas| CO2)',
    'RIP',
    '(?:could|can) not be (?:saved|resuscitated|revived)',
    'lost (?:his|her) (?:life|battle|fight)',
    '(?<!near-)(?<!non-)(?<!potentially )fatal (?:(?:pulmonary|cardiac|intracranial|cerebral|massive) ){0,2}(?:embol\\w+|h(?:a)?emorrhage|arrest|bleed\\w*|infarction)',
    "(?:before|until|after|pronounced|declared|prior to|preceding|at the time of) (?:his |her |the patient[’']s |the )?(?:death|dead|demise)(?! of\\b)",
    'time of death|cause of (?:his |her |the )?death (?:was|is|were)',
    'death (?:occurred|ensued|followed|came|resulted)',
    "(?:his|her|the patient[’']s|patient) (?:death|demise)",
    '(?:fatal|lethal) (?:outcome|course|ending)',
    '(?:outcome|course|illness|disease|evolution|event|h(?:a)?emorrhage|arrest|it) (?:was|proved|proved to be|turned out) (?:\\w+ly )?(?:fatal|lethal)',
    'unsuccessful (?:\\w+ )?resuscitation|unsuccessfully resuscitated',
    'resuscitation\\b[^.;,]{0,30}?\\b(?:unsuccessful|without success|futile|failed|in vain)',
    "(?:led|leading|resulted|resulting|culminat(?:ed|ing)|ended|ending) (?:to|in|with) (?:(?:his|her|the patient[’']s) )?(?:death|demise)",
    '(?:did|could) not survive',
    'dead on (?:day|arrival)|was dead|found dead',
    'no ROSC|without (?:ROSC|return of spontaneous circulation)|ROSC was not achieved',
    'exitus(?: letalis)?',
  ],
  supportWithdrawn: [
    '(?:life[- ]support|life[- ]sustaining (?:treatment|therapy|measures)|ventilatory support|organ support|(?:mechanical )?ventilation|ECMO|active (?:care|treatment|therapy)|(?<!\\w\\s)care) (?:was|were|had been) (?:subsequently |then |therefore |finally |eventually )?(?:withdrawn|terminated)',
    'withdrawal of (?:life[- ]support|life[- ]sustaining (?:treatment|therapy|measures)|care|treatment|ventilat\\w+|organ support)',
    'withdr[ae]w (?:life[- ]support|care|treatment)',
    '(?:terminal|terminally|palliative|compassionate|compassionately) extubat(?:ion|ed)',
  ],
  afterDeath: [
    'post-?\\s?mortem (?:CT|radiogra\\w+|x-?rays?|films?|examination|findings|lung|histolog\\w+|biops\\w+|imaging|computed)',
    '(?:at|on|the) autopsy(?! was (?:not|declined|refused))',
    'autopsy (?:showed|revealed|confirmed|findings|was performed|demonstrated)',
  ],
  things:
    'dog|cat|pet|tooth|nerve|tissue|fluid|volume|phone|battery|engine|device|licen[cs]e|passport|prescription|fever|symptoms?|cough|pain|crackles|wheez(?:e|ing)|alarm|visa|insurance|contract|warranty|permit'.split(
      '|',
    ),
  discharge: [
    '(?:self-?)?discharged',
    'discharge (?:home|from (?:the |our )?hospital|to (?:home|a rehab\\w*|rehab\\w*|a (?:nursing|care)))',
    '(?:until|at|before|prior to|upon|on|for) (?:the time of |his |her |the )?(?:hospital )?discharge(?! (?:letter|summary|criteria|planning|medication|diagnosis))',
    '(?:day|date) of (?:hospital )?discharge',
    'discharge (?:on|at|after) (?:hospital |illness )?(?:day|\\d)',
    '(?:given|got|received) (?:the |his |her )?discharge',
    'hospital discharge',
    '(?:evolution|recovery|improvement|course|progress) and (?:\\w+ )?discharge',
    '(?:was|were|been|and) dismissed(?: from)?',
    "DC(?:[’']?d)? (?:home|to)",
    'released (?:from (?:the )?hospital|home|to home)',
    "d\\/c(?:'?ed|d)?(?: home)?",
  ],
  goingHome: [
    '(?:went|go|goes|gone|going|sent|allowed|let|returned|return|taken|came|back) (?:back )?home',
    '(?:left|leave|leaves|leaving) (?:the |our )?hospital(?! bed)|(?:walked|wheeled|strolled) out of (?:the |our )?hospital|(?:left|leaves|set off) for home',
    '(?:was|is|were|been|back|now|arrived|got) (?:back |well |safely )?(?:at )?home (?:on|by|after|within|with|in|again|since)',
    '(?:is|are|was) (?:now|currently|safely|already|again|back) (?:at )?home',
    '(?<=^|[.;:,]\\s)home (?:on|after|by) (?:(?:hospital |illness |post-?operative )?day|day|the|\\d|HD|POD)',
    '(?<=^|[.;:,]\\s)home (?:(?:after|within|in) )?(?:about )?(?:\\d|one|two|three|four|five|six|seven|eight|nine|ten|a) (?:days?|weeks?|fortnight)',
    '(?<=^|[.;:,]\\s)home (?:on|with) (?:PO |oral |no )?(?:oxygen|antibiotics|doxycycline|amoxicillin|levofloxacin|steroids|prednisol?one|medication)',
  ],
  movedOn: [
    '(?:discharged|transferred|moved|sent|went|transfer|discharge|on|referred|admitted|left for|accepted) (?:\\w+ )?(?:on day \\d+ )?(?:to|at|in|for) (?:an? |the |in-?patient |out-?patient |pulmonary |local |acute |early |neuro-?){0,3}(?:rehab\\w*|convalescen\\w+|nursing (?:home|facility)|skilled nursing\\w*|SNF|care home|step-?down rehab\\w*)',
    '(?:began|begun|begins|started|undergoing|attends?|completed|continues?) (?:\\w+ )?(?:pulmonary |respiratory |physical )?rehabilitation',
  ],
  notTheHospital:
    'isolation|quarantine|ICU|ITU|MICU|PICU|SICU|intensive|critical|high[- ]dependency|HDU|emergency|ED|ER|A&E|A and E|casualty|step-?down|recovery room|triage|clinic|outpatient|urgent care|primary care|health (?:center|centre)|GP|consult\\w*|fever clinic|walk-in'.split(
      '|',
    ),
  recovering: [
    '(?:full|complete|uneventful|uncomplicated|excellent|good|slow|gradual|rapid|quick|remarkable|steady|prompt|satisfactory|near-complete|swift|spontaneous|clinical|total) (?:and \\w+ |but \\w+ )?(?:clinical |functional |respiratory |pulmonary )?recovery',
    'recovery (?:was|is|has been) (?:\\w+ly )?(?:full|complete|uneventful|uncomplicated|good|excellent|rapid|slow|quick|prompt)',
    'recovered (?:completely|fully|well|uneventfully|from|at home|without|with|over|within|in|after|rapidly|quickly|slowly|gradually|spontaneously|clinically|and)',
    '(?:completely|fully|subsequently|eventually|gradually|slowly|rapidly|finally|clinically|ultimately|quickly|uneventfully|spontaneously|successfully|since|has|had) recovered(?! from (?:the )?(?:sedation|an(?:a)?esthesia))',
    '(?:patient|he|she|infant|child|boy|girl|man|woman|baby|and|who) (?:has |had )?recovered(?! (?:from (?:the )?(?:sedation|an(?:a)?esthesia|shock))| consciousness)',
    'recovering (?:at home|well|uneventfully|nicely)',
    'convalesced|cured|clinical healing|pulled through',
    'made (?:a |an )?(?:\\w+ )?recovery',
    '(?:recovery|convalescence) (?:at home|period|phase) (?:was|has been)',
  ],
  alive: [
    '(?:is|was|remains|remained|still|discharged|are|alive,?) alive\\b|alive and (?:well|free)|alive (?:at|after|\\d|on follow)',
    '(?:(?<!only )(?<!one )patient|he|she|infant|child|boy|girl|baby|and) (?:has )?survived(?=\\s?[.,;]|$|\\s(?:and|with(?!in)|without|the (?:illness|infection|disease|ordeal)|to\\b|despite|his|her))',
    'survived to (?:hospital )?discharge',
  ],
  backInLife: [
    '(?:returned|return|returning|went|gone|back|resumed) (?:back )?(?:to|at) (?:his |her |full(?:-time)? |part-?time |light |normal |active |regular |the ){0,2}(?:work|school|duty|duties|job|kindergarten|nursery|university|college|daily (?:life|activities)|sport|training|running|(?:usual|normal|baseline|previous|everyday) (?:activit\\w+|life|self|function\\w*|health|state of health|status|exercise))',
    'resumed (?:his |her )?(?:work|normal|usual|full|daily|job|training|studies)',
    'return(?:ed)? to (?:normal|baseline)(?: health| life| function\\w*)?(?= (?:after|within|by|at|\\d))',
    'hopes to return to (?:work|school)',
  ],
  seenLater: [
    '(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a few|a|an|some)[ -](?:weeks?|months?|years?|fortnight)[ -]?(?:later|after(?:wards?)?|on\\b|follow-?\\s?up|from|post|out|since|control|review|of follow)',
    '(?:at|after|within|by|over) (?:the )?(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a few|a)(?:st|nd|rd|th)?[ -](?:weeks?|months?|years?)\\b',
    '(?:at|on|during|her|his|last|latest|recent|final|out-?patient|clinic(?:al)?|telephone|phone|routine) (?:\\w+ ){0,2}(?:follow-?\\s?up|control|check-?up|recheck|review(?! of))(?: (?:visit|clinic|appointment|consultation|call|examination))?',
    'phone call after',
    '(?:out-?patient|follow-?up) (?:clinic|visit|appointment|consultation|department)',
    'seen in (?:\\w+ )?clinic',
  ],
  well: '(?:(?:is|was|were|are|keeping|doing|feeling|feels|felt|remains|remained|kept|fully|clinically|entirely|her|him|very|quite|completely|still|perfectly|been) )well(?![- ](?:defined|demarcated|circumscribed|aerated|expanded|tolerated|controlled|known))|fine|healthy|asymptomatic|symptom-?free|free of symptoms|without symptoms|no symptoms|no complaints|without complaints|recovered|resolved|resolution|cleared|clearance|normali[sz]ed|normali[sz]ation|back to normal|in good (?:health|condition|shape|general condition)|good (?:health|condition)|gained'.split(
    '|',
  ),
  better:
    'well|improved|improvement|clearing|normal|disappeared|regress(?:ed|ion)|unremarkable|better|stable|returned to'.split(
      '|',
    ),
  afterDischarge: [
    '(?:days?|weeks?|months?|years?|d|wks?|mo) (?:after|following|post|since|from|of) (?:his |her |the |initial |first )?(?:hospital )?discharge(?:d)?',
    '(?:days?|weeks?|months?|years?) after (?:having been |being |he was |she was |the patient was )?(?:discharged|sent home|leaving (?:the )?hospital|going home)',
    'post-?\\s?discharge',
    '(?:follow-?up|control|review|clinic|seen|appointment|visit) (?:\\w+ ){0,3}after (?:his |her |the )?(?:hospital )?discharge',
    '(?:weeks?|months?|years?) after (?:an? |the |his |her )?(?:[\\w-]+ ){0,2}(?:hospital stay|hospitali[sz]ation|ICU stay|infection|acute illness|recovery|acute infection|COVID-19)',
  ],
};
