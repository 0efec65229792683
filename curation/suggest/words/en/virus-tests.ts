import type { TestWords } from '../course-lexicon.ts';

/** English words for tests of the virus and their results. */
export const virusTests: TestWords = {
  molecular: [
    'r?RT-?\\s?q?-?PCR',
    'q?RT-?\\s?PCR',
    'RTPCR',
    'rRT',
    '(?:real-?time )?reverse[- ]transcript(?:ion|ase)(?:[ -—]{1,3}(?:polymerase chain reaction|PCR))?',
    'real-?time (?:PCR|polymerase chain reaction)',
    'NAAT|NAT',
    'nucleic[- ]acid(?: (?:amplification )?(?:test|detection|assay)\\w*)?',
    'viral RNA',
    '(?:SARS-?CoV-?2|COVID-?19|2019-?nCoV|viral|virus) RNA',
    'molecular (?:test|swab|assay)',
    'LAMP',
  ],
  bare: ['q?PCR', 'polymerase[- ]cha(?:in|nge)[- ]reaction'],
  swabs: [
    '(?:(?:naso|oro)-?\\s?)?(?:pharyngeal|nasal|throat|nose|upper respiratory|respiratory|viral|COVID(?:-?19)?|SARS-?CoV-?2|NP|OP|nose and throat|nasal and throat)[ -](?:and (?:oro)?-?(?:pharyngeal|throat) )?(?:swabs?|swabbing|sample|specimen|aspirate)s?',
    'swabs?|swabbed',
    'test(?:s|ed|ing)?|retested|screen(?:ed|ing)?',
    'assay',
    'buffer',
    'respiratory (?:viral )?panel',
    'samples?|specimens?',
    'bronch(?:o-?alve|oalve)olar lavage|BALF?|lavage(?: fluid)?|tracheal aspirate|sputum|broncho-?aspirate|endotracheal aspirate',
  ],
  otherTests:
    'anti-?\\s?bod(?:y|ies)|IgM|IgG|IgA|serolog\\w+|sero-?(?:conversion|positive)|antigens?|Ag|lateral flow|LFT|rapid (?:antigen |influenza )?tests?|cultures?|grew|Gram|stain(?:s|ing)?|smears?|galactomannan|D-?dimers?|troponin|procalcitonin|CRP|biopsy|AFB|acid-?fast(?: bacilli)?|ZN|KOH|Ziehl\\w*|CBNAAT|GeneXpert|Xpert|HRCT|CT|X-?rays?|radiographs?|scan|angiogra\\w+|echocardiogra\\w+|ultrasound|urinary|urine|beta-?D-?glucan|Quantiferon|tuberculin|Mantoux|pregnancy test|toxicology|cytolog\\w+'.split(
      '|',
    ),
  virus: [
    'SARS[- ]?-?CoV[- ]?-?2',
    'COVID(?:[- ]?19)?',
    'CoVid-?19',
    '(?:2019[- ]?)?n-?CoV(?:[- ]?2019)?',
    '(?:novel |new |2019 )?coronavirus(?: disease)?(?: 2019)?',
    'corona virus',
    'SARS-?2',
    'HCoV-?19',
  ],
  otherGerms:
    'influenza|flu(?: [AB])?|H1N1|H5N1|H7N9|RSV|respiratory syncytial(?: virus)?|adenovirus|rhino-?virus(?:es)?|enterovirus|metapneumovirus|h?MPV|parainfluenza|bocavirus|(?:HKU1|OC43|229E|NL63)|mycoplasma|legionella|chlam\\w+|pneumocystis|PJP|PCP|jirovecii|streptococ\\w*|staphylococ\\w*|pneumococ\\w*|S\\. (?:pneumoniae|aureus)|mycobacteri\\w*|M\\. tuberculosis|tubercul\\w*|MTB|TB|aspergill\\w*|pertussis|CMV|cytomegalovirus|EBV|Epstein-?\\s?Barr|HSV|VZV|varicella|herpes|HIV|hepatitis|HBV|HCV|dengue|malaria|norovirus|MRSA|MSSA|clostridi\\w*|candida|cryptococc\\w*|klebsiella|pseudomonas|E\\. coli|MERS(?:[- ]?CoV|[- ]coronavirus)?|SARS-?CoV(?!-?\\s?2)|SARS[- ](?:associated )?coronavirus(?!\\s?2)|hantavirus|measles|nocardia|histoplasm\\w*|strep\\b'.split(
      '|',
    ),
  positive: [
    '(?:turned out|found|proved|shown|known|confirmed|came out) to be (?:\\w+ )?positive',
    '(?:RT-?PCR|PCR)?-?positive',
    'positivity',
    'pos',
    '\\+ve',
    'reactive',
  ],
  found:
    'detected|detects?|detectable|detecting|detection|identified|isolated|found|amplified|demonstrated|confirmed|confirming|confirmation|confirms|proven|proved|verified|verification|diagnosed|documented|established|revealed|showed|evidence|ascertained|yielded'.split(
      '|',
    ),
  negative: [
    '(?:turned out|found|proved|shown|known|confirmed|came out) to be (?:\\w+ )?negative',
    '(?:RT-?PCR|PCR)?-?negative',
    'neg',
    '-ve',
    'undetect(?:ed|able)',
    '(?:was|were|been) (?:excluded|ruled out)(?= by)',
    'non-?reactive',
  ],
  control: [
    'control|repeat(?= (?:\\w+ ){0,2}(?:swabs?|tests?|PCR|RT-PCR|sample|specimen|NP|nasopharyngeal))|re-?admission|re-?admitted|re-?presentation|follow-?up|discharge|now|(?:two|2|both) consecutive|consecutive negative|converted|conversion|turned|turning|became|become|becoming|cleared|clearance|negati[vs]i[sz]\\w+|finally|eventually|returned to|since|release|last|no longer|recovery|end of isolation|24 hours apart|subsequent(?:ly)?|(?:was|were|had|became|turned|weeks|month|months) later|later (?:swabs?|tests?|PCR|became|turned)',
  ],
  by: ['by', 'on', 'via', 'with', 'in', 'at', 'using', 'through', 'of', 'from', 'means'],
  for: ['for', 'to'],
};
