/**
 * Licences of Creative Commons by their parts: terms, version, and the country or body a version was adapted for
 * ("ported"). Every combination that was published has an address of its own, and each is another licence.
 */
export interface CreativeCommons {
  /** `by`, `by-nc-sa`, …: lower case, in the order of the codes. */
  readonly terms: string;
  /** `3.0`; null where only the terms are stated. */
  readonly version: string | null;
  /** `de`, `igo`; null for the licence that holds everywhere. */
  readonly port: string | null;
}

const versions: ReadonlySet<string> = new Set(['1.0', '2.0', '2.1', '2.5', '3.0', '4.0']);

/** Countries and bodies for which versions before 4.0 were adapted, as they stand in the addresses, with their names. */
const ports: ReadonlyMap<string, readonly string[]> = new Map([
  ...['ar', 'bg', 'cl', 'cn', 'co', 'cr', 'cz', 'dk', 'ec', 'ee', 'eg', 'fi', 'ge', 'gr', 'gt', 'hk'].map(
    (code): [string, string[]] => [code, []],
  ),
  ...['hr', 'hu', 'il', 'kr', 'lu', 'mk', 'mt', 'mx', 'my', 'pe', 'ph', 'pl', 'pr', 'ro', 'rs', 'si'].map(
    (code): [string, string[]] => [code, []],
  ),
  ...['tw', 'ug', 've', 'vn', 'za'].map((code): [string, string[]] => [code, []]),
  ['at', ['austria']],
  ['au', ['australia']],
  ['be', ['belgium']],
  ['br', ['brazil']],
  ['ca', ['canada']],
  ['ch', ['switzerland']],
  ['de', ['germany', 'deutschland']],
  ['es', ['spain']],
  ['fr', ['france']],
  ['ie', ['ireland']],
  ['igo', ['intergovernmental organizations', 'intergovernmental organisations']],
  ['in', ['india']],
  ['it', ['italy', 'italia']],
  ['jp', ['japan']],
  ['nl', ['netherlands']],
  ['no', ['norway']],
  ['nz', ['new zealand']],
  ['pt', ['portugal']],
  ['scotland', []],
  ['se', ['sweden']],
  ['sg', ['singapore']],
  ['th', ['thailand']],
  ['uk', ['england wales', 'uk england wales', 'uk england and wales']],
  ['us', ['united states', 'usa']],
]);

/** Ported licences that have a code in the SPDX list; the others are named by a reference of our own. */
const ported: ReadonlySet<string> = new Set([
  ...['CC-BY-2.5-AU', 'CC-BY-3.0-AT', 'CC-BY-3.0-AU', 'CC-BY-3.0-DE', 'CC-BY-3.0-IGO', 'CC-BY-3.0-NL'],
  ...['CC-BY-3.0-US', 'CC-BY-NC-3.0-DE', 'CC-BY-NC-ND-3.0-DE', 'CC-BY-NC-ND-3.0-IGO', 'CC-BY-NC-SA-2.0-DE'],
  ...['CC-BY-NC-SA-2.0-FR', 'CC-BY-NC-SA-2.0-UK', 'CC-BY-NC-SA-3.0-DE', 'CC-BY-NC-SA-3.0-IGO'],
  ...['CC-BY-ND-3.0-DE', 'CC-BY-SA-2.0-UK', 'CC-BY-SA-2.1-JP', 'CC-BY-SA-3.0-AT', 'CC-BY-SA-3.0-DE'],
  'CC-BY-SA-3.0-IGO',
]);

const address =
  /creativecommons\.org\/licenses\/(by(?:-(?:nc|sa|nd)){0,3})\/(\d\.\d)(?:\/([a-z]{2,8})(?![\w.-]))?/i;

/** Terms in the order of the codes; null for a combination that nobody published. */
function termsOf(words: readonly string[]): string | null {
  const terms = ['nc', 'sa', 'nd'].filter((term) => words.includes(term));
  return terms.includes('sa') && terms.includes('nd') ? null : ['by', ...terms].join('-');
}

