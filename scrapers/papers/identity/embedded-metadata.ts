/** What a PDF says about itself outside its pages: the Info dictionary and the XMP packet, keys in lower case. */
export type EmbeddedMetadata = ReadonlyMap<string, string | string[]>;

/** The first value of an entry; empty when there is none. */
export const firstOf = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
