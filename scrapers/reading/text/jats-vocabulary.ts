import type { Element } from 'domhandler';
import { listMarker, type Numbering } from './list-markers.ts';
import {
  childElements,
  type Display,
  displayOfMath,
  names,
  ofList,
  parentOf,
  type Vocabulary,
} from './vocabulary.ts';

/** JATS, the Journal Article Tag Suite (NISO Z39.96-2021, https://jats.nlm.nih.gov/archiving/tag-library/1.3/). */

const blocks = names(`
  abstract ack address answer answer-set app app-group article article-title attrib author-comment back bio block-alternatives
  body boxed-text caption chem-struct-wrap colgroup def def-head def-item def-list disp-formula-group disp-quote explanation
  fig fig-group floats-group fn fn-group front glossary hr kwd-group license license-p list list-item notes option p permissions question
  question-wrap ref ref-list response sec sig sig-block speech statement sub-article subtitle supplementary-material table
  table-wrap table-wrap-foot table-wrap-group tbody term term-head tfoot thead title trans-abstract trans-title verse-group
  verse-line
`);
/** Inside of a sentence: emphasis, links, terms. What is in no list here holds data, and its parts are kept apart. */
const inlines = names(`
  abbrev bold chemical-formula custom-meta-value email ext-link fixed-case funding-source award-id inline-formula
  institution italic milestone-end milestone-start monospace named-content overline overline-end overline-start private-char
  rb related-article related-object roman ruby sans-serif sc strike styled-content sub sup target textual-form underline
  underline-end underline-start uri x xref rp
`);
const preformatted = names('code preformat');
/** Identifiers, descriptions of pictures for those who cannot see them, entries of an index. */
const silent = names(`
  alt-text alt-title index-term index-term-range-end long-desc object-id processing-meta sec-meta
`);

const numberings: Readonly<Record<string, Numbering>> = {
  order: 'decimal',
  ordered: 'decimal',
  number: 'decimal',
  arabic: 'decimal',
  'alpha-lower': 'lower-alpha',
  'alpha-upper': 'upper-alpha',
  'roman-lower': 'lower-roman',
  'roman-upper': 'upper-roman',
};

/** The formula of a TeX document: archives wrap each one in a whole document of its own. */
const formulaOf = (source: string): string => {
  const [begin, end] = ['\\begin{document}', '\\end{document}'];
  const from = source.indexOf(begin);
  const body = from < 0 ? source : (source.slice(from + begin.length).split(end, 1)[0] ?? '');
  return body.replace(/^[\s$]{1,20}|[\s$]{1,20}$/g, '');
};

/** A formula in TeX is read only where nothing else says it. */
const isOnlyForm = (element: Element): boolean =>
  childElements(parentOf(element) ?? element).every(
    (other) => other === element || !['math', 'textual-form'].includes(other.name.replace(/^.{0,10}:/, '')),
  );

const numbersOf = ofList(
  (list): ReadonlyMap<Element, number> =>
    new Map(
      childElements(list)
        .filter(({ name }) => name === 'list-item')
        .map((item, at) => [item, at + 1]),
    ),
);

export const jatsVocabulary: Vocabulary = {
  displayOf(element): Display {
    const { name, attribs } = element;
    if (blocks.has(name)) return 'block';
    if (inlines.has(name)) return name === 'xref' && attribs['ref-type'] === 'fn' ? 'silent' : 'inline';
    if (name === 'break') return 'break';
    if (name === 'tr') return 'row';
    if (name === 'td' || name === 'th') return 'cell';
    if (silent.has(name)) return 'silent';
    if (name === 'alternatives') return 'first';
    if (name === 'tex-math') return isOnlyForm(element) ? 'inline' : 'silent';
    if (name === 'label') return parentOf(element)?.name === 'disp-formula' ? 'apart' : 'lead';
    if (name === 'speaker') return 'lead';
    if (preformatted.has(name)) return 'lines';
    return displayOfMath(element) ?? 'apart';
  },
  markerOf(element) {
    const list = element.name === 'list-item' ? parentOf(element) : null;
    const numbering = numberings[list?.attribs['list-type'] ?? ''];
    if (list?.name !== 'list' || numbering === undefined) return null;
    const labelled = childElements(element).some(({ name }) => name === 'label');
    return labelled ? null : listMarker(numbersOf(list).get(element) ?? 1, numbering);
  },
  wordsOf(element) {
    if (element.name !== 'tex-math') return null;
    const source = element.children.map((child) => ('data' in child ? child.data : '')).join('');
    return formulaOf(source);
  },
};
