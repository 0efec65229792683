/**
 * Phrases: how a collection says which words tell of its fields, without expressions that few can read. Words stand for
 * themselves, capitals aside; `smok*` is any word that begins so; `(never|non)` is one of several; `...` is up to three words;
 * `{number}` is a number and `{words}` what stands there, up to the end of the clause. Time is linear in the text.
 */

const LONGEST = 200;
const allowed = /^[\p{L}\p{M}\p{N} *'’/(){}|.,:%+<>=-]+$/u;
/** The slots a phrase may hold, as expressions. */
const slots = {
  number: '(?<number>[-+]?\\d{1,6}(?:[.,]\\d{1,3})?)',
  words:
    "(?<words>[\\p{L}\\p{N}][\\p{L}\\p{N}'’/%-]{0,30}(?:,? [\\p{L}\\p{N}][\\p{L}\\p{N}'’/%-]{0,30}){0,5})",
} as const;
export type Slot = keyof typeof slots;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** What is wrong with a phrase, or null. The remedy is in the words. */
export function faultOfPhrase(phrase: string, allowedSlots: readonly Slot[]): string | null {
  if (phrase.trim() === '' || phrase !== phrase.trim()) return 'has white space at an end, or is empty';
  if (phrase.length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (!allowed.test(phrase))
    return 'holds a sign that no phrase has; write words, *, (one|other), ... and {number} or {words}';
  for (const [, name = ''] of phrase.matchAll(/\{([^}]*)\}/g))
    if (!(allowedSlots as readonly string[]).includes(name))
      return allowedSlots.length === 0
        ? `holds {${name}}, which phrases of this kind of field do not have`
        : `holds {${name}}; known here: ${allowedSlots.map((slot) => `{${slot}}`).join(', ')}`;
  if (allowedSlots.some((slot) => phrase.split(`{${slot}}`).length > 2)) return 'holds a slot twice';
  const bare = phrase.replace(/\{\w+\}/g, '');
  if (/[{}]/.test(bare)) return 'has a brace without its partner';
  if (/\([^()|]*(?:\|[^()|]*)*\(|\)\s*\*|\*\s*\(/.test(bare))
    return 'has brackets within brackets, or a * beside one';
  const gaps = phrase.split('...').length - 1;
  if (gaps > 2 || /\.\.\.\s*\.\.\./.test(phrase))
    return 'holds more than two ..., or one beside another; make it several phrases';
  if (/\([^()]*\.\.\.[^()]*\)/.test(phrase)) return 'has ... within brackets; make it several phrases';
  const [opened, closed] = [bare.split('(').length, bare.split(')').length];
  if (opened !== closed) return 'has a bracket without its partner';
  if (/\((?:[^()]*\|)?\s*(?:\||\))/.test(bare)) return 'has an empty choice in its brackets';
  if (/\|/.test(bare.replace(/\([^()]*\)/g, ''))) return 'has a | outside of brackets';
  if (/\*(?![ )|]|$)/.test(bare) || /(?<![\p{L}\p{N}])\*/u.test(bare))
    return 'has a * that does not end a word';
  return (bare.match(/[\p{L}\p{N}]{2,}/gu) ?? []).length === 0
    ? 'holds no word of two letters that could be looked for'
    : null;
}

function wordSource(word: string): string {
  if (word === '...') return '(?:[^\\s.;]{1,30} ){0,3}?';
  return word
    .split(/(\{\w+\}|\*|\(|\)|\|)/)
    .map((part) => {
      if (part === '{number}') return slots.number;
      if (part === '{words}') return slots.words;
      if (part === '*') return "[\\p{L}'’-]{0,20}";
      if (part === '(') return '(?:';
      return part === ')' || part === '|' ? part : escaped(part);
    })
    .join('');
}

/** Blanks inside brackets belong to their choice. */
function wordsOf(phrase: string): readonly string[] {
  const words: string[] = [];
  let depth = 0;
  let word = '';
  for (const sign of phrase) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === ' ' && depth === 0) {
      if (word !== '') words.push(word);
      word = '';
    } else word += sign;
  }
  return word === '' ? words : [...words, word];
}

/** A phrase as the inside of an expression (flags `iu`); whole words only. */
export function sourceOfPhrase(phrase: string): string {
  const source = wordsOf(phrase).reduce((all, word) => {
    const next = wordSource(word);
    if (all === '') return next;
    return all.endsWith('){0,3}?') ? `${all}${next}` : `${all} ${next}`;
  }, '');
  return `(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`;
}
