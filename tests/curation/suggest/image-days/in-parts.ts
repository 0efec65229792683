import type { DatedNote } from './note.ts';

/** Days of images in parts of findings, short notes and Italian. */
export const inParts: Readonly<Record<string, readonly DatedNote[]>> = {
  'parts of findings': [
    {
      texts: [
        { kind: 'presentation', text: 'Three days of fever and breathlessness. Previously well.' },
        {
          kind: 'findings',
          text: 'Chest x-ray on arrival: patchy bibasal change.\n\nRepeat film 48 hours later: marked progression, now intubated.',
        },
        { kind: 'discussion', text: 'He was extubated on day 9 and went home on day 16.' },
      ],
      images: [
        { caption: '', day: [0, 3] },
        { caption: '', day: [2, 5] },
      ],
    },
    {
      texts: [
        { kind: 'presentation', text: 'Cough for 5 days. Hypoxic.' },
        {
          kind: 'findings',
          text: 'PA film: left lower zone consolidation.\n\nFilm at 6 weeks: complete resolution.',
        },
      ],
      images: [
        { caption: 'PA', day: [5, 0] },
        { caption: 'Follow up', day: [null, 42] },
      ],
    },
    {
      texts: [
        { kind: 'presentation', text: 'Collapsed at home. Intubated by the ambulance crew.' },
        {
          kind: 'findings',
          text: 'Day 0: ETT in the right main bronchus.\n\nDay 2: tube withdrawn, left lung re-expanded.\n\nDay 7: tracheostomy.',
        },
      ],
      images: [
        { caption: '', day: [0] },
        { caption: '', day: [2, 1] },
        { caption: '', day: [7, 6] },
      ],
    },
    {
      texts: [
        { kind: 'presentation', text: 'Day 10 of hospital stay for COVID-19, new chest pain.' },
        { kind: 'findings', text: 'Left-sided pneumothorax on the AP radiograph.' },
      ],
      images: [{ caption: 'AP', day: [10, 9] }],
    },
    {
      texts: [
        { kind: 'presentation', text: 'One week history of cough and fever.' },
        {
          kind: 'findings',
          text: 'The chest radiograph shows right upper lobe consolidation. CT performed two days later confirms it and shows a small effusion.',
        },
      ],
      images: [
        { caption: 'X-ray', day: [7, 0] },
        { caption: 'CT', day: [2, 9] },
      ],
    },
    {
      texts: [
        { kind: 'presentation', text: 'Fever and dyspnoea, intubated on day 4, died on day 13.' },
        { kind: 'findings', text: 'Bilateral opacities.' },
      ],
      images: [{ caption: '', day: [null] }],
    },
    {
      texts: [
        { kind: 'presentation', text: 'Admitted with fever.' },
        { kind: 'findings', text: 'Widespread opacities, ETT in place.' },
        { kind: 'discussion', text: 'He was ventilated from day 3 to day 12.' },
      ],
      images: [{ caption: '', day: [null] }],
    },
  ],
  'short notes': [
    {
      texts: [
        {
          kind: 'clinical-notes',
          text: '55M. Cough + fever 6/7. CXR in A&E: RLL consolidation. Home on day 3.',
        },
      ],
      images: [{ caption: '', day: [0, 6] }],
    },
    {
      texts: [{ kind: 'clinical-notes', text: 'CXR HD2. 60F, COVID+. Intubated HD3, died HD9.' }],
      images: [{ caption: '', day: [2, 1] }],
    },
    {
      texts: [
        {
          kind: 'clinical-notes',
          text: 'Second film, taken 36 hours after the first, shows progression. First film on admission clear.',
        },
      ],
      images: [
        { caption: 'first film', day: [0] },
        { caption: 'second film', day: [1] },
      ],
    },
    {
      texts: [
        {
          kind: 'clinical-notes',
          text: 'Sick for 8 days. Admitted 3/11/2020, CXR 3/14/2020 shows bilateral opacities.',
        },
      ],
      images: [{ caption: '', day: [3, 11] }],
    },
    {
      texts: [{ kind: 'clinical-notes', text: 'Fever since the weekend. X-ray: infiltrate left.' }],
      images: [{ caption: '', day: [null] }],
    },
    {
      texts: [
        { kind: 'clinical-notes', text: 'Quarantined for 14 days after return. Asymptomatic. Film normal.' },
      ],
      images: [{ caption: '', day: [null] }],
    },
  ],
  Italian: [
    {
      texts: [
        { kind: 'presentation', text: 'Uomo di 60 anni, febbre da 4 giorni, ricoverato il 3 marzo 2020.' },
      ],
      images: [
        { caption: "RX torace all'ingresso.", day: [0, 4] },
        { caption: 'RX torace del 6 marzo 2020.', day: [3, 7] },
      ],
    },
    {
      texts: [{ kind: 'presentation', text: 'Donna di 45 anni con tosse da una settimana.' }],
      images: [
        { caption: 'Radiografia del torace in VI giornata di ricovero.', day: [6, 5, 12, 13] },
        { caption: 'Controllo dopo 3 giorni.', day: [9, 8, 15, 16] },
      ],
    },
    {
      texts: [{ kind: 'presentation', text: 'Il paziente è stato intubato in quinta giornata (Figura 1).' }],
      images: [{ caption: 'RX torace.', figure: 'Figura 1', day: [5, 4] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'Giunge in pronto soccorso per dispnea. Il giorno successivo la radiografia mostra addensamenti (Fig. 1).',
        },
      ],
      images: [{ caption: 'RX torace.', figure: 'Fig. 1', day: [1] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'Ricoverata il 12 marzo; estubata il 20 marzo.' }],
      images: [{ caption: 'RX torace 15/03.', day: [3] }],
    },
    {
      texts: [
        {
          kind: 'clinical-notes',
          text: "Paziente di 67 anni. Febbre da 7 giorni e tosse. RX torace all'ingresso: addensamenti bilaterali. Ricoverato in terapia intensiva in 3ª giornata.",
        },
      ],
      images: [{ caption: '', day: [0, 7] }],
    },
    {
      texts: [
        {
          kind: 'clinical-notes',
          text: 'RX torace eseguito in decima giornata di malattia. Intubato il giorno precedente.',
        },
      ],
      images: [{ caption: '', day: [10, 9] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'Donna di 80 anni ricoverata il 2 aprile per frattura; il 10 aprile comparsa di febbre.',
        },
      ],
      images: [{ caption: 'RX torace del 12 aprile.', day: [10, 2] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'Esordio dei sintomi il 5 marzo, ricovero il 9 marzo.' }],
      images: [{ caption: 'RX del 12 marzo.', day: [3, 7] }],
    },
  ],
};
