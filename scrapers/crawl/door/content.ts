const decoderFor = (label: string): TextDecoder | null => {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
};

/** Character set a page names in its first 2,048 bytes (HTML meta, XML declaration). */
const declaredIn = (body: Uint8Array): string | null => {
  const head = Buffer.from(body.subarray(0, 2048)).toString('latin1');
  const match =
    /<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w:.-]{1,40})|<\?xml[^>]{0,100}encoding=["']([\w:.-]{1,40})/i.exec(
      head,
    );
  return match?.[1] ?? match?.[2] ?? null;
};

/**
 * Text of a body: byte order mark, then the header's charset, then what the page declares, then UTF-8. Bytes that are not
 * valid UTF-8 although they claim to be are read as windows-1252, the web's usual truth, instead of being lost.
 */
export const decodeText = (body: Uint8Array, contentType: string): string => {
  const bom =
    body[0] === 0xef && body[1] === 0xbb ? 'utf-8' : body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : null;
  const stated = /charset=["']?([\w:.-]{1,40})/i.exec(contentType)?.[1] ?? declaredIn(body) ?? 'utf-8';
  const decoder = decoderFor(bom ?? stated) ?? new TextDecoder();
  if (decoder.encoding !== 'utf-8') return decoder.decode(body);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return new TextDecoder('windows-1252').decode(body);
  }
};

/** Media type without parameters, lower case. */
export const mediaType = (contentType: string | undefined): string =>
  (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
