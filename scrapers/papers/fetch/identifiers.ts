/** A DOI for comparing: DOIs are the same whatever the case of their letters (ISO 26324). */
export const doiKey = (doi: string): string =>
  doi
    .trim()
    .replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s{0,5})/i, '')
    .toLowerCase();

export const sameDoi = (one: string, other: string): boolean => doiKey(one) === doiKey(other);

/** A DOI as part of an address: its slashes stay, everything else is escaped. */
export const doiPath = (doi: string): string => doi.split('/').map(encodeURIComponent).join('/');
