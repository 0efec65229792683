import { film, opening, paperOf, type Setting, Sheet, wrap } from './sheet.ts';

/** Manuscripts: double-spaced, plain type, legends and figures apart. */

const first =
  'Chest radiograph on day 3. Patchy opacities lie in both lower zones, and the tip of the tube stands four centimetres above the carina.';
const second =
  'Axial CT image of day 9 with a round consolidation in the right upper lobe and a small effusion on the same side.';
const double = 24;

/** A legend set double-spaced in the type of the running text. */
const legend = (sheet: Sheet, words: string, top: number, characters = 76): number => {
  const lines = wrap(words, characters);
  sheet.text(lines, 72, top, 12, 'T', double);
  return top + lines.length * double;
};

function legendList(heading: string, entries: readonly string[], apart = 0): Sheet {
  const sheet = new Sheet().text([heading], 72, 72, 12, 'TB');
  let top = 72 + double;
  for (const entry of entries) top = legend(sheet, entry, top) + apart;
  return sheet;
}

const alone = (picture: number): Sheet => new Sheet().picture(picture, 120, 180, 370, 280);

/** Running text and legends with a number before each line, as editors ask for. */
function numberedLines(): Sheet {
  const sheet = new Sheet().picture(0, 120, 72, 360, 240).body(72, 460, 10, 12, double, 76);
  legend(sheet, `Figure 1. ${first}`, 330);
  for (let line = 0; line < 15; line += 1) sheet.text([String(31 + line)], 44, 330 + line * 24, 9, 'S');
  return sheet;
}

export const manuscripts: Setting[] = [
  {
    name: 'legends in a list, figures on pages without a word',
    kind: 'manuscript',
    pdf: paperOf(
      [
        opening(12, double),
        legendList('Figure Legends', [`Figure 1. ${first}`, `Figure 2. ${second}`]),
        alone(0),
        alone(1),
      ],
      [film(1), film(2)],
    ),
    figures: [
      { label: 'Figure 1', caption: first, images: 1 },
      { label: 'Figure 2', caption: second, images: 1 },
    ],
  },
  {
    name: 'legends in a list, pages that bear the label',
    kind: 'manuscript',
    pdf: paperOf(
      [
        opening(12, double),
        legendList('FIGURE CAPTIONS', [`Fig 1. ${first}`, `Fig 2. ${second}`], 12),
        alone(0).text(['Figure 1'], 72, 72, 12),
        alone(1).text(['Figure 2'], 72, 72, 12),
      ],
      [film(3), film(4)],
    ),
    figures: [
      { label: 'Fig 1', caption: first, images: 1 },
      { label: 'Fig 2', caption: second, images: 1 },
    ],
  },
  {
    name: 'pages Figure 1A, Figure 1B, Figure 2',
    kind: 'manuscript',
    pdf: paperOf(
      [
        opening(12, double),
        legendList('Figure legends', [
          'Figure 1: Films of the first week. (A) On day 1. (B) On day 5.',
          `Figure 2: ${second}`,
        ]),
        new Sheet().text(['References'], 72, 72, 12, 'TB').body(72, 100, 8, 12, double, 76),
        alone(0).text(['Figure 1A'], 280, 700, 12),
        alone(1).text(['Figure 1B'], 280, 700, 12),
        alone(2).text(['Figure 2'], 280, 700, 12),
      ],
      [film(5), film(6), film(7)],
    ),
    figures: [
      { label: 'Figure 1', caption: 'Films of the first week. (A) On day 1. (B) On day 5.', images: 2 },
      { label: 'Figure 2', caption: second, images: 1 },
    ],
  },
  {
    name: 'double-spaced caption under the picture, lines numbered',
    kind: 'manuscript',
    pdf: paperOf([opening(12, double), numberedLines()], [film(8)]),
    figures: [{ label: 'Figure 1', caption: first, images: 1 }],
  },
  {
    name: 'plain caption above the picture, in the type of the text',
    kind: 'manuscript',
    pdf: paperOf(
      [
        opening(12, double),
        new Sheet()
          .text(wrap(`Figure 1 ${first}`, 76), 72, 72, 12, 'T', double)
          .picture(0, 120, 170, 370, 260)
          .body(72, 470, 9, 12, double, 76),
        new Sheet()
          .body(72, 72, 6, 12, double, 76)
          .text(wrap(`Figure 2 ${second}`, 76), 72, 260, 12, 'T', double)
          .picture(1, 120, 340, 370, 260),
      ],
      [film(9), film(10)],
    ),
    figures: [
      { label: 'Figure 1', caption: first, images: 1 },
      { label: 'Figure 2', caption: second, images: 1 },
    ],
  },
  {
    name: 'two pictures on a page labelled at its foot',
    kind: 'manuscript',
    pdf: paperOf(
      [
        opening(12, double),
        legendList('Legends to figures', [
          'Figure 1: Films of one patient. (A) On admission. (B) Before discharge.',
        ]),
        new Sheet()
          .picture(0, 72, 200, 220, 180)
          .picture(1, 320, 200, 220, 180)
          .text(['A'], 72, 184, 12, 'SB')
          .text(['B'], 320, 184, 12, 'SB')
          .text(['Figure 1'], 280, 720, 12),
      ],
      [film(11), film(12)],
    ),
    figures: [
      {
        label: 'Figure 1',
        caption: 'Films of one patient. (A) On admission. (B) Before discharge.',
        images: 2,
      },
    ],
  },
  {
    name: 'figure page with the name of the author',
    kind: 'manuscript',
    pdf: paperOf(
      [
        opening(12, double),
        legendList('Legends', [`Fig. 1. ${first}`, `Fig. 2. ${second}`]),
        alone(0).text(['Fig. 1 (Muster et al.)'], 72, 60, 12),
        alone(1).text(['Fig. 2 (Muster et al.)'], 72, 60, 12),
      ],
      [film(13), film(14)],
    ),
    figures: [
      { label: 'Fig. 1', caption: first, images: 1 },
      { label: 'Fig. 2', caption: second, images: 1 },
    ],
  },
  {
    name: 'caption in running type between paragraphs at one and a half lines',
    kind: 'manuscript',
    pdf: paperOf(
      [
        opening(12, 18),
        new Sheet()
          .body(72, 72, 8, 12, 18, 78)
          .picture(0, 150, 230, 300, 200)
          .text(wrap(`Figure 1. ${second}`, 78), 72, 440, 12, 'T', 18)
          .body(72, 506, 9, 12, 18, 78),
      ],
      [film(15)],
    ),
    figures: [{ label: 'Figure 1', caption: second, images: 1 }],
  },
];
