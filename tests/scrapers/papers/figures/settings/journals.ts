import { film, opening, paperOf, type Setting, Sheet, wrap } from './sheet.ts';

/** Typeset pages of journals, two columns for the most part. */

const words =
  'Chest radiograph on day 3, with patchy opacities in both lower zones and a tube that ends above the carina.';
const more = 'Axial CT image of day 9 with a consolidation of the right upper lobe.';
/** A caption in small sans type with its label set bold. */
function caption(sheet: Sheet, label: string, text: string, x: number, top: number, characters = 60): Sheet {
  const [firstLine = '', ...rest] = wrap(`${label} ${text}`, characters);
  return sheet
    .mixed(
      [
        ['SB', label],
        ['S', firstLine.slice(label.length)],
      ],
      x,
      top,
      8,
    )
    .text(rest, x, top + 9.6, 8, 'S');
}
const columns = (sheet: Sheet, top: number, lines: number): Sheet =>
  sheet.body(50, top, lines, 9, 11, 50).body(320, top, lines, 9, 11, 50);

export const journals: Setting[] = [
  {
    name: 'caption in a narrow column beside the picture, another figure below',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        caption(
          caption(new Sheet().picture(0, 50, 60, 330, 220), 'Fig. 1.', words, 395, 64, 34).picture(
            1,
            50,
            300,
            330,
            220,
          ),
          'Fig. 2.',
          more,
          395,
          304,
          34,
        ).body(50, 540, 18, 9, 11, 110),
      ],
      [film(41), film(42)],
    ),
    figures: [
      { label: 'Fig. 1', caption: words, images: 1 },
      { label: 'Fig. 2', caption: more, images: 1 },
    ],
  },
  {
    name: 'caption between its pictures, another figure with its own underneath',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        caption(
          caption(new Sheet().picture(0, 50, 60, 240, 160), 'Figure 1.', more, 50, 226).picture(
            1,
            50,
            300,
            240,
            160,
          ),
          'Figure 2.',
          words,
          50,
          466,
        )
          .body(320, 60, 56, 9, 11, 50)
          .body(50, 520, 14, 9, 11, 50),
      ],
      [film(43), film(44)],
    ),
    figures: [
      { label: 'Figure 1', caption: more, images: 1 },
      { label: 'Figure 2', caption: words, images: 1 },
    ],
  },
  {
    name: 'captions above, label alone in a line',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        columns(
          new Sheet()
            .text(['FIGURE 1'], 50, 60, 8, 'SB')
            .text(wrap(words, 100), 50, 71, 8, 'S')
            .picture(0, 50, 100, 400, 240),
          370,
          30,
        ),
      ],
      [film(45)],
    ),
    figures: [{ label: 'FIGURE 1', caption: words, images: 1 }],
  },
  {
    name: 'legend on the next page',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        new Sheet().picture(0, 50, 60, 500, 640).mixed(
          [
            ['SB', 'Fig. 1'],
            ['S', ' (See legend on next page.)'],
          ],
          50,
          710,
          8,
        ),
        columns(
          new Sheet()
            .text(['(See figure on previous page.)'], 50, 60, 8, 'S')
            .mixed(
              [
                ['SB', 'Fig. 1'],
                ['S', ' Films of the ward. a Film of day one. b Film of day nine with a shadow'],
              ],
              50,
              70,
              8,
            )
            .text(['under the heart.'], 50, 79.6, 8, 'S'),
          110,
          40,
        ),
      ],
      [film(46)],
    ),
    figures: [
      {
        label: 'Fig. 1',
        caption: 'Films of the ward. a Film of day one. b Film of day nine with a shadow under the heart.',
        images: 1,
      },
    ],
  },
  {
    name: 'four panels with arrows and letters drawn on them',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        columns(
          caption(
            [0, 1, 2, 3].reduce((sheet, at) => {
              const [x, top] = [50 + (at % 2) * 250, 60 + Math.floor(at / 2) * 170];
              return sheet
                .picture(at, x, top, 240, 160)
                .raw('1 g')
                .text(['ABCD'[at] ?? ''], x + 6, top + 6, 14, 'SB')
                .raw('0 g 1 1 0 RG')
                .line(x + 100, top + 80, x + 120, top + 100)
                .line(x + 120, top + 100, x + 112, top + 98)
                .raw('0 G');
            }, new Sheet()),
            'Figure 1.',
            'Films of four days. (A) Day 1. (B) Day 3 (arrow). (C) Day 5. (D) Day 7.',
            50,
            406,
            110,
          ),
          440,
          24,
        ),
      ],
      [film(47), film(48), film(49), film(50)],
    ),
    figures: [
      {
        label: 'Figure 1',
        caption: 'Films of four days. (A) Day 1. (B) Day 3 (arrow). (C) Day 5. (D) Day 7.',
        images: 4,
      },
    ],
  },
  {
    name: 'a mark behind every page and a logo in its head',
    kind: 'journal',
    pdf: paperOf(
      [opening(), new Sheet(), new Sheet()].map((sheet, page) => {
        sheet.picture(2, 40, 14, 60, 24).picture(3, 56, 200, 500, 380);
        if (page === 1)
          columns(caption(sheet.picture(0, 50, 60, 240, 170), 'Figure 1.', words, 50, 236), 280, 40);
        if (page === 2)
          columns(caption(sheet.picture(1, 320, 60, 240, 170), 'Figure 2.', more, 320, 236), 280, 40);
        return sheet;
      }),
      [film(51), film(52), film(53, 60, 24), film(54, 100, 76)],
    ),
    figures: [
      { label: 'Figure 1', caption: words, images: 1 },
      { label: 'Figure 2', caption: more, images: 1 },
    ],
  },
  {
    name: 'a second layer of text that is not painted',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        columns(
          caption(
            caption(
              new Sheet().picture(0, 50, 60, 240, 170).raw('3 Tr'),
              'Figure 1.',
              words,
              47,
              238,
              46,
            ).raw('0 Tr'),
            'Figure 1.',
            words,
            50,
            236,
          ),
          290,
          38,
        ),
      ],
      [film(55)],
    ),
    figures: [{ label: 'Figure 1', caption: words, images: 1 }],
  },
  {
    name: 'a second layer of text in white, and one behind the picture',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        columns(
          caption(
            caption(
              new Sheet()
                .text(['Figure 9. Old proof of the same page.'], 60, 120, 8, 'S')
                .picture(0, 50, 60, 240, 170),
              'Figure 1.',
              words,
              50,
              236,
            ).raw('1 1 1 rg'),
            'Figure 1.',
            words,
            48,
            237.5,
            52,
          ).raw('0 g'),
          290,
          38,
        ),
      ],
      [film(56)],
    ),
    figures: [{ label: 'Figure 1', caption: words, images: 1 }],
  },
  {
    name: 'words broken at the ends of the lines of a caption',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        columns(
          new Sheet()
            .picture(0, 50, 60, 240, 170)
            .mixed(
              [
                ['SB', 'Figure 1.'],
                ['S', ' Contrast-'],
              ],
              50,
              236,
              8,
            )
            .text(
              [
                'enhanced CT on the X-',
                'ray table; follow-',
                'up of the consoli-',
                'dation by CT-',
                'guided puncture.',
              ],
              50,
              245.6,
              8,
              'S',
            ),
          320,
          34,
        ),
      ],
      [film(57)],
    ),
    figures: [
      {
        label: 'Figure 1',
        caption:
          'Contrast-enhanced CT on the X-ray table; follow-up of the consolidation by CT-guided puncture.',
        images: 1,
      },
    ],
  },
  {
    name: 'a caption in two columns below a wide figure, a table beside',
    kind: 'journal',
    pdf: paperOf(
      [
        opening(),
        caption(new Sheet().picture(0, 50, 60, 510, 260), 'Figure 1.', words, 50, 330, 110)
          .text(['TABLE 1. Values on admission'], 50, 380, 8, 'SB')
          .line(50, 392, 290, 392)
          .text(['Leukocytes   7.1', 'Lymphocytes   0.8', 'Temperature   38.9'], 50, 396, 8, 'S')
          .line(50, 428, 290, 428)
          .body(50, 450, 22, 9, 11, 50)
          .body(320, 380, 28, 9, 11, 50),
      ],
      [film(58, 320, 160)],
    ),
    figures: [{ label: 'Figure 1', caption: words, images: 1 }],
  },
];
