import { plainWords } from '../plain-words.ts';
import { countUnread } from '../unread-signs.ts';

/** What stands in large type on front pages and is no title: kinds of articles, journals, notices, addresses. */

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Words of a text; scripts without blanks count two characters as one word. */
export function wordCount(text: string): number {
  const characters = [...text].filter((character) => cjk.test(character)).length;
  const rest = plainWords(text.replace(new RegExp(cjk.source, 'gu'), ' '));
  return Math.ceil(characters / 2) + (rest === '' ? 0 : rest.split(' ').length);
}

/** Names of article kinds and marks that stand in large type above titles. */
const markWords =
  /^(?:research|original|review|reviewed|case|cases|short|brief|rapid|letter|letters|article|articles|report|reports|series|communications?|editorial|editor|editors|correspondence|open|access|clinical|study|protocol|trial|systematic|meta|analysis|image|images|medicine|commentary|perspective|opinion|and|of|the|in|to|a|for|full|paper|chest|infectious|disease|diseases|journal|international|european|radiology|imaging|published|invited|mini|technical|note|data|viewpoint|topical|pictorial|essay|tutorial|insights?|special|feature|features|section|online|first|early|view|free|corrected|corrigendum|erratum|correction|retraction|addendum|author|authors|publisher|manuscript|preprint|proof|draft|title|version|quiz|supplement|supplementary|supporting|information|appendix|doi|vol|pages?|elsevier|springer|wiley|hindawi|plos|one|bmc|frontiers|\d+)$/i;

const cjkMark =
  /^[\p{P}\s]*(?:病例(?:报告|報告|分析|讨论)?|个案报道|论著|論著|原著(?:論文)?|综述|綜述|総説|短篇(?:报道|论著)|短報|速報|症例(?:報告)?|临床(?:研究|报道|报告)|研究(?:报告|論文)|述评|讲座|专题|資料|摘\s*要|要\s*旨|抄\s*録|目\s*次|关键词|初録|증례|원저|초록)[\p{P}\s\d]*$/u;

export const isMark = (text: string): boolean =>
  cjkMark.test(text) ||
  plainWords(text)
    .split(' ')
    .every((word) => (word.length < 2 && !cjk.test(word)) || markWords.test(word));

/** Names of journals, which some publishers set larger than the title. */
const journalName =
  /^(?:the\s)?(?:[\p{L}-]+\s){0,4}(?:journal|annals|archives|acta|proceedings|bulletin|revista|zeitschrift)\b|^(?:frontiers in|bmc|plos|case reports in|open forum|emerging|european radiology|seminars in|clinics in|current opinion)\b/iu;
const cjkJournal = /(?:杂志|雜誌|雑誌|学报|學報|学会誌|会誌|医学誌|学刊|通报)(?:\s*\d.*|\s*第.*)?$/u;

export const isJournal = (text: string, known: string | null): boolean =>
  (journalName.test(text) && text.split(/\s+/).length <= 8) ||
  (cjkJournal.test(text) && text.length < 30) ||
  (known !== null && plainWords(known) === plainWords(text));

/** Headings of the parts of an article and of what stands around it. */
const partOfArticle =
  /^(?:\d{0,2}\.?\s{0,3})(?:abstract|summary|introduction|background|(?:materials? and |patients and )?methods?|results?|discussion|conclusions?|acknowledge?ments?|references|bibliography|funding|key\s?words?|highlights|key points|(?:table of )?contents|author contributions?|conflicts? of interests?|(?:declaration of )?competing interests?|disclosures?|data availability(?: statement)?|ethics(?: statement)?|graphical abstract|supplementa(?:l|ry) (?:materials?|data|information|appendix|files?)|supporting information|appendix|abbreviations|case (?:report|presentation|description)s?|zusammenfassung|résumé|resumen|riassunto|resumo)\s{0,3}[:.]?\s{0,3}$|^(?:key\s?words|abstract|acknowledge?ments?|funding|citation|to cite|how to cite|cite (?:this|as)|please cite|correspond(?:ence|ing)|edited by|reviewed by|academic editor|handling editor|specialty section|title page|running (?:title|head)|short title|word count|word counts?)\b\s{0,3}[:.—–-]/iu;

