import type { PersonWords } from '../lexicon.ts';

/** English words for the people of a case. */
export const persons: PersonWords = {
  otherWomen:
    '(?:mother|sister|daughter)-in-law|wife|wives|mothers?|mum|mom|stepdaughter|godmother|sisters?|daughters?|aunts?|nieces?|grandmothers?|great-(?:aunt|grandmother)|maid|nanny|girlfriend|stepmother|granddaughter|bride|widow|fiancée'.split(
      '|',
    ),
  otherMen:
    '(?:father|brother|son)-in-law|husbands?|fathers?|dad|stepson|godfather|brothers?|sons?|uncles?|nephews?|grandfathers?|great-(?:uncle|grandfather)|boyfriend|stepfather|grandson|widower|fiancé'.split(
      '|',
    ),
  others:
    'parents?|grandparents?|siblings?|cousins?|spouse|partner|relatives?|roommates?|flatmates?|colleagues?|co-?workers?|neighbou?rs?|friends?|famil(?:y|ies)|family members?|household(?: members?| contacts?)?|contacts|classmates?|caregivers?|carers?|donors?|recipients?|f(?:o)?etus(?:es)?|stillborn|offspring|index case|index patient|visitors?|guests?|passengers?|bystanders?|housemates?|cellmates?|room-mates?|lodgers?|landlord|landlady|babysitter|clients?|customers?|pets?|employer|boss|teammates?|in-laws|twin|grandchild(?:ren)?'.split(
      '|',
    ),
  staff:
    'nurses?|doctors?|physicians?|paramedics?|surgeons?|ana?esthetists?|ana?esthesiologists?|practitioners?|general practitioner|GPs?|dentists?|staff|intensivists?|radiologists?|cardiologists?|p(?:a)?ediatricians?|ha?ematologists?|neurologists?|pulmonologists?|oncologists?|pathologists?|otolaryngologists?|obstetricians?|midwi(?:fe|ves)|psychiatrists?|specialists?|consultants?|clinicians?|residents? on call|physiotherapists?|therapists?|pharmacists?|social workers?|interpreters?|health ?care workers?|HCWs?|medical team|ambulance crew'.split(
      '|',
    ),
  narrators: ['we', 'us', 'our (?:team|group|department)', 'the authors?'],
  newborns: ['newborns?', 'neonates?', 'new-born'],
  mothers: ['mother(?!-)', 'mum', 'parturient'],
  children: ['baby', 'babies', 'infant', 'child', 'toddler', 'boy', 'girl', 'newborn', 'neonate'],
  women: ['woman', 'women', 'female', 'girl', 'lady', 'primigravida', 'multipara', 'parturient'],
  men: ['man', 'male', 'boy', 'gentleman'],
  patientByArticle: [],
  agreeing: [],
  birth:
    'pregnan(?:t|cy|cies)|gravid[ao]?|primigravida|gestation|gave birth|childbirth|deliver(?:ed|y) (?:of|by|a|an|her|at|vaginally)|c(?:a)?esarean|post-?partum|parturient|labou?r ward|para \\d|breast-?feeding'.split(
      '|',
    ),
  bearing: ['gave birth to', 'delivered', 'deliver(?:y|ing) of', 'birth of', 'pregnant with', 'bore'],
  happening:
    '^\\s?(?:was|were|is|are|has been|have been|had been|became|fell|tested|developed|contracted|died|got|caught|turned)'.split(
      '#',
    ),
  anotherPatient: [
    '(?:another|other|second|third|neighbou?ring|adjacent|previous) (?:hospitali[sz]ed |infected |elderly )?(?:patient|man|woman|person|case|child|boy|girl|inmate|resident)',
    '(?:patient|man|woman|person) (?:in|of|from) (?:the )?(?:next|neighbou?ring|adjacent|opposite|same|other) (?:bed|room|ward|bay|cubicle)',
    'a (?:published|reported|similar|previous|fatal) case',
  ],
  groups:
    'patients|cases(?! of)|one (?:other )?(?:patient|case|child)|of (?:whom|these|them),? (?:only )?(?:\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|half|most|none)|individuals|subjects|participants|children|adults|infants|workers|HCWs|persons|people|residents|groups?|those|(?:wo)?men(?!,?\\s(?:of\\s|aged\\s)?\\d)|boys|girls|survivors|non-?survivors|(?:these|those|most|many|few|some|two|three) studies|series|cohorts?|inmates|members|passengers|hospitals|no (?:child|patient|case|one)|none of (?:the|his|her|them|our)|(?:one|two|three|four|five|six|several|some|many|most|all|both|half) of (?:the |his |her |our |them|these |those )(?:\\w+ ){0,2}(?:famil\\w+ members?|relatives|siblings|residents|contacts|patients|cases)?|the (?:role|value|effects?|efficacy|benefits?|use) of'.split(
      '|',
    ),
  aside: [
    '(?:covid-?19|other|contacts? (?:with|of)|exposed to|exposure to|confirmed|infected|positive|suspected|cares? for|caring for|treating|nursing|among|amongst|like|as in|unlike)',
  ],
  patients:
    'patient|man|woman|boy|girl|infant|child|lady|gentleman|male|female|baby|toddler|teenager|adolescent|pt|case'.split(
      '|',
    ),
  she: ['she', 'herself'],
  he: ['he', 'himself'],
  they: ['they'],
  ofHer: ['her'],
  ofHim: ['his'],
  literature:
    'et al|in the literature|one (?:report|study|series|paper)|(?:report|series|study|registry|cohort|survey|analysis) of (?:\\w+ ){0,2}\\d{1,6}|in an? (?:[\\w-]+ ){0,2}(?:case series|series|registry|cohort|study|report (?:of|from|by))|literature|(?:previously|recently|earlier) (?:published|reported|described) (?:cases?|patients?)|published cases?|cases? (?:published|reported|described) (?:by|in)|(?:previous|other|recent|several|many|published|prior) (?:studies|reports?|series|papers?|authors?)|case (?:reports?|series)|meta-?analys[ie]s|systematic reviews?|reported (?:in|by)|described by|according to (?:the )?(?:literature|guidelines?|authors?|reports?|studies|data)|guidelines?|recommend(?:s|ations?)|in general|generally|usually|typically|commonly|often|(?:mostly|mainly|rarely|frequently) (?:described|reported|seen|observed|found)|as a rule|(?:median|mean|average) (?:time|age|duration|interval|length|stay)|mortality (?:rate|of)|incidence|prevalence|epidemiolog\\w+|investigate|evaluate'.split(
      '|',
    ),
  deciding: [
    '^\\s?(?:(?:then|finally|had|has|have)\\s)?(?:opted|elected|chose|decided|agreed|declined|refused|wished|requested|consented)(?:\\s(?:for|to|on|against|comfort|palliati\\w+|withdrawal|hospice))',
  ],
  compared: [
    '(?<!\\b(?:we|I|here|is) )(?:described?|reported|published|presented) (?:on )?(?:a|an|the case of|one|two|three|(?:a )?similar)',
    '(?:others|(?:other )?authors|(?:another|an? \\w+) group|investigators) (?:have |had )?(?:also )?(?:reported|described|published|noted|observed)',
    '(?:was|were|been|as|recently|previously) (?:described|reported|published)',
    'similar (?:case|patient|presentation|course|picture|finding|delay|complication|condition)s?',
    'the other (?:(?:two|three|four|five|six|\\d{1,2}) )?(?:patients?|cases?)',
    'one of (?:them|these|those|whom)',
    '(?:and|but) one, an?',
    '(?:and|with) (?:co-?workers|colleagues|co-?authors)',
  ],
};
