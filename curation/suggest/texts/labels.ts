import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';

/**
 * Figure and panel labels: which image a sentence speaks of. Labels are read from captions ("Figure 3 (Day 1)",
 * "(B) Hospital day 14", "(Fig. 1a)") and matched with those of the images, which stand in the case or, for
 * imported tables, in the file name alone.
 */

export interface Label {
  /** `2`, or null when only a panel is named. */
  readonly figure: number | null;
  /** `a`, `c1`, or null when the whole figure is meant. */
  readonly panel: string | null;
}

const panelOf = (text: string | undefined): string | null => (text ? text.toLowerCase() : null);

/** Publishers' and curators' file names, most telling first. Each gives figure, panel or both. */
const filePatterns: readonly RegExp[] = [
  // SARS-...-Fig8a-day0.jpeg, radiol.2020201160.fig2a.jpeg, ryct.2020003.fig2-a.png, nejmoa2001017_f1-a.png
  /(?:^|[-_.])(?:fig(?:ure)?|f)[-_]?(?<figure>\d{1,2})(?:_HTML)?(?:\.webp)?(?:[-_.]?(?<panel>[a-h]\d?))?(?=$|[-_.])/i,
  // 1-s2.0-S0929664620300449-gr2_lrg-a.jpg, gr2b_lrg.jpg
  /(?:^|[-_.])(?:gr|fx)(?<figure>\d{1,2})(?<letter>[a-h])?_lrg(?:-(?<panel>[a-h]\d?))?(?=$|[-_.])/i,
  // jkms-35-e79-g001-l-a.jpg, all14238-fig-0001-m-b.jpg
  /(?:^|[-_.])(?:g|fig-)0{0,3}(?<figure>\d{1,2})-[lm](?:-(?<panel>[a-h]\d?))?(?=$|[-_.])/i,
  // 16660_3_1.jpg: Eurorad's case, figure, place in the figure
  /^\d{4,6}_(?<figure>\d{1,2})_(?<place>\d{1,2})$/,
  // lancet-case2a.jpg
  /case(?<figure>\d{1,2})(?<panel>[a-h])$/i,
  // 10.1016-slash-j.hrcr.2020.04.015-b.png, main.pdf-002.jpg
  /-(?<panel>[a-h]\d?)$/i,
  /\.pdf-0{0,2}(?<place>\d{1,2})$/i,
];

const letterAt = (place: number): string | null =>
  place >= 1 && place <= 8 ? String.fromCharCode(96 + place) : null;

/** The label that a file name carries, or null. */
export function labelOfFile(file: string): Label | null {
  const stem = file.slice(0, 300).replace(/(?:\.(?:jpe?g|png|gif|tiff?|webp|nii|gz|dcm)){1,2}$/i, '');
  for (const pattern of filePatterns) {
    const groups = pattern.exec(stem)?.groups;
    if (!groups) continue;
    const figure = groups['figure'] ? Number(groups['figure']) : null;
    const panel = panelOf(groups['panel'] ?? groups['letter']) ?? letterAt(Number(groups['place'] ?? 0));
    return { figure, panel };
  }
  return null;
}

const figureWords =
  '(?:(?:online|supplement\\w*|suppl?\\.?|additional|extended\\sdata)\\s){0,2}(?:fig(?:ur[ea]s?|s)?\\.?|images?|immagin[ei]|pictures?|plates?|panels?|abb(?:ildung)?\\.?)';
/** "Figure 1a", "2", "Fig. S3 (b, c)": a number of a figure and nothing else. */
const onlyNumber = new RegExp(
  `^\\W{0,3}(?:${figureWords})?\\s?#?[se]?\\d{0,3}\\s?[-(.]?\\s?(?:[a-h]\\d?(?:\\s?(?:,|-|–|&|and|e)\\s?[a-h]\\d?){0,6})?\\W{0,3}$`,
  'i',
);
/** "Figure 2: CT of day 3", and no "Film 28/03". */
const headedByNumber = new RegExp(`^\\W{0,3}${figureWords}\\s?[se]?\\d{1,3}(?!\\d|[/.-]\\d)`, 'i');

