import { load } from 'cheerio';

/**
 * Characters that JATS names: its document type knows the entity sets of ISO 8879 and ISO 9573-13 (`&alpha;`, `&ndash;`,
 * https://jats.nlm.nih.gov/archiving/tag-library/1.3/chapter/char-entities.html), which HTML knows by the same names, but
 * a reader of XML without the type knows none. They become references by number; what XML itself knows, what stands in
 * CDATA and what nobody knows stays as it is.
 */
export const nameCharacters = (xml: string): string =>
  xml
    .split(/(<!\[CDATA\[)/)
    .map((part, index, parts) => {
      const end = parts[index - 1] === '<![CDATA[' ? Math.max(0, part.indexOf(']]>')) : 0;
      return part.slice(0, end) + part.slice(end).replace(/&([A-Za-z][A-Za-z0-9]{1,31});/g, byNumber);
    })
    .join('');

const ofXml = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
const known = new Map<string, string>();

const byNumber = (reference: string, name: string): string => {
  if (ofXml.has(name)) return reference;
  const held = known.get(name);
  if (held !== undefined) return held;
  const shown = load(reference, null, false).text();
  if (shown === reference) return reference;
  const numbers = [...shown].map((sign) => `&#${sign.codePointAt(0)};`).join('');
  known.set(name, numbers);
  return numbers;
};
