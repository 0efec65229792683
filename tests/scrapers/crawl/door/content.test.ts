import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode, decodeText, mediaType } from '../../../../scrapers/crawl/door/content.ts';
import { imageType, isWholeImage } from '../../../../scrapers/crawl/door/judging/image-content.ts';
import { tinyPng } from '../../../helpers/tiny-png.ts';

describe('character sets', () => {
  test.each<[string, Buffer, string, string]>([
    ['UTF-8 by default', Buffer.from('ü'), 'text/html', 'ü'],
    ['the header', Buffer.from('ü', 'latin1'), 'text/html; charset=ISO-8859-1', 'ü'],
    ['the header in quotes', Buffer.from('ü', 'latin1'), 'text/html; charset="windows-1252"', 'ü'],
    [
      'the page',
      Buffer.concat([Buffer.from('<meta charset="iso-8859-1">'), Buffer.from('ü', 'latin1')]),
      '',
      '<meta charset="iso-8859-1">ü',
    ],
    [
      'XML',
      Buffer.concat([Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?>'), Buffer.from('ü', 'latin1')]),
      '',
      '<?xml version="1.0" encoding="iso-8859-1"?>ü',
    ],
    ['a byte order mark against the header', Buffer.from('\u{feff}ü'), 'text/html; charset=iso-8859-1', 'ü'],
    [
      'Latin-1 where nothing is declared',
      Buffer.from('Universitário', 'latin1'),
      'text/html',
      'Universitário',
    ],
    [
      'a stray byte in a page of UTF-8',
      Buffer.concat([Buffer.from('perché '), Buffer.from([0xa9]), Buffer.from(' è più')]),
      'text/html; charset=utf-8',
      'perché \u{fffd} è più',
    ],
    ['a mark of big-endian UTF-16', Buffer.from([0xfe, 0xff, 0, 0xfc]), 'text/html; charset=utf-8', 'ü'],
    [
      'UTF-16 in a page that is read byte by byte',
      Buffer.from('<meta charset="utf-16">ü'),
      'text/html',
      '<meta charset="utf-16">ü',
    ],
    [
      'a declaration in a comment',
      Buffer.from('<!-- <meta charset="koi8-r"> --><meta charset="utf-8">ü'),
      'text/html',
      '<!-- <meta charset="koi8-r"> --><meta charset="utf-8">ü',
    ],
    [
      'a page in a field of JSON',
      Buffer.from('{"findings": "<meta charset=windows-1252>ü"}'),
      'application/json',
      '{"findings": "<meta charset=windows-1252>ü"}',
    ],
    [
      'a page in a field of JSON that is sent as a page',
      Buffer.from(' [{"findings": "<meta charset=windows-1252>ü"}]'),
      'text/html',
      ' [{"findings": "<meta charset=windows-1252>ü"}]',
    ],
    ['a charset nobody knows', Buffer.from('ü'), 'text/html; charset=klingon', 'ü'],
  ])('%s', (_name, body, type, expected) => {
    expect(decodeText(body, type)).toBe(expected);
  });

  test('what is replaced is told with its place, apart from replacement characters that are written out', () => {
    const page = (...parts: (string | number)[]) =>
      Buffer.concat(
        parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))),
      );
    const utf8 = 'text/html; charset=utf-8';
    expect(decode(page('ü\u{fffd}\nè ', 0xa9, 'x', 0xe2, 0x82, 'y'), utf8).replaced).toMatchObject({
      count: 2,
    });
    expect(decode(page('ü\nè ', 0xa9, 'x'), utf8).replaced).toEqual({ count: 1, line: 2, column: 3 });
    expect(decode(page('\u{fffd}'), utf8).replaced).toBeNull();
    expect(decode(page('<meta charset="utf-8">', 0xa9), '').replaced).toMatchObject({ line: 1, column: 23 });
    expect(decode(page('{"a":"', 0xa9, '"}'), 'application/json').replaced).toMatchObject({ count: 1 });
    expect(decode(page(0xa9), 'text/html; charset=windows-1252')).toEqual({ text: '©', replaced: null });
  });

  test('media types lose their parameters', () => {
    expect([undefined, 'Text/HTML; charset=x', ' image/png '].map(mediaType)).toEqual([
      '',
      'text/html',
      'image/png',
    ]);
  });
});

describe('images', () => {
  const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 7919) % 251));
  const picture = () => sharp(noise, { raw: { width: 64, height: 64, channels: 3 } });

  test('are known by their bytes', async () => {
    expect(await imageType(await tinyPng('a'))).toBe('image/png');
    expect(await imageType(await picture().jpeg().toBuffer())).toBe('image/jpeg');
    expect(await imageType(Buffer.from('<html>'))).toBeNull();
    expect(await imageType(Buffer.from('%PDF-1.7\n'))).toBeNull();
    expect(await imageType(Buffer.alloc(0))).toBeNull();
  });

  test('cut anywhere are known to be cut', async () => {
    const thumbnail = await picture().resize(16).jpeg().toBuffer();
    const plain = await picture().jpeg().toBuffer();
    // An embedded thumbnail has an end mark of its own, in front of the picture.
    const marker = Buffer.concat([
      Buffer.from([0xff, 0xe1, (thumbnail.length + 2) >> 8, (thumbnail.length + 2) & 255]),
      thumbnail,
    ]);
    const withThumbnail = Buffer.concat([plain.subarray(0, 2), marker, plain.subarray(2)]);
    const progressive = await picture().jpeg({ progressive: true }).toBuffer();
    for (const [mime, file] of [
      ['image/jpeg', plain],
      ['image/jpeg', progressive],
      ['image/jpeg', withThumbnail],
      ['image/png', await picture().png().toBuffer()],
      ['image/gif', await picture().gif().toBuffer()],
    ] as const) {
      expect(isWholeImage(file, mime)).toBe(true);
      expect(isWholeImage(Buffer.concat([file, Buffer.from('note')]), mime)).toBe(true);
      for (const share of [0.6, 0.8, 0.95]) {
        if (mime !== 'image/gif')
          expect(isWholeImage(file.subarray(0, Math.floor(file.length * share)), mime)).toBe(false);
      }
    }
  });
});