/** What publishers, archives and repositories print on pages that are not theirs. */
const notices: readonly RegExp[] = [
  /©|\(c\)\s*(?:19|20)\d\d|\bcopyright\b.{0,40}\b(?:19|20)\d\d|\ball rights (?:are )?reserved\b|\bunauthori[sz]ed (?:reproduction|use|copying)\b|\breproduction of this (?:article|paper)\b|\bthe copyright holder\b/i,
  /版权|著作権|無断転載/u,
  /\b(?:publish(?:ed)?|epub) (?:online )?ahead of print\b|\bahead of (?:print|publication)\b|\barticle in press\b|\bearly view\b|\bonline first\b|\bjust accepted\b|\bpublished online\b|\bfirst published\b/i,
  /\baccepted (?:manuscript|article|author manuscript|version)\b|\bauthor(?:['’]?s|s['’])?(?: accepted)? (?:manuscript|proofs?|copy|version|personal copy|query|queries)\b|\buncorrected proofs?\b|\bunedited (?:manuscript|version)\b|\bjournal pre-?proofs?\b|\bnot (?:been )?(?:certified by peer|peer.?reviewed)\b|\b(?:nih|hhs|europe pmc) public access\b/i,
  /\bcovid-?19 resource cent|\b(?:downloaded|obtained) from\b.{0,80}(?:https?:|www\.|\bby\b|\bon\b|repository|archive)|\bavailable (?:online )?at\b|\bcontents lists? available\b|\bjournal home\s?page\b|\bview metadata\b|\bprovided by core\b|\bbrought to you\b|\bsee discussions\b|\buser has requested\b/i,
  /\bhal (?:is a|id\b)|\barchive ouverte\b|\b(?:institutional|university) repository\b|\bopen repository and archive\b|\bopen access (?:repository|archive)\b|\bresearch (?:explorer|portal|repository|online)\b|\bdigital commons\b|\bjstor\b|\bcitation for published version\b|\blink to publication\b|\bdocument version\b|\btake ?down policy\b|\bgeneral rights\b|\bpermanent link\b|\bversion of record\b|\bterms (?:and|&) conditions\b/i,
  /\bcreative commons\b|\bopen[- ]access article\b|\blicen[cs]ed under\b|\bunder the terms of\b|\bthis (?:article|work|paper|manuscript|document|file|version) (?:is|was|has|may|can|appeared)\b|\bthis is (?:a pdf|an? (?:open|accepted|author|un)|the (?:author|peer|accepted|un|pre))/i,
  /(?:^|\s)(?:doi\b|https?:|www\.)|\b10\.\d{4,9}\/\S|\S@[^\s@.]{1,60}\.\S|\bissn\b|\bpii\b:/i,
  /^(?:manuscript )?(?:received|revised|accepted|submitted|published|available online)(?: (?:in revised form|for publication|on|date))?\s{0,3}:?\s{0,3}(?:\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b)/i,
  /收稿日期|修回日期|通信作者|通讯作者|基金项目|中图分类号|受付|受理|別刷/u,
  /\bet al\b|\bvol(?:ume)?\.?\s*\d+\b|\bno\.\s*\d+,|\bpp?\.\s*\d+\s*[-–—]\s*\d|\b(?:19|20)\d\d\s*[;,]\s*\d+\s*(?:\(\d+\))?\s*[:：]|\(\d{4}\)\s*\d+\s*[:–-]\s*\d/i,
  /^(?:figure|fig\.|table|abb\.|图|図|表)\s*\d/iu,
];

const parts =
  'departments?|dept\\.?|divisions?|schools?|facult(?:y|é|ad|à|ät)|institut(?:e|es|o)?|college|section|laborator(?:y|ies|ium)|cent(?:re|er|rum)|university|ministry|academy|klinik|abteilung|zentrum|servi[cz](?:io|o|ce)|dipartimento|departamento|d[eé]partement';
