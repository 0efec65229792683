import { hash } from 'node:crypto';

/** Where a colour profile keeps words (ICC.1:2022, 9.2); all other tags that stay are numbers. */
const wordTags = new Set(['desc', 'cprt', 'dmnd', 'dmdd', 'vued', 'targ']);
const numberTags = new Set([
  ...['rXYZ', 'gXYZ', 'bXYZ', 'wtpt', 'bkpt', 'rTRC', 'gTRC', 'bTRC', 'kTRC', 'chad', 'chrm', 'lumi', 'meas'],
  ...['A2B0', 'A2B1', 'A2B2', 'B2A0', 'B2A1', 'B2A2', 'gamt', 'pre0', 'pre1', 'pre2', 'tech', 'view', 'cicp'],
  ...['vcgt', 'ndin', 'aarg', 'aagg', 'aabg', 'D2B0', 'D2B1', 'D2B2', 'B2D0', 'B2D1', 'B2D2'],
]);

/** Words that the profiles of cameras, systems and programs are described in. A profile of other words is nobody's but its author's. */
const known = new Set(
  `a adobe all apple and artifex black by c calibrated camera cc0 cmm color colour colorspace compact company compensation
  computer condition copyright corporation d50 d65 default desc display distribution dot eci en engine enus facebook for free from gain
  gamma general generic google gray grayscale grey greyscale hewlett http https icc iec iec61966 in inc incorporated international is
  kodak linear lut matrix microsoft monitor no none of on org p3 packard photo pro profile public domain prophoto reference reserved rgb
  rights romm scanner software space srgb standard swop systems text the this trc txt uncalibrated us use v v2 v4 view viewing w3 web with
  without works www xyz desc mluc curv dci hp lcd led hdtv rec itu bt coated lab tm r sgrey sgry c2 ci sp3c`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** "Generic RGB profile" in eighteen languages, as it stands in every profile that macOS wrote for years. */
const appleNames = '61b945afb14d08645c5ba3a1c076d13d1622944711bc82c35fd199bf3f46e8be';

const isAppleNames = (tag: string, data: Buffer): boolean =>
  tag === 'dscm' && hash('sha256', data) === appleNames;

const isKnown = (bytes: Buffer): boolean =>
  bytes
    .toString('latin1')
    .replaceAll('\0', '')
    .toLowerCase()
    .split(/[^a-z\u00c0-\u00ff0-9]+/)
    .every((word) => word === '' || /^\d{1,4}$/.test(word) || known.has(word));

/** Whether the name of a profile names a profile, and nothing else. */
export const isProfileName = (name: Buffer): boolean => isKnown(name);

/**
 * A colour profile without words of its own: those of unknown words and tags of unknown kind are blanked in their place,
 * as is what no tag reaches. The very same bytes where there is nothing to blank; null for what is no profile.
 */
export function cleanProfile(profile: Buffer): Buffer | null {
  if (profile.length < 132 || profile.toString('latin1', 36, 40) !== 'acsp') return null;
  const size = profile.readUInt32BE(0);
  const count = profile.readUInt32BE(128);
  if (size > profile.length || count > 200 || 132 + count * 12 > size) return null;
  const made = Buffer.alloc(size);
  // The reserved end of the header (100 to 128) stays blank; the rest of it is numbers and signatures of four letters.
  profile.copy(made, 0, 0, 100);
  profile.copy(made, 128, 128, 132 + count * 12);
  for (let entry = 132; entry < 132 + count * 12; entry += 12) {
    const tag = profile.toString('latin1', entry, entry + 4);
    const [from, bytes] = [profile.readUInt32BE(entry + 4), profile.readUInt32BE(entry + 8)];
    if (from < 132 + count * 12 || from + bytes > size) return null;
    const data = profile.subarray(from, from + bytes);
    if (numberTags.has(tag) || (wordTags.has(tag) && isKnown(data.subarray(8))) || isAppleNames(tag, data))
      data.copy(made, from);
    else made.write('text\0\0\0\0-'.slice(0, bytes), from, 'latin1');
  }
  return made.equals(profile) ? profile : made;
}
