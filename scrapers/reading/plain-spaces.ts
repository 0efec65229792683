/**
 * The same text with every white space, whatever its kind and width, as a plain space: what rules are asked about. It is
 * as long as the text, so that places found in it hold in the text.
 */
export const plainSpaces = (text: string): string => text.replaceAll(/[\s\u200b\u2060]/g, ' ');
