import type { CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';

/** Raised and lowered signs keep their meaning when mark-up becomes text: 10<sup>9</sup>/L is 10⁹/L. */

const raised: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
  '–': '⁻',
  '=': '⁼',
  '(': '⁽',
  ')': '⁾',
  n: 'ⁿ',
};
const lowered: Readonly<Record<string, string>> = {
  '0': '₀',
  '1': '₁',
  '2': '₂',
  '3': '₃',
  '4': '₄',
  '5': '₅',
  '6': '₆',
  '7': '₇',
  '8': '₈',
  '9': '₉',
  '+': '₊',
  '-': '₋',
  '−': '₋',
  '=': '₌',
  '(': '₍',
  ')': '₎',
};

const inSigns = (text: string, signs: Readonly<Record<string, string>>): string =>
  [...text].map((sign) => signs[sign] ?? sign).join('');

const isDigit = (sign: string): boolean => /^\p{N}$/u.test(sign);

/**
 * The signs that say what an element's plain ones would not. Raised digits and signs always have them; lowered ones only
 * beside digits (log₁₀5): CO2 and T1 are written on the line everywhere. Null for other elements, and for marks and words
 * ("[12]", "th", "a"), which stand as they are.
 */
const signsFor = (element: Element, text: string): Readonly<Record<string, string>> | null => {
  if (element.name !== 'sup' && element.name !== 'sub') return null;
  if (!/^[\s\d+−–=()n,.-]{1,20}$/.test(text) || !/[\dn+−-]/.test(text)) return null;
  if (element.name === 'sup') return raised;
  const beside = isDigit(textOf(element.prev).slice(-1)) || isDigit(textOf(element.next).slice(0, 1));
  return beside ? lowered : null;
};

/** A raised or lowered number as it is read; null where an element's words stand as they are. */
export const scriptWords = (element: Element): string | null => {
  if (element.name !== 'sup' && element.name !== 'sub') return null;
  const text = textWithin(element);
  const signs = signsFor(element, text);
  return signs === null ? null : inSigns(text, signs);
};

/** Writes the raised and lowered signs of a whole document as characters of their own. */
export function writeScripts($: CheerioAPI): void {
  for (const node of $('sup, sub').toArray().reverse()) {
    const signs = signsFor(node, $(node).text());
    if (signs !== null) rewrite(node, signs);
  }
}

const textOf = (node: AnyNode | null): string => (node?.type === 'text' ? node.data : '');

const textWithin = (node: AnyNode): string =>
  'children' in node ? node.children.map(textWithin).join('') : textOf(node);

function rewrite(node: Element, signs: Readonly<Record<string, string>>): void {
  for (const child of node.children) {
    if (child.type === 'text') child.data = inSigns(child.data, signs);
    else if ('children' in child) rewrite(child as Element, signs);
  }
}
