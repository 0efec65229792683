/**
 * Names of the document that a row comes from. A DOI has many spellings and an address many forms; some rows state the
 * one, some the other, some both. Rows that share a name are of one document, and so are those that reach each other.
 */

/** What stands before a DOI: a word, or the address of a resolver. */
const resolver =
  /^(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/+|^info:doi\/|^(?:doi|digital object identifier)\b[\s:.]*/i;
const doi = /^10\.\d{4,9}(?:\.\d+)*\/\S+$/;
/** A DOI within the path of an article's address. */
const within = /\/(10\.\d{4,9}(?:\.\d+)*\/[^\s?#]+)/;
/** What publishers put behind the DOI in the addresses of one article. */
const view =
  /\/(?:full|fulltext|full-text|abstract|pdf|epdf|pdfdirect|html|htm|xml|meta|references|figures?(?:\/.*)?|suppl.*|v\d+(?:\.full)?)(?:\.(?:pdf|html?))?$/;
/** A preprint's versions are one document. */
const preprintVersion = /^(10\.(?:1101|64898)\/[\d.]+)v\d.*$/;
/** What counts visits, and names no document. */
const tracking = /^(?:utm_.*|fbclid|gclid)$/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A DOI in its one spelling, lower case and bare; null where the words are none. */
export function doiNamed(stated: string): string | null {
  let text = stated.trim();
  for (let before = ''; before !== text; text = text.replace(resolver, '').trim()) before = text;
  const bare = decoded(text)
    .toLowerCase()
    .replace(/[?#].*$/, '')
    .replace(/[\s.,;/]{1,20}$/, '');
  return doi.test(bare) ? bare : null;
}

/** An address in one form: without protocol, `www.`, port, slash at its end, and fragment, but for one that an application goes by. */
function addressNamed(stated: string): string | null {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(stated) ? stated : `http://${stated}`);
  if (!url || !/\.[a-z0-9-]{2,}$/i.test(url.hostname)) return null;
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  const fragment = /^#!?\//.test(url.hash) ? url.hash : '';
  const path = decoded(url.pathname)
    .replace(/\/{2,}/g, '/')
    .replace(/\/(?:index\.html?)?$/, '');
  const port = url.port === '80' || url.port === '443' ? '' : url.port;
  const host = url.hostname.replace(/^www\./, '') + (port === '' ? '' : `:${port}`);
  return `${host}${path}${url.search === '?' ? '' : url.search}${fragment}`.toLowerCase().replace(/\/$/, '');
}

/** Every name that a cell of a DOI or an address gives its document. */
function namesIn(stated: string): string[] {
  return stated.split(/[\s;|]{1,8}(?=https?:|10\.|doi)|\s{0,4}[;|]\s{0,4}/i).flatMap((part) => {
    const text = part.trim();
    if (text === '') return [];
    const own = doiNamed(text);
    if (own !== null) return [`doi ${own}`];
    const address = addressNamed(text);
    if (address === null) return /\d/.test(text) && text.length > 5 ? [`words ${text.toLowerCase()}`] : [];
    const named = within.exec(`/${address}`)?.[1];
    const article =
      named === undefined ? null : doiNamed(named.replace(view, '').replace(preprintVersion, '$1'));
    const pmc = /^(?:[a-z]+\.)*(?:nih\.gov|europepmc\.org)\/.*\b(pmc\d{4,9})\b/.exec(address)?.[1];
    return [
      `address ${address}`,
      ...(article === null ? [] : [`doi ${article}`]),
      ...(pmc === undefined ? [] : [`pmc ${pmc}`]),
    ];
  });
}

/** The names of a row's document; none where it states neither DOI nor address. Pure. */
export const documentNames = ({
  doi: stated,
  url,
}: {
  readonly doi: string;
  readonly url: string;
}): string[] => [...new Set([...namesIn(stated), ...namesIn(url)])];
