import type { DatedNote } from './note.ts';

/** Days of pictures that letters attach by kind and date, and of pictures that have a time of their own. */
const letter = (text: string, ...images: DatedNote['images']): DatedNote => ({
  texts: [{ kind: 'body', text }],
  images,
});

export const inLetters: Readonly<Record<string, readonly DatedNote[]>> = {
  letters: [
    letter(
      'Dear colleague,\nthis 45-year-old woman was admitted on 3rd April 2020 with fever for five days.',
      { figure: 'CXR 03/04/2020', caption: 'PA.', day: [5, 0] },
      { figure: 'CXR 05/04/2020', caption: 'Portable AP film.', day: [7, 2] },
    ),
    letter(
      'DOA 21/09/20 DOD 30/09/20. Cough for one week.',
      { figure: '21/09/20', caption: 'CXR PA', day: [7, 0] },
      { figure: '24/09/20', caption: 'CXR AP portable', day: [10, 3] },
    ),
    letter(
      'Admit date: 06/14/20. Discharge date: 06/30/20. 3 days of cough.',
      { figure: 'CXR 06/14', caption: 'AP', day: [3, 0] },
      { figure: 'CT 06/16', caption: 'axial', day: [5, 2] },
    ),
    letter(
      'Ricovero: 4 novembre 2020. Dimissione: 20 novembre 2020. Febbre dal 30 ottobre.',
      { figure: 'RX torace 4/11', caption: 'AP', day: [5, 0] },
      { figure: 'RX torace 9/11', caption: 'AP supino', day: [10, 5] },
    ),
    letter(
      'Ricoverato presso il nostro reparto dal 5/4/2020 al 21/4/2020 per dispnea.',
      { figure: 'RX 5/4', caption: 'AP', day: [0] },
      { figure: 'RX 18/4', caption: 'PA', day: [13] },
    ),
    letter('She was under our care as an inpatient, admitted from 2 May to 8 May 2020.', {
      figure: 'CXR 06/05/2020',
      caption: 'PA. Effusion.',
      day: [4, null],
    }),
    letter(
      'Patient was transferred to our ICU on 14 May 2020, having been admitted to another hospital on 9 May.',
      { figure: 'CXR 14 May', caption: 'AP supine', day: [5, 0] },
    ),
    letter(
      'Uomo di 60 aa ricoverato per febbre da 6 gg.',
      { figure: 'RX torace III giornata', caption: 'AP a letto', day: [3, 2] },
      { figure: 'TC torace ingresso', caption: 'assiale', day: [6, 0] },
    ),
    letter(
      'A 50-year-old man was admitted with dyspnoea.',
      { figure: 'Day 3', caption: 'AP chest film', day: [3] },
      { figure: 'Day 7', caption: 'PA chest film', day: [7] },
    ),
    letter('ICU admission 11/04/2020. He was in hospital for a week before.', {
      figure: 'CXR 15/04/2020',
      caption: 'AP',
      day: [null],
    }),
    letter('He was admitted on 04/05/2020.', {
      figure: 'CXR 06/05/2020',
      caption: 'AP',
      day: [2, null],
    }),
    letter('His father was admitted on 2 March 2020. He was admitted on 6 March 2020.', {
      figure: 'CXR 8 March',
      caption: 'AP',
      day: [2],
    }),
  ],
  'a time of their own': [
    letter('He was admitted after 5 days of fever.', {
      figure: 'Figure 1',
      caption: 'Chest film of a 45-year-old man with a 6-week history of weight loss.',
      day: [5, 42, null],
    }),
    letter('Seen in clinic on 5 May 2020. Had been an inpatient from 2 March to 20 March 2020.', {
      figure: 'CXR 5 May 2020',
      caption: 'PA',
      day: [64, null],
    }),
    letter(
      'He was admitted on 4 March 2020. Chest film on day 5 (Fig. 1). He did well. A film after discharge was normal (Fig. 2).',
      { figure: 'Figure 1', caption: '', day: [5] },
      { figure: 'Figure 2', caption: '', day: [null] },
    ),
    letter(
      'He was admitted on 4 March 2020. On day 5 a CT (Fig. 1) showed fibrosis. At the clinic the film was clear (Fig. 2).',
      { figure: 'Figure 1', caption: '', day: [5] },
      { figure: 'Figure 2', caption: '', day: [null] },
    ),
    letter('He was admitted with fever. On day 2 he was worse. Radiographs are attached (Fig. 1).', {
      figure: 'Figure 1',
      caption: 'CT one year after.',
      day: [null],
    }),
    letter('Baseline radiograph before chemotherapy was normal (Fig. 1). He was admitted with fever.', {
      figure: 'Figure 1',
      caption: 'Baseline radiograph before chemotherapy.',
      day: [null],
    }),
    letter('She was admitted with cough and fever for 4 days.', {
      figure: 'Figure 1',
      caption: 'Axial CT six weeks after the start of prednisone.',
      day: [null],
    }),
  ],
};
