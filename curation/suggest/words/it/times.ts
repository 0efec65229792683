import type { TimeWords } from '../lexicon.ts';

/** Italian words for times, durations and how often. */
export const times: TimeWords = {
  minutes: ['minut[oi]'],
  hours: ['or[ae]', "[’']or[ae]"],
  days: ['giorn[oi]', 'gg'],
  weeks: ['settiman[ae]'],
  months: ['mes[ei]'],
  years: ['ann[oi]'],
  about:
    'circa|oltre|almeno|più di|meno di|quasi|ben|altr[ie]|entro|(?:gli |le |i |le prime |i primi )?(?:ultim[ie]|prim[ie]|prossim[ie]|precedenti|successiv[ie])'.split(
      '|',
    ),
  vague: "alcun[ei]|poch[ei]|qualche|divers[ei]|molt[ei]|(?:un )?paio d[i’']|mezz[oa]".split('|'),
  whole: [],
  away: ['fa', '(?:dopo|prima)(?! (?:circa|d[iea]l|\\d))', 'or sono', 'più tardi'],
  ages: ["d[i’']? ?età", 'di vita'],
  agesBefore: [
    "(?:all|dell)[’'] ?età di",
    'età',
    "(?:uomo|donna|paziente|pz|bambin[oa]|bimb[oa]|ragazz[oa]|sorellina|fratellino|unigenit[oa]|signora?e?|sig\\.(?:ra)?|femmina|maschio|neonat[oa])(?:,| ha| - )?(?: [\\p{L}’'-]{2,14}){0,2},? ?(?:di(?: circa)?|d[’'])?",
  ],
  often:
    "(?:una volta|(?:\\d{1,2}|due|tre|quattro|più) volte) (?:al|alla|l[’']|a) ?(?:giorno|dì|die|settimana|mese|anno)|al (?:mattino|giorno|dì|mese)|alla (?:sera|settimana)|a settimana|die|ogni (?:giorno|mattina|sera|settimana|mese|anno|ora)|tutt[ei] (?:le|i) (?:mattine|sere|giorni|settimane|mesi|notti)|quotidianamente|giornalier[oaie]|settimanal[ei]|settimanalmente|mensil[ei]|mensilmente|annual[ei]|annualmente".split(
      '|',
    ),
  pointed:
    "(?:il |la |lo |nel |nella |nei |nelle |il giorno |dello? )?(?:stess[oa]|medesim[oa]) (?:giorn[oi]|giornata|sera|notte|settimana|mese|anno)|(?:il |la |i |le |nei |nelle |nel |nella )?(?:giorn[oi]|giornata|mattina|mattino|sera|notte|settiman[ae]|mes[ei]|ann[oi]) (?:seguent[ei]|successiv[oaie]|precedent[ei]|scors[oaie])|(?:il |la )(?:giorno|mattina|sera|notte) (?:prima|dopo)|il giorno(?= seguente)|nei (?:giorni|mesi)(?= successivi)|(?:nell[’']|l[’']|nel |nella |negli |degli |nelle )?ultim[oaie] (?:giorn[oi]|settiman[ae]|mes[ei]|ann[oi])|stamani|stamattina|ieri|oggi|domani|di notte|la notte|(?:la )?(?:sera|mattina|notte) (?:del|di) (?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|fine settimana|poco tempo".split(
      '|',
    ),
  stages:
    "(?:post|pre|peri|intra)-?operatori[oae]|post-?(?:ricovero|dimissione|partum)|(?:dopo|prima d[ei]l?|durante) (?:l[’'])?(?:intervento|parto|dimissione)".split(
      '|',
    ),
  seasons: ['(?:in )?(?:primavera|estate|autunno|inverno)(?: del)?'],
};
