import type { BreathingWords } from '../course-lexicon.ts';

/** Italian words for a tube, a ventilator, and coming off it. */
export const breathing: BreathingWords = {
  intubation: [
    '(?:re-?)?intubat[oaie]',
    '(?:re-?)?intubazione',
    '\\biot',
    'IOT',
    'intubare?',
    'intubar(?:l[oa]|si)',
  ],
  ventilation: [
    'ventilazione (?:meccanica|invasiva|artificiale)(?! non)(?: invasiva)?',
    '(?:ventilat[oa]) (?:meccanicamente|invasivamente)',
    'ventilatore',
    'ventilazione assistita',
  ],
  nonInvasive: ['non[- ]invasiv[ao]', 'VNI', 'casco'],
  notForIntubation: [
    "non (?:candidabile|candidat[oa]|eleggibile|idone[oa]) (?:ad?|all[’']|alla) (?:intubazione|ventilazione (?:invasiva|meccanica)|manovre invasive)",
  ],
  extubation: [
    'estubat[oa]',
    'estubazione',
    'svezzat[oa] (?:dalla ventilazione|dal ventilatore)',
    'svezzamento (?:dalla ventilazione|dal ventilatore)',
    'decannulat[oa]',
    'svezzat[oa](?= (?:il|in|dal ventilatore|dalla ventilazione))',
  ],
  extubationFailed: [
    'estubazione (?:[^.;,]{1,40} )?fallit[oa]',
    'tentativ[oi] di estubazione (?:[^.;,]{1,40} )?fallit[oi]',
    'fallit[oa] (?:il tentativo di )?estubazione',
    "fallimento dell[’']estubazione",
  ],
  neverOff: [
    'mai (?:\\w+ )?estubat[oa]',
    'mai (?:stat[oa] )?svezzat[oa](?: dal(?:la)? (?:ventilatore|ventilazione))?',
    'non (?:è stato possibile|possibile) estubar\\w+',
  ],
  forSurgery: ["per (?:l[’']|un |il )?(?:intervento|parto|cesareo|anestesia)"],
};
