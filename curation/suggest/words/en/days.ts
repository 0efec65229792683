import type { DayWords } from '../day-lexicon.ts';

/** English words for what happens on a day. */
export const days: DayWords = {
  comes:
    '(?:re-)?present(?:ed|s|ing)|attend(?:ed|s)|arriv(?:ed|es)|access(?:ed|es)|enter(?:ed|s)|(?:came|comes|went|goes|walked) (?:back )?(?:in(?:to)?|to|for|with)|(?:was|is|been) (?:first |then |initially )?seen|seen (?:in|at)|referred (?:to|for)|(?:brought|taken|rushed|transported|conveyed|flown) (?:in |by ambulance |in by ambulance )?(?:in|to|by)|transferred (?:in)?to (?:our|the|a|another) (?:\\w+ ){0,2}(?:hospital|cent(?:er|re)|institution|emergency|facility|ED)|consulted|visited|shows up|showed up|sought (?:care|medical|help|treatment|our)|reported to|returned(?! from)|presentation|arrival'.split(
      '|',
    ),
  admitted:
    'in-?patient(?= (?:at|in|from|between|under))|in-?patient (?:stay|treatment|care)(?= (?:from|between|at|in|on))|(?:with us|under our care|in our care)(?= (?:from|between|since|on))|(?:treated|cared for|stayed|looked after|was|been) (?:in|on|at) (?:our|this) (?:[\\w-]+ ){0,3}(?:ward|unit|department|clinic|hospital|service|institution)(?= (?:from|between|since))|(?<!re-?)(?:admitted|hospitali[sz]ed)|(?<!re-?)admission|hospitali[sz]ation'.split(
      '|',
    ),
  notAdmitted: [
    '(?:had|has|have) (?:previously |already |once |recently )?been (?:admitted|hospitali[sz]ed|seen)',
    '(?:admitted|admission|transferred|entered|brought|taken) (?:(?:directly|straight) )?(?:in)?to (?:the |our |an? )?(?:\\w+ )?(?:M?ICU|[A-Z]ICU|ITU|intensive|critical care|high[- ]dependency|HDU|resuscitation)',
    '(?:ICU|ITU|intensive care(?: unit)?) (?:admission|stay)',
  ],
  fallsIll:
    'onset|(?:beginning|start|outset) of (?:the |his |her |this )?(?:illness|symptoms?|complaints|disease|fever)|(?:was|been|is) (?:hit|struck|run over|knocked down|stabbed|shot|injured|thrown|kicked|trampled|crushed)|fell (?:from|off|down|out of)|collided|crashed|(?:road|traffic|car|motorcycle|bicycle|riding|skiing|industrial|work) (?:traffic )?accident|choked|(?:vomit(?:ed|ing)|regurgitat(?:ed|ion)) (?:and|with) aspirat(?:ed|ion)|(?:fell|fallen|became|become|taken|was) (?:acutely )?(?:ill|unwell|sick|symptomatic|febrile)|first (?:symptoms?|complaints?|signs?)|symptoms? (?:had )?(?:first )?(?:began|begun|started|appeared)|(?:illness|fever|cough|complaints) (?:had )?(?:first )?(?:began|begun|started|appeared)'.split(
      '|',
    ),
  develops:
    'develop(?:ed|ing)|start(?:ed|ing)|began|begun|beginning|appeared|noticed|noted|occurred|complained|reported|suffer(?:ed|ing)|had|ran|got'.split(
      '|',
    ),
  since: 'since|from|starting|beginning|began|started'.split('|'),
  elsewhere:
    'dentist|(?:outpatient|follow-?up|post-?\\w+|review) (?:clinic|visit|appointment)|(?:seen|reviewed) in (?:the |our )?clinic|general practitioner|family (?:doctor|physician)|GP|pharmac\\w+|optician|airport|physiotherapist|vaccination cent(?:re|er)|(?:arrived|landed|came|comes) (?:in|from|to|back from) (?!ED\\b|ER\\b|A&E|Accident|Emergency|Hospital|Our\\b|The\\b)[A-Z]\\w+(?! (?:Hospital|Medical|University|Clinic|General))'.split(
      '|',
    ),
  happens:
    'born|birth|DOB|married|divorced|retired|graduated|vaccinat(?:ed|ion)|immuni[sz]ed|diagnosed|operated|underwent (?!(?:an? )?(?:chest |plain )?(?:x-?ray|radiograph|CT|HRCT|CXR))|transplant(?:ed|ation)|discharge[ds]?|died|dies|death|deceased|expired|passed away|travell?ed|flew|flown|returned from|departed|left (?:the )?hospital|went home|sent home|moved|last seen|delivered|exposed|exposure|contact|quarantined|isolated|re-?intubat(?:ed|ion)|intubat(?:ed|ion)|extubat(?:ed|ion)|decannulat(?:ed|ion)|transfer(?! to (?:our|the|a|another) )|cannulat(?:ed|ion)|transferred|tracheos?tom(?:y|ised)|ECMO|dialysis|antibiotics?|treatment|therapy|levofloxacin|steroids?|dexamethasone|remdesivir|(?:placed|put|started) on|weaned|surgery|operation|lasted|ventilated'.split(
      '|',
    ),
  tests:
    'swab(?:s|bed)?|(?:RT-?)?PCR|tested|sampled|cultures?|biops(?:y|ied)|blood (?:tests?|count|cultures?)|serology|antibod(?:y|ies)|antigen|bronchoscopy|lavage|BAL|audiogram|E[CK]G|EEG|electro\\w+gram|echocardiogra\\w+|endoscopy|spirometry|(?:cranial|head|brain|abdominal|cerebral) (?:CT|MRI|scan|ultrasound)|MRI|magnetic resonance|lumbar puncture|autopsy'.split(
      '|',
    ),
  films:
    'x-? ?rays?|xay|radiographs?|radiograms?|roentgenograms?|CXRs?|films?|pictures?|projections?|RX'.split(
      '|',
    ),
  scans: 'HRCT|CTPA|CT|computed tomogra\\w+|tomogra\\w+|scans?|ultrasound|sonogra\\w+'.split('|'),
  countedFrom: 'after|following|before|prior to|since|until|post|preceding|pending'.split('|'),
};
