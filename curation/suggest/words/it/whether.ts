import type { WhetherWords } from '../lexicon.ts';

/** Italian words for what is denied, open or past. */
export const whether: WhetherWords = {
  denied:
    'non(?!-)|mai|senza|nega|negava|nega(?:ti|to|ta)?|assenza di|assenti|assente|nessun[oa]?|né|esclus[oaie]|negativ[oaie] per|rifiuta(?:to|ta)?|privo di|priva di|in assenza d[ie]l?|mancanza d[ie]l?|incapacità d[ie]|impossibilità (?:a|d[ie])|indenn[ei] da|(?<!per )esclude(?:re|va|vano|ndo)|(?:ha|hanno|aveva) escluso|negat[oaie]'.split(
      '|',
    ),
  notDenied: [
    'non (?:solo|invasiva|migliora|responsiv[oa]|rebreather)',
    'senza (?:complicanze|complicazioni|beneficio|miglioramento|successo)',
  ],
  settledNo: [
    'ma (?:poi |infine )?(?:non (?:è |era |fu )?(?:stat[oa] |res[oa] )?(?:necessari|eseguit|effettuat|praticat|richiest)[oa]|evitat[oa])',
  ],
  ended: ['sospes[oa]', 'interrott[oa]', 'non più'],
  deniedBehind: [
    '(?:(?:è|era|fu|sono|poi|quindi|infine|stat[oaie])\\s){0,2}evitat[oaie]|non si (?:è|era|sono|erano|rese?ro?) (?:res[oaie] )?necessari[oaie]|non (?:è|era|sono) stat[oaie] (?:necessari|eseguit|effettuat|richiest|praticat)[oaie]',
    '(?:è |era |sono |erano |risulta |risultava |risultat[oaie] )?(?:assent[ei]|negativ[oaie](?! per)|non necessari[oa]|non effettuat[oa]|non eseguit[oa]|rifiutat[oa]|esclus[oaie])',
  ],
  exceptions: ['eccetto', 'tranne', 'salvo'],
  denialEnds:
    "durante|nel corso|dopo|in seguito a|prima d[ei]l?|nonostante|malgrado|a causa d[ei]l?|per (?:la|il|l[’']) ?(?:presenza|persistenza|comparsa|assenza)|per impossibilità|come(?! (?:to|in|back|off|from|with|for|and|out))|all[’']ingresso|alla dimissione|all[’']esame|per (?:ridurre|prevenire|evitare)|dal".split(
      '|',
    ),
  there:
    'normal[ei]|positiv[oaie]|elevat[oaie]|aumentat[oaie]|in terapia|in trattamento|con|lieve|modest[oaie]|marcat[oaie]|solo'.split(
      '|',
    ),
  tests:
    'esam[ei]|test|anamnesi|tampon[ei]|coltur[ae]|emocoltur[ae]|urinocoltur[ae]|ricerca|biopsi[ae]|TC|TAC|RX|RMN|ecografi[ae]|sierologi[ae]|anticorpi|accertamenti|indagin[ie]|cariotipo|risult(?:a|ava|avano|at[oaie])'.split(
      '|',
    ),
  open: 'potrebbe|possibile|eventuale|sospett[oaie]|(?<!per |anche |pur |come )se|probabile|in attesa di|rischio di|candidat[oa] a|da valutare|si valuta|proposta|qualora|in caso di|previst[oa]|programmat[oa]|prevista'.split(
    '|',
  ),
  notOpen: [],
  notYet: ['quasi'],
  openBehind: [
    '(?:deve|devono|va|vanno|dovrebbe|dovrà|andrebbe) (?:\\w+ )?(?:essere|eseguit|effettuat|discuss|considerat|valutat)\\w*',
    'in attesa|se necessari[oa]|da programmare',
  ],
  past: 'pregress[oaie]|in passato|anamnesi (?:positiva |patologica )?(?:per|remota)|(?:\\d{1,2}|un|due|tre|quattro|cinque|dieci|alcuni|molti) (?:mes[ei]|ann[oi]) (?:fa|prima|or sono)|nel (?:19\\d\\d|20[01]\\d)|da bambin[oa]|a domicilio|cronic[oaie]|precedente'.split(
    '|',
  ),
  pastBehind: [
    'nel (?:19\\d\\d|20[01]\\d)',
    '(?:\\d{1,2}|un|due|tre|alcuni) (?:mes[ei]|ann[oi]) (?:fa|prima|or sono)',
  ],
};
