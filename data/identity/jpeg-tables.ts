/** A segment of a JPEG. */
export interface JpegSegment {
  readonly marker: number;
  readonly from: number;
  /** Past the marker and its length. */
  readonly data: number;
  readonly to: number;
}

export const SOS = 0xda;
const DQT = 0xdb;
const DHT = 0xc4;

export const holdsTables = (marker: number): boolean => marker === DQT || marker === DHT;

interface Table {
  /** Its marker and number, and for Huffman tables its class. */
  readonly key: number;
  readonly from: number;
  readonly to: number;
}

/** The tables of a segment (ITU T.81, B.2.4); null where its length does not follow from them. */
export function jpegTablesOf(file: Buffer, { marker, data, to }: JpegSegment): Table[] | null {
  const tables: Table[] = [];
  for (let at = data; at < to; ) {
    const first = file[at] ?? 0;
    let length = 17;
    if (marker === DQT) length = first >> 4 === 0 ? 65 : 129;
    else for (let code = at + 1; code <= at + 16; code += 1) length += file[code] ?? 0;
    tables.push({
      key: (marker << 8) | (marker === DQT ? first & 15 : first),
      from: at,
      to: at + length,
    });
    at += length;
  }
  return tables.at(-1)?.to === to ? tables : null;
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![DHT, 0xc8, 0xcc].includes(marker);

/** Keys of the tables that components and scans of the picture name; all there can be in a file of tables alone. */
export function usedTables(file: Buffer, segments: readonly JpegSegment[]): ReadonlySet<number> {
  const used = new Set<number>();
  for (const { marker, data, to } of segments) {
    if (isFrame(marker))
      for (let at = data + 6; at + 2 < to; at += 3) used.add((DQT << 8) | (file[at + 2] ?? 0));
    if (marker !== SOS) continue;
    for (let at = 0; at < (file[data] ?? 0); at += 1) {
      const named = file[data + 2 + 2 * at] ?? 0;
      used.add((DHT << 8) | (named >> 4));
      used.add((DHT << 8) | 0x10 | (named & 15));
    }
  }
  if (segments.some(({ marker }) => isFrame(marker))) return used;
  for (let number = 0; number < 4; number += 1)
    for (const key of [DQT << 8, DHT << 8, (DHT << 8) | 0x10]) used.add(key | number);
  return used;
}
