import type { Value } from '../../../data/format/review.ts';
import { kept } from '../patterns/kept.ts';

/** How labels and their answers stand together: where a label begins, what parts it from its answer, and where that ends. */

/** Where a label may begin: a line, a part behind a stop or a bar, or behind the answer before it. */
const begins =
  '(?<=^|[.;,|([\\t?!]\\s{0,3}|^\\s?[-–•*]\\s{1,2}|\\b(?:and|yes|no|none|y|n|e|ed)\\s(?:[-–—]\\s)?)';
/** What parts a label from its answer. */
const marks =
  '\\s?(?::-?|=>?|\\?|→)\\s?|\\s[-–—]{1,2}\\s|\\s?\\|\\s?|\\s?\\t\\s?|\\s?(?:\\.{2,}|…|_{2,})\\s?|\\s?[([]\\s?';
/** The same, or a blank before an answer that ends its part: "ICU no, oxygen no". */
const parts = `${marks}|\\s(?=[[☐□☒☑])|\\s(?=(?:no|none|yes|not\\s(?:needed|required|done|performed|given))\\s?(?:$|[.,;|)]))`;
/** Words of a label around its own: "need for …", "… required", "… (yes/no)". */
const ahead =
  '(?:(?:(?:did|does|was|is|has|had)\\s(?=(?:the\\s)?(?:patient|he|she)\\b))?(?:the\\s)?(?:(?:patient|he|she)\\s)?(?:ever\\s)?(?:was\\s|been\\s|needed\\s|needs?\\s|requires?\\s|receives?\\s|undergo\\s|required\\s|received\\s|any\\s|ever\\s)?(?:(?:need|requirement|use)\\s(?:for|of)\\s)?(?:(?:admi(?:ssion|tted)\\s)?(?:to|in|on)\\s(?:the\\s)?)?)';
const trailing =
  '(?:\\s(?:required|needed|given|used|received|performed|done|status|dates?|days?|duration|admission|admitted|stay|care|unit|support|therapy|treatment|requirements?|use|during (?:the )?(?:hospital )?(?:stay|admission)|at any time|on admission|at admission)|\\s?\\((?:[a-z0-9]{1,6}|y(?:es)?\\s?\\/\\s?no?)\\)){0,3}';
const ends =
  '(?=\\s*(?:$|[.,;|)\\]\\t(/]|[-–—]\\s|and\\b|but\\b)|\\s+[A-Z][\\w-]{1,20}(?:\\s[\\w-]{1,14}){0,2}\\s?[:=?|])';

const unfilled = '(?:yes|y)\\s?\\/\\s?(?:no|n)\\b|(?:no|n)\\s?\\/\\s?(?:yes|y)\\b';
const unknown =
  'unknown|unclear|uncertain|not\\s(?:known|recorded|stated|documented|reported|available|applicable|specified)|n\\/?a|n\\.a\\.|nd|pending|planned|possible|considered|discussed|deferred|\\?|[-–—−]';
const empty = '(?:\\[\\s?\\]|[☐□])';
const ticked = '(?:\\[\\s?[x✓✔]\\s?\\]|[☒☑])';
/** Boxes of a form: "[ ] yes [x] no"; the one that is ticked is the answer, whichever stands first. */
const boxed = (answered: string, other: string): string =>
  `${ticked}\\s?${answered}(?:[\\s,/]{0,3}${empty}\\s?${other})?|${empty}\\s?${other}[\\s,/]{0,3}${ticked}\\s?${answered}`;
