import type { WhetherWords } from '../lexicon.ts';

/** English words for what is denied, open or past; after NegEx and ConText (Chapman 2001, Harkema 2009). */
export const whether: WhetherWords = {
  denied:
    "no|not|never|without|denie[sd]|denying|deny|nor|neither|declin(?:ed|es|ing)|refus(?:ed|es|ing)|none|non(?!-)|nil|absence of|absent|refusal (?:to|of)|lost to|inability to|incapable of|devoid of|lacks?|lacked|lack of|lacking|free (?:of|from)|negative (?:for|to)|ruled out|rul(?:es|ing) out|excluded|excluding|cannot|fail(?:ed|s|ure) to|unable to|avoid(?:ed|ing|s)?|(?:did|does|was|were|is|are|had|has|have|could|would|wo|ca)n[’']t|withheld|spared|instead of|rather than|(?:unsuitable|unfit|ineligible) for|no (?:signs?|evidence|indication|need|history|suggestion|report|sign) (?:of|for)".split(
      '|',
    ),
  notDenied: [
    'no,',
    'no\\.? of\\b',
    'no\\.\\s?\\d',
    'no (?:changes?|doubt|improvement|response|benefit|increase|longer|later than|less than|more than|other (?:\\w+ ){0,3}than)',
    'not (?:only|respond|improv\\w+|responsive|certain|clear(?!ly)|known|surprisingly|unexpectedly|unlike|until|yet clear|necessarily|just|merely)',
    'without (?:any )?(?:complications?|delay|problems?|benefit|improvement|interruption|success|sequelae|events?|incidents?|difficult\\w+)',
    'no sooner',
    'non (?:invasive|re-?breath\\w+|small|specific|contrast|enhanced|productive|ST|Hodgkin\\w*|smok\\w+|alcoholic|diabetic)',
    'cannot (?:be )?(?:exclude|rule)',
    'could not (?:be )?(?:exclude|rule)',
    'failed to (?:improve|respond)',
    'avoid(?:ed|ing) (?:with|by|using|through)',
  ],
  settledNo: [
    '(?:but|however|although|and)(?: (?:it|this|that|which|in the end|finally|ultimately|eventually|fortunately))?(?: (?:was|were|had|has|proved|proved to be|did))?(?: (?:finally|ultimately|eventually))? (?:not|never|un)\\s?(?:be |been |prove )?(?:needed|required|necessary|performed|done|reached|carried out|undertaken|used)',
    'but (?:it|this|that) (?:was|were|did|had) (?:not|never)(?=\\s?[.;,]|$)',
    'but (?:(?:it|this|that) )?(?:could be |was )?(?:avoided|averted)',
  ],
  ended: ['no longer', 'stopped', 'discontinued', 'ceased', 'off'],
  deniedBehind: [
    '(?:(?:was|were|is|are|been|be)\\s(?:\\w+ly\\s)?)?(?:not|never) (?:needed|required|necessary|performed|possible|indicated|detected|found|done|given|used|seen|identified|present|isolated|started|attempted|available|wished|desired|considered necessary|made|visible|visuali[sz]ed|observed|noted|obtained|offered|an option|reported)',
    '(?:(?:was|were|is|are|came back|returned|tested|being|all|proved|resulted|remained)\\s(?:\\w+\\s){0,2})?(?:negative(?!\\s(?:for|to|pressure|room|airflow)\\b)|unnecessary|avoided|averted|declined|refused|ruled out|excluded|absent|withheld|undetectable|contraindicated)',
    '(?:could not|cannot|can not) be (?:performed|done|obtained|given|started|carried out|undertaken|identified|found|detected|seen|demonstrated|confirmed|assessed|evaluated|distinguished|tolerated)',
    '(?:could|can) be (?:avoided|averted|obviated|ruled out|excluded|prevented)',
    'proved unnecessary',
  ],
  exceptions: [
    'except(?: for)?',
    '(?:and|but) with',
    'other than',
    'apart from',
    'aside from',
    'besides',
    'save for',
    'beyond',
  ],
  denialEnds:
    'during|throughout|after|following|before|prior to|since|despite|in spite of|because of|due to|owing to|as a result of|thanks to|on (?:hospital |illness )?day|on (?:admission|discharge|arrival|presentation)|at (?:admission|discharge|presentation|the time)|in view of|given|to (?:reduce|prevent|avoid|exclude)|via|using|by means of|as (?:described|reported|shown)'.split(
      '|',
    ),
  there:
    'normal|positive|elevated|raised|increased|high|low|intact|preserved|slightly|mild(?:ly)?|marked(?:ly)?|on|under|with|but|only|receiving|taking|in'.split(
      '|',
    ),
  tests:
    'cultures?|PCR|tests?|tested|testing|examinations?|exams?|exam|studies|serolog\\w+|biops(?:y|ies)|history|consultations?|swabs?|CT|MRI|PET|scans?|x-?rays?|radiographs?|ultrasound|\\w*echocardiogra\\w+|analys[ie]s|abs?|antibod(?:y|ies)|results?|screening|yielded|resulted|reported|mammogra\\w+|CD\\d+|HB[se]Ag|ANCA|ANA|Coombs|anti-?\\w*|\\w{2,4}-[DR]NA'.split(
      '|',
    ),
  open: '(?<!(?:\\d(?:st|nd|rd|th)?|\\b(?:in|since|until|on|from|by|of|early|late|mid|last)) (?:of )?)may|might|could|would|should|must|can|risk of|risk for|at risk|possib(?:le|ly|ility of)|potential(?:ly)?|probabl[ye]|consider(?:ed|ation|ing)?|candidates? for|to (?:avoid|prevent|rule out|exclude|assess|decide)|need(?:ed)? for possible|impending|pending|awaiting|in anticipation of|indications? for|criteria for|versus|unless|whether|plan(?:ned|s|ning)? (?:for|to)|(?<!\\bas )planned (?!(?:\\w+ )?(?:was|took))|prepar(?:ed|ing|ation) (?:for|to)|ready to|discuss(?:ed|ion|ing)|threshold for|offered|likely|suspicion of|suspicious for|suspected|suspect|questionable|question of|query|concern(?:s|ed|ing)? (?:for|of|about)|worr(?:y|ied) (?:for|of|about)|fear of|fearing|in order to|ready for|standby for|on standby|scheduled for|waiting for|waitlisted for|list for|differential|if|in case|will be|going to|(?<!not )to be|advised|proposed|recommend(?:ed|s)?|urged|requested|would have'.split(
    '|',
  ),
  notOpen: [
    '(?:could|would|can) not\\b',
    'can(?:not)? be (?:seen|noted|appreciated|identified|detected|observed|recogni[sz]ed|visuali[sz]ed)',
    'could (?:\\w+ly |then |soon |now )?be (?:seen|noted|extubated|weaned|discharged|transferred|moved|stopped|taken off|removed|stepped|withdrawn|detected|identified|avoided|averted|obviated|ruled)',
    'was able',
    'may (?:19|20)?\\d',
    'considered (?:cured|recovered|healed)',
    'could (?:go|return|leave|breathe|walk|sit)',
    'must have been',
    'should be noted',
    'offered and accepted',
    'can go',
  ],
  notYet: ['nearly', 'almost', 'narrowly'],
  openBehind: [
    '(?:(?<!(?:\\d(?:st|nd|rd|th)?|\\b(?:in|since|until|on|from|by|of|early|late|mid|last)) (?:of )?)may|might|could|should|would|can|will)\\b(?! (?:not|be (?:seen|noted|appreciated|identified|detected|observed|recogni[sz]ed|visuali[sz]ed|stopped|removed|weaned|avoided|averted|obviated)))',
    '(?:was|were|is|being|are|had been|has been) (?:\\w+ly )?(?:considered|discussed|planned|offered|being considered|pending|anticipated|recommended|scheduled|advised|proposed|if|possible(?! (?:on|after|at|by|from) )|likely|unknown|suspected|debated|awaited|feared)',
    '(?:must|has to|have to|needs to) (?:\\w+ )?be\\b',
    'not (?:known|recorded|documented|stated|reported)',
    '(?:was|were|being) (?:kept|held) (?:ready|on standby|in reserve)',
    'pending|if (?:he|she|they|it|the patient|needed|necessary|required|indicated|clinically|there|oxygen|hypox\\w*|respiratory)',
    'as (?:a )?(?:differential|possib\\w+)',
  ],
  past: "previously(?! (?:healthy|well|fit|independent|asymptomatic|un\\w+))|(?<!(?:hour|day|week|month|d|wk)s?[’']?[\\s-])history of|(?:past|previous|prior(?! to\\b)|remote|earlier) (?:\\w+ ){0,2}(?:history|admissions?|intubations?|hospitali[sz]ations?|episodes?|stays?|illness|infections?|ICU|ventilation|surgery|operation)|(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some|a few) (?:months?|years?) (?:ago|before|earlier|prior|previously|back)|(?:the|a) year before|in (?:childhood|infancy|his youth|her youth|19\\d\\d|20[01]\\d)|at th(?:at|e) time had|as a (?:child|boy|girl|teenager|neonate|newborn)|last (?:year|winter|summer|spring|autumn)|had been (?:discharged|hospitali[sz]ed|intubated)|at home|home oxygen|long[- ]term oxygen|domiciliary|former(?:ly)?|known (?:for|with)|past|remote|chronic".split(
    '|',
  ),
  pastBehind: [
    'in (?:19\\d\\d|20[01]\\d)',
    '(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some) (?:months?|years?) (?:ago|before|earlier|prior|previously|back)',
    'in the past',
    'as a child',
  ],
};
