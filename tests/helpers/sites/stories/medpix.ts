import type { MedpixStory } from '../medpix.ts';

const picture = (id: string, seed: number) =>
  ({
    id,
    file: `synpic9${id}.jpg`,
    width: 320,
    height: 280,
    encoding: 'jpeg',
    picture: { kind: 'ramp', seed },
  }) as const;

/** Invented encounters. */
export const medpixStories = (): MedpixStory[] => [
  {
    id: '0a0a0a0a-0000-4000-8000-000000000001',
    age: '73',
    sex: 'male',
    history: 'Fever for 3 days.\r\nSpO2 <90 % on room air, p<q.',
    findings: {
      html: '<p>Consolidation&nbsp;left.</p><ol><li>No effusion</li><li>No mass</li></ol>',
      text: 'Consolidation\u00a0left.\n1. No effusion\n2. No mass',
    },
    ddx: { html: 'Pneumonia<br>Atelectasis', text: 'Pneumonia\nAtelectasis' },
    diagnosis: 'Invented pneumonia',
    discussion: 'Invented.\n\nLearn from it.',
    author: 'Una Vestergaard',
    images: [
      {
        ...picture('0001', 9101),
        caption: 'Chest film on admission.',
        modality: 'XR - Plain Film',
        plane: 'PA',
      },
      { ...picture('0002', 9102), caption: null, modality: 'CT - noncontrast', plane: 'Axial' },
      {
        ...picture('0003', 9103),
        caption: 'Taken back.',
        modality: 'MR T1W',
        plane: 'Sagittal',
        deleted: true,
      },
    ],
  },
  {
    id: '0a0a0a0a-0000-4000-8000-000000000002',
    age: null,
    sex: 'Woman',
    history: 'Cough after pneumonia.',
    findings: null,
    ddx: null,
    diagnosis: null,
    discussion: null,
    author: 'Ivo Ribeiro',
    images: [{ ...picture('0004', 9104), caption: 'Axial CT.', modality: 'CT w/contrast (IV)', plane: null }],
  },
];
