import type { Licence } from '../format/case.ts';
import list from './licences.json' with { type: 'json' };

/** A licence as releases need it: may the images be passed on, used commercially, changed (cropped)? */
export interface KnownLicence {
  readonly code: string;
  readonly name: string;
  readonly url: string | null;
  readonly share: boolean;
  readonly commercial: boolean;
  readonly derivatives: boolean;
  readonly match: readonly string[];
}

export const licences: readonly KnownLicence[] = list;
const byCode = new Map(licences.map((licence) => [licence.code, licence]));
export const licenceNamed = (code: string): KnownLicence | undefined => byCode.get(code);

/** `https://creativecommons.org/licenses/by-nc-sa/3.0/` and the like name licence and version exactly. */
const creativeCommonsUrl =
  /creativecommons\.org\/(?:licenses|publicdomain)\/(by(?:-nc)?(?:-sa|-nd)?|zero)\/(\d\.\d)/i;

const words: readonly [RegExp, string][] = [
  [/attribution/g, 'by'],
  [/non[- ]?commercial/g, 'nc'],
  [/share[- ]?alike/g, 'sa'],
  [/no[- ]?(?:derivat(?:ive|ion)s?(?: works?)?|derivs?\b)/g, 'nd'],
  [/creative commons/g, 'cc'],
];

/** A licence of Creative Commons within plain words: its terms in any order, before or after its version. */
const within =
  /\bcc (by|0)((?: (?:nc|sa|nd)\b)*)(?: (?:v|version )?(\d\.\d))?((?: (?:nc|sa|nd)\b)*)(?![a-z0-9])/;

/** "… is not under CC BY": the end of what stands before a licence that is denied. */
const denied = /\b(?:not|never|neither|nor|except)(?: [a-z]+){0,4} $/;

/**
 * The code of a licence from a source's own words or link; null when it is not one we know. Kept
 * conservative: what cannot be named is unknown, and unknown never goes into a release.
 */
export function licenceCode(stated: string | null): string | null {
  if (!stated) return null;
  const link = creativeCommonsUrl.exec(stated);
  if (link?.[1] && link[2]) {
    const code = link[1].toLowerCase() === 'zero' ? 'CC0-1.0' : `CC-${link[1].toUpperCase()}-${link[2]}`;
    if (byCode.has(code)) return code;
  }
  let text = stated.slice(0, 2_000).toLowerCase();
  for (const [word, short] of words) text = text.replaceAll(word, short);
  const plain = text
    .replace(/[^a-z0-9.]+/g, ' ')
    .replace(/\blicen[cs]e[ds]?\b|\binternational\b|\bunported\b|\bthe\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const exact = licences.find(
    (licence) => licence.match.includes(plain) || licence.code.toLowerCase() === stated.trim().toLowerCase(),
  );
  if (exact) return exact.code;
  const inside = within.exec(plain);
  if (!inside || denied.test(plain.slice(0, inside.index))) return null;
  const [, kind, before = '', version, after = ''] = inside;
  if (kind === '0') return 'CC0-1.0';
  const terms = new Set(`${before} ${after}`.split(' '));
  const base = ['CC', 'BY', ...['nc', 'sa', 'nd'].filter((term) => terms.has(term))].join('-').toUpperCase();
  const code = version ? `${base}-${version}` : base;
  return byCode.has(code) ? code : byCode.has(base) ? base : null;
}

/** A licence record from a source's words. */
export const licenceFrom = (stated: string | null): Licence => ({
  code: licenceCode(stated),
  stated: stated?.trim() || null,
});
