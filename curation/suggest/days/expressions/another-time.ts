import type { DayExpression } from './expressions.ts';
import { timeExpressions } from './time-expressions.ts';

/**
 * Words that give a film a time of its own which counts no days: "CT before discharge", "at the clinic visit", "one
 * year later", "before immunotherapy". Such a film is not of the day that its text has come to.
 */
const another =
  /\b(?:first|initial|previous|prior|earlier|preceding|baseline|old|had been|had shown|compar\w+|precedente|prim[oa])\b/i;
const unnumbered = new RegExp(
  [
    '\\b(?:before|prior to|pre-?|at|on|until|by|around|near|after|following|post-?|prima della|alla|dopo la)\\s?(?:the\\s|his\\s|her\\s)?(?:hospital\\s|home\\s)?(?:discharge|dimissione)\\b',
    '\\b(?:(?:post-?[\\w-]+|follow-?up|outpatient)\\s(?:clinic|visit)|clinic\\s(?:visit|review|appointment)|(?:at|in)\\s(?:the\\s|our\\s)?clinic|outpatients?|ambulator\\w+|surveillance|long-?term)\\b',
    '\\b(?:present|current|latest|last|final|recent|attuale|ultim[oa])\\s(?:\\w+\\s)?(?:CT|HRCT|x-?ray|CXR|radiograph|film|scan|image|examination|TC|RX)\\b',
    '\\b(?:before|prior to|after|following|during|under|on|post-?|pre-?|prima d\\w+|dopo)\\s?(?:the\\s|an?\\s|his\\s|her\\s|la\\s|il\\s)?(?:[\\w-]+\\s){0,2}(?:\\w*therapy|treatment|steroids?|antibiotics?|prednisone|prednisolone|recovery|convalescence|rehabilitation|terapia|trattamento|guarigione)\\b',
    '\\b(?:years?|months?|anni|anno|mes[ei])\\s(?:later|after|afterwards|dopo)\\b',
  ].join('|'),
  'i',
);

/** Whether a part of a text tells of a time before the one that the text has come to. */
export const tellsOfBefore = (words: string): boolean => another.test(words);

/** Whether words name a time of their own that none of their expressions of days reads. */
export const namesOtherTime = (words: string, read: readonly DayExpression[] = []): boolean =>
  unnumbered.test(words) ||
  timeExpressions(words).some(
    ({ start, end }) =>
      !read.some((one) => one.start < end && one.end > start) &&
      /\d|later|after|before/i.test(words.slice(start, end)),
  );
