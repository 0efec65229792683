import { idPart } from '../identifiers.ts';
import { captionLabel } from '../pdf/page/caption-labels.ts';
import { plainWords } from '../plain-words.ts';

/** "Figure 2 (Continued)", "Fig. 3, cont'd", "Abb. 1 (Fortsetzung)", "图2（续）". */
const goesOn =
  /[\s,(（[–—-]{1,3}(?:cont(?:inued|inuation|['’.]?d?)?|fortsetzung|suite|continua(?:ción|zione|ção)|segue|продолжение|окончание)\b|[续続續]/iu;

/** Whether a label says that its figure began before. */
export const saysContinued = (label: string): boolean => goesOn.test(label);

const bracketed = /^\s*[([（]\s?([a-z](?:\s?[-–—,&]\s?[a-z])*)\s?[)\]）]/i;

/** Number of a label with its panel letters for comparing: "FIGURE 1." and "Fig. 1*" are "1", "Fig. 6 (a)" is "6a". */
export function labelKey(label: string): string {
  const found = captionLabel(label);
  if (found === null || found.key === 'figure') return plainWords(label);
  const number = found.key.replace(/^(?:figure|table) /, '');
  const letters = found.letters || (bracketed.exec(found.rest)?.[1] ?? '');
  return `${number}${letters.replace(/\s/g, '').toLowerCase()}`;
}

/** The same as a part of an id; empty where the label has nothing that may stand in one. */
export const labelId = (label: string): string => idPart(labelKey(label));
