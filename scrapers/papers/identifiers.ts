/** A DOI for comparing: DOIs are the same whatever the case of their letters (ISO 26324) and the way they are written. */
export const doiKey = (doi: string): string =>
  unescaped(
    doi.trim().replace(/^(?:(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/|doi:\s{0,5})+/i, ''),
  ).toLowerCase();

function unescaped(doi: string): string {
  try {
    return decodeURIComponent(doi);
  } catch {
    return doi;
  }
}

export const sameDoi = (one: string, other: string): boolean => doiKey(one) === doiKey(other);

/** A DOI as part of an address: its slashes stay, everything else is escaped. */
export const doiPath = (doi: string): string => doi.split('/').map(encodeURIComponent).join('/');

/** What may stand in an id of a case: letters, digits, dot and dash; empty where a text has none of them. */
export const idPart = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9.]+/gi, '-')
    .replace(/^[-.]+|(?<![-.])[-.]+$/g, '')
    .slice(0, 60);

/** An id that nothing else has: a number stands behind the second of the same. */
export function freeId(id: string, taken: { has(id: string): boolean }): string {
  if (!taken.has(id)) return id;
  for (let number = 2; ; number += 1) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
}
