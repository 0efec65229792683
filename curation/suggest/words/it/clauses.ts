import type { ClauseWords } from '../lexicon.ts';

/** Italian words that clauses are cut by. */
export const clauses: ClauseWords = {
  auxiliaries:
    'è|era|fu|sono|erano|furono|ha|hanno|aveva|avevano|ebbe|viene|vengono|veniva|venivano|venne|vennero|può|poteva|potrebbe|deve|doveva|sarà|sarebbe|risulta|risultava|appare|appariva|veniva'.split(
      '|',
    ),
  verbs:
    'accetta|accusa|accusava|afferma|appaiono|assume|assumeva|attribuisce|aumenta|avverte|avvertiva|cade|cessa|chiede|compare|compaiono|comparve|conclude|conduce|consente|consiste|continua|contrae|dà|decide|decise|denota|determina|determinava|dimostra|dimostrava|diventa|effettua|effettuava|emerge|entra|esce|esordisce|evolve|fa|fece|fuma|guarisce|inizia|insorge|insorgeva|lavora|mantiene|manteneva|mette|metteva|negava|nasce|notava|osserva|osservava|ottiene|passa|permane|permaneva|permette|persisteva|pone|poneva|pratica|praticava|precipita|procede|procedeva|prosegue|proseguiva|racconta|raggiunge|rappresenta|reca|registra|registrava|regredisce|ricorre|riduce|rientra|rifiuta|rifiutava|rileva|rilevava|ripete|risponde|risiede|riscontra|ritorna|riesce|scende|scopre|segnala|segnalava|sembra|sente|si|soffre|soffriva|sostituisce|sospende|sottopone|subisce|suggerisce|supporta|torna|trova|utilizza|va|vive|viveva|vomita|accede|arriva|giunge|giungeva|muore|decede|presenta|presentava|mostra|mostrava|evidenzia|evidenziava|riferisce|riferiva|nega|negava|sviluppa|rimane|rimaneva|richiede|necessita|migliora|peggiora|torna|esegue|eseguiva|inizia|iniziava|documenta|documentava|rivela|conferma|segue|lamenta|lamentava|persiste|compare|si'.split(
      '|',
    ),
  // Plurals in -e stand behind an auxiliary, and are English words too: "roommate", "infiltrate".
  participles: [
    '\\p{L}{3,}(?:at|it|ut|dott|ess|mess|cors|rett)[oai]',
    '(?:\\p{L}{2,4})?(?:scritt|chiest|colt|mast|offert|sunt|giunt|sort|clus|chius|spes|fatt|pars|rott)[oai]',
    '(?:es|sotto|pro|dis|op|im|com|de)?post[oai]|mort[oi]|pres[oai]|visto|tolt[oai]|insort[oai]|decis[oa]',
  ],
  describing:
    'marito|cognat[oa]|fidanzat[oa]|neonat[oa]|addominali|adulto|alto|associat[oaie]|aumentat[oaie]|dat[oa]|diffus[oaie]|dimensioni|elevat[oaie]|fiato|grado|lato|limitat[oaie]|localizzat[oaie]|marcat[oaie]|molto|moderat[oaie]|muto|muscolato|note?|palato|polilobat[oaie]|prodott[oaie]|punto|ridott[oaie]|risultato|risultati|seguito|stato|sospett[oaie]|subito|tutto|tutt[aie]|trattato|unit[oaà]|vita|visita|volut[oa]|esito|sito|situ|esordito|quantità|metà|età|attivit[aà]|entit[aà]|opacit[aà]|densit[aà]|capacit[aà]|gravit[aà]|unità|tessuto|tosse|pressione|spess[oaie]|stess[oaie]|adess[oa]|process[oi]|access[oi]|ingress[oi]|decess[oi]|success[oaie]|decorso|corso|soccorso|percorso'.split(
      '|',
    ),
  transitive: [],
  places: [],
  gerunds: [],
  coordinators: ['e', 'ed'],
  alternatives: ['o', 'oppure', 'né'],
  subordinators: [
    'ma',
    'però',
    'tuttavia',
    'perché',
    'poiché',
    'sebbene',
    'benché',
    'mentre',
    'finché',
    'nonostante',
    'quando',
  ],
  conjunctions: ['dopo\\sche', 'prima\\sche', 'dove'],
  conditions: ['se'],
  joiningAdverbs: ['poi', 'quindi', 'pertanto'],
  verbless: ['finché', 'nonostante'],
  concessions: ['anche', 'pur', 'come'],
  ambiguousRelatives: ['che'],
  openers:
    'dopo|prima|successivamente|giorno|giorni|giornata|settimana|settimane|mese|mesi|anno|anni|ore|ricovero|ingresso|mattina|sera|notte|età'.split(
      '|',
    ),
  relatives: ['che', 'quale', 'quali', 'cui'],
  pronouns: ['egli', 'ella', 'lui', 'lei', 'essi', 'loro'],
  determiners:
    "il|lo|la|i|gli|le|un|uno|una|suo|sua|suoi|sue|questo|questa|nessun|nessuna|alcun|alcuna|l[’']".split(
      '|',
    ),
  prepositions:
    "di|del|dello|della|dei|degli|delle|a|al|allo|alla|ai|agli|alle|da|dal|dallo|dalla|dai|dagli|dalle|in|nel|nello|nella|nei|negli|nelle|con|su|sul|sulla|per|tra|fra|senza|durante|dopo|prima|dell[’']|nell[’']|all[’']|dall[’']".split(
      '|',
    ),
  adverbs:
    'non|mai|ancora|poi|quindi|successivamente|infine|inoltre|subito|già|più|anche|sempre|stat[oaie]'.split(
      '|',
    ),
};
