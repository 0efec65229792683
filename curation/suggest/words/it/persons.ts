import type { PersonWords } from '../lexicon.ts';

/** Italian words for the people of a case. */
export const persons: PersonWords = {
  otherWomen:
    'moglie|madre|mamma|sorell[ae]|figli[ae]|zi[ae]|nonna|compagna|suocera|nuora|cugin[ae]|cognata|matrigna|fidanzata|gemella|bisnonna|moglie'.split(
      '|',
    ),
  otherMen:
    'marito|padre|papà|fratell[oi]|figlio|figli|zio|zii|nonno|compagno|suocero|genero|cugin[oi]|cognato|patrigno|fidanzato|gemello|bisnonno'.split(
      '|',
    ),
  others:
    'genitor[ei]|famiglia|parenti?|coniug[ei]|convivent[ei]|famigliar[ei]|familiari|colleg[ahi]{1,2}|amic[ohia]{1,2}|vicin[oai] di (?:letto|casa|stanza)|badante|coinquilin[oaie]|defunt[oa]|caregiver|collaboratrice domestica|fet[oi]|donator[ei]|caso indice|nipot[ei]'.split(
      '|',
    ),
  staff:
    'medic[oi]|infermier[aeio]|dottor[ei]|dottoress[ae]|chirurg[ohi]{1,2}|anestesist[aie]|rianimator[ei]|radiolog[oahi]{1,2}|angioradiolog[oi]|cardiolog[oahi]{1,2}|pediatr[aie]|ematolog[oahi]{1,2}|neurolog[oahi]{1,2}|diabetolog[oahi]{1,2}|gastroenterolog[oahi]{1,2}|oncolog[oahi]{1,2}|fisiatr[aie]|fisioterapist[aie]|psicoterapeut[aie]|psicolog[oahi]{1,2}|specialist[aie]|consulent[ei]|curante|équipe|equipe|personale (?:infermieristico|sanitario|medico)|assistent[ei] social[ei]|interprete|ostetric[ahe]{1,2}|farmacist[aie]|professionist[aie]'.split(
      '|',
    ),
  narrators: ['noi', '(?:gli )?autori'],
  newborns: ['neonat[oaie]'],
  mothers: ['madre', 'mamma', 'puerpera', 'gestante'],
  children: ['bambin[oa]', 'bimb[oa]', 'neonat[oa]', 'lattante', 'piccol[oa]'],
  women: ['donna', 'signora', 'ragazza', 'bambina', 'femmina', 'puerpera', 'gestante'],
  men: ['uomo', 'signore', 'ragazzo', 'bambino', 'maschio'],
  patientByArticle: [
    '(?:l|dell|all|dall)a (?:nostra )?paziente|una paziente',
    '(?:il|del|al|dal) (?:nostro )?paziente|un paziente',
  ],
  agreeing: [
    'ricoverat',
    'dimess',
    'estubat',
    'intubat',
    'trasferit',
    'giunt',
    'affett',
    'decedut',
    'sottopost',
  ],
  birth: [
    'gravid[aie]',
    'gravidanza',
    'gestante',
    'puerpera',
    'partorisc\\w+',
    'partorit[oa]',
    'taglio cesareo',
    'parto',
  ],
  bearing: ['partorisce', 'partorito', 'ha dato alla luce', 'nascita di', 'nasce'],
  happening: ['^\\s?(?:è|era|sono|erano|furono|fu|si è|si sono|muore|morì|risulta)'],
  anotherPatient: ['(?:un altr[oa]|altr[oa]|second[oa]) (?:paziente|caso|degente|uomo|donna)'],
  groups: 'pazienti|casi|soggetti|individui|bambini|adulti|persone|operatori|malati|studi'.split('|'),
  aside: ['(?:contatt[oi] con|esposizione a|altri)'],
  patients: 'paziente|pz|uomo|donna|bambin[oa]|ragazz[oa]|signor[ae]'.split('|'),
  she: ['ella', 'lei'],
  he: ['egli', 'lui'],
  they: ['essi', 'esse'],
  ofHer: [],
  ofHim: [],
  literature:
    'in letteratura|cas[oi] (?:riportati|pubblicati|descritti)|casistic[ah]e?|letteratura|linee guida|generalmente|solitamente|di solito|tipicamente'.split(
      '|',
    ),
  deciding: [
    '^\\s?(?:hanno|ha|avevano)?\\s?(?:optato|scelto|deciso|rifiutato|acconsentito)(?:\\s(?:per|di|le|la))',
  ],
  compared: [
    '(?:descriv\\w+|riporta(?:to|no|va)|hanno (?:descritto|riportato|pubblicato)|(?:è|sono) stat[oaie] (?:descritt|riportat|pubblicat)[oaie])',
    '(?:un )?cas[oi] (?:simil[ei]|analog[oi])',
    "(?:gli|l[’']) ?altr[oi] (?:due |tre |quattro )?(?:pazient[ei]|cas[oi])",
    'uno? (?:di essi|di questi|dei quali)',
    'e (?:colleghi|collaboratori|coll\\.)',
  ],
};
