import type { SirmStory } from '../../../../samples/story.ts';

/** Invented Italian posts. */
export const sirmStories = (): SirmStory[] => [
  {
    date: '2020/03/10',
    slug: 'covid-19-caso-901',
    title: 'COVID-19: caso 901',
    language: 'it-IT',
    categories: ['COVID-19'],
    paragraphs: [
      'Donna di 71 anni, diabetica. Febbre da 4 giorni; perché è più dispnoica, accede al PS.',
      'RX torace AP: addensamenti bilaterali.',
      'TC torace dopo 2 giorni.',
    ],
    credit: 'A. Inventata, B. Prova. UOC Radiologia, Ospedale di Esempio',
    figures: [
      {
        after: 1,
        file: '01E392EE-0000-4E33-BFCE-000000000901.jpeg',
        width: 1400,
        height: 1200,
        encoding: 'jpeg',
        picture: { kind: 'ramp', seed: 901 },
        caption: 'RX torace all’ingresso',
      },
      {
        after: 2,
        file: 'covid-19-caso-901-1-TC.jpg',
        width: 640,
        height: 640,
        encoding: 'png-rgba',
        picture: { kind: 'ramp', seed: 902 },
        caption: null,
      },
    ],
  },
  {
    date: '2020/03/12',
    slug: 'covid-19-caso-902',
    title: 'COVID-19: caso 902',
    language: 'it-IT',
    categories: ['Senza categoria', 'COVID-19'],
    paragraphs: [
      'Uomo di 43 anni. RX torace: ispessimento dell’interstizio.',
      'Controllo a 7 giorni: risoluzione.',
    ],
    credit: null,
    figures: [
      {
        after: 0,
        file: 'RX-torace-PA.jpg',
        width: 1000,
        height: 900,
        encoding: 'jpeg',
        picture: { kind: 'ramp', seed: 903 },
        caption: { html: 'RX &ndash; primo esame', text: 'RX – primo esame' },
      },
      {
        after: 1,
        file: 'RX-torace-PA-1.jpg',
        width: 250,
        height: 240,
        encoding: 'jpeg',
        picture: { kind: 'ramp', seed: 904 },
        caption: 'Controllo',
      },
    ],
  },
];
