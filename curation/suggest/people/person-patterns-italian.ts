import { numberWords } from '../words/numbers.ts';
import type { PersonPattern } from './person-pattern.ts';

/** How Italian reports state a person's sex and age: "Il Sig. Enzo, di anni 58", "Donna - aa. 30". */

const number = `(?:${numberWords})`;
const nouns =
  '(?:paziente|pz\\.?|paz\\.?)\\s(?:di\\ssesso\\s)?(?:femmin(?:ile|a)|masch(?:ile|io))|donna|uomo|ragazz[oa]|bambin[oa]|bimb[oa]|signora|signore?|sig\\.?\\s?ra|sig\\.(?:r\\.)?|femmina|maschio|neonata';
const nobody = 'paziente|pa?z\\.?|neonato|lattante|unigenit[oa]|primogenit[oa]';
/** Words that begin another phrase: what stands behind them is no name or adjective of the person. */
const another =
  'da|dal|dalla|di|del|della|per|dopo|circa|con|in|a|al|alla|che|è|ha|era|viene|veniva|ricoverat[oa]|affett[oa]|giunt[oa]|nat[oa]';
const filler = `(?:[\\s,]{1,2}(?!(?:${another})[\\s.,])[\\p{L}’'.-]{1,20}){0,3}?`;
const units = 'anni|aa\\.?|mesi|settimane|giorni|gg\\.?';
const stated = (age: string, unit: string): string =>
  `(?:[\\s,:–-]{1,3}(?:di\\s)?(?:anni|aa?\\.|aa)\\s?(?<${age}>${number})|[\\s,:–-]{1,3}(?:(?:dell[’']|d[’'])età\\sdi\\s|di\\s(?:circa\\s)?|d[’'])?(?<${age}2>${number})\\s(?<${unit}>${units}))(?![\\p{L}\\d])(?!\\s(?:fa|prima|dopo|or\\ssono)(?![\\p{L}]))`;

export const italianPersons: readonly PersonPattern[] = [
  {
    id: 'noun-di-anni',
    needs: /\b(?:anni|aa|mesi|settimane|giorni|gg)\b|\ba\.\s?\d/i,
    pattern: new RegExp(
      `(?<![\\p{L}])(?:(?<noun>${nouns})|(?:${nobody}))(?![\\p{L}])${filler}${stated('age', 'unit')}`,
      'giu',
    ),
    examples: [
      ['Donna di 72 anni', 'female', 72],
      ['Il Sig. Enzo, di anni 58, si presenta', 'male', 58],
      ['La signora Lucia, trentotto anni, affetta da', 'female', 38],
      ['Il Sig. Giovanni di 68 anni si reca', 'male', 68],
      ['Una donna Ucraina di 53 aa veniva ricoverata', 'female', 53],
      ['Donna di a. 63, anamnesi di', 'female', 63],
      ['Donna - aa. 30', 'female', 30],
      ['una paziente di anni 52, con diagnosi', null, 52],
      ['Pz di 63 anni, in anamnesi', null, 63],
      ['bambino caucasico di 11 mesi, giunto', 'male', 0.92],
      ['unigenito dell’età di 18 mesi', null, 1.5],
      ['Paziente di sesso maschile, razza caucasica, di anni 55', 'male', 55],
      ['Maschio, 59 anni', 'male', 59],
      ['Pz maschio di 56 aa, iperteso', 'male', 56],
      ['Paz. di sesso maschile, 84 aa, proveniente da RSA', 'male', 84],
      ['neonata di 3 giorni', 'female', 0.01],
    ],
  },
  {
    id: 'occupation-di-anni',
    needs: /\banni\b/i,
    pattern:
      /^(?!(?:figli|madre|padre|marito|moglie|fratell|sorell|nonn|zi[oa]\b|nipote|convivente|suocer))\p{Lu}\p{Ll}{4,20}(?:\s\p{Ll}{4,15})?,?\sdi\s(?<age>\d{1,3})\s(?<unit>anni)(?![\p{L}])/gu,
    examples: [
      ['Motociclista di 35 anni, politrauma', null, 35],
      ['Infermiera di 39 anni, contatto stretto', null, 39],
    ],
  },
  {
    id: 'di-anni-n',
    needs: /\banni\s\d/i,
    pattern: /(?<![\p{L}])di\sanni\s(?<age>\d{1,3})(?![\p{L}\d])/giu,
    examples: [
      ['Marco di anni 23 si presenta', null, 23],
      ['G. B., di anni 71, fumatore', null, 71],
    ],
  },
  {
    id: 'noun-alone-italian',
    needs: /donna|uomo|signor|\bsig\b|ragazz|bambin|bimb|maschi|femmin/i,
    pattern:
      /(?<![\p{L}’'])(?:(?:una|un|la|il|questa|questo|nostr[oa]|giovane|anzian[oa])\s){1,2}(?<noun>donna|uomo|signora|signore?|sig\.?\s?ra|sig\.|ragazz[oa]|bambin[oa]|bimb[oa])(?![\p{L}])|(?<![\p{L}])(?<noun2>(?:paziente|pa?z\.?)\s(?:maschio|femmina|di\ssesso\s(?:maschile|femminile)))(?![\p{L}])|(?<=^|[.;:|]\s)(?<noun3>donna|uomo|signora|ragazz[oa]|bambin[oa]|bimb[oa])(?![\p{L}])/giu,
    examples: [
      ['Paziente maschio giunto alla nostra osservazione', 'male', null],
      ['Giovane donna con febbre', 'female', null],
      ['Il signor Franco presenta cefalea', 'male', null],
      ['Si dimette la Sig.ra Teresa', 'female', null],
    ],
  },
];
/** Whether a noun of these is a woman's. */
export const femaleItalian =
  /^(?:(?:paziente|pa?z\.?) (?:di sesso )?femmin|donna|ragazza|bambina|bimba|signora|sig\.?\s?ra|femmina|neonata)/i;
