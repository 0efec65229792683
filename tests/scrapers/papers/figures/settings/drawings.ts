import { film, opening, paperOf, type Setting, Sheet, wrap } from './sheet.ts';

/** Figures made of lines, slides, posters and scans. */

const box = (sheet: Sheet, text: string, x: number, top: number, width = 150, height = 26): Sheet =>
  sheet.box(x, top, width, height).text([text], x + 8, top + 8, 9, 'S');

const flow = (sheet: Sheet, top: number): Sheet => {
  box(sheet, 'Films read (n = 120)', 230, top);
  sheet.line(305, top + 26, 305, top + 44).line(150, top + 44, 460, top + 44);
  sheet.line(150, top + 44, 150, top + 60).line(460, top + 44, 460, top + 60);
  box(box(sheet, 'Clear (n = 70)', 75, top + 60), 'Not clear (n = 50)', 385, top + 60);
  return sheet;
};

function bars(sheet: Sheet, x: number, top: number): Sheet {
  sheet.line(x, top, x, top + 180).line(x, top + 180, x + 260, top + 180);
  [120, 90, 60, 140, 30].forEach((high, at) => {
    sheet
      .raw(`0.${3 + at} g`)
      .box(x + 20 + at * 48, top + 180 - high, 30, high, 'f')
      .raw('0 g');
    sheet.text([`W${at + 1}`], x + 28 + at * 48, top + 184, 7, 'S');
  });
  return sheet;
}

const seen = 'Chest radiograph on day 3 with patchy opacities in both lower zones.';

/** Words as a scanner writes them behind its picture: not painted. */
const read = (sheet: Sheet, lines: string[], x: number, top: number, size = 10): Sheet =>
  sheet.raw('3 Tr').text(lines, x, top, size).raw('0 Tr');

