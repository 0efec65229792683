import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squeezedMember, storedMember } from '../../../../data/embedded/archive/gzip-member.ts';

const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 });

test.each([
  ['stored', storedMember],
  ['squeezed', (pieces: readonly Uint8Array[]) => squeezedMember(pieces, 6)],
])('a %s member unpacks to its parts, one after the other', (_, member) => {
  fc.assert(
    fc.property(parts, (given) => {
      expect(gunzipSync(Buffer.concat(member(given))).equals(Buffer.concat(given))).toBe(true);
    }),
  );
});

test('stored blocks hold bodies of any length, uncopied', () => {
  for (const length of [65_534, 65_535, 65_536, 200_000]) {
    const body = Buffer.alloc(length, 'scan');
    const pieces = storedMember([Buffer.from('head'), body]);
    expect(gunzipSync(Buffer.concat(pieces)).subarray(4).equals(body)).toBe(true);
    expect(pieces.some((piece) => piece.buffer === body.buffer && piece.length > 60_000)).toBe(true);
  }
});
