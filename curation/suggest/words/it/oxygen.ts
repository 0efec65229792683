import type { OxygenWords } from '../course-lexicon.ts';

/** Italian words for oxygen given. */
export const oxygen: OxygenWords = {
  gas: ['ossigeno'],
  measured: [],
  givingBefore:
    'con|litri di|(?<=trattat[oa] )in|bisogno di|necessità di|necessita(?:va|to|ta)? di|supporto di|somministrat[oa]|supplementazione di|somministrazione di|richiede|richiesto|ad'.split(
      '|',
    ),
  givingBehind:
    'terapia|supplementare|ad alti flussi|alti flussi|in maschera|con maschera|a \\d|(?:\\d{1,2}) ?l|(?:è stato |veniva |viene )?(?:somministrato|necessario|sospeso)'.split(
      '|',
    ),
  therapies: ['ossigeno-?\\s?terapia', 'O2-?\\s?terapia', 'supplementazione di (?:ossigeno|O2)'],
  devices:
    'cannul[ae] nasal[ie]|cannule|naselli|nasello|occhialini(?: nasali)?|maschera (?:di )?Venturi|ventimask|venti-?mask|maschera (?:con |a )?reservoir|maschera (?:facciale )?(?:con|per) (?:reservoir|ossigeno|O2)|reservoir|alti flussi(?: nasali)?|ossigeno ad alti flussi|VNI|NIMV|ventilazione non[- ]invasiva|ventilazione meccanica non[- ]invasiva|C-?PAP|casco (?:CPAP|C-PAP)|(?:CPAP|ventilazione|NIV) (?:con|in|tramite|mediante) (?:il )?casco'.split(
      '|',
    ),
  masks: ['mascher(?:a|ina)(?: facciale| semplice)?', 'casco'],
  litres: ['litri', 'lt'],
  perMinute: ['\\sal minuto', "\\s?\\/\\s?m(?:in)?[’']?"],
  roomAir: ['aria ambiente', 'AA', 'aria'],
  staying: 'rimast[oa]|mantenut[oa]|sempre|manteneva|respira|saturazione|eupnoic[oa]'.split('|'),
  allTheTime: [
    'sempre',
    "per (?:tutt[oa]|l['’]intera) (?:il |la |l['’])?\\w+",
    "durante (?:tutt[oa]|l['’]intero) (?:il |la )?\\w+",
    'mai lasciat[oa]',
  ],
  backTo: ['ritorn\\w+ in', "svezzat[oa] (?:fino )?(?:ad |in |all[’'])", 'di nuovo in', 'passat[oa] in'],
  needing: 'necessit\\w+|necessari[oa]|bisogno|richie\\w+|somministr\\w+|mai|supplementar\\w+'.split('|'),
  thenOnly:
    "al momento|in ingresso|all[’']ingresso|al ricovero|alla dimissione|inizialmente|dopo|dal giorno|attualmente|ora|più".split(
      '|',
    ),
  otherFlows: ['liquidi', 'soluzione', 'fisiologica', 'versamento', 'diuresi', 'drenat[oi]'],
};
