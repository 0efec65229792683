import type { Source } from './sources.ts';

/** Characters that TeX takes for its own, as it prints them. */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const escapeTex = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\{}~^%&$#_]/g, (sign) => escapes[sign] ?? `\\${sign}`);

/** DOI and address are taken letter by letter: only what would end the field or the entry is encoded. */
const verbatim = (text: string): string =>
  text.trim().replace(/[{}\\\s]/gu, (sign) => encodeURIComponent(sign));

/** `and` parts names, a third comma none at all: such a name is held together. */
function nameOf(author: string): string {
  const name = escapeTex(author);
  return / and /i.test(name) || name.split(',').length > 3 ? `{${name}}` : name;
}

function entry(source: Source): string {
  const { key, kind, title, authors, journal, published, doi, url, name } = source;
  const fields: [string, string][] = [
    ['author', authors.map(nameOf).filter(Boolean).join(' and ')],
    // Braces of its own keep the title's capitals.
    ['title', title || kind === 'site' ? `{${escapeTex(title || name)}}` : ''],
    ['journal', escapeTex(journal)],
    ['year', /^\d{4}/.exec(published)?.[0] ?? ''],
    ['doi', verbatim(doi)],
    ['url', verbatim(url)],
  ];
  const lines = fields
    .filter(([, value]) => value !== '')
    .map(([field, value]) => `  ${field} = {${value}},\n`);
  return `@${journal ? 'article' : 'misc'}{${key},\n${lines.join('')}}\n`;
}

/** `bibliography.bib`: an entry a source, in UTF-8. Pure. */
export const bibtex = (sources: readonly Source[]): string => sources.map(entry).join('\n');
