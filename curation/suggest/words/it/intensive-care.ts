import type { IntensiveCareWords } from '../course-lexicon.ts';

/** Italian words for intensive care. */
export const intensiveCare: IntensiveCareWords = {
  units: [
    '(?:reparto di |unità di )?terapia intensiva(?: respiratoria| generale)?',
    '(?<!(?:manovre|tentativi|tentativo) di )(?:reparto di )?rianimazione(?! (?:cardio|polmonare))',
    'TI',
    'UTI',
    'UTIR',
  ],
  lesser: ['sub-?\\s?intensiv[ao]', 'semi-?\\s?intensiv[ao]', 'UTSIR', 'UTSI'],
  ofTheUnit: ['consulenza', 'posto letto', 'posti letto'],
  entering:
    'trasferi(?:t[oa]|mento)|ricover(?:at[oa]|o)|ammess[oa]|accolt[oa]|ingresso|trasportat[oa]|portat[oa]|spostat[oa]|passat[oa]|inviat[oa]|trattat[oa]|necessita|bisogno|resta|rimane|rimast[oa]'.split(
      '|',
    ),
  being: ['degenza', 'degente', 'giorn[oi]', 'settiman[ae]', 'intubat[oa]'],
  leaving: ['dimess[oa]', 'uscit[oa]', 'trasferit[oa]', 'lascia(?:to|ta)?'],
  stays: [],
  neverThere: [
    "(?:né|senza (?:necessità di |ricorso a(?:lla|l)? )?|non (?:ha |hanno |aveva )?(?:mai )?(?:richiesto|necessitato|necessita|richiede|avuto bisogno)(?: di| dell[ae]?)?(?: [\\w’']+){0,3}?(?: né| o)? )(?:di |in |a(?:lla)? )?(?:cure intensive|(?:ricovero in |trasferimento in )?(?:terapia intensiva|rianimazione|TI))",
    "non (?:vi (?:è|era) )?indicazione (?:a|al|ad|alla)(?: [\\w’']+){0,4}? (?:trasferimento in |ricovero in )(?:terapia intensiva|rianimazione|TI)",
  ],
  wardThroughout: [],
};
