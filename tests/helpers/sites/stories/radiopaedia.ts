import type {
  Paragraph,
  RadiopaediaImage,
  RadiopaediaSeries,
  RadiopaediaStory,
  RadiopaediaStudy,
} from '../../../../samples/story.ts';

/** Invented cases, one for each trap that real pages set. Small ramps instead of pictures keep tests quick. */

const picture = (
  id: number,
  file: string,
  position = 1,
  extra: Partial<RadiopaediaImage> = {},
): RadiopaediaImage => ({
  id,
  file,
  position,
  width: 1200,
  height: 1400,
  encoding: file.endsWith('.png') ? 'png' : 'jpeg',
  picture: { kind: 'ramp', seed: id },
  ...extra,
});

const series = (
  perspective: string | null,
  images: RadiopaediaImage[],
  specifics: string | null = null,
): RadiopaediaSeries => ({ perspective, specifics, images });

const study = (
  id: number,
  modality: string | null,
  findings: Paragraph[],
  list: RadiopaediaSeries[],
  extra: Partial<RadiopaediaStudy> = {},
): RadiopaediaStudy => ({ id, modality, findings, series: list, ...extra });

const people = [
  { name: 'Dr Una Vestergaard', login: 'una-vestergaard', location: 'Aalborg, Denmark' },
  { name: 'Ivo Páramo-Ribeiro', login: 'ivo-paramo', location: 'Coimbra, Portugal' },
] as const;
const [una, ivo] = people;

const story = (
  rid: number,
  slug: string,
  title: string,
  studies: RadiopaediaStudy[],
  extra: Partial<RadiopaediaStory> = {},
): RadiopaediaStory => ({
  rid,
  slug,
  title,
  author: una,
  published: '18 Aug 2020',
  certainty: null,
  age: '60 years',
  gender: 'Male',
  presentation: ['Fever and cough for 5 days.'],
  discussion: ['An invented case of pneumonia.'],
  systems: ['Chest'],
  tags: ['pneumonia'],
  studies,
  ...extra,
});

const sha = (digit: string): string => digit.repeat(64);

