import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { originalFile } from '../../../../scrapers/papers/pdf/objects/original-stream.ts';
import { decodeStream } from '../../../../scrapers/papers/pdf/objects/stream-filters.ts';
import { PdfFile } from '../../../../scrapers/papers/pdf/page/pdf-file.ts';
import { losslessFile } from '../../../../scrapers/papers/pdf/pixels/lossless.ts';
import { imageProperties } from '../../../../scrapers/papers/pdf/pixels/samples.ts';
import { viewableImage } from '../../../../scrapers/papers/pdf/pixels/viewable.ts';
import type { FixtureStream } from '../fixtures.ts';
import { draw, onePage, pages, samplesImage } from '../fixtures.ts';

const rastersOf = async (bytes: Buffer) => {
  const file = await PdfFile.open(bytes);
  return { file, rasters: [...file.pages()].flatMap((page) => page.rasters) };
};

const photograph = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#336699' } })
    .jpeg({ quality: 80 })
    .toBuffer();

const jpegImage = (data: Buffer, more = ''): FixtureStream => ({
  dictionary: `/Width 40 /Height 30 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode ${more}`,
  data,
});

describe('raster draws', () => {
  it('lists every draw in order with box, object and running number', async () => {
    const jpeg = await photograph();
    const grey = samplesImage(8, 4, 'DeviceGray', (x, y) => [x * 20 + y]);
    const bytes = pages(
      [
        { content: draw('Im0', 100, 500, 200, 150) + draw('Im1', 10, 20, 80, 40), images: [0, 1] },
        { content: draw('Im0', 0, 0, 612, 792), images: [0] },
      ],
      [jpegImage(jpeg), grey],
    );
    const { rasters } = await rastersOf(bytes);
    expect(
      rasters.map(({ page, number, object, width, box }) => ({ page, number, object, width, box })),
    ).toEqual([
      { page: 1, number: 0, object: '10 0', width: 40, box: [100, 500, 300, 650] },
      { page: 1, number: 1, object: '11 0', width: 8, box: [10, 20, 90, 60] },
      { page: 2, number: 2, object: '10 0', width: 40, box: [0, 0, 612, 792] },
    ]);
  });

  it('follows forms with their matrix and clip, and ends loops', async () => {
    const grey = samplesImage(2, 2, 'DeviceGray', () => [7]);
    const form = {
      dictionary:
        '/Type /XObject /Subtype /Form /BBox [0 0 50 100] /Matrix [2 0 0 2 10 10] /Resources << /XObject << /Im0 10 0 R /Fm 20 0 R >> >>',
      data: `${draw('Im0', 0, 0, 100, 100)} /Fm Do`,
    };
    const bytes = onePage('/Fm Do', [grey], { 20: form }, '/XObject << /Fm 20 0 R >>');
    const { file, rasters } = await rastersOf(bytes);
    expect(rasters).toHaveLength(1);
    expect(rasters[0]?.box).toEqual([10, 10, 210, 210]);
    expect(rasters[0]?.visible).toEqual([10, 10, 110, 210]);
    expect([...file.pages()][0]?.contents.warnings.join()).toContain('draws itself');
  });

  it('tells stencils, masks and soft masks apart and numbers them like pdfimages', async () => {
    const image = samplesImage(2, 2, 'DeviceGray', () => [200], '/SMask 11 0 R');
    const soft = samplesImage(2, 2, 'DeviceGray', () => [128]);
    const stencil = {
      dictionary: '/Width 8 /Height 1 /ImageMask true /BitsPerComponent 1',
      data: Buffer.from([0x0f]),
    };
    const masked = samplesImage(2, 2, 'DeviceGray', () => [9], '/Mask 12 0 R');
    const bytes = onePage(draw('Im0', 0, 0, 10, 10) + draw('Im2', 0, 0, 10, 10) + draw('Im3', 0, 0, 10, 10), [
      image,
      soft,
      stencil,
      masked,
    ]);
    const { rasters } = await rastersOf(bytes);
    expect(rasters.map(({ role, number, object }) => [role, number, object])).toEqual([
      ['image', 0, '10 0'],
      ['soft-mask', 1, '11 0'],
      ['stencil', 2, '12 0'],
      ['image', 3, '13 0'],
      ['mask', 4, '12 0'],
    ]);
  });

  it('reads inline images whose data holds the letters EI', async () => {
    const content = Buffer.concat([
      Buffer.from('q 10 0 0 10 0 0 cm BI /W 4 /H 2 /BPC 8 /CS /G ID '),
      Buffer.from([0x20, 0x45, 0x49, 0x20, 1, 2, 3, 4]),
      Buffer.from(' EI Q\nq 5 0 0 5 50 50 cm BI /W 1 /H 1 /IM true /BPC 1 ID \x00 EI Q'),
    ]).toString('latin1');
    const { file, rasters } = await rastersOf(onePage(content));
    expect(rasters.map(({ role, object, width, height }) => [role, object, width, height])).toEqual([
      ['image', null, 4, 2],
      ['stencil', null, 1, 1],
    ]);
    const [image] = rasters;
    if (image === undefined) throw new Error('no image');
    expect([...decodeStream(file.reader, image.stream).bytes]).toEqual([0x20, 0x45, 0x49, 0x20, 1, 2, 3, 4]);
  });

  it('leaves out hidden layers', async () => {
    const grey = samplesImage(2, 2, 'DeviceGray', () => [7]);
    const bytes = onePage(
      `/OC /Hidden BDC ${draw('Im0', 0, 0, 9, 9)} EMC ${draw('Im0', 20, 0, 9, 9)}`,
      [grey],
      {
        1: '<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [30 0 R] /D << /OFF [30 0 R] >> >> >>',
        30: '<< /Type /OCG /Name (hidden) >>',
      },
      '/Properties << /Hidden 30 0 R >>',
    );
    const { rasters } = await rastersOf(bytes);
    expect(rasters.map((raster) => raster.box[0])).toEqual([20]);
  });
});

