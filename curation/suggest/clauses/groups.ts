import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';
import { anyOf, personWords } from '../words/languages.ts';

/** Whether words name several people, or count them. */

const plural = anyOf(personWords.groups);
const notPlural = new RegExp(`(?:${personWords.aside.join('|')})\\s(?:[\\p{L}-]+\\s){0,2}$`, 'iu');
/** Behind these a person is no subject: "by his wife", "with her mother". */
export const inPhrase =
  /(?:^|\s)(?:with|by|from|to|for|than|like|as|of|in|on|and|con|da|dal|dalla|di|del|della|al|alla)\s(?:(?:his|her|their|the|an?|another|other|two|three|one|il|la|un|una|suo|sua)\s){0,2}(?:[\p{L}\p{N}-]+\s){0,2}$/iu;
/** Counts and shares: "7.1 % (23/325)", "n = 12", "IQR 2-7". */
const statistics = new Scanned(
  /\bIQR\b|\bno\.?\s?\(%\)|%\s?\(\d{1,6}\s?\/\s?\d|%\s?;\s?\d{1,6}\/\d|(?<![.,·\d])\d{1,5}\s\(\d{1,3}(?:\.\d{1,2})?\s?%\)|\bn\s?=\s?\d|\b95\s?%\s?CI\b|\bp\s?[<=]\s?0?\.\d|\b\d{1,3}(?:\.\d)?\s?%\s(?:of|were|had)\b|\b\d{1,5}\s(?:of|out of)\s(?:the\s)?\d{1,5}\b|^(?:of|among)\s(?:the\s)?\d{1,5}\s(?:\w{3,20}ed\s)?(?:patients|cases|children|adults|persons|people|subjects)\b/iu,
);
/** Whether a sentence counts a group. */
export const tellsOfGroup = (words: string): boolean => statistics.test(words);

/** "Two thirds of patients", "3 % of the children": as many as that, and no patient. */
const shareBefore =
  /(?:\b(?:thirds?|half|quarters?|majority|minority|most|many|some|all|none|proportion|percentage|number|fraction|per\s?cent)|%|\d)\s(?:of|in|among)\s(?:the\s|these\s|those\s|all\s)*(?:[\p{L}-]+\s){0,2}$/iu;

/** "Of 111 treated in that cohort, 21 died": a number stands for people. */
const barely =
  /(?:^\W*|\b(?:series|cohort|study|trial|patients|cases|casistica|pazienti)(?:\s[\p{L}-]+){0,3},?\s)(?:(?:and|but|while|whereas|of (?:whom|them|these)|di cui|dei quali)\s)*(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|due|tre|quattro|cinque|sei|sette|otto|nove|dieci)(?:\s(?:of|out of|in|among|dei|delle|di)\s[^,;.:]{0,40})?\s?$/iu;

const doneBySeveral =
  /^\s*(?:died|survived|recovered|required|needed|underwent|received|developed|were|had|have|sono|erano|hanno)\b/iu;
/** Whether a clause is of a number of people, given its words before and from its verb on. */
export const isCount = (head: string, rest: string): boolean => doneBySeveral.test(rest) && barely.test(head);

/** Whether the subject of a clause, given by the words before its verb, is several people. */
export function isPlural(head: string): boolean {
  for (const match of allMatches(head, plural)) {
    const before = head.slice(0, match.index);
    if (notPlural.test(before)) continue;
    // "Of 99 patients, 17 were admitted" begins with whom it counts.
    if (
      inPhrase.test(before) &&
      !shareBefore.test(before) &&
      !/^\W*(?:of|among|in)\s(?:the\s|these\s|those\s|our\s|\d+\s|all\s|some\s|many\s|most\s|several\s|few\s|alcun[ie]\s|molt[ie]\s)*$/iu.test(
        before,
      )
    )
      continue;
    return true;
  }
  return false;
}

/** Whether the words right before a relative clause name several people: "three adults, who". */
export const isPluralAntecedent = (before: string): boolean => {
  const last = allMatches(before, plural).at(-1);
  return (
    last !== undefined &&
    before
      .slice(last.index + last[0].length)
      .trim()
      .split(/\s+/)
      .filter(Boolean).length <= 3 &&
    !notPlural.test(before.slice(0, last.index))
  );
};
