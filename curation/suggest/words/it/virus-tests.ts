import type { TestWords } from '../course-lexicon.ts';

/** Italian words for tests of the virus and their results. */
export const virusTests: TestWords = {
  molecular: [
    'tampon[ei] (?:naso-?\\s?faringe[oi]|rino-?\\s?faringe[oi]|oro-?\\s?faringe[oi]|molecolar[ei]|nasale|faringeo)',
    'tampon[ei]',
    'TNF(?= (?:molecolar|positiv|negativ|per))',
    '(?<=TNF |tampone |test )molecolare',
    'test molecolare',
    'RNA virale',
  ],
  bare: [],
  swabs: ['BAL', 'broncolavaggio', 'lavaggio broncoalveolare', 'broncoaspirato'],
  otherTests: ['anticorpi', 'sierologi\\w+', 'antigenic[oi]', 'emocoltur[ae]', 'coltur\\w+', 'TAC?', 'TC'],
  virus: ['nuovo coronavirus'],
  otherGerms: [],
  positive: ['positiv[oaie]', 'positività'],
  found: ['rilevat[oa]', 'confermat[oa]', 'conferma', 'accertat[oa]', 'riscontrat[oa]', 'evidenziat[oa]'],
  negative: ['negativ[oaie]', 'negatività'],
  control: ['controllo', 'negativizzat[oaie]', 'consecutiv[oi]', 'dimissione', 'successiv[oi]', 'guarigione'],
  by: ['al', 'con', 'mediante', 'tramite', 'su', 'da', 'alla', 'col'],
  for: ['per', 'a', 'al'],
};
