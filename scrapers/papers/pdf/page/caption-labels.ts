/** How figures and tables are labelled, in the languages and house styles of medical journals. */

const figureWords = [
  'fig(?:ure|\\.)?',
  'figur[ae]?',
  'figuur',
  'afbeelding',
  'abb(?:ildung|\\.)?',
  'bild',
  'imag(?:e|en|em)',
  'immagine',
  'ilustraci[oó]n',
  'illustration',
  'plate',
  'scheme',
  'chart',
  'graph',
  'exhibit',
  'photo(?:graph)?',
  'foto(?:graf[ií]a)?',
  'obr(?:ázek|\\.)?',
  'ryc(?:ina|\\.)?',
  'slika',
  'kuva',
  'resim',
  '[sş]ekil',
  'εικόνα',
  'рис(?:унок|\\.)?',
  '図',
  '图',
  '圖',
  '그림',
].join('|');
const tableWords = 'tab(?:le|\\.)?|tabla|tabela|tabella|tabelle|tableau|таблица|表';
/** What may stand before the word: "Supplementary Figure 1", "eFigure 1", "Additional file 1: Figure S1". */
const prefix =
  '(?:(?:suppl(?:ementary|emental|ement|\\.)?|supporting(?: information)?|extended data|online|web|appendix|additional(?: file \\d{1,2}[:,.]?)?)\\s+|e-?(?=fig|tab))?';
/** "No. 3", "n° 3". */
const numberWord = '(?:(?:no|nr|n)[.°º]{1,2}\\s*|№\\s*)?';
const arabic = '[A-Z]{0,2}[.-]?\\d{1,3}(?:[.-]\\d{1,2})?';
const number = `${arabic}|[IVX]{1,6}(?![\\p{L}\\d])|\\(\\d{1,3}\\)`;
/** Letters of panels right after the number: "1a", "1A-C", "1a, b". A range may stand apart: "1 A-D". */
const letter = '[A-Za-z](?![\\p{L}\\d])';
const letters = `(?:${letter}(?:\\s?(?:[-–—,&]|and)\\s?${letter})*|\\s${letter}\\s?[-–—]\\s?${letter}(?=\\s*[.:|]))?`;

const pattern = new RegExp(
  `^(${prefix}(?:(${figureWords})|(${tableWords}))\\s*(${numberWord}(${number})))(${letters})(.*)$`,
  'isu',
);
/** The only figure of a letter often has no number: "Figure. Chest radiograph ...". */
const unnumbered = /^(fig(?:ure|\.)|figura|abbildung|image)(\s*[.:|–—]\s*)(?=["“(]?\p{Lu})(.+)$/su;
const unnumberedAny = new RegExp(unnumbered.source, 'isu');

/** A label at the start of a line. */
export interface CaptionLabel {
  kind: 'figure' | 'table';
  /** As printed, without panel letters: "Fig. 1". */
  label: string;
  /** Kind and number for comparing: "figure 1", "figure s2"; "figure" for the one without a number. */
  key: string;
  /** Letters of panels after the number: "A-C"; often empty. */
  letters: string;
  /** What follows. */
  rest: string;
}

/** The label a line opens with; `null` when it opens with none. */
export function captionLabel(text: string): CaptionLabel | null {
  const plain = closeSpaced(text);
  const [, label, figure, table, , digits, letters, rest] = pattern.exec(plain) ?? [];
  if (label === undefined || digits === undefined || rest === undefined) return lone(plain);
  const roman = /^[ivx]+$/i.test(digits);
  // "Figure in", "table v" are words; Roman numbers are set in capitals.
  if (roman && digits !== digits.toUpperCase()) return null;
  if (/^[\p{L}]/u.test(rest) && (letters !== '' || roman)) return null;
  const kind = figure !== undefined && table === undefined ? 'figure' : 'table';
  const numbered = roman ? String(arabicOf(digits)) : digits.toLowerCase().replace(/^[.-]|[()]/g, '');
  return {
    kind,
    label,
    key: `${kind} ${seriesOf(label, numbered)}${numbered}`,
    letters: letters ?? '',
    rest,
  };
}

function lone(text: string): CaptionLabel | null {
  const [, label, separator, rest] = unnumberedAny.exec(text) ?? [];
  if (label === undefined || separator === undefined || rest === undefined || !/^\p{Lu}/u.test(label))
    return null;
  return { kind: 'figure', label, key: 'figure', letters: '', rest: separator + rest };
}

/** "s" for the supplement's own count, unless the number says so itself. */
const seriesOf = (label: string, numbered: string): string =>
  /^(?:suppl|supporting|extended|online|web|appendix|additional|e-?(?:fig|tab))/i.test(label) &&
  !numbered.startsWith('s')
    ? 's'
    : '';

/** Labels set with spaced letters: "F I G U R E 1". */
const closeSpaced = (text: string): string =>
  text.replace(/^(?:F\s?I\s?G\s?U\s?R\s?E|T\s?A\s?B\s?L\s?E|F\s?I\s?G\s?\.)(?=\s+\d)/i, (word) =>
    word.replace(/\s/g, ''),
  );

const values: Record<string, number> = { I: 1, V: 5, X: 10 };

function arabicOf(roman: string): number {
  let sum = 0;
  for (let index = 0; index < roman.length; index += 1) {
    const [own, next] = [values[roman[index] ?? ''] ?? 0, values[roman[index + 1] ?? ''] ?? 0];
    sum += own < next ? -own : own;
  }
  return sum;
}

/** Whether a text is a label and nothing else. */
export function isLoneLabel(text: string): boolean {
  const found = captionLabel(text);
  return found !== null && found.key !== 'figure' && /^[.:|]?$/.test(found.rest.trim());
}
