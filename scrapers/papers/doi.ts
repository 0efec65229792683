/** DOIs as they stand in texts and addresses. */

/** Old DOIs of Wiley hold `<` and `>`; everything else ends there. */
export const doiPattern = /\b10\.\d{4,9}\/(?:\(SICI\)[^\s"{}|\\^`]{1,200}|[^\s"<>{}|\\^`]{1,200})/gi;

/** A DOI without resolver address and trailing punctuation; `null` when there is none. */
export function doiIn(text: string): string | null {
  const [found] = text.match(doiPattern) ?? [];
  return found === undefined ? null : trimDoi(found);
}

/** Addresses of publishers go on behind the DOI: the page's view, the file's name, a part or a supplement of the paper. */
const tails: readonly RegExp[] = [
  /[?&#](?:[a-z_.]+=|[a-z-]+$).*$/i,
  /\/-\/(?:dc|suppl)\w*.*$/i,
  /\/(?:full(?:text)?|abstract|e?pdf|html?|meta|summary|references|figures|pdfdirect|suppl_file|supp(?:l|lementary)?[-_]?(?:info|material|data|files?)?|supp-?\d+|fig-?\d+|table-?\d+|reader)(?:\/\S*)?$/i,
  /\.(?:full|abstract|long|short)(?:\.pdf)?$/i,
  /\.(?:pdf|html?|xml)$/i,
  /\.supp(?:l|lemental)?\w*$/i,
];
/** Parts and versions by registrant: figures and supplements of PLOS, components of eLife, versions of preprints. */
const parts: readonly (readonly [RegExp, RegExp])[] = [
  [/^10\.1371\//, /\.[gst]\d{3}$/i],
  [/^10\.7554\/elife\.\d{5}/i, /\.\d{3}$/],
  [/^10\.1101\//, /v\d+(?:\.full(?:\.pdf)?|-?text)?$/i],
];

export function trimDoi(doi: string): string | null {
  let clean = doi.replace(/[\u200b\u00ad]/g, '');
  for (let before = ''; before !== clean; ) {
    before = clean;
    clean = clean.replace(/(?<![.,;:'"”’*])[.,;:'"”’*]+$/, '');
    // A bracket closes the sentence unless it was opened inside.
    while (
      /[)\]]$/.test(clean) &&
      (clean.match(/[([]/g)?.length ?? 0) < (clean.match(/[)\]]/g)?.length ?? 0)
    ) {
      clean = clean.slice(0, -1).replace(/(?<![.,;:])[.,;:]+$/, '');
    }
    // What follows a closed sentence is stuck to it: "…111111).Citation", "….3365.The".
    clean = clean.replace(/(?<=\d)\)?[.,;]\p{Lu}\p{Ll}+$/u, '');
    for (const tail of tails)
      if (/^10\.\d{4,9}\/\S{2,}/.test(clean.replace(tail, ''))) clean = clean.replace(tail, '');
    for (const [registrant, part] of parts) if (registrant.test(clean)) clean = clean.replace(part, '');
  }
  return /^10\.\d{4,9}\/\S{2,}/.test(clean) ? clean : null;
}
