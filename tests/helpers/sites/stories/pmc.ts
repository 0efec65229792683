import type { PmcArticle } from '../pmc.ts';

/** Invented articles. */
export const pmcArticles = (): PmcArticle[] => [
  {
    number: '9900001',
    pmid: '39900001',
    doi: '10.9999/invented.2020.001',
    title: 'An invented case of COVID-19 pneumonia with serial radiographs',
    authors: ['Una Vestergaard', 'Ivo Ribeiro'],
    journal: 'Journal of Invented Cases',
    published: '2020-06-15',
    licence: 'https://creativecommons.org/licenses/by/4.0/',
    sections: [
      { title: 'Introduction', paragraphs: ['Radiographs follow the course of the disease (Figure 1).'] },
      {
        title: 'Case presentation',
        paragraphs: [
          'A 61-year-old man was admitted with a 6-day history of fever. On hospital day 3 he was intubated.',
          'He was extubated on hospital day 12 and discharged on day 20.',
        ],
      },
    ],
    figures: [
      {
        id: 'fig1',
        label: 'Figure 1.',
        caption: 'Chest radiographs. (A) On admission. (B) On hospital day 3 after intubation.',
        blob: '0123456789ab',
        file: 'invented-g001.jpg',
        width: 1200,
        height: 700,
        encoding: 'jpeg',
        picture: { kind: 'ramp', seed: 9001 },
      },
      {
        id: 'fig2',
        label: 'Figure 2.',
        caption: {
          html: 'Axial CT, &lt; 5&nbsp;mm slices<sup>1</sup>.',
          text: 'Axial CT, < 5\u00a0mm slices¹.',
        },
        blob: 'ba9876543210',
        file: 'invented-g002.jpg',
        width: 800,
        height: 800,
        encoding: 'jpeg',
        picture: { kind: 'ramp', seed: 9002 },
      },
    ],
  },
  {
    number: '9900002',
    pmid: '39900002',
    doi: '10.9999/invented.2020.002',
    title: 'An invented article without a licence',
    authors: ['Nobody Atall'],
    journal: 'Journal of Invented Cases',
    published: '2020-07-01',
    licence: null,
    sections: [{ title: 'Case', paragraphs: ['One film was taken.'] }],
    figures: [
      {
        id: 'fig1',
        label: 'Fig. 1',
        caption: 'Frontal chest film.',
        blob: 'aaaaaaaaaaaa',
        file: 'second-g001.jpg',
        width: 600,
        height: 600,
        encoding: 'jpeg',
        picture: { kind: 'ramp', seed: 9003 },
      },
    ],
  },
];
