import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeContent } from '../../data/content-encoding.ts';

const text = 'Lungentzündung '.repeat(50);
const bytes = Buffer.from(text);

describe('content encodings', () => {
  test.each([
    ['', bytes],
    ['identity', bytes],
    ['gzip', gzipSync(bytes)],
    ['x-gzip', gzipSync(bytes)],
    ['deflate', deflateSync(bytes)],
    ['deflate', deflateRawSync(bytes)],
    ['br', brotliCompressSync(bytes)],
    ['gzip, br', brotliCompressSync(gzipSync(bytes))],
  ])('%j is undone', (encoding, body) => {
    expect(Buffer.from(decodeContent(body, encoding, 'u')).toString()).toBe(text);
  });

  test('bombs, broken streams and unknown codings are told apart', () => {
    const codeOf = (body: Uint8Array, encoding: string) => {
      try {
        decodeContent(body, encoding, 'u', 1000);
        return 'fine';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(codeOf(gzipSync(Buffer.alloc(5000)), 'gzip')).toBe('too-large');
    expect(codeOf(deflateSync(Buffer.alloc(5000)), 'deflate')).toBe('too-large');
    expect(codeOf(gzipSync(gzipSync(Buffer.alloc(500_000))), 'gzip, gzip')).toBe('too-large');
    expect(codeOf(gzipSync(Buffer.alloc(500)).subarray(0, 12), 'gzip')).toBe('truncated');
    expect(codeOf(bytes, 'constructor')).toBe('unknown-encoding');
    expect(codeOf(bytes, 'gzip,gzip,gzip,gzip')).toBe('unknown-encoding');
  });
});
