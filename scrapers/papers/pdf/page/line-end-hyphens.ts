/** First and last parts of words that are written with a hyphen, as medical papers use them. */
const firstParts = new Set(
  'cross double follow full ground half high large left long low mid peer real right self short single small three two well wide'.split(
    ' ',
  ),
);
const lastParts = new Set(
  'adjusted assisted associated axis based blind blinded borne controlled corrected dependent derived driven enhanced filled free gated glass guided induced mediated matched mortem negative onset paving positive ray related sectional sided slice specific stained structured threatening tissue treated up weighted year'.split(
    ' ',
  ),
);

/** What follows such a word within one word: "short-|ness", "follow-|ing". */
const suffix =
  /^(?:n?ings?|e[dn]|ened|ening|e?rs?|est|ly|ness|i[sz](?:e|ed|ation)|dles?|ton|less|ful|fully|ments?|ity|al)$/;

/**
 * Whether a word that is broken at its hyphen keeps it: `age- and sex-|structured`, `y-|axis`, `CT-|guided`, `contrast-|enhanced`;
 * not `opac-|ity`.
 * @param text what stands before the line's end, with the hyphen
 * @param before the part of the word before the hyphen
 * @param after the part on the next line
 */
export function keepsHyphen(text: string, before: string, after: string): boolean {
  const last = before.split('-').at(-1) ?? before;
  // Letters of axes, cells and grades; abbreviations.
  if (last.length === 1 || /^\p{Lu}[\p{Lu}\d]+$/u.test(last)) return true;
  if (firstParts.has(last.toLowerCase()) && !suffix.test(after)) return true;
  if (lastParts.has(after.toLowerCase())) return true;
  // "age- and sex-": the hyphen before says that this one stands for the same part.
  return suspended.test(text);
}

const suspended =
  /(?<!\p{L})\p{L}{1,30}[-\u2010],? (?:and|or|to|und|oder|bis|et|ou|e|o|y|en|of) \p{L}{1,30}[-\u2010]$/u;
