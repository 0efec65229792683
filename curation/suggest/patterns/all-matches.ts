import { Scanned } from './scanned.ts';

/**
 * All matches of a global expression, first to last: what `matchAll` finds. That one copies its expression each time it
 * is asked, and a copy of one of thousands of letters takes a hundred times as long as asking it.
 */
export function allMatches(text: string, pattern: RegExp): RegExpExecArray[] {
  if (pattern instanceof Scanned) return pattern.mayMatch(text) ? allMatches(text, pattern.plain) : [];
  if (!pattern.global) throw new TypeError(`${pattern.source.slice(0, 40)} is not global: it has one match`);
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += lengthAt(text, pattern);
  }
  return found;
}

/** Behind an empty match the next one begins a character on. */
const lengthAt = (text: string, { lastIndex, unicode }: RegExp): number =>
  unicode && (text.codePointAt(lastIndex) ?? 0) > 0xffff ? 2 : 1;
