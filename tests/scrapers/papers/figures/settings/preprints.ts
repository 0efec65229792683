import { film, opening, paperOf, type Setting, Sheet, wrap } from './sheet.ts';

/** Preprints and theses: captions in the type of the text, servers' stamps, figures at the end. */

const shot =
  'CT images of a man of 54 years with fever and cough for six days. Ground-glass opacities lie under the pleura of both lungs.';
const later = 'Chest radiograph of the same man on day 14 after most of the opacities had gone.';

const stamped = (sheet: Sheet): Sheet =>
  sheet
    .text(
      wrap(
        'preprint doi: https://doi.org/10.5555/inv.2020.05.01.20001; this version posted May 5, 2020. The copyright holder for this preprint (which was not certified by peer review) is the author.',
        120,
      ),
      72,
      16,
      7,
      'S',
    )
    .text(['It is made available under a CC-BY 4.0 International license.'], 190, 34, 7, 'S');

/** A picture cut into strips a few pixels high. */
function strips(sheet: Sheet, count: number, x: number, top: number, width: number, height: number): Sheet {
  for (let strip = 0; strip < count; strip += 1)
    sheet.picture(strip, x, top + (strip * height) / count, width, height / count);
  return sheet;
}
const whole = (x: number, y: number): number => 40 + ((x + 2 * y) % 160);
const stripsOf = (count: number, width: number, high: number) =>
  Array.from({ length: count }, (_, strip) => {
    const picture = film(0, width, high);
    const rows = Buffer.from(
      Array.from({ length: width * high }, (_, at) =>
        whole(at % width, strip * high + Math.floor(at / width)),
      ),
    );
    return {
      dictionary: picture.dictionary.replace('/Filter /FlateDecode', ''),
      data: rows,
    };
  });

/** Axes and three curves: the fewest paths a plot has. */
function plot(sheet: Sheet, x: number, top: number, width: number, height: number): Sheet {
  sheet.line(x, top, x, top + height).line(x, top + height, x + width, top + height);
  for (let tick = 1; tick < 6; tick += 1) {
    sheet.line(x + (tick * width) / 6, top + height, x + (tick * width) / 6, top + height + 4);
    sheet.text([String(tick * 5)], x + (tick * width) / 6 - 4, top + height + 6, 7, 'S');
  }
  for (let curve = 0; curve < 3; curve += 1) {
    const points = Array.from({ length: 30 }, (_, at) => {
      const px = x + (at * width) / 30;
      const py = sheet.height - top - height + 10 + (curve + 1) * 25 + 20 * Math.sin(at / 4 + curve);
      return `${px.toFixed(1)} ${py.toFixed(1)} ${at === 0 ? 'm' : 'l'}`;
    });
    sheet.raw(`${points.join(' ')} S`);
  }
  return sheet;
}