/** "1 Department of Radiology, Example Hospital, Town", also where the sign of the footnote is stuck to it. */
const partOfHouse = new RegExp(
  `^(?:from the |\\(?[\\da-e]?[\\d*†‡§]?\\)?\\s{0,2})(?:\\p{L}+\\s){0,2}(?:${parts}) (?:of|for|für|de|di|des|del|der)\\b[^,:?]{2,90}[,;]`,
  'iu',
);
/** "Exampletown General Hospital, Exampletown": a proper name, so that "…in a university hospital, 2020" is none. */
const house =
  /^\(?[\da-e]?[\d*†‡§]?\)?\s{0,2}(?:(?:\p{Lu}[\p{L}.'’-]*|of|and|the|for|de|&)\s){0,8}(?:University|Hospital|Institute|College|Clinic|Cent(?:re|er)|Klinikum|Universität|Université|Hôpital)(?: of (?:\p{Lu}[\p{L}-]*\s?){1,4})?,\s*(?:\p{Lu}|\d)/u;
const cjkAffiliation =
  /(?:^|\s)\d{6}(?:\s|$|[;；])|〒|(?:大学|大學|医院|醫院|病院|研究所|研究院).*(?:科|系|部|室|院|学部|講座|教室|センター)[\d\s,，]*$/u;

/** "The authors are grateful to…", also where the page cuts the sentence off. */
const tellsOfItself =
  /^(?:the|this|these|all|our) (?:\p{L}+ ){0,2}(?:authors?|publishers?|editors?|paper|article|manuscript|file|document|copy|version|work|journal|page|site)\b.{0,40}\b(?:is|are|was|were|has|have|may|can|will|do|does|appeared)\b/iu;

const endsLikeProse = (text: string): boolean => /[.!]["”’)]?$/.test(text);

/** "…prohibited. The authors…": more than one sentence, or one about the page it stands on. */
function isProse(text: string): boolean {
  if (/。/u.test(text) || tellsOfItself.test(text)) return true;
  const sentences = text.split(/(?<=\p{Ll}{3}["”’)\]]?\.)\s+(?=\p{Lu})/u).filter((one) => wordCount(one) > 4);
  return sentences.length > 2 || (endsLikeProse(text) && sentences.length > 1);
}

/** A whole sentence with its stop. Some journals print titles like that, with the names of the authors below. */
export const isSentence = (text: string): boolean =>
  endsLikeProse(text) &&
  wordCount(text) > 8 &&
  /\b(?:is|are|was|were|has been|have been|had|will be|may be|can be|must|should|we|our|you|your|who|they)\b/i.test(
    text,
  );

/** "Example University Hospital", "Faculty of Medicine": the name of a house and nothing else. */
const houseAlone =
  /^(?:(?:The|THE) )?(?:(?:\p{Lu}[\p{L}.'’&-]*|of|OF|and|for|de|für) ){0,5}(?:University|Hospital|Institute|College|School|Faculty|Academy|Library|Universität|Université|Universidad|Klinikum|UNIVERSITY|HOSPITAL|INSTITUTE|COLLEGE|UNIVERSIDAD|UNIVERSITÄT)(?: (?:\p{Lu}[\p{L}.'’-]*|of|OF|and|for|de|der)){0,4}$/u;

const longest = 400;

/** A formula, a row of a table, the ends of a drawing, words in a font that tells no characters. */
const isMostlySigns = (text: string): boolean =>
  (text.match(/\p{L}/gu)?.length ?? 0) < 0.5 * text.replace(/\s+/g, '').length ||
  (text.match(/[\^{}=\\|~_<>]/g)?.length ?? 0) > 1 ||
  countUnread(text) > 0.1 * text.length;

/** Whether a block of a front page cannot be the paper's title, by its words alone. */
export function isNoTitle(text: string, journal: string | null): boolean {
  return (
    text.length >= longest ||
    !(/\p{L}{2}/u.test(text) || cjk.test(text)) ||
    isMostlySigns(text) ||
    isMark(text) ||
    isJournal(text, journal) ||
    partOfArticle.test(text) ||
    notices.some((notice) => notice.test(text)) ||
    partOfHouse.test(text) ||
    house.test(text) ||
    houseAlone.test(text) ||
    cjkAffiliation.test(text) ||
    isProse(text)
  );
}

/** Joins the lines of a title written without blanks: "肺部" and "阴影" are one word. */
export const withoutCjkBlanks = (text: string): string =>
  text.replace(new RegExp(`(?<=${cjk.source})\\s+(?=${cjk.source})`, 'gu'), '');
