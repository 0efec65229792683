/**
 * NegEx as it was published (Chapman, Bridewell, Hanbury, Cooper, Buchanan: J Biomed Inform 2001; 34: 301–310): phrases
 * before or behind a finding deny it, at most five words away, unless the phrase only looks like a denial. English,
 * and nothing of ours: the peer that the clause pass is measured against.
 */

const pseudo =
  'no increase|no suspicious change|no significant change|no change|no interval change|no definite change|no significant interval change|not extend|not cause|not drain|not certain if|not certain whether|gram negative|without difficulty|not necessarily|not only|without any further';
const before =
  'absence of|cannot see|cannot|checked for|declined|declines|denied|denies|denying|evaluate for|fails to reveal|free of|negative for|never developed|never had|no|no abnormal|no cause of|no complaints of|no evidence|no new evidence|no other evidence|no evidence to suggest|no findings of|no findings to indicate|no mammographic evidence of|no new|no radiographic evidence of|no sign of|no significant|no signs of|no suggestion of|no suspicious|not|not appear|not appreciate|not associated with|not complain of|not demonstrate|not exhibit|not feel|not had|not have|not know of|not known to have|not reveal|not see|not to be|patient was not|rather than|resolved|test for|to exclude|unremarkable for|with no|without|without any evidence of|without evidence|without indication of|without sign of|ruled out for|rules out|rule out for|rule out|rules him out|rules her out|rule the patient out';
const behind =
  'free|is ruled out|are ruled out|have been ruled out|has been ruled out|was ruled out|being ruled out|should be ruled out|could be ruled out|unlikely|was not|were not|did not rule out|negative|not seen|not detected';

const longestFirst = (phrases: string): string =>
  phrases
    .split('|')
    .sort((a, b) => b.length - a.length)
    .join('|');
const pseudoBefore = new RegExp(`\\b(?:${longestFirst(pseudo)})\\b`, 'gi');
const words = (most: number): string => `(?:[^\\s]+\\s+){0,${most}}`;
/** A phrase, then up to five words, then the finding. */
const denialBefore = new RegExp(`\\b(?:${longestFirst(before)})\\s+${words(5)}[^\\s]*$`, 'i');
const denialBehind = new RegExp(`^[^\\s]*\\s+${words(5)}(?:${longestFirst(behind)})\\b`, 'i');

/** Whether NegEx takes the words at [start, end) of a sentence for denied. */
export function deniedByNegEx(sentence: string, start: number, end: number): boolean {
  const plain = sentence.replace(pseudoBefore, (found) => '#'.repeat(found.length));
  const from = Math.max(0, start - 200);
  return denialBefore.test(plain.slice(from, start)) || denialBehind.test(`x${plain.slice(end, end + 200)}`);
}