export const preprints: Setting[] = [
  {
    name: "a server's stamp on every page",
    kind: 'preprint',
    pdf: paperOf(
      [
        stamped(opening(11, 16)),
        stamped(
          new Sheet()
            .picture(0, 120, 80, 370, 260)
            .text(wrap(`Figure 1. ${shot}`, 84), 72, 352, 11, 'T', 16)
            .body(72, 420, 12, 11, 16, 84),
        ),
        stamped(new Sheet().body(72, 72, 30, 11, 16, 84)),
      ],
      [film(21)],
    ),
    figures: [{ label: 'Figure 1', caption: shot, images: 1 }],
  },
  {
    name: 'a plot, its caption set like the text',
    kind: 'preprint',
    pdf: paperOf(
      [
        opening(),
        plot(new Sheet(), 160, 80, 300, 180)
          .text(['Day of illness'], 280, 276, 8, 'S')
          .text(
            wrap(`Figure 1: Share of clear films by day in three wards, smoothed over three days.`, 92),
            110,
            300,
            10,
          )
          .body(72, 350, 20),
      ],
      [],
    ),
    figures: [
      {
        label: 'Figure 1',
        caption: 'Share of clear films by day in three wards, smoothed over three days.',
        images: 1,
      },
    ],
  },
  {
    name: 'sub-captions under two pictures',
    kind: 'preprint',
    pdf: paperOf(
      [
        opening(),
        new Sheet()
          .picture(0, 90, 80, 200, 150)
          .picture(1, 320, 80, 200, 150)
          .text(['(a) Day 1'], 165, 236, 9)
          .text(['(b) Day 9'], 395, 236, 9)
          .text(['Figure 1: Films of one patient before and after drainage.'], 170, 258, 10)
          .body(72, 290, 20),
      ],
      [film(22), film(23)],
    ),
    figures: [{ label: 'Figure 1', caption: 'Films of one patient before and after drainage.', images: 2 }],
  },
  {
    name: 'figures at the end, heading, picture and legend on a page each',
    kind: 'preprint',
    pdf: paperOf(
      [
        opening(),
        new Sheet()
          .text(['Figure 1'], 72, 72, 14, 'TB')
          .picture(0, 72, 100, 400, 300)
          .text(wrap(shot, 92), 72, 414, 10),
        new Sheet()
          .text(['Figure 2'], 72, 72, 14, 'TB')
          .picture(1, 72, 100, 400, 300)
          .text(wrap(later, 92), 72, 414, 10),
      ],
      [film(24), film(25)],
    ),
    figures: [
      { label: 'Figure 1', caption: shot, images: 1 },
      { label: 'Figure 2', caption: later, images: 1 },
    ],
  },
  {
    name: 'captions without a mark, in the type of the text, close to it',
    kind: 'preprint',
    pdf: paperOf(
      [
        opening(),
        new Sheet()
          .picture(0, 150, 72, 300, 200)
          .text(wrap(`Figure 1 ${shot}`, 92), 72, 282, 10)
          .body(72, 330, 14)
          .picture(1, 150, 516, 300, 180)
          .text(wrap(`Figure 2 ${later}`, 92), 72, 704, 10),
      ],
      [film(26), film(27)],
    ),
    figures: [
      { label: 'Figure 1', caption: shot, images: 1 },
      { label: 'Figure 2', caption: later, images: 1 },
    ],
  },
  {
    name: 'a picture in sixty strips of three pixels',
    kind: 'preprint',
    pdf: paperOf(
      [
        opening(),
        strips(new Sheet(), 60, 130, 80, 340, 153)
          .text([`Figure 1. ${later}`], 72, 246, 9)
          .body(72, 280, 20),
      ],
      stripsOf(60, 400, 3),
    ),
    figures: [{ label: 'Figure 1', caption: later, images: 1, sizes: [[400, 180]] }],
  },
  {
    name: 'chapters number the figures, a list of them stands in front',
    kind: 'thesis',
    pdf: paperOf(
      [
        opening(11, 16),
        new Sheet()
          .text(['List of Figures'], 72, 72, 18, 'TB')
          .text(
            [
              'Figure 2.1: Chest film of the first patient . . . . . . . . . . . . . . . . . . . . . . . . . . 17',
              'Figure 2.2: Chest film of the second patient . . . . . . . . . . . . . . . . . . . . . . . . . 18',
            ],
            72,
            120,
            11,
            'T',
            18,
          ),
        new Sheet()
          .body(72, 72, 10, 11, 16, 84)
          .picture(0, 150, 250, 300, 200)
          .text(['Figure 2.1: Chest film of the first patient, taken on the day of admission.'], 110, 460, 11)
          .body(72, 500, 12, 11, 16, 84),
        new Sheet()
          .picture(1, 150, 90, 300, 200)
          .text(['Figure 2.2: Chest film of the second patient, taken two weeks later.'], 110, 300, 11)
          .body(72, 340, 20, 11, 16, 84),
      ],
      [film(28), film(29)],
    ),
    figures: [
      {
        label: 'Figure 2.1',
        caption: 'Chest film of the first patient, taken on the day of admission.',
        images: 1,
      },
      { label: 'Figure 2.2', caption: 'Chest film of the second patient, taken two weeks later.', images: 1 },
    ],
  },
  {
    name: 'German, captions above the pictures',
    kind: 'thesis',
    pdf: paperOf(
      [
        opening(11, 16),
        new Sheet()
          .text(
            ['Abbildung 1: Thoraxaufnahme am dritten Tag mit Verdichtungen beider Unterfelder.'],
            72,
            80,
            10,
            'TI',
          )
          .picture(0, 150, 100, 300, 200)
          .body(72, 330, 10, 11, 16, 84)
          .text(['Abbildung 2: Verlauf am zehnten Tag.'], 72, 510, 10, 'TI')
          .picture(1, 150, 530, 300, 200),
      ],
      [film(30), film(31)],
    ),
    figures: [
      {
        label: 'Abbildung 1',
        caption: 'Thoraxaufnahme am dritten Tag mit Verdichtungen beider Unterfelder.',
        images: 1,
      },
      { label: 'Abbildung 2', caption: 'Verlauf am zehnten Tag.', images: 1 },
    ],
  },
  {
    name: 'a figure that goes on on the next page, named again',
    kind: 'thesis',
    pdf: paperOf(
      [
        opening(11, 16),
        new Sheet()
          .picture(0, 110, 80, 390, 260)
          .picture(1, 110, 360, 390, 260)
          .text(
            ['Figure 3: Films of four days. (a) Day 1. (b) Day 3. (c) Day 5. (d) Day 7.'],
            110,
            632,
            10,
            'TI',
          ),
        new Sheet()
          .picture(2, 110, 80, 390, 260)
          .picture(3, 110, 360, 390, 260)
          .text(['Figure 3 (continued)'], 110, 632, 10, 'TI'),
      ],
      [film(32), film(33), film(34), film(35)],
    ),
    figures: [
      {
        label: 'Figure 3',
        caption: 'Films of four days. (a) Day 1. (b) Day 3. (c) Day 5. (d) Day 7.',
        images: 4,
      },
    ],
  },
  {
    name: 'a figure that goes on on the next page without a word',
    kind: 'thesis',
    pdf: paperOf(
      [
        opening(11, 16),
        new Sheet()
          .body(72, 72, 16, 11, 16, 84)
          .text(
            ['Figure 4: Films of four days. (a) Day 1. (b) Day 3. (c) Day 5. (d) Day 7.'],
            72,
            350,
            10,
            'TI',
          )
          .picture(0, 72, 380, 220, 160)
          .picture(1, 310, 380, 220, 160),
        new Sheet().picture(2, 72, 80, 220, 160).picture(3, 310, 80, 220, 160).body(72, 300, 20, 11, 16, 84),
      ],
      [film(36), film(37), film(38), film(39)],
    ),
    figures: [
      {
        label: 'Figure 4',
        caption: 'Films of four days. (a) Day 1. (b) Day 3. (c) Day 5. (d) Day 7.',
        images: 4,
      },
    ],
  },
];
