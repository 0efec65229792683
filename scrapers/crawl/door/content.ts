const decoderFor = (label: string): TextDecoder | null => {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
};

/**
 * Character set a page names in its first 2,048 bytes (HTML meta, XML declaration), outside of comments. JSON names none,
 * whatever mark-up its fields hold. A page whose
 * declaration can be read byte by byte is none of UTF-16: it is UTF-8 then, as browsers have it.
 */
const declaredIn = (body: Uint8Array): string | null => {
  const head = Buffer.from(body.subarray(0, 2048))
    .toString('latin1')
    .replaceAll(/<!--.*?(?:-->|$)/gs, '')
    .trimStart();
  if (head.startsWith('{') || head.startsWith('[')) return null;
  const match =
    /<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w:.-]{1,40})|<\?xml[^>]{0,100}encoding=["']([\w:.-]{1,40})/i.exec(
      head,
    );
  const label = match?.[1] ?? match?.[2] ?? null;
  return label !== null && decoderFor(label)?.encoding.startsWith('utf-16') ? 'utf-8' : label;
};

/** Bytes that are nothing in the character set of their page, and the first one's place in its text, from 1. */
export interface Replaced {
  readonly count: number;
  readonly line: number;
  readonly column: number;
}

export interface Decoded {
  readonly text: string;
  /** Null: every byte was a character. */
  readonly replaced: Replaced | null;
}

const marks: readonly [readonly number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
const replacement = '\u{fffd}';

/** Replacement characters that a UTF-8 page holds itself. */
const writtenOut = (body: Uint8Array): number => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let count = 0;
  for (let at = bytes.indexOf(replacement); at >= 0; at = bytes.indexOf(replacement, at + 3)) count += 1;
  return count;
};

const replacedIn = (text: string, held: number): Replaced | null => {
  const count = text.split(replacement).length - 1 - held;
  if (count <= 0) return null;
  const before = text.slice(0, text.indexOf(replacement)).split('\n');
  return { count, line: before.length, column: (before.at(-1) ?? '').length + 1 };
};

/**
 * Text of a body: by its byte order mark, then the header's charset, then what the page declares. What is declared holds:
 * a byte that is nothing in it is replaced (U+FFFD) and told, and the rest of the page stays what it is. JSON and
 * XML are UTF-8 unless they say otherwise; where nothing is declared, UTF-8, and windows-1252 for what cannot be UTF-8, as browsers do.
 */
export const decode = (body: Uint8Array, contentType: string): Decoded => {
  const marked = marks.find(([bytes]) => bytes.every((byte, at) => body[at] === byte))?.[1];
  const stated = [/charset=["']?([\w:.-]{1,40})/i.exec(contentType)?.[1], declaredIn(body)];
  const byKind = /(?:json|xml)$/.test(mediaType(contentType)) ? 'utf-8' : undefined;
  const labels = [marked, ...stated, byKind].filter((label) => typeof label === 'string');
  const declared = labels.map(decoderFor).find((decoder) => decoder !== null);
  if (declared === undefined) {
    try {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(body), replaced: null };
    } catch {
      return { text: new TextDecoder('windows-1252').decode(body), replaced: null };
    }
  }
  const text = declared.decode(body);
  if (!text.includes(replacement)) return { text, replaced: null };
  return { text, replaced: replacedIn(text, declared.encoding === 'utf-8' ? writtenOut(body) : 0) };
};

export const decodeText = (body: Uint8Array, contentType: string): string => decode(body, contentType).text;

/** Media type without parameters, lower case. */
export const mediaType = (contentType: string | undefined): string =>
  (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
