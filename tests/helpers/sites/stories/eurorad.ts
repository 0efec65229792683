import type { EuroradFigure, EuroradStory, Paragraph } from '../../../../samples/story.ts';

/** Invented cases, one for each trap that real pages set. */

const figure = (
  label: string,
  file: string,
  caption: Paragraph,
  extra: Partial<EuroradFigure> = {},
): EuroradFigure => ({
  label,
  file,
  folder: '2020-04/',
  caption,
  width: 900,
  height: 760,
  encoding: /png$/i.test(file) ? 'png-rgba' : 'jpeg',
  picture: {
    kind: 'ramp',
    seed: [...file].reduce((sum, character) => sum * 31 + (character.codePointAt(0) ?? 0), 7) % 1_000_000,
  },
  ...extra,
});

const story = (
  id: number,
  title: string,
  figures: EuroradFigure[],
  extra: Partial<EuroradStory> = {},
): EuroradStory => ({
  id,
  title,
  section: 'Chest imaging',
  caseType: 'Clinical Cases',
  authors: ['A. Test', 'B. Probe'],
  hospital: 'Radiology, Invented Hospital, Graz, Austria',
  published: '28.10.2020',
  demographics: '62 years, male',
  history: ['A 62-year-old man with fever for three days.'],
  findings: ['Consolidation in the right lower lobe (Fig. 1).'],
  discussion: ['Background', 'Invented.', 'Take Home Message', 'Read the film.'],
  differential: ['Viral pneumonia', 'Bacterial pneumonia, other than COVID-19', 'Neoplastic lesions'],
  diagnosis: 'COVID-19 pneumonia',
  references: ['[1] Nobody. Nothing. 2020.'],
  areaOfInterest: ['Lung', 'Thorax'],
  technique: ['Conventional radiography'],
  procedure: [],
  specialFocus: ['Infection'],
  licence: true,
  figures,
  ...extra,
});

const shared =
  '(a,b) Axial CT, lung window: ground-glass opacities. (c) Sagittal and (d) coronal reformation of the same study.';

export const euroradStories = (): EuroradStory[] => [
  story(
    17001,
    'Test: film and CT',
    [
      figure(
        '1',
        '17001_1_1.jpg',
        'Chest X-ray (antero-posterior view): consolidation in the right lower lobe.',
        { width: 1850, height: 2342 },
      ),
      figure('2', '17001_2_1.png', 'Axial CT, lung window: consolidation with air bronchogram.', {
        origin: '© Radiology, Invented Hospital, 2020',
      }),
    ],
    { technique: ['CT'] },
  ),
  story(
    17002,
    'Test: one caption for four sub-figures',
    [
      figure('1a', '1a.JPG', shared, { folder: '2020-06/' }),
      figure('1b', '2a.png', shared, { folder: '2020-07/' }),
      figure('1c', '17002_1_3.jpg', shared),
      figure('1d', '17002_1_4.jpg', shared),
      figure('2', '17002_2_1.jpg', ''),
    ],
    { technique: [] },
  ),
  story(
    17004,
    'Test: several patients',
    [
      figure('1', '17004_1_1.PNG', 'Table 1. Laboratory findings.', { picture: { kind: 'table', seed: 1 } }),
      figure('2', '17004_2_1.jpg', 'Patient 1: 27-year-old male. Chest X-ray on day 3: normal.'),
      figure('3', '17004_3_1.jpg', 'Patient 2: 39-year-old female. Chest X-ray on day 5: patchy opacities.'),
      figure('4', '17004_4_1.jpg', 'Patient 3. Chest X-ray on day 7: bilateral consolidation.'),
    ],
    { demographics: '27 years, male', history: ['Three patients of one cluster are reported.'] },
  ),
  story(
    17005,
    'Test: no demographics, no licence',
    [
      figure(
        '1',
        '000001.jpg',
        {
          html: 'Opacity of 5&nbsp;cm<sup>2</sup> &amp; <a href="#x">more</a>,\n  &lt; 10 %',
          text: 'Opacity of 5\u00a0cm² & more, < 10 %',
        },
        {
          folder: '2018-08/0000017005',
          missing: ['original'],
          width: 768,
          height: 700,
        },
      ),
      figure('2', '000002.jpg', 'Frontal film.', {
        folder: '2018-08/0000017005',
        missing: ['original', 'figure_image'],
      }),
    ],
    { demographics: null, licence: false, technique: [], differential: [], references: [] },
  ),
  story(
    17009,
    'Test: Τau in the title, an infant',
    [figure('1', '17009_1_1.jpg', 'Chest radiograph as seen before CT was performed.')],
    { demographics: '3 months, female', published: '01.02.2021', section: 'Paediatric radiology' },
  ),
];

/** Any number of plain cases of one film each. */
export const manyEuroradStories = (count: number): EuroradStory[] =>
  Array.from({ length: count }, (_, index) =>
    story(30000 + index * 2, `Volume case ${index + 1}`, [
      figure('1', `${30000 + index * 2}_1_1.png`, `Chest X-ray of case ${index + 1}.`, {
        width: 64,
        height: 64,
      }),
    ]),
  );
