import type { Licence } from '../format/case.ts';
import * as commons from './creative-commons.ts';
import list from './licences.json' with { type: 'json' };

/** A licence as releases need it: may the images be passed on, used commercially, changed (cropped)? */
export interface KnownLicence {
  readonly code: string;
  /** Its code in the SPDX list, or `LicenseRef-…` where it has none there: what releases call it. */
  readonly spdx: string;
  readonly name: string;
  readonly url: string | null;
  readonly share: boolean;
  readonly commercial: boolean;
  readonly derivatives: boolean;
}

function licenceOf(parts: commons.CreativeCommons): KnownLicence {
  const terms = parts.terms.split('-');
  return {
    code: commons.codeOf(parts),
    spdx: commons.spdxOf(parts),
    name: commons.nameOf(parts),
    url: commons.addressOf(parts),
    share: true,
    commercial: !terms.includes('nc'),
    derivatives: !terms.includes('nd'),
  };
}

/** Terms and versions that are met most; shown where a person chooses. */
const offered = ['by', 'by-sa', 'by-nc', 'by-nc-sa', 'by-nd', 'by-nc-nd'].flatMap((terms) =>
  ['2.0', '3.0', '4.0', null].map((version) => licenceOf({ terms, version, port: null })),
);

/** Licences without ported ones and early versions, which `licenceNamed` knows as well. */
export const licences: readonly KnownLicence[] = [
  ...list.slice(0, 1).map((licence) => ({ ...licence, spdx: licence.code })),
  ...offered,
  ...list.slice(1).map((licence) => ({ ...licence, spdx: licence.code })),
];
const byCode = new Map(
  licences.flatMap((licence) => [
    [licence.code, licence],
    [licence.spdx, licence],
  ]),
);

/** The licence of a code, ours or as releases call it. */
export function licenceNamed(code: string): KnownLicence | undefined {
  const held = byCode.get(code);
  if (held) return held;
  const parts = commons.fromCode(code.replace(/^LicenseRef-/, ''));
  return parts === null ? undefined : licenceOf(parts);
}

const words: readonly [RegExp, string][] = [
  [/attribution/g, 'by'],
  [/non[- ]?commercial/g, 'nc'],
  [/share[- ]?alike/g, 'sa'],
  [/no[- ]?(?:derivat(?:ive|ion)s?(?: works?)?|derivs?\b)/g, 'nd'],
  [/creative commons/g, 'cc'],
];

/** CC0 within plain words. */
const zero = /\bcc ?(?:0|zero)(?![a-z0-9])/;

/** "… is not under CC BY": the end of what stands before a licence that is denied. */
const denied = /\b(?:not|never|neither|nor|except)(?: [a-z]+){0,4} $/;

/**
 * The code of a licence from a source's own words or link; null when it is not one we know. Kept
 * conservative: what cannot be named is unknown, and unknown never goes into a release.
 */
export function licenceCode(stated: string | null): string | null {
  if (!stated) return null;
  const linked = commons.fromAddress(stated);
  if (linked) return commons.codeOf(linked);
  if (/creativecommons\.org\/publicdomain\/zero\/1\.0/i.test(stated)) return 'CC0-1.0';
  if (/creativecommons\.org\/(?:publicdomain\/mark\/1\.0|licenses\/publicdomain)/i.test(stated))
    return 'LicenseRef-public-domain';
  const own = licenceNamed(stated.trim()) ?? licenceNamed(stated.trim().toUpperCase());
  if (own) return own.code;
  let text = stated.slice(0, 2_000).toLowerCase();
  for (const [word, short] of words) text = text.replaceAll(word, short);
  const plain = text
    .replace(/[^a-z0-9.]+/g, ' ')
    .replace(/\blicen[cs]e[ds]?\b|\binternational\b|\bunported\b|\bthe\b/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\bcc (?=nc\b)/g, 'cc by ')
    .trim();
  const exact = list.find(
    ({ code, match }) => match.includes(plain) || code.toLowerCase() === stated.trim().toLowerCase(),
  );
  if (exact) return exact.code;
  const inside = commons.fromWords(plain);
  const at = inside?.at ?? zero.exec(plain)?.index;
  if (at === undefined || denied.test(plain.slice(0, at))) return null;
  return inside === null ? 'CC0-1.0' : commons.codeOf(inside.licence);
}

/** A licence record from a source's words. */
export const licenceFrom = (stated: string | null): Licence => ({
  code: licenceCode(stated),
  stated: stated?.trim() || null,
});
