import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';

/** Whose cells were counted: a count of pleural fluid, urine or lavage is none of the blood. */

const fluids = new Scanned(
  /\b(?:CSF|cerebrospinal|spinal fluid|lumbar puncture|liquor|pleural (?:fluid|tap|aspirat\w*|liquid)|(?:thora|para|peri|pericardio|arthro)centesis|ascit\w+|peritoneal|pericardial fluid|synovial|joint (?:fluid|aspirat\w*)|urine(?! output)|urinalysis|urinary (?=leu|white|wbc|sediment|cell)|dipstick|BALF?|bronchoalveolar|lavage|sputum|stools?|fa?ecal|amniotic|pus|aspirate|semen|breast milk|liquido pleurico|fluid(?=\s?\()|urine)\b/gi,
);
const blood = new Scanned(
  /\b(?:blood|serum|serological|peripheral|plasma|CBC|FBC|h?a?ematolog\w*|emocromo|ematici)\b/gi,
);
const behind = new RegExp(
  `^[^.,;]{0,30}\\b(?:in|of|from|per)\\s(?:the\\s)?(?:\\w+\\s){0,2}?(?:${fluids.source})`,
  'i',
);
const tapped = new Scanned(/(?:puncture|centesis|lavage|\btap)\b/i);
const verb = /\b(?:was|were|is|are|showed|shows|revealed|had|has|grew)\b/i;

const lastOf = (words: string, pattern: RegExp): number => allMatches(words, pattern).at(-1)?.index ?? -1;

/** Whether a count at [start, end) of a sentence is of another fluid than blood. */
export function ofOtherFluid(words: string, start: number, end: number): boolean {
  const before = words.slice(Math.max(0, start - 160, words.lastIndexOf(';', start) + 1), start);
  const named = lastOf(before, fluids);
  return (
    (named >= 0 && named > lastOf(before, blood)) ||
    behind.test(words.slice(end, end + 70).split(';')[0] ?? '')
  );
}

/** What the lines after a sentence count: `CSF analysis:` and "A lumbar puncture was done." lead into a fluid's. */
export function leadsIntoFluid(words: string): boolean {
  if (lastOf(words, fluids) < 0 || lastOf(words, blood) >= 0 || words.length > 120) return false;
  return words.endsWith(':') || tapped.test(words) || !verb.test(words);
}
/** A heading of its own ends what the heading before it led into. */
export const leadsElsewhere = (words: string): boolean => words.endsWith(':') || lastOf(words, blood) >= 0;
