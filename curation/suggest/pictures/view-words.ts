/** Words that say how a film was taken or a scan was cut, by meaning; English and the Italian of SIRM. */

export type ViewWord =
  | 'pa'
  | 'ap'
  | 'lateral'
  /** Lying on the back: such a film is anteroposterior. */
  | 'lying'
  | 'upright'
  /** Half sitting: neither lying nor erect. */
  | 'half'
  /** Taken at the bed with a machine on wheels, which is done anteroposterior. */
  | 'bedside'
  /** On a side or the belly, oblique: none of the views of the reference. */
  | 'otherwise'
  | 'axial'
  | 'coronal'
  | 'sagittal'
  /** A radiograph. */
  | 'film'
  /** A picture of any kind. */
  | 'picture'
  | 'scan'
  /** Of another time than the picture at hand. */
  | 'earlier'
  /** Stands between the others and says nothing of the view. */
  | 'joint';

/** Capitals tell "PA", "LL" and "MR" from other words; what is written small may begin a sentence. */
const lists: readonly (readonly [ViewWord, string])[] = [
  ['pa', 'P-?A|postero-?anteriore?|posterior-anterior'],
  ['ap', 'A-?P|antero-?posteriore?|anterior-posterior'],
  ['lateral', 'laterale?|latero-?laterale|LL|lat'],
  ['lying', 'supin[eoa]|recumbent|clinostatismo|clinostatic[oa]'],
  ['upright', 'erect|upright|sitting|seated|standing|ortostatismo|ortostasi|ortostatic[oa]|sedut[oa]|eretto'],
  ['half', '(?:semi|half)-?(?:erect|recumbent|supine|upright|sitting|seated)|semisedut[oa]'],
  ['bedside', 'portable|portatile|bedside|mobile|bed|letto'],
  ['otherwise', 'decubitus|decubito|prone|pron[oa]|oblique|obliqu[oa]|lordotic'],
  ['axial', 'axial|transaxial|transverse|assial[ei]|trasversal[ei]'],
  ['coronal', 'coronal[ei]?'],
  ['sagittal', 'sagitt?al|sagittal[ei]'],
  [
    'film',
    'x-?rays?|xay|X-?[Rr]ays?|X|rays?|Rays?|radiographs?|radiograms?|radiography|roentgenograms?|films?|CXRs?|cxr|RX|Rx|rx|XR|radiografi[ae]|radiogramm[ai]|lastra|lastre',
  ],
  ['picture', 'views?|projections?|proiezion[ei]|study|studies|images?|pictures?|examination|immagin[ei]'],
  [
    'scan',
    'CTs?|HRCT|NECT|CECT|NCCT|LDCT|MDCT|MSCT|CTPA|CTA|PET|PET-CT|(?:angio-?)?(?:CT|TC)|TAC|HRTC|RM|MRI|MR|tomograph(?:y|ic)|tomograms?|scans?|ultrasound|sonography|echocardiography|ecografia|T[12](?:W|-weighted)?|STIR|planes?|piano|sections?|slices?|cuts?|reconstruct(?:ed|ions?)?|reformat(?:s|ted|ting|ions?)?|ricostruzion[ei]|scansion[ei]|MIP|MinIP|minIP|MPR|windows?|finestra',
  ],
  ['earlier', 'previous|prior|precedente|preoperative|pre-?morbid|compared|comparison|than'],
  [
    'joint',
    "day|hospital|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|chest|thora(?:x|cic)|torace|toracic[oa]|lungs?|abdominal|plain|conventional|digital|diagnostic|frontal|single|only|initial|first|second|third|last|latest|repeat(?:ed)?|serial|follow-?up|control|controllo|admission|presentation|baseline|low-dose|low|dose|high-resolution|high|resolution|computed|contrast-enhanced|contrast|non-?contrast|unenhanced|enhanced|thin-section|thin|C|rotated|the|an?|of|in|on|at|and|or|with|as|by|from|this|these|his|her|its|same|corresponding|selected|representative|two|both|another|new|performed|obtained|taken|acquired|done|made|was|is|were|position|patient(?:[’']s)?|mediastinal|bone|soft|tissue|left|right|[A-Ha-h]|dei|del|dell[ao]|di|all?|allo|ed?|il|la|una?|eseguit[oa]|effettuat[oa]|paziente|unica|singola",
  ],
];

const compiled = lists.map(([kind, pattern]) => [kind, new RegExp(`^(?:${pattern})$`, 'u')] as const);

const known = new Map<string, ViewWord | null>();
/** So many different words are kept; a vocabulary beyond that is no language. */
const MOST_WORDS = 20_000;

/** What a word says of a view; null for any other word. */
export function viewWord(word: string): ViewWord | null {
  const held = known.get(word);
  if (held !== undefined) return held;
  const spelt = [
    word,
    word.charAt(0).toLowerCase() + word.slice(1),
    ...(word.length > 3 ? [word.toLowerCase()] : []),
  ];
  const found = compiled.find(([, pattern]) => spelt.some((one) => pattern.test(one)))?.[0] ?? null;
  if (known.size >= MOST_WORDS) known.clear();
  known.set(word, found);
  return found;
}