/** What stands in place of a figure's number and tells more: "CXR 28/03/2020", "Day 2", "RX torace ingresso"; else null. */
export const titleOfFigure = (figure: string | null): string | null =>
  figure === null || onlyNumber.test(figure.slice(0, 100)) ? null : figure;

/** The label of an image by its own record, else by its file name. */
export function labelOfImage(image: {
  figure: string | null;
  panel: string | null;
  file: string;
}): Label | null {
  // The numbers of "CXR 28/03/2020" count no figures.
  const titled = titleOfFigure(image.figure) !== null && !headedByNumber.test(image.figure ?? '');
  const stated = titled ? '' : (image.figure ?? '');
  const figure = /\d{1,3}/.exec(stated)?.[0];
  const own = /^\s?\d{0,3}\s?([a-h]\d?)\s?$/i.exec(image.panel ?? '')?.[1];
  const inFigure = /\d{1,3}\s?\(?([a-h])\)?\s?$/i.exec(stated)?.[1];
  if (figure !== undefined || own !== undefined)
    return { figure: figure === undefined ? null : Number(figure), panel: panelOf(own ?? inFigure) };
  return labelOfFile(image.file);
}

const letters = /[a-h]\d?(?:\s?[-–]\s?[a-h])?/gi;

/** Panels of a list such as `a,b`, `a and b`, `A-C`. */
function panelsOf(list: string): string[] {
  return allMatches(list.replace(/\b(?:and|e)\b(?=\s[a-h]\b)/gi, ','), letters).flatMap(([part]) => {
    const range = /^([a-h])\s?[-–]\s?([a-h])$/i.exec(part);
    if (!range?.[1] || !range[2]) return [part.toLowerCase()];
    const [from, to] = [range[1].toLowerCase().charCodeAt(0), range[2].toLowerCase().charCodeAt(0)];
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => String.fromCharCode(from + at));
  });
}

const list = '[a-h]\\d?(?:\\s?(?:,|-|–|&|and)\\s?[a-h]\\d?){0,6}';
const bracketed = new Scanned(
  `\\(\\s?(?:see\\s)?(?:(figs?\\.?|figur(?:es?|a)|images?|panels?)\\s?)?(\\d{1,2})?\\s?[-(]?(${list})?\\)?\\s?\\)`,
  'gi',
);

/** Labels of a bracket's inside, e.g. of `(Figs. 1a and b)`; none for `(3)` or `(a lot)`. */
function labelsOfMatch(match: RegExpMatchArray): Label[] {
  const [, word, number, panels] = match;
  if (!word && !panels) return [];
  const figure = number === undefined ? null : Number(number);
  return panels ? panelsOf(panels).map((panel) => ({ figure, panel })) : [{ figure, panel: null }];
}

export interface PlacedLabels {
  readonly labels: readonly Label[];
  readonly start: number;
  readonly end: number;
}

/** Every bracketed label of a sentence, with its place. */
export function bracketedLabels(sentence: string): PlacedLabels[] {
  if (!sentence.includes('(')) return [];
  return allMatches(sentence, bracketed).flatMap((match) => {
    const labels = labelsOfMatch(match);
    return labels.length === 0 ? [] : [{ labels, start: match.index, end: match.index + match[0].length }];
  });
}