const made = (
  words: readonly string[],
  version: string | null,
  port: string | null,
): CreativeCommons | null => {
  const terms = termsOf(words);
  if (terms === null || (version !== null && !versions.has(version))) return null;
  // Nobody adapted version 4.0: a country behind it is where the work is from.
  return { terms, version, port: version === null || version === '4.0' ? null : port };
};

/** The licence that an address of creativecommons.org names. */
export function fromAddress(stated: string): CreativeCommons | null {
  const [, terms, version, port = ''] = address.exec(stated) ?? [];
  if (terms === undefined || version === undefined) return null;
  const code = port.toLowerCase();
  return made(terms.toLowerCase().split('-'), version, ports.has(code) ? code : null);
}

/** Its terms in any order, before or after its version, and what it was adapted for behind them. */
const within =
  /\bcc by((?: (?:nc|sa|nd)\b)*)(?: (?:v|version )?(\d\.\d))?((?: (?:nc|sa|nd)\b)*)(?![a-z0-9])(.{0,40})/;

/** The port that words begin with. Codes of two letters are words too ("in", "no"): they count at the end only. */
function portIn(words: string): string | null {
  const text = words.trim();
  if (ports.has(text)) return text;
  for (const [code, names] of ports)
    for (const name of code.length > 2 ? [code, ...names] : names)
      if (`${text} `.startsWith(`${name} `)) return code;
  return null;
}

/**
 * The licence within plain words (lower case, single blanks, terms shortened), and where it stands.
 * @param plain e.g. `this is under cc by nc 3.0 de`
 */
export function fromWords(plain: string): { licence: CreativeCommons; at: number } | null {
  const found = within.exec(plain);
  if (!found) return null;
  const [, before = '', version = null, after = '', behind = ''] = found;
  const words = `${before} ${after}`.split(' ');
  const licence = made(words, version, version === null ? null : portIn(behind)) ?? made(words, null, null);
  return licence && { licence, at: found.index };
}

/** `CC-BY-NC-3.0-DE`: our code. */
export const codeOf = ({ terms, version, port }: CreativeCommons): string =>
  ['CC', terms.toUpperCase(), version, port?.toUpperCase()].filter((part) => part != null).join('-');

const coded = /^CC-(BY(?:-NC)?(?:-SA|-ND)?)(?:-(\d\.\d)(?:-([A-Z]{2,8}))?)?$/;

/** The licence of one of our codes. */
export function fromCode(code: string): CreativeCommons | null {
  const [, terms, version = null, port = null] = coded.exec(code) ?? [];
  const small = port?.toLowerCase() ?? null;
  if (terms === undefined || (version !== null && !versions.has(version))) return null;
  return small !== null && !ports.has(small) ? null : { terms: terms.toLowerCase(), version, port: small };
}

/** `CC BY-NC 3.0 DE`. */
export const nameOf = ({ terms, version, port }: CreativeCommons): string =>
  ['CC', terms.toUpperCase(), version, port?.toUpperCase()].filter((part) => part != null).join(' ');

/** Where its text stands; null for terms without a version: nobody can tell which text holds. */
export const addressOf = ({ terms, version, port }: CreativeCommons): string | null =>
  version === null
    ? null
    : `https://creativecommons.org/licenses/${firstOrder(terms, version)}/${version}/${port === null ? '' : `${port}/`}`;

/** The first version named its terms in another order. */
const firstOrder = (terms: string, version: string): string =>
  version === '1.0' && terms === 'by-nc-nd' ? 'by-nd-nc' : terms;

/** Its code in the SPDX list, or a reference of our own where it has none. */
export function spdxOf(licence: CreativeCommons): string {
  const code = codeOf(licence);
  const general = licence.port === null && licence.version !== null && licence.version !== '2.1';
  return general || ported.has(code) ? code : `LicenseRef-${code}`;
}