const boxedOpen = `${empty}\\s?(?:yes|no)(?:[\\s,/]{0,3}${empty}\\s?(?:yes|no))?`;
/** Answers that say no. */
export const no = `${boxed('no', 'yes')}|no(?!\\.\\s?\\d)|n|none(?:\\s(?:required|needed|necessary|given|used|received))?|no\\sneed|nil|never|not\\s(?:required|needed|necessary|admitted|given|used|performed|done|received|indicated|wished|wanted|desired)|non\\s(?:necessari[oa]|richiest[oa]|eseguit[oa]|effettuat[oa])|(?:declined|refused|withheld)(?:\\sby\\s\\w{2,12}(?:\\s\\w{2,12})?)?|avoided|absent|false|0(?:\\s(?:days?|h|hours?|l(?:\\/min)?))?|nessun[oa]?|mai`;
/** Answers that say yes, a day or a duration among them. */
export const yes = `${boxed('yes', 'no')}|yes|y|s[iì]|true|1|present|done|given|required|needed|performed|received|\\+|✓|✔|(?:for\\s|from\\s|on\\s)?(?:hospital\\s)?day\\s\\d{1,3}|(?:for\\s)?[1-9]\\d{0,2}\\s?(?:days?|h|hours?|weeks?|giorni)`;

/** The pattern of a field's labels with their answers; `free` are yes answers that need no end of their own. */
export const labelPattern = (
  labels: string,
  answers: { yes?: string; no?: string; free?: string } = {},
): RegExp =>
  new RegExp(
    `${begins}${ahead}(?:${labels})${trailing}(?:${parts})(?:(?<unknown>(?:${unfilled}|${boxedOpen}|${unknown})${ends})|(?<no>(?:${answers.no ?? no})${ends})|(?<yes>(?:${answers.yes ?? yes})${ends}|(?:${answers.free ?? 'yes'})(?=[\\s,])))`,
    'gi',
  );

/** A label's value where its answer is yes, and where it is no; an open answer says nothing. */
export const answeredBy =
  (whenYes: Value, whenNo: Value) =>
  (match: RegExpMatchArray): Value =>
    match.groups?.['yes'] !== undefined ? whenYes : match.groups?.['no'] !== undefined ? whenNo : null;

const denied = new RegExp(`^${trailing}(?:${marks})(?:${unfilled}|${unknown}|${no})${ends}`, 'i');
/** Whether the words behind a match answer it with no or leave it open: "CPAP: no", "Prior intubation - unknown". */
export const answeredNo = (behind: string): boolean => denied.test(behind.slice(0, 90));

/** Beginnings of all answers there are; a test holds them to the examples of every label. */
const beginnings =
  'y(?:es)?\\b|n(?:o|on|one|il|ever|ot|eg\\w*|d|\\.?\\/?a|ess\\w*)?\\b|s[iì]|un|pend|plan|poss|pos|consid|discus|def|dec|ref|with|avo|abs|fal|true|pres|done|giv|req|need|perf|rec|det|aliv|surv|disc|cured|die|dea|fat|exp|exit|viv|gua|dim|room|RA\\b|amb|aria|for|from|on\\b|hosp|day|mai|ril|\\d|[+✓✔?(−–—-]';
const anyAnswer = new RegExp(
  `\\[\\s?[x✓✔]?\\s?\\]|[☐□☒☑]|(?:[:=?|\\t→…([]|\\.\\.|__|\\s[-–—]{1,2}\\s)[\\s:|>-]{0,3}(?:${beginnings})|\\b(?:no|none|yes|not \\w{4,9})\\s?(?:$|[.,;|)])|[|\\t]`,
  'i',
);
const known = kept<boolean>();
/** Sentences without a mark that parts a label from its answer hold none. */
export const mayAnswer = (words: string): boolean => known.of(words, () => anyAnswer.test(words));

const cell = '[^\\s|]{1,24}(?: [^\\s|]{1,24}){0,2}';
const row = new RegExp(`^[ |\\t]{0,3}${cell}(?: ?[|\\t] ?${cell})+[ |\\t]{0,3}$`);
/** A line of bare column heads ("Intubated | ICU | Died"), where no label has its answer: those stand in the lines below. */
export const isHeadOfTable = (words: string): boolean =>
  row.test(words) && !/\b(?:yes|no|none|y|n|positive|negative|\d+)\b/i.test(words) && !/[:.]/.test(words);
