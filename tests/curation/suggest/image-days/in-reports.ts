import type { DatedNote } from './note.ts';

/** Days of images that the body of a report tells where it refers to their figures. */
export const inReports: Readonly<Record<string, readonly DatedNote[]>> = {
  'figure references': [
    {
      texts: [
        {
          kind: 'presentation',
          text: 'On admission a chest radiograph was unremarkable (Figure 1). On hospital day 5 she was intubated (Figure 2) and on hospital day 17 she was extubated.',
        },
      ],
      images: [
        { caption: 'Chest radiograph.', figure: 'Figure 1', day: [0] },
        { caption: 'Chest radiograph.', figure: 'Figure 2', day: [5] },
      ],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'He was moved to intensive care on the third hospital day, when a radiograph showed diffuse opacities (Fig. 2). He died on the ninth hospital day.',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Fig. 2', day: [3] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'Four days after admission his oxygen need rose and a new film was taken (Fig 1B); the first one had been clear (Fig 1A). He went home on day 20.',
        },
      ],
      images: [
        { caption: 'Radiograph.', figure: 'Fig. 1A', day: [null, 0] },
        { caption: 'Radiograph.', figure: 'Fig. 1B', day: [4] },
      ],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'Figure 3 shows the film of hospital day 8. She was discharged on hospital day 15.',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Figure 3', day: [8] }],
    },
  ],
  'case reports': [
    {
      texts: [
        {
          kind: 'body',
          text: 'A 56-year-old woman presented to the emergency department with a 6-day history of fever and cough. Her chest radiograph (Figure 1A) showed bilateral infiltrates. She was started on oxygen. On the fourth day of admission her condition worsened; a repeat radiograph (Figure 1B) showed progression and she was transferred to the ICU. Five days later, she was extubated, and a radiograph taken the following day (Figure 1C) showed improvement. She was discharged on day 20.',
        },
      ],
      images: [
        { caption: 'Chest radiographs.', figure: 'Figure 1A', day: [0, 6] },
        { caption: 'Chest radiographs.', figure: 'Figure 1B', day: [4, 3, 9, 10] },
        { caption: 'Chest radiographs.', figure: 'Figure 1C', day: [10, 9, 15, 16] },
      ],
    },
    {
      texts: [
        {
          kind: 'body',
          text: 'A 40-year-old man was admitted on 3 April 2020 with fever that had started on 29 March. A chest X-ray obtained on admission was normal (Fig. 1). On 8 April he developed respiratory failure. CT showed ground-glass opacities (Fig. 2). He was intubated on 9 April, extubated on 17 April, and discharged on 2 May (Fig. 3).',
        },
      ],
      images: [
        { caption: 'Chest X-ray.', figure: 'Fig. 1', day: [0, 5] },
        { caption: 'Chest CT.', figure: 'Fig. 2', day: [5, 10] },
        { caption: 'Chest X-ray before discharge.', figure: 'Fig. 3', day: [29, 34, null] },
      ],
    },
    {
      texts: [
        {
          kind: 'body',
          text: 'He had first been seen at an outpatient clinic on 1 June with sore throat. On 5 June he was admitted to our hospital. The radiograph of 7 June (Fig. 1) showed consolidation.',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Fig. 1', day: [2, 6] }],
    },
    {
      texts: [
        {
          kind: 'body',
          text: 'The patient was admitted to another hospital on 10 May and transferred to us on 14 May. Chest radiography on 15 May (Fig. 1) showed ARDS.',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Fig. 1', day: [5, 1] }],
    },
    {
      texts: [
        {
          kind: 'body',
          text: 'Ten days after the onset of symptoms he was hospitalized. On the second hospital day a chest film (Fig. 1) was taken.',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Fig. 1', day: [2, 1, 12, 11] }],
    },
    {
      texts: [
        {
          kind: 'body',
          text: 'She was hospitalised for 5 days before a chest radiograph was taken (Fig. 1).',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Fig. 1', day: [5, null] }],
    },
    {
      texts: [
        {
          kind: 'body',
          text: 'Symptoms began on a Friday; on the following Monday she was admitted, and on Thursday a film (Fig. 1) showed consolidation.',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Fig. 1', day: [3, 6] }],
    },
  ],
  'figures that are no film of one day': [
    {
      texts: [{ kind: 'body', text: 'On hospital day 30 he went home. The timeline is shown in Figure 4.' }],
      images: [
        { caption: 'Timeline of the course. CT, computed tomography.', figure: 'Figure 4', day: [null] },
      ],
    },
    {
      texts: [
        {
          kind: 'body',
          text: 'He was admitted with fever for 7 days. On the 14th day a drain was placed (Figure 1).',
        },
      ],
      images: [
        {
          caption: 'Chest CT. (A,B) CT of 22 October; (C,D) CT of 3 November.',
          figure: 'Figure 1',
          day: [null],
        },
      ],
    },
    {
      texts: [
        { kind: 'body', text: 'CT was repeated 20 days after the first day of hospitalisation (Figure 2).' },
      ],
      images: [{ caption: 'Chest CT.', figure: 'Figure 2', day: [20] }],
    },
  ],
  'narrative days': [
    {
      texts: [
        {
          kind: 'presentation',
          text: 'He was admitted with fever. Two days later he needed oxygen. Three days later he was intubated (Figure 1).',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Figure 1', day: [5] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'She presented to the emergency department with cough. The following day a chest film showed patchy opacities (Figure 1). A week later the film had cleared (Figure 2).',
        },
      ],
      images: [
        { caption: 'Film.', figure: 'Figure 1', day: [1] },
        { caption: 'Film.', figure: 'Figure 2', day: [8] },
      ],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'The patient was admitted on 3 March. Forty-eight hours later he deteriorated and the radiograph worsened (Fig. 1).',
        },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Fig. 1', day: [2] }],
    },
  ],
};
