import type { Element } from 'domhandler';
import { listMarker, type Numbering } from './list-markers.ts';
import { scriptWords } from './scripts.ts';
import {
  childElements,
  type Display,
  displayOfMath,
  names,
  ofList,
  parentOf,
  type Vocabulary,
} from './vocabulary.ts';

/** HTML by the rendering section of its standard (https://html.spec.whatwg.org/multipage/rendering.html). */

const blocks = names(`
  address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
  form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p search section summary table
  tbody tfoot thead ul
`);
const preformatted = names('listing plaintext pre xmp');
/** No text of the page's author: code, what a form holds, what is shown instead of something else. */
const silent = names('datalist head iframe noembed noframes noscript script style template textarea title');
const apart = names(`
  audio button canvas embed img image input meter object picture progress rt select svg video
`);

const numberings: Readonly<Record<string, Numbering>> = {
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
};

const wholeNumber = (stated: string | undefined): number | null =>
  /^\s{0,5}-?\d{1,9}/.test(stated ?? '') ? Number.parseInt(stated ?? '', 10) : null;

/** Numbers of the items of an ordered list: `start`, `reversed` and `value` as the standard counts. */
const numbersOf = ofList((list): ReadonlyMap<Element, number> => {
  const items = childElements(list).filter(({ name }) => name === 'li');
  const step = list.attribs['reversed'] === undefined ? 1 : -1;
  let next = wholeNumber(list.attribs['start']) ?? (step === 1 ? 1 : items.length);
  const numbers = new Map<Element, number>();
  for (const item of items) {
    const number = wholeNumber(item.attribs['value']) ?? next;
    numbers.set(item, number);
    next = number + step;
  }
  return numbers;
});

export const htmlVocabulary: Vocabulary = {
  displayOf(element): Display {
    const { name } = element;
    if (blocks.has(name)) return 'block';
    if (name === 'br') return 'break';
    if (name === 'tr') return 'row';
    if (name === 'td' || name === 'th') return 'cell';
    if (silent.has(name)) return 'silent';
    if (apart.has(name)) return 'apart';
    if (preformatted.has(name)) return 'lines';
    return displayOfMath(element) ?? 'inline';
  },
  markerOf(element) {
    const list = element.name === 'li' ? parentOf(element) : null;
    if (list?.name !== 'ol') return null;
    const numbering = numberings[element.attribs['type'] ?? list.attribs['type'] ?? ''] ?? 'decimal';
    return listMarker(numbersOf(list).get(element) ?? 1, numbering);
  },
  wordsOf: scriptWords,
};
