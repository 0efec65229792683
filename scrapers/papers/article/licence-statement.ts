import { licenceCode } from '../../../data/vocabulary/licences.ts';
import type { PaperLicence } from '../paper.ts';

const openings =
  /(?:This (?:is an?|article|work|journal|paper|manuscript)\b|Open Access\b|Licensed|Distributed under|The full terms|©|Copyright)/gi;

/** The licence a paper states, in words or by a link; a public-domain waiver for data does not count beside one. */
export function findLicence(pages: readonly string[], links: readonly string[] = []): PaperLicence {
  const text = pages
    .join('\n')
    .replace(/-\n(?=\p{Ll})/gu, '')
    .replace(/\s+/g, ' ');
  // An address broken over lines has blanks in it.
  const printed = text.match(
    /creativecommons\.\s?org\s?\/\s?(?:licenses|publicdomain)\s?\/\s?(?:by[a-z-]{0,9}|zero)\s?\/\s?\d\.\s?\d/gi,
  );
  const addresses = [...links, ...(printed ?? [])]
    .filter((link) => /creativecommons/i.test(link))
    .map((link) => link.replace(/\s/g, ''));
  const address = addresses.find((link) => /licenses\/by/i.test(link)) ?? addresses[0];
  const words =
    /creative commons[^.]{0,120}?(?:licen[cs]e|attribution|public domain)|\bCC[ -](?:BY|0)(?:[ -](?:NC|ND|SA)){0,2}(?:[ -]\d\.\d)?/i.exec(
      text,
    );
  const at = words?.index ?? (printed?.[0] === undefined ? undefined : text.indexOf(printed[0]));
  if (at === undefined)
    return { code: address === undefined ? null : licenceCode(address), stated: address ?? null };
  const before = text.slice(Math.max(0, at - 300), at);
  const found = [...before.matchAll(openings)];
  const opening = found.findLast((match) => /^this/i.test(match[0])) ?? found.at(-1);
  const begin = opening === undefined ? at : Math.max(0, at - 300) + opening.index;
  const passage = text.slice(begin, at + 320);
  const end = passage.lastIndexOf('. ');
  const stated = (end > at - begin + 30 ? passage.slice(0, end + 1) : passage).trim();
  const linked = address === undefined ? null : licenceCode(address);
  const worded = versioned(licenceCode(stated), stated);
  return { code: linked === null || (linked.startsWith('CC0') && worded !== null) ? worded : linked, stated };
}

/** The code with the version that an abbreviation names beside the licence's full name: "Attribution License (CC BY 4.0)". */
function versioned(code: string | null, stated: string): string | null {
  if (code === null || /\d$/.test(code)) return code;
  const short = [...stated.matchAll(/\bCC[ -]BY(?:[ -](?:NC|ND|SA)){0,2}[ -](?:v\.? ?)?\d\.\d/gi)];
  return short.map(([words]) => licenceCode(words)).find((exact) => exact?.startsWith(`${code}-`)) ?? code;
}
