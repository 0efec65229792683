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
