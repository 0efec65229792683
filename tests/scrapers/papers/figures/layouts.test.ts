import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { draw, type FixtureObjects, type FixtureStream, onePage, pages, write } from '../fixtures.ts';
import { body, column, figuresOf, front, line, other, read, scan, under, words } from '../layout-pages.ts';

describe('a caption', () => {
  test.each([
    [
      'Elsevier: bold label with a stop',
      line(
        [
          ['F2', 'Fig. 1.'],
          ['F1', ` ${words}`],
        ],
        60,
        318,
      ),
      'Fig. 1',
    ],
    [
      'BMJ: bold label, no mark after it',
      line(
        [
          ['F2', 'Figure 1'],
          ['F1', `  ${words}`],
        ],
        60,
        318,
      ),
      'Figure 1',
    ],
    [
      'Springer: bold label, one blank',
      line(
        [
          ['F2', 'Fig. 1'],
          ['F1', ` ${words}`],
        ],
        60,
        318,
      ),
      'Fig. 1',
    ],
    ['Frontiers: capitals and a bar, all bold', line([['F2', `FIGURE 1 | ${words}`]], 60, 318), 'FIGURE 1'],
    [
      'Nature: a bar set close',
      line(
        [
          ['F2', 'Figure 1| '],
          ['F1', words],
        ],
        60,
        318,
      ),
      'Figure 1',
    ],
    [
      'AJR: a dash set close',
      line(
        [
          ['F2', 'Fig. 1\x97'],
          ['F1', words],
        ],
        60,
        318,
      ),
      'Fig. 1',
    ],
    ['a dash with blanks, label without a stop', line([['F1', `FIG 1 - ${words}`]], 60, 318), 'FIG 1'],
    ['no blank before the number', line([['F1', `Fig.1 ${words}`]], 60, 318), 'Fig.1'],
    ['no blank and a colon', line([['F1', `Fig.1: ${words}`]], 60, 318), 'Fig.1'],
    [
      'Wiley: label set wide of its caption',
      line([['F2', 'FIGURE 1']], 60, 318) + write([words], 110, 318, 7),
      'FIGURE 1',
    ],
    [
      'Wiley: letters of the label spaced',
      line(
        [
          ['F2', 'F I G U R E 1'],
          ['F1', `  ${words}`],
        ],
        60,
        318,
      ),
      'FIGURE 1',
    ],
    [
      'supplement',
      line(
        [
          ['F2', 'Figure S1.'],
          ['F1', ` ${words}`],
        ],
        60,
        318,
      ),
      'Figure S1',
    ],
    [
      'supplement by a word',
      line(
        [
          ['F2', 'Supplementary Figure 1.'],
          ['F1', ` ${words}`],
        ],
        60,
        318,
      ),
      'Supplementary Figure 1',
    ],
    ['the font and size of the running text', write([`Figure 1. ${words}`], 60, 318, 8), 'Figure 1'],
    [
      'label on a line of its own',
      line([['F2', 'Figure 1.']], 60, 318) + write([words], 60, 309, 7),
      'Figure 1',
    ],
  ])('%s', async (_, caption, label) => {
    expect(figuresOf(await read(under(caption)))).toEqual([[label, words, 1]]);
  });

  test.each([
    [
      'below, in several lines',
      under(
        write(
          ['Figure 1. Chest radiograph on day 3,', 'with patchy opacities in both lower', 'zones.'],
          60,
          318,
          7,
        ),
      ),
    ],
    [
      'above',
      onePage(
        front() +
          write([`Figure 1. ${words}`], 60, 540, 7) +
          draw('Im0', 60, 330, 240, 200) +
          body(50, 310, 14),
        [scan],
      ),
    ],
    [
      'beside',
      onePage(
        front() +
          draw('Im0', 60, 330, 240, 200) +
          write(
            ['Figure 1. Chest radiograph on day 3,', 'with patchy opacities in both lower', 'zones.'],
            312,
            515,
            7,
          ) +
          body(50, 310, 14),
        [scan],
      ),
    ],
    [
      'in two columns under a wide picture',
      onePage(
        front() +
          draw('Im0', 60, 330, 480, 200) +
          write(['Figure 1. Chest radiograph on day 3,', 'with patchy opacities'], 60, 318, 7) +
          write(['in both lower', 'zones.'], 210, 318, 7) +
          body(50, 280, 14),
        [scan],
      ),
    ],
    [
      'at the foot of a column, text beside it',
      onePage(
        front() +
          column(50, 560, 18) +
          draw('Im0', 320, 330, 240, 200) +
          write(
            ['Figure 1. Chest radiograph on day 3,', 'with patchy opacities in both lower', 'zones.'],
            320,
            318,
            7,
          ) +
          column(50, 360, 20) +
          column(320, 270, 10),
        [scan],
      ),
    ],
    [
      'on a page with Rotate 90',
      pages(
        [
          {
            content:
              `q 0 1 -1 0 612 0 cm\n${write(['An invented patient with a rare course of pneumonia'], 60, 560, 16, 'F2')}` +
              `${draw('Im0', 60, 330, 240, 200)}${write([`Figure 1. ${words}`], 60, 318, 7)}${body(60, 260, 12)}Q\n`,
            images: [0],
            more: '/Rotate 90',
          },
        ],
        [scan],
      ),
    ],
  ])('%s', async (_, pdf) => {
    expect(figuresOf(await read(pdf)).map(([, ...rest]) => rest)).toEqual([[words, 1]]);
  });

  test('NEJM: a bold title, then panels by their names', async () => {
    const paper = await read(
      under(
        line([['F2', 'Figure 1. Radiographs of the Patient.']], 60, 318) +
          write(
            ['Panel A shows patchy opacities on admission. Panel B', 'shows consolidation on day 8.'],
            60,
            309,
            7,
          ),
        draw('Im0', 60, 330, 118, 200) + draw('Im1', 182, 330, 118, 200),
      ),
    );
    expect(figuresOf(paper)).toEqual([
      [
        'Figure 1',
        'Radiographs of the Patient. Panel A shows patchy opacities on admission. Panel B shows consolidation on day 8.',
        2,
      ],
    ]);
    expect(paper.figures[0]?.panels.map(({ label }) => label)).toEqual(['a', 'b']);
    expect(paper.figures[0]?.panels[1]?.caption).toBe('Panel B shows consolidation on day 8.');
  });

  test('that goes on with its figure on the next page is one figure', async () => {
    const paper = await read(
      pages(
        [
          {
            content:
              front() +
              draw('Im0', 60, 330, 240, 200) +
              write([`Figure 1. ${words}`], 60, 318, 7) +
              body(50, 280, 10),
            images: [0],
          },
          {
            content:
              draw('Im1', 60, 430, 240, 200) +
              write(['Figure 1. (Continued)'], 60, 418, 7) +
              body(50, 380, 20),
            images: [1],
          },
        ],
        [scan, other],
      ),
    );
    expect(figuresOf(paper)).toEqual([['Figure 1', words, 2]]);
  });

  test('two pictures beside each other each have their own', async () => {
    const paper = await read(
      onePage(
        front() +
          draw('Im0', 60, 330, 220, 180) +
          draw('Im1', 320, 330, 220, 180) +
          write(['Figure 1. Chest radiograph on admission.'], 60, 318, 7) +
          write(['Figure 2. Chest radiograph on day 8.'], 320, 318, 7) +
          body(50, 280, 14),
        [scan, other],
      ),
    );
    expect(figuresOf(paper)).toEqual([
      ['Figure 1', 'Chest radiograph on admission.', 1],
      ['Figure 2', 'Chest radiograph on day 8.', 1],
    ]);
  });

  test('sentences that begin with a figure are none', async () => {
    const paper = await read(
      onePage(
        front() +
          draw('Im0', 60, 330, 240, 200) +
          write([`Figure 1. ${words}`], 60, 318, 7) +
          write(
            [
              'Figure 2 shows nothing, and there is none. Fig. 3 was left out. What follows is text that goes on.',
            ],
            50,
            280,
            8,
          ) +
          write(
            ['Figure 4A and B are of another paper. Table 9 lists what was not measured in these patients.'],
            50,
            250,
            8,
          ) +
          body(50, 220, 10),
        [scan],
      ),
    );
    expect(figuresOf(paper)).toEqual([['Figure 1', words, 1]]);
  });
});

