import type { DayWords } from '../day-lexicon.ts';

/** Italian words for what happens on a day. */
export const days: DayWords = {
  comes:
    'si (?:presenta(?:va)?|è presentat[oa])|giung(?:e|eva)|giunt[oa]|acced(?:e|eva)|arriva(?:va)?|arrivat[oa]|si reca(?:va)?|condott[oa]|trasportat[oa]|inviat[oa]|accesso|arrivo'.split(
      '|',
    ),
  admitted:
    'degente(?= (?:presso|in|nel|nella|dal))|ricoverat[oa]|si ricovera(?:va)?|ricovero|ospedalizzat[oa]|ingresso|viene ricoverat[oa]'.split(
      '|',
    ),
  notAdmitted: [
    '(?:ricoverat[oa]|trasferit[oa]|ricovero|ingresso|accolt[oa]) (?:in|presso|c/o|nella|alla) (?:la |questa |nostra |questo |nostro |reparto di )?(?:rianimazione|terapia intensiva|UTI|TI)(?! sub)',
    'era stat[oa] ricoverat[oa]',
  ],
  fallsIll:
    'esordio|insorgenza|(?:incidente (?:stradale|domestico|sul lavoro)|investit[oa]|cadut[oa] (?:da|dal|dalla)|episodio di (?:vomito|inalazione|soffocamento))|sintomi (?=dal|da )|comparsa|(?:iniziat|insort|compars)[oaie](?= (?:il|dal|da|in data|nella))|inizio dei sintomi|primi sintomi|si ammala(?:va)?|si è ammalat[oa]'.split(
      '|',
    ),
  develops:
    'sviluppa(?:va)?|inizia(?:va)?|iniziat[oa]|comparivano|presenta(?:va)?|lamenta(?:va)?|riferi(?:sce|va)|ha avuto'.split(
      '|',
    ),
  since: ['dal', 'dalla', "dall[’']", 'a partire dal'],
  elsewhere: 'dentista|medico (?:curante|di base|di famiglia)|farmacia|aeroporto'.split('|'),
  happens:
    'nat[oa]|vaccinat[oa]|operat[oa]|dimess[oa]|dimissione|decedut[oa]|decesso|mort[oa]|muore|intubat[oa]|intubazione|estubat[oa]|estubazione|tracheotomia|trasferit[oa]|terapia'.split(
      '|',
    ),
  tests:
    'tampon[ei]|emocoltur[ae]|biopsia|ecocardiogramma|elettrocardiogramma|ECG|risonanza|broncoscopia'.split(
      '|',
    ),
  films: 'radiografi[ae]|radiogramm[ai]|lastr[ae]|Rx'.split('|'),
  scans: 'TAC|TC|tomografia|ecografia'.split('|'),
  countedFrom: ['dopo', 'prima', 'dopo la', "dopo l[’']"],
};