export const drawings: Setting[] = [
  {
    name: 'a flow chart of three boxes',
    kind: 'drawing',
    pdf: paperOf(
      [
        opening(),
        flow(new Sheet().body(72, 72, 12), 240)
          .text(['Figure 1. Flow of the films through the study.'], 72, 344, 9)
          .body(72, 370, 20),
      ],
      [],
    ),
    figures: [{ label: 'Figure 1', caption: 'Flow of the films through the study.', images: 1 }],
  },
  {
    name: 'a bar chart',
    kind: 'drawing',
    pdf: paperOf(
      [
        opening(),
        bars(new Sheet(), 150, 80).text(['Figure 1. Films of five wards.'], 150, 284, 9).body(72, 320, 24),
      ],
      [],
    ),
    figures: [{ label: 'Figure 1', caption: 'Films of five wards.', images: 1 }],
  },
  {
    name: 'two curves and their axes',
    kind: 'drawing',
    pdf: paperOf(
      [
        opening(),
        new Sheet()
          .line(120, 80, 120, 260)
          .line(120, 260, 420, 260)
          .raw(
            '120 700 m 180 690 l 240 640 l 300 630 l 420 600 l S 120 700 m 200 660 l 260 610 l 330 570 l 420 550 l S',
          )
          .text(['Days'], 260, 266, 8, 'S')
          .text(['Figure 1. Share of patients at home by day.'], 120, 290, 9)
          .body(72, 330, 22),
      ],
      [],
    ),
    figures: [{ label: 'Figure 1', caption: 'Share of patients at home by day.', images: 1 }],
  },
  {
    name: 'a drawing with pictures in it',
    kind: 'drawing',
    pdf: paperOf(
      [
        opening(),
        box(
          box(
            new Sheet().box(72, 72, 460, 260).picture(0, 90, 96, 110, 90).picture(1, 90, 216, 110, 90),
            'Read by two',
            300,
            120,
          ),
          'Read by a third',
          300,
          240,
        )
          .line(200, 140, 300, 133)
          .line(200, 260, 300, 253)
          .line(375, 146, 375, 240)
          .text(['Figure 1. How the films were read.'], 72, 340, 9)
          .body(72, 370, 20),
      ],
      [film(61), film(62)],
    ),
    figures: [{ label: 'Figure 1', caption: 'How the films were read.', images: 1 }],
  },
  {
    name: 'a chart beside a photograph, one caption',
    kind: 'drawing',
    pdf: paperOf(
      [
        opening(),
        bars(new Sheet().picture(0, 50, 80, 230, 180), 310, 80)
          .text(['Figure 1. (A) Film of day 1. (B) Films of five wards.'], 50, 284, 9)
          .body(72, 320, 24),
      ],
      [film(63)],
    ),
    figures: [{ label: 'Figure 1', caption: '(A) Film of day 1. (B) Films of five wards.', images: 2 }],
  },
  {
    name: 'slides: a picture and bullet points, no caption',
    kind: 'slides',
    pdf: paperOf(
      [
        new Sheet(720, 405)
          .text(['An invented patient'], 60, 150, 36, 'SB')
          .text(['Erika Muster'], 60, 210, 18, 'S'),
        new Sheet(720, 405)
          .text(['Day 3'], 40, 30, 28, 'SB')
          .text(['Fever of 39 degrees', 'Oxygen by mask'], 40, 90, 18, 'S', 26)
          .picture(0, 380, 70, 300, 280),
      ],
      [film(64)],
    ),
    figures: [],
    uncaptioned: 1,
  },
  {
    name: 'slides: ground and logo on each, a caption under the picture',
    kind: 'slides',
    pdf: paperOf(
      [1, 2, 3].map((page) => {
        const sheet = new Sheet(720, 405).picture(1, 0, 0, 720, 405).picture(2, 640, 10, 60, 30);
        sheet.text([page === 1 ? 'An invented patient' : `Course, part ${page}`], 40, 30, 28, 'SB');
        if (page === 2) sheet.picture(0, 200, 80, 320, 240).text([`Figure 1: ${seen}`], 160, 332, 12, 'S');
        return sheet;
      }),
      [film(65), film(66, 180, 101), film(67, 60, 30)],
    ),
    figures: [{ label: 'Figure 1', caption: seen, images: 1 }],
  },
  {
    name: 'a poster of three columns',
    kind: 'slides',
    pdf: paperOf(
      [
        [0, 1, 2].reduce(
          (sheet, at) =>
            sheet
              .body(60 + at * 400, 200, 16, 14, 17, 52)
              .picture(at, 60 + at * 400, 500, 340, 240)
              .text(
                wrap(
                  `Figure ${at + 1}. Film of patient ${at + 1} on the day of admission, with the arrow at the largest opacity.`,
                  62,
                ),
                60 + at * 400,
                750,
                12,
                'TI',
              )
              .body(60 + at * 400, 810, 10, 14, 17, 52),
          new Sheet(1260, 1080)
            .text(['Invented patients with a slow pneumonia'], 60, 60, 48, 'SB')
            .text(['Erika Muster, Max Mustermann'], 60, 130, 24, 'S'),
        ),
      ],
      [film(68), film(69), film(70)],
    ),
    figures: [1, 2, 3].map((at) => ({
      label: `Figure ${at}`,
      caption: `Film of patient ${at} on the day of admission, with the arrow at the largest opacity.`,
      images: 1,
    })),
  },
  {
    name: 'a scan of each page, its text not painted',
    kind: 'scan',
    pdf: paperOf(
      [0, 1].map((page) => {
        const sheet = new Sheet().picture(page, 0, 0, 612, 792);
        if (page === 0) read(sheet, ['A scanned paper of one invented patient'], 72, 72, 16);
        read(
          sheet,
          wrap(
            'The course of the disease was followed for several weeks and all values were recorded on the day on which they were taken.',
            90,
          ),
          72,
          120,
        );
        return page === 1 ? read(sheet, [`Figure 1. ${seen}`], 72, 500, 9) : sheet;
      }),
      [film(71, 306, 396), film(72, 306, 396)],
    ),
    figures: [{ label: 'Figure 1', caption: seen, images: 1 }],
  },
  {
    name: 'a scan laid over the words read from it',
    kind: 'scan',
    pdf: paperOf(
      [
        new Sheet()
          .text(['A scanned paper of one invented patient'], 72, 72, 16)
          .body(72, 120, 20)
          .text([`Figure 1. ${seen}`], 72, 500, 9)
          .picture(0, 0, 0, 612, 792),
      ],
      [film(73, 306, 396)],
    ),
    figures: [{ label: 'Figure 1', caption: seen, images: 1 }],
  },
  {
    name: 'a scanned page with its photograph as a picture of its own',
    kind: 'scan',
    pdf: paperOf(
      [
        read(
          read(
            new Sheet().picture(0, 0, 0, 612, 792).picture(1, 150, 200, 300, 220),
            ['A scanned paper of one invented patient'],
            72,
            72,
            16,
          ),
          [`Figure 1. ${seen}`],
          150,
          430,
          9,
        ),
      ],
      [film(74, 306, 396), film(75)],
    ),
    figures: [{ label: 'Figure 1', caption: seen, images: 1 }],
  },
  {
    name: 'a scan without any text',
    kind: 'scan',
    pdf: paperOf([new Sheet().picture(0, 0, 0, 612, 792)], [film(76, 306, 396)]),
    figures: [],
    uncaptioned: 1,
  },
  {
    name: 'a letter with a picture and no caption',
    kind: 'journal',
    pdf: paperOf(
      [opening(), new Sheet().body(72, 72, 16).picture(0, 150, 290, 300, 220).body(72, 530, 12)],
      [film(77)],
    ),
    figures: [],
    uncaptioned: 1,
  },
];
