import type { Anchor } from '../../../../data/format/day.ts';
import type { EventType } from '../../../../data/format/timeline.ts';

/** Events that texts count days from. Those that are no anchors of the format are dated on the way. */
export type DayTarget = Exclude<Anchor, 'unknown'> | 'intubation' | 'extubation' | 'icu' | 'discharge';

const eventOfTarget = {
  intubation: 'intubation',
  extubation: 'extubation',
  icu: 'icu-in',
  discharge: 'discharge',
} as const satisfies Partial<Record<DayTarget, EventType>>;

/** Whether a target is an event of the course, and no anchor of the format. */
export const isEvent = (target: DayTarget): target is keyof typeof eventOfTarget => target in eventOfTarget;

/** The event of the course that a target names; null for anchors and for none. */
export const eventNamed = (target: DayTarget | null): EventType | null =>
  target !== null && isEvent(target) ? eventOfTarget[target] : null;

const words: readonly [DayTarget, string][] = [
  [
    'icu',
    '(?:ICU|ITU|intensive care(?: unit)?)\\s(?:admission|stay|transfer)|(?:admission|transfer)\\sto\\s(?:the\\s)?(?:ICU|ITU|intensive care)',
  ],
  [
    'onset',
    `(?:the\\s|his\\s|her\\s)?(?:first|initial)\\ssymptoms?|(?:the\\s|his\\s|her\\s)?(?:symptoms?|fever|illness|cough)\\s(?:had\\s)?(?:first\\s)?(?:began|begun|started|appeared)|(?:he|she|the\\s(?:patient|man|woman|boy|girl|child))\\s(?:had\\s)?(?:first\\s)?(?:fell|fallen|became|become)\\s(?:ill|unwell|sick|symptomatic)|(?:he|she|the\\s(?:patient|man|woman|boy|girl|child))\\s(?:had\\s)?(?:first\\s)?(?:started|began)\\s(?:to\\s(?:cough|feel|complain)|coughing|having|with\\s(?:fever|cough|symptoms))|falling\\sill|(?:the\\s)?first\\sday\\sof\\s(?:the\\s|his\\s|her\\s)?(?:illness|symptoms|fever|disease)|` +
      "(?:onset|(?:start|beginning|initiation|appearance|first appearance|development)(?!\\sof\\s(?!(?:the\\s|his\\s|her\\s|initial\\s|first\\s|clinical\\s|these\\s|all\\s){0,2}(?:symptom|illness|disease|fever|cough|dyspn|infection|complaint|malaise|pain|headache|headaches|rash))))(?:\\sof\\s(?:the\\s|his\\s|her\\s|initial\\s|first\\s|clinical\\s)?(?:symptoms?|illness|disease|fever|cough|dyspno?ea|infection|symptomatology))?|symptom(?:s|atology)?(?:\\sonset)?|(?:illness|disease|fever)\\sonset|developing\\s(?:\\w+\\s)?symptoms|becoming\\s(?:ill|symptomatic)|illness|fever(?!\\s(?:subsid|resol|settl|disappear|abat|ceas|remit))|(?:esordio|insorgenza|inizio(?!\\sd(?:i|el|ella|ell[’']|ei)\\s?(?:terapia|trattament|cura|antibiotic|steroid|cortison|somministr))|comparsa)(?:\\s(?:dei\\ssintomi|della\\s(?:febbre|sintomatologia|malattia|tosse)|clinic[ao]))?|sintomi|malattia",
  ],
  [
    'admission',
    '(?:the\\s)?(?:first\\s)?day\\sof\\s(?:the\\s|his\\s|her\\s)?(?:hospitali[sz]ation|admission|hospital\\sstay)|(?:he|she|the\\s(?:patient|man|woman|boy|girl|child))\\s(?:(?:was|had\\sbeen)\\s(?:first\\s)?(?:admitted|hospitali[sz]ed)|(?:first\\s)?(?:presented|(?:came|was\\sbrought|went)\\s(?:in\\s)?to\\s(?:the\\s|our\\s)?(?:hospital|emergency)))|(?:hospital\\s|initial\\s|emergency\\s)?(?:admission|admittance|hospitali[sz]ation|presentation|arrival|entry)|being\\s(?:admitted|hospitali[sz]ed)|(?:he|she)\\scame\\sin|coming(?:\\sin|\\sto\\s(?:the\\s|our\\s)?hospital)?|(?:hospital|inpatient)\\scourse|(?:hospital\\s|inpatient\\s)?stay|presenting|ricovero|degenza|ospedalizzazione|ingresso|arrivo',
  ],
  ['exposure', '(?:exposure|contact|contagion|contatto|esposizione)'],
  ['extubation', 'extubation'],
  [
    'intubation',
    '(?:(?:endo)?tracheal\\s)?intubation|(?:initiation of\\s)?(?:invasive\\s)?mechanical ventilation',
  ],
  [
    'discharge',
    '(?:(?:he|she|the\\spatient)\\s(?:was\\sdischarged|went\\shome)|(?:hospital\\s)?discharge|leaving\\s(?:the\\s)?hospital|dimissione)',
  ],
  [
    'procedure',
    '(?:the\\s)?(?:(?:lung|kidney|renal|liver|heart|cardiac|abdominal|stem cell|bone marrow)\\s)?(?:operation|surgery|procedure|transplant(?:ation)?|intervention|resection|delivery|intervento)',
  ],
  [
    'first-image',
    '(?:the\\s)?(?:first|initial|baseline)\\s(?:chest\\s)?(?:image|film|radiograph|x-?ray|CXR|CT|scan|examination|imaging)|the\\s(?:first|initial)(?:\\sone)?(?=\\s?[,.;)]|$)|(?:il\\s|la\\s|primo\\s|prima\\s){0,2}(?:primo|prima)\\s(?:radiogramma|radiografia|controllo|esame|rx|tc)',
  ],
];