export const radiopaediaStories = (): RadiopaediaStory[] => [
  story(
    510001,
    'test-pneumonia-1',
    'Test pneumonia - serial films',
    [
      study(
        610001,
        'X-ray',
        ['Film on admission.  Heart size normal.\u00a0 Lungs clear.'],
        [series('Frontal', [picture(71000101, `${sha('a')}.jpeg`)])],
      ),
      study(
        610002,
        'X-ray',
        ['Two days later.', 'Consolidation has appeared in the right lower zone.'],
        [series('AP Supine', [picture(71000201, `${sha('b')}.jpeg`)])],
        { heading: 'Day 2', caption: 'Second film' },
      ),
    ],
    {
      certainty: 'Diagnosis certain',
      presentation: ['Fever and cough for 5 days.', 'Temperature 38.4 °C; SpO₂ 91 % < 94 % & falling.'],
      discussion: [
        {
          html: 'Caused by <i>Streptococcus pneumoniae</i>, 5 &times; 10<sup>9</sup>/L.',
          text: 'Caused by Streptococcus pneumoniae, 5 × 10⁹/L.',
        },
        'Discharged on day 9.',
      ],
      institution: 'Limfjord Hospital',
      relatedArticles: ['Pneumonia'],
      tags: ['pneumonia', 'serial films'],
    },
  ),
  story(
    510002,
    'test-pneumonia-renamed',
    'Test pneumonia under two slugs',
    [
      study(
        610003,
        'X-ray',
        ['Frontal and lateral.'],
        [series('Frontal', [picture(71000301, '0..jpg')]), series('Lateral', [picture(71000302, '0..jpg')])],
      ),
    ],
    {
      aliases: ['test-pneumonia-2', 'test-pneumonia-old-name'],
      author: ivo,
      gender: 'Female',
      age: '3 months',
    },
  ),
  story(510003, 'test-pneumonia-study-without-findings', 'Test pneumonia, second study without findings', [
    study(610004, 'X-ray', ['First study.'], [series('Frontal', [picture(71000401, 'IM0030.jpg')])]),
    study(610005, 'X-ray', [], [series('Frontal', [picture(71000501, 'IM0030.jpg')])]),
    study(610006, 'X-ray', ['Third study.'], [series('Frontal', [picture(71000601, 'IM0030.jpg')])]),
  ]),
  story(
    510004,
    'test-pneumonia-ct-300',
    'Test pneumonia with film and long CT',
    [
      study(
        610007,
        'X-ray',
        ['Film.'],
        [series('Frontal', [picture(71000701, 'film-cr.png', 1, { width: 1500, height: 1800 })], 'erect')],
      ),
      study(
        610008,
        'CT',
        ['CT of 300 frames.'],
        [
          {
            perspective: 'Axial',
            specifics: 'lung window',
            frames: {
              count: 300,
              firstId: 72000000,
              key: 150,
              width: 96,
              height: 96,
              seed: 9,
              picture: 'ramp',
            },
          },
          {
            perspective: 'Coronal',
            specifics: null,
            frames: {
              count: 12,
              firstId: 72001000,
              key: null,
              width: 96,
              height: 80,
              seed: 400,
              picture: 'ramp',
            },
          },
        ],
      ),
    ],
    { certainty: 'Diagnosis almost certain' },
  ),
  story(
    510005,
    'test-pneumonia-bare',
    'Test pneumonia, nothing known',
    [
      study(
        610009,
        null,
        ['No modality is stated.'],
        [series(null, [picture(71000901, `${'c'.repeat(30)}.png`)])],
      ),
    ],
    { age: null, gender: null, presentation: [], discussion: [], tags: [], systems: [] },
  ),
  story(
    510006,
    'test-pneumonia-odd-files',
    'Test pneumonia with odd files',
    [
      study(
        610010,
        'X-ray',
        ['A PNG under a JPEG name; alpha; a broken file; a name that ends in a space.'],
        [
          series('Frontal', [
            picture(71001001, 'png-inside.jpg', 3, { encoding: 'png', width: 900, height: 900 }),
            picture(71001002, 'alpha.png', 1, { encoding: 'png-rgba', width: 800, height: 640 }),
            picture(71001003, 'broken.jpg', 4, { encoding: 'jpeg-truncated', width: 800, height: 800 }),
            picture(71001004, 'space-at-end.jpg ', 2, { width: 640, height: 800 }),
          ]),
          series('Lateral', [
            picture(71001005, 'unnamed.jpg', 1, { unnamedOriginal: true, unknownSize: true }),
          ]),
        ],
      ),
    ],
    { age: 'Adult' },
  ),
  story(
    510007,
    'test-pneumonia-many-modalities',
    'Test pneumonia with pictures of other kinds',
    [
      study(
        610011,
        'Ultrasound',
        ['Lung ultrasound.'],
        [series('Transverse', [picture(71001101, 'us.png')])],
      ),
      study(
        610012,
        'Annotated image',
        ['Annotated.'],
        [series('Frontal', [picture(71001201, 'annotated.png')])],
      ),
      study(610013, 'Photograph', ['Clinical photograph.'], [series(null, [picture(71001301, 'photo.jpg')])]),
      study(610014, 'Illustration', ['Drawing.'], [series('', [picture(71001401, 'drawing.png')])]),
      study(610015, 'MRI', ['MRI.'], [series('Sagittal', [picture(71001501, 'mri.png')], 'T1')]),
    ],
    { quiz: [{ question: 'What is shown?', answer: 'Pneumonia.' }] },
  ),
  story(
    510008,
    'test-pneumonia-sex-contradicts',
    'Test pneumonia, Αlpha in the title',
    [study(610016, 'X-ray', ['PA erect film.'], [series('PA (erect)', [picture(71001601, 'pa.png')])])],
    { age: '60-65 years', gender: 'Male', presentation: ['A young female with fever.'] },
  ),
  story(510009, 'test-pneumonia-same-image', 'Test pneumonia sharing an image', [
    study(
      610017,
      'X-ray',
      ['The same picture as another case.'],
      [
        series('Frontal', [
          picture(71001701, `${sha('a')}.jpeg`, 1, { picture: { kind: 'ramp', seed: 71000101 } }),
        ]),
      ],
    ),
  ]),
  story(
    510010,
    'test-pneumonia-private',
    'Test pneumonia behind the login',
    [study(610018, 'X-ray', ['Hidden.'], [series('Frontal', [picture(71001801, 'hidden.png')])])],
    {
      private: true,
      tags: ['draft'],
      title: 'Test draft',
      presentation: ['Draft.'],
      discussion: ['Draft.'],
      slug: 'test-draft',
    },
  ),
];

/** Any number of plain cases of one film each, to measure with. */
export const manyRadiopaediaStories = (
  count: number,
  film: { width: number; height: number } = { width: 64, height: 64 },
): RadiopaediaStory[] =>
  Array.from({ length: count }, (_, index) =>
    story(600000 + index, `volume-pneumonia-${index + 1}`, `Volume pneumonia ${index + 1}`, [
      study(
        700000 + index,
        'X-ray',
        [`Film of case ${index + 1}.`],
        [series('Frontal', [picture(80000000 + index, `${index}.png`, 1, film)])],
      ),
    ]),
  );
