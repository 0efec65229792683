import type { OutcomeWords } from '../course-lexicon.ts';

/** Italian words for how a patient's illness ended. */
export const outcome: OutcomeWords = {
  dying: [
    'decedut[oa]|decede|decedeva|decesso',
    '(?:è|era|sono) mort[oa]|muore|mor[iì]|moriva|(?<=paziente )mort[oa]',
    'esito (?:fatale|letale|infausto)',
    'morte del(?:la)? paziente|(?:prima|giorno) della morte',
  ],
  buried: ['(?:è stat[oa]|viene|fu) (?:sepolt[oa]|cremat[oa])'],
  supportWithdrawn: [],
  afterDeath: ['autopsia|riscontro autoptico|esame autoptico'],
  things: ['febbre', 'sintomi', 'dolore'],
  discharge: [
    'dimess[oa]',
    'dimett(?:e|iamo|ono)',
    'dimissione(?! (?:protetta )?(?:prevista|programmata))',
    'dimissioni',
  ],
  goingHome: [
    '(?:tornat[oa]|rientrat[oa]|inviat[oa]|mandat[oa]|rientro|ritorno|rinviat[oa]) (?:a|al|presso il(?: proprio)?) (?:casa|domicilio)',
    'torna a casa',
    '(?:torna|rientra|fa ritorno|è stat[oa] riaccompagnat[oa]) (?:a|al|presso il(?: proprio)?) (?:casa|domicilio)',
  ],
  movedOn: [
    '(?:trasferit[oa]|inviat[oa]|trasferimento|si trasferisce|trasferiamo) (?:in|a|presso|alla|al|ad) (?:\\w+ ){0,3}(?:riabilitazione|riabilitativ[ao]|lungodegenza|RSA|low-?\\s?care|cure intermedie)',
  ],
  notTheHospital: ['pronto soccorso', 'PS', 'rianimazione', 'terapia', 'ambulatorio'],
  recovering: [
    'guarit[oa]',
    'guarigione',
    'completa ripresa',
    'ristabilit[oa]',
    'restitutio ad integrum',
    'pieno recupero',
    'ripresa completa',
  ],
  alive: [
    '(?:è|ancora|tuttora) viv[oa]',
    '(?:è|era|resta|rimane|tuttora) in remissione(?: completa| clinica| parziale)?(?= (?:a|da|dopo|di)|[.,;]|$)',
    '(?:ho|abbiamo) (?:rivisto|visitato|rivalutato|rivista|visitata|rivalutata)(?= (?:in ambulatorio|il|la|oggi|nel|presso|a))',
  ],
  backInLife: ['(?:tornat[oa]|rientrat[oa]|ripreso|ripresa) (?:al|a|il) (?:lavoro|scuola)'],
  seenLater: [
    '(?:a|dopo|al controllo a) (?:\\d{1,2}|un|una|due|tre|quattro|sei|dodici) (?:settiman[ae]|mes[ei]|ann[oi])',
    'al (?:controllo|follow-?\\s?up)|controllo ambulatoriale',
  ],
  well: '(?:sta |stava )bene|asintomatic[oa]|buone condizioni|benessere|risoluzione|risolt[oaie]|scomparsa|guarit[oa]|normalizzazione'.split(
    '|',
  ),
  better: ['bene', 'migliorament[oi]', 'migliorat[oa]', 'normale', 'regressione', 'negativ[oa]'],
  afterDischarge: [
    '(?:giorni|settiman[ae]|mes[ei]) (?:dopo la|dalla|dopo) dimissione',
    'dopo la dimissione|post-?dimissione',
  ],
};