const figureList = new Scanned(
  /\b(?:figs?\.?|figur(?:es?|a)|images?)\s?(?<list>\d{1,2}\s?\(?(?!e\s\d)[a-h]?\b\)?(?:\s?(?:,|-|–|&|and|e(?=\s\d))\s?(?:\d{1,2}\s?(?!e\s\d)[a-h]?|[a-h])\b(?!\.\d|\s(?:days?|hours?|weeks?|months?|years?|[a-z]+ (?:later|after)))){0,6})/gi,
);
const lettered = new Scanned(
  /\b(?:[Ff]ilm|[Ii]mage|[Pp]anel|[Rr]adiograph|[Pp]icture|[Ff]ig(?:ur[ea]|\.)?|label)\s(?<panel>[A-H])\b(?![-’'])/g,
);

/** `1a, b and 2-4` as labels, letters within the figure named before them. */
function labelsOfList(text: string): Label[] {
  const found: Label[] = [];
  let [figure, range]: [number | null, boolean] = [null, false];
  const plain = text.replace(/\band\b|\be\b(?=\s\d)/gi, ',');
  for (const [part] of allMatches(plain, /\d{1,2}|[a-h]|[-–]/gi)) {
    const last = found.at(-1);
    if (/[-–]/.test(part)) range = true;
    else if (/\d/.test(part)) {
      const number = Number(part);
      if (range && last?.figure !== null && last !== undefined)
        for (let one = last.figure + 1; one < number; one += 1) found.push({ figure: one, panel: null });
      [figure, range] = [number, false];
      found.push({ figure, panel: null });
    } else {
      const panel = part.toLowerCase();
      if (range && last?.panel)
        for (let code = last.panel.charCodeAt(0) + 1; code < panel.charCodeAt(0); code += 1)
          found.push({ figure, panel: String.fromCharCode(code) });
      else if (last && last.figure === figure && last.panel === null) found.pop();
      range = false;
      found.push({ figure, panel });
    }
  }
  return found;
}

/** Figures and films that a sentence of a text names, in brackets or not: `Figure 2b`, `(Figs. 1 and 3)`, `film A`. */
export function namedLabels(sentence: string): PlacedLabels[] {
  const found = bracketedLabels(sentence);
  const add = (labels: readonly Label[], start: number, end: number): void => {
    if (labels.length > 0 && !found.some((one) => one.start < end && one.end > start))
      found.push({ labels, start, end });
  };
  for (const match of allMatches(sentence, figureList))
    if (match.index > 0)
      add(labelsOfList(match.groups?.['list'] ?? ''), match.index, match.index + match[0].length);
  for (const match of allMatches(sentence, lettered))
    add(
      [{ figure: null, panel: panelOf(match.groups?.['panel']) }],
      match.index,
      match.index + match[0].length,
    );
  return found.sort((a, b) => a.start - b.start);
}

const leadingFigure = /^\(?(?:Figur[ea]|Fig\.?|Image)\s?(\d{1,2})\s?([a-h]\d?)?\b/i;
const leadingLetter = /^\(?(?:Figure|Fig\.?|Image|Film|Panel)\s([A-H])(?=[.:,)]|$)/;
const leadingPanel = /^(?:\(([A-Ha-h]\d?)\)|([A-H]\d?)[,.:)]|([a-h])[).:](?=\s)|([a-h])(?=\s[A-Z][a-z]))/;
const panelRange = /^(?:Panel\s)([A-H])\b/;

/** The label a sentence begins with, which holds until the next one: `Figure 3 (Day 1).`, `(B) Hospital day 14`. */
export function leadingLabel(sentence: string): Label | null {
  const figure = leadingFigure.exec(sentence);
  if (figure?.[1]) return { figure: Number(figure[1]), panel: panelOf(figure[2]) };
  const panel = leadingLetter.exec(sentence) ?? leadingPanel.exec(sentence) ?? panelRange.exec(sentence);
  const letter = panel?.[1] ?? panel?.[2] ?? panel?.[3] ?? panel?.[4];
  return letter ? { figure: null, panel: letter.toLowerCase() } : null;
}

/** Whether a label speaks of an image: yes, no, or null when they cannot be compared. */
export function speaksOf(label: Label, image: Label | null): boolean | null {
  if (image === null) return null;
  let compared = false;
  if (label.figure !== null && image.figure !== null) {
    if (label.figure !== image.figure) return false;
    compared = true;
  }
  if (label.panel !== null && image.panel !== null) {
    if (label.panel !== image.panel) return false;
    compared = true;
  }
  return compared ? true : null;
}