describe('image files', () => {
  it('keeps a JPEG byte for byte, also behind another filter', async () => {
    const jpeg = await photograph();
    const wrapped: FixtureStream = {
      dictionary:
        '/Width 40 /Height 30 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter [/FlateDecode /DCTDecode]',
      data: deflateSync(jpeg),
    };
    const { file, rasters } = await rastersOf(
      onePage(draw('Im0', 0, 0, 9, 9) + draw('Im1', 0, 0, 9, 9), [jpegImage(jpeg), wrapped]),
    );
    for (const raster of rasters) {
      const original = originalFile(decodeStream(file.reader, raster.stream));
      expect(original?.extension).toBe('jpg');
      expect(Buffer.from(original?.bytes ?? []).equals(jpeg)).toBe(true);
    }
  });

  it('does not pass scrambled data for an original', async () => {
    const { file, rasters } = await rastersOf(
      onePage(draw('Im0', 0, 0, 9, 9), [jpegImage(Buffer.from('scrambled bytes'))]),
    );
    expect(originalFile(decodeStream(file.reader, rasters[0]?.stream as never))).toBeNull();
  });

  const lossless = async (image: FixtureStream, others: FixtureStream[] = [], role = 0) => {
    const { file, rasters } = await rastersOf(onePage(draw('Im0', 0, 0, 9, 9), [image, ...others]));
    const raster = rasters[role];
    if (raster === undefined) throw new Error('no raster');
    const properties = imageProperties(file.reader, raster);
    const written = await losslessFile(file.reader, raster, properties);
    return { file, raster, properties, written };
  };

  it('keeps 16 bits a sample', async () => {
    const data = Buffer.alloc(4 * 2);
    [0, 1, 256, 65_535].forEach((value, index) => {
      data.writeUInt16BE(value, index * 2);
    });
    const { written } = await lossless({
      dictionary: '/Width 4 /Height 1 /BitsPerComponent 16 /ColorSpace /DeviceGray',
      data,
    });
    const { data: samples } = await sharp(written?.bytes)
      .toColourspace('grey16')
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true });
    expect([...new Uint16Array(samples.buffer, samples.byteOffset, 4)]).toEqual([0, 1, 256, 65_535]);
    expect(written?.viewable).toBe(false);
  });

  it('keeps one bit, inverted where Decode says so, and palettes', async () => {
    const bits = {
      dictionary: '/Width 8 /Height 1 /BitsPerComponent 1 /ColorSpace /DeviceGray',
      data: Buffer.from([0b10110000]),
    };
    const plain = await lossless(bits);
    expect([...(await sharp(plain.written?.bytes).toColourspace('b-w').raw().toBuffer())]).toEqual([
      255, 0, 255, 255, 0, 0, 0, 0,
    ]);
    const turned = await lossless({ ...bits, dictionary: `${bits.dictionary} /Decode [1 0]` });
    expect([...(await sharp(turned.written?.bytes).toColourspace('b-w').raw().toBuffer())]).toEqual([
      0, 255, 0, 0, 255, 255, 255, 255,
    ]);
    const palette = await lossless({
      dictionary:
        '/Width 4 /Height 1 /BitsPerComponent 2 /ColorSpace [/Indexed /DeviceRGB 2 <ff000000ff000000ff>]',
      data: Buffer.from([0b00011000]),
    });
    const rgb = await sharp(palette.written?.bytes).removeAlpha().raw().toBuffer();
    expect(rgb.toString('hex')).toBe('ff000000ff000000ffff0000');
    expect(palette.written?.bytes.includes(Buffer.from('PLTE'))).toBe(true);
  });

  it('takes deflate data with PNG rows over as it stands', async () => {
    const rows = Buffer.from([0, 10, 20, 30, 2, 1, 1, 1]);
    const data = deflateSync(rows);
    const { written } = await lossless({
      dictionary:
        '/Width 3 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 3 >>',
      data,
    });
    expect(written?.bytes.includes(data)).toBe(true);
    expect([...(await sharp(written?.bytes).toColourspace('b-w').raw().toBuffer())]).toEqual([
      10, 20, 30, 11, 21, 31,
    ]);
  });

  it('writes CMYK as TIFF with the ink values unchanged', async () => {
    const { written } = await lossless(samplesImage(2, 1, 'DeviceCMYK', (x) => [x * 10, 20, 30, 40]));
    expect(written?.extension).toBe('tif');
    const metadata = await sharp(written?.bytes).metadata();
    expect([metadata.space, metadata.channels, metadata.width]).toEqual(['cmyk', 4, 2]);
    const ink = await sharp(written?.bytes)
      .pipelineColourspace('cmyk')
      .toColourspace('cmyk')
      .raw()
      .toBuffer();
    expect([...ink]).toEqual([0, 20, 30, 40, 10, 20, 30, 40]);
  });

  it('shows masked parts white and CMYK in the right sense', async () => {
    const image = samplesImage(2, 1, 'DeviceGray', () => [0], '/SMask 11 0 R');
    const soft = samplesImage(2, 1, 'DeviceGray', (x) => [x * 255]);
    const one = await lossless(image, [soft]);
    const view = await viewableImage(one.file, one.raster, one.properties, one.written);
    const shown = await sharp(view ?? undefined)
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer();
    expect([...shown]).toEqual([255, 255, 255, 0, 0, 0]);
    await one.file.close();
    const inks = await lossless(
      samplesImage(2, 1, 'DeviceCMYK', (x) => (x === 0 ? [0, 0, 0, 0] : [0, 0, 0, 255])),
    );
    const colours = await viewableImage(inks.file, inks.raster, inks.properties, inks.written);
    const pixels = [
      ...(await sharp(colours ?? undefined)
        .removeAlpha()
        .toColourspace('srgb')
        .raw()
        .toBuffer()),
    ];
    expect(Math.min(...pixels.slice(0, 3))).toBeGreaterThan(240);
    expect(Math.max(...pixels.slice(3))).toBeLessThan(60);
    await inks.file.close();
  });

  it('shows large JPEG 2000 images in CMYK at their full size', async () => {
    const image = {
      dictionary: '/Width 2600 /Height 40 /BitsPerComponent 8 /ColorSpace /DeviceCMYK /Filter /JPXDecode',
      data: emptyJpeg2000(2600, 40, 4),
    };
    const { file, rasters } = await rastersOf(onePage(draw('Im0', 0, 0, 260, 4), [image]));
    const [raster] = rasters;
    if (raster === undefined) throw new Error('no raster');
    const original = originalFile(decodeStream(file.reader, raster.stream));
    expect(original?.extension).toBe('jp2');
    const view = await viewableImage(file, raster, imageProperties(file.reader, raster), original);
    await file.close();
    const { width, height } = await sharp(view ?? undefined).metadata();
    expect([width, height]).toEqual([2600, 40]);
  });
});

/** A JPEG 2000 codestream (ISO 15444-1, annex A) of one tile whose packets are all empty: medium grey. */
function emptyJpeg2000(width: number, height: number, components: number): Buffer {
  const words = (...values: number[]): number[] =>
    values.flatMap((value) => [value >> 24, value >> 16, value >> 8, value]);
  const size = [0xff, 0x51, 0, 38 + 3 * components, 0, 0];
  size.push(...words(width, height, 0, 0, width, height, 0, 0), 0, components);
  for (let index = 0; index < components; index += 1) size.push(7, 1, 1);
  const coding = [0xff, 0x52, 0, 12, 0, 0, 0, 1, 0, 0, 4, 4, 0, 1];
  const quantization = [0xff, 0x5c, 0, 4, 0x40, 0x40];
  const packets = new Array<number>(components).fill(0);
  const tile = [0xff, 0x90, 0, 10, 0, 0, ...words(14 + packets.length), 0, 1, 0xff, 0x93, ...packets];
  return Buffer.from([0xff, 0x4f, ...size, ...coding, ...quantization, ...tile, 0xff, 0xd9]);
}
