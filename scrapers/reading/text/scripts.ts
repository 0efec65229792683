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
 * Writes raised and lowered signs as characters of their own where plain ones would say something else. Raised digits
 * and signs always are; lowered ones only beside digits (log₁₀5): CO2 and T1 are written on the line everywhere.
 */
export function writeScripts($: CheerioAPI): void {
  for (const node of $('sup, sub').toArray().reverse()) {
    const text = $(node).text();
    // Marks and words ("[12]", "th", "a") stand as they are.
    if (!/^[\s\d+−–=()n,.-]{1,20}$/.test(text) || !/[\dn+−-]/.test(text)) continue;
    const beside = isDigit(textOf(node.prev).slice(-1)) || isDigit(textOf(node.next).slice(0, 1));
    if (node.name === 'sup') rewrite(node, raised);
    else if (beside) rewrite(node, lowered);
  }
}

const textOf = (node: AnyNode | null): string => (node?.type === 'text' ? node.data : '');

function rewrite(node: Element, signs: Readonly<Record<string, string>>): void {
  for (const child of node.children) {
    if (child.type === 'text') child.data = inSigns(child.data, signs);
    else if ('children' in child) rewrite(child as Element, signs);
  }
}
