import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentScanner } from '../../../../scrapers/papers/pdf/objects/content-scanner.ts';
import type { Box, Matrix } from '../../../../scrapers/papers/pdf/objects/geometry.ts';
import {
  gap,
  identity,
  intersect,
  multiply,
  overlap,
  transformBox,
  union,
} from '../../../../scrapers/papers/pdf/objects/geometry.ts';
import { ObjectReader } from '../../../../scrapers/papers/pdf/objects/object-reader.ts';
import { PDFRawStream } from '../../../../scrapers/papers/pdf/objects/pdf-lib.ts';
import { decodeStream } from '../../../../scrapers/papers/pdf/objects/stream-filters.ts';
import { pdfOf } from '../fixtures.ts';

const paeth = (left: number, up: number, corner: number): number => {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
};

/** Filters rows as PNG does, row `y` with filter `y % 5`. */
const pngRows = (samples: Buffer, rowBytes: number, step: number): Buffer => {
  const rows = samples.length / rowBytes;
  const out = Buffer.alloc(rows * (rowBytes + 1));
  for (let y = 0; y < rows; y += 1) {
    const kind = y % 5;
    out[y * (rowBytes + 1)] = kind;
    for (let x = 0; x < rowBytes; x += 1) {
      const left = x >= step ? (samples[y * rowBytes + x - step] ?? 0) : 0;
      const up = y > 0 ? (samples[(y - 1) * rowBytes + x] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (samples[(y - 1) * rowBytes + x - step] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0;
      out[y * (rowBytes + 1) + 1 + x] = (samples[y * rowBytes + x] ?? 0) - guess;
    }
  }
  return out;
};

const decode = async (dictionary: string, data: Uint8Array): Promise<Buffer> => {
  const reader = await ObjectReader.open(pdfOf({ 1: '<< /Type /Catalog >>', 2: { dictionary, data } }));
  const [, stream] =
    reader.context.enumerateIndirectObjects().find(([, object]) => object instanceof PDFRawStream) ?? [];
  return Buffer.from(decodeStream(reader, stream as PDFRawStream).bytes);
};

describe('stream filters', () => {
  it('undoes every PNG row filter at every sample size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(1, 3, 4),
        fc.constantFrom(8, 16),
        fc.uint8Array({ minLength: 400, maxLength: 400 }),
        async (columns, colours, bits, noise) => {
          const rowBytes = (columns * colours * bits) / 8;
          const samples = Buffer.from(noise.subarray(0, rowBytes * 5));
          const data = deflateSync(pngRows(samples, rowBytes, (colours * bits) / 8));
          const parameters = `/Predictor 15 /Columns ${columns} /Colors ${colours} /BitsPerComponent ${bits}`;
          const read = await decode(`/Filter /FlateDecode /DecodeParms << ${parameters} >>`, data);
          expect(read.equals(samples)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('undoes the TIFF predictor', async () => {
    const data = deflateSync(Buffer.from([10, 5, 5, 200, 100, 1]));
    const read = await decode('/Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns 3 >>', data);
    expect([...read]).toEqual([10, 15, 20, 200, 44, 45]);
    const nibbles = await decode(
      '/Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns 4 /BitsPerComponent 4 >>',
      deflateSync(Buffer.from([0x1f, 0x12])),
    );
    expect(nibbles.toString('hex')).toBe('1013');
  });

  it('undoes chains in order and stops at an image file', async () => {
    const text = Buffer.from('deep inside');
    const chain = Buffer.from(`${deflateSync(text).toString('hex')}>`);
    expect((await decode('/Filter [/ASCIIHexDecode /FlateDecode]', chain)).toString()).toBe('deep inside');
    expect((await decode('/Filter [/AHx /Fl]', chain)).toString()).toBe('deep inside');
    expect((await decode('/Filter [/FlateDecode /DCTDecode]', deflateSync(text))).toString()).toBe(
      'deep inside',
    );
  });

  it('gives what it can of truncated data', async () => {
    const whole = Buffer.from('abcdefghij'.repeat(500));
    const read = await decode('/Filter /FlateDecode', deflateSync(whole).subarray(0, 30));
    expect(read.length).toBeGreaterThan(0);
    expect(whole.subarray(0, read.length).equals(read)).toBe(true);
  });
});

describe('content scanner', () => {
  it('reads operands and operators', () => {
    const scanner = new ContentScanner(
      Buffer.from('q 1 0 -.5 +2. 3e (a \\) (b) c) /N#41me [1 [2 /X]] <</A 1>> <ff> % no\n Do'),
    );
    expect(scanner.next()).toBe('q');
    expect(scanner.next()).toBe('e');
    expect(scanner.operands).toEqual([1, 0, -0.5, 2, 3]);
    expect(scanner.next()).toBe('Do');
    expect(scanner.operands.filter((operand) => typeof operand !== 'object')).toContain('/NAme');
    expect(scanner.operands).toContainEqual([1, [2, '/X']]);
    expect(scanner.next()).toBeNull();
  });

  it('ends on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const scanner = new ContentScanner(bytes);
        let count = 0;
        while (scanner.next() !== null) count += 1;
        return count <= bytes.length;
      }),
    );
  });
});

describe('geometry', () => {
  const number = fc.integer({ min: -500, max: 500 });
  const box = fc
    .tuple(number, number, number, number)
    .map(([a, b, c, d]): Box => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);
  it('keeps its laws', () => {
    fc.assert(
      fc.property(box, box, (one, other) => {
        const common = intersect(one, other);
        expect(intersect(other, one)).toEqual(common);
        expect(intersect(one, union(one, other))).toEqual(one);
        for (const axis of [0, 1] as const) {
          expect(gap(one, other, axis) === 0 || overlap(one, other, axis) === 0).toBe(true);
        }
        expect(transformBox(one, identity)).toEqual(one);
      }),
    );
    const quarter: Matrix = [0, 1, -1, 0, 0, 0];
    expect(transformBox([0, 0, 2, 1], quarter)).toEqual([-1, 0, 0, 2]);
    expect(multiply([2, 0, 0, 2, 0, 0], [1, 0, 0, 1, 5, 7])).toEqual([2, 0, 0, 2, 5, 7]);
  });
});