/** Alternation of all targets, for use inside patterns. */
export const targetWords = words.map(([, pattern]) => pattern).join('|');
const compiled = words.map(([target, pattern]) => [target, new RegExp(`^(?:${pattern})$`, 'i')] as const);

/** Which event words name; null for none. */
export const targetOf = (text: string | undefined): DayTarget | null =>
  text === undefined ? null : (compiled.find(([, pattern]) => pattern.test(text.trim()))?.[0] ?? null);

/** Words for complaints: a duration without one nearby is not the duration of the illness. */
export const symptomWords =
  'fever|febrile|sx|low[- ]grade temp|poor (?:oral |PO |fluid )?intake|rash|orthopno?ea|(?:ankle |leg |peripheral )?o?edema|sweats|pruritus|hoarseness|pyrexia|hyperpyrexia|hyperthermia|temperature|chills?|rigors?|cough(?:ing)?|dyspno?ea|dyspnoeic|shortness of breath|SOB(?:OE)?|breathless(?:ness)?|breathing difficult(?:y|ies)|difficulty breathing|wheez(?:e|ing)|malaise|fatigue|tired(?:ness)?|asthenia|weakness|lethargy|myalgias?|muscle aches?|arthralgias?|headaches?|sore throat|odynophagia|pharyngitis|rhinorrho?ea|coryzal?|nausea|vomiting|diarrh(?:o?ea|eal?)|(?:abdominal|chest|pleuritic|epigastric|back)\\spain|epigastralgia|symptom(?:s|atic|atology)?|complaints?|ill(?:ness)?|unwell|anosmia|ageusia|dysgeusia|loss of (?:smell|taste|appetite|weight)|anorexia|confusion|ha?emoptysis|sputum|flu(?![\\s-](?:shot|vaccin|A|B|test|swab|PCR))|flu-like|influenza-like|URTI|febbre|tosse|dispnea|astenia|malessere|cefalea|diarrea|sintomi|faringodinia|mialgi[ae]';

/** Words for treatments: a duration beside one is a treatment's. */
export const drugWords =
  '(?:antibiotic|antiviral|steroid|drug|medication|tablet|dose)s?|therap(?:y|ies)|treat(?:ed|ment|ments|ing)|terapia|cycles?|infusions?|prescribed|mg|mcg|µg|\\d\\s?g|(?:azithro|clarithro|erythro|vanco|clinda)mycin|(?:amoxi|ampi|piperacil|oxa|peni)cillin|\\w{2,12}floxacin|doxycyclin\\w?|cef\\w{3,12}|\\w{3,14}(?:navir|amivir|desivir|uvir|ovir)|oseltamivir|tamiflu|arbidol|umifenovir|\\w{3,12}penem|\\w{3,12}onazole|\\w{0,10}chloroquine|plaquenil|(?:methyl)?predniso(?:lo)?ne|dexamethasone|tocilizumab|interferon|heparin|enoxaparin|paracetamol|ibuprofen';