describe('a figure', () => {
  const caption = write([`Figure 1. ${words}`], 60, 318, 7);
  const stripes = sharp(
    Buffer.from(Array.from({ length: 160 * 120 }, (_, at) => ((at >> 3) % 3 === 0 ? 0 : 255))),
    {
      raw: { width: 160, height: 120, channels: 1 },
    },
  );

  test('as an inline image', async () => {
    const hex = Array.from({ length: 60 * 50 }, (_, at) =>
      (40 + (at % 150)).toString(16).padStart(2, '0'),
    ).join('');
    const inline = `q 240 0 0 200 60 330 cm BI /W 60 /H 50 /BPC 8 /CS /G /F /AHx ID ${hex}> EI Q\n`;
    const paper = await read(onePage(front() + inline + caption + body(50, 280, 12)));
    expect(figuresOf(paper)).toEqual([['Figure 1', words, 1]]);
    expect(paper.figures[0]?.images[0]).toMatchObject({ object: null, width: 60, height: 50 });
  });

  test('inside forms inside forms, scaled and moved on the way', async () => {
    const form = (inner: string, resources: string): FixtureStream => ({
      dictionary: `/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << ${resources} >> >>`,
      data: inner,
    });
    const objects: FixtureObjects = {
      30: form('q 0.5 0 0 0.5 30 165 cm /Fm1 Do Q', '/Fm1 31 0 R'),
      31: form('q 2 0 0 2 0 0 cm /Fm2 Do Q', '/Fm2 32 0 R'),
      32: form('q 240 0 0 200 30 165 cm /Im0 Do Q', '/Im0 10 0 R'),
    };
    // Page resources name objects from 10 on: number 20 is the outer form.
    const content = `${front()}/Im20 Do\n${caption}${body(50, 280, 12)}`;
    const paper = await read(pages([{ content, images: [20] }], [scan], objects));
    expect(figuresOf(paper)).toEqual([['Figure 1', words, 1]]);
    expect(paper.figures[0]?.box?.map(Math.round)).toEqual([60, 262, 300, 462]);
  });

  test('as a fax image (CCITT group 4) and as a stencil', async () => {
    const tiff = await stripes
      .clone()
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1, tile: false })
      .toBuffer();
    const strip = stripOf(tiff);
    const fax: FixtureStream = {
      dictionary: `/Width 160 /Height 120 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 160 /Rows 120 /BlackIs1 ${strip.blackIsOne} >>`,
      data: strip.data,
    };
    const paper = await read(
      onePage(front() + draw('Im0', 60, 330, 240, 200) + caption + body(50, 280, 12), [fax]),
    );
    expect(figuresOf(paper)).toEqual([['Figure 1', words, 1]]);
    const [image] = paper.figures[0]?.images ?? [];
    const seen = await sharp(image?.view ?? '')
      .greyscale()
      .raw()
      .toBuffer();
    const drawn = await stripes.clone().greyscale().raw().toBuffer();
    const wrong = seen.filter((value, at) => value < 128 !== (drawn[at] ?? 0) < 128).length;
    expect([image?.width, image?.height, wrong]).toEqual([160, 120, 0]);

    const bits = Buffer.alloc(20 * 120, 0b10110010);
    const stencil: FixtureStream = {
      dictionary: '/Width 160 /Height 120 /BitsPerComponent 1 /ImageMask true',
      data: bits,
    };
    const masked = await read(
      onePage(front() + draw('Im0', 60, 330, 240, 200) + caption + body(50, 280, 12), [stencil]),
    );
    expect(masked.figures.map(({ label, images }) => [label, images.length])).toEqual([['Figure 1', 1]]);
  });
});

/** The one strip of a bilevel TIFF, and how its black is meant. */
function stripOf(tiff: Buffer): { data: Buffer; blackIsOne: boolean } {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  const tags = new Map<number, number>();
  for (let index = 0; index < short(directory); index += 1) {
    const at = directory + 2 + index * 12;
    tags.set(short(at), short(at + 2) === 3 ? short(at + 8) : long(at + 8));
  }
  const start = tags.get(273) ?? 0;
  // Photometric 0: white is zero. In a PDF that is what BlackIs1 false turns round.
  return { data: tiff.subarray(start, start + (tags.get(279) ?? 0)), blackIsOne: tags.get(262) === 1 };
}
