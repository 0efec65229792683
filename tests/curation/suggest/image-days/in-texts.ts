import type { DatedNote } from './note.ts';

/** Days of images that the text around them tells. */
export const inTexts: Readonly<Record<string, readonly DatedNote[]>> = {
  'a date and a duration': [
    {
      texts: [
        { kind: 'presentation', text: 'Six days of cough preceded her admission on 14 November 2021.' },
      ],
      images: [{ caption: 'Chest radiograph of 16 November 2021.', day: [2, 8] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'He was brought in on 2 February 2021 after a week of fever.' }],
      images: [{ caption: 'Film of 5 February.', day: [3, 10] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'On 9 April she attended the emergency department with a ten-day history of dry cough.',
        },
      ],
      images: [{ caption: 'CXR 11 April.', day: [2, 12] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'The patient, febrile for three days, was hospitalised on 20 May 2020.',
        },
      ],
      images: [{ caption: 'Portable film, 22 May 2020.', day: [2, 5] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'Cough since 1 October; admitted 6 October.' }],
      images: [{ caption: 'Chest X-ray 7 October.', day: [1, 6] }],
    },
  ],
  'dates of something else': [
    {
      texts: [
        {
          kind: 'presentation',
          text: 'She was born on 3 June 1960. She came to our hospital on 10 June 2021 with fever.',
        },
      ],
      images: [{ caption: 'Film of 12 June 2021.', day: [2] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'A nasopharyngeal swab taken on 2 March was positive. She was admitted on 6 March.',
        },
      ],
      images: [{ caption: 'Chest film of 7 March.', day: [1] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'He visited his family doctor on 4 March and was hospitalised on 9 March.',
        },
      ],
      images: [{ caption: 'Chest film of 10 March.', day: [1] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'He flew back from Brazil on 1 July 2021. On 8 July 2021 he was admitted with dyspnoea.',
        },
      ],
      images: [{ caption: 'Radiograph of 9 July 2021.', day: [1] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'He had been hospitalised on 2 January for a stroke. On 20 January he presented with fever.',
        },
      ],
      images: [{ caption: 'Chest film 21 January.', day: [1] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'She went to her dentist on 3 May.' }],
      images: [{ caption: 'Film of 12 May.', day: [null] }],
    },
  ],
  'the month named before': [
    {
      texts: [
        {
          kind: 'presentation',
          text: 'She was admitted on 3 August. She was intubated on the 5th and extubated on the 11th.',
        },
      ],
      images: [{ caption: 'Film of the 7th of August.', day: [4] }],
    },
    {
      texts: [
        { kind: 'presentation', text: 'He presented on 28 May and was transferred to the ward on the 30th.' },
      ],
      images: [{ caption: 'Chest film of 2 June.', day: [5] }],
    },
  ],
  weekdays: [
    {
      texts: [{ kind: 'presentation', text: 'She was admitted on Monday. On Wednesday she was intubated.' }],
      images: [{ caption: 'Film of Thursday.', day: [3] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'He fell ill on Sunday and came to hospital on Tuesday.' }],
      images: [{ caption: 'Radiograph of Friday.', day: [3, 5] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'The clinic is open on Mondays. He was admitted with cough.' }],
      images: [{ caption: 'Film.', day: [null, 0] }],
    },
  ],
  'nothing that dates the film': [
    {
      texts: [{ kind: 'presentation', text: 'He received oxygen for 5 days and was discharged.' }],
      images: [{ caption: 'Chest film.', day: [null] }],
    },
    {
      texts: [
        {
          kind: 'presentation',
          text: 'She smoked for 20 years. She was treated with ceftriaxone for 7 days.',
        },
      ],
      images: [{ caption: 'Chest film.', day: [null] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'His wife had been ill for 6 days.' }],
      images: [{ caption: 'Chest film.', day: [null] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'Patients usually worsen on day 8 of illness.' }],
      images: [{ caption: 'Chest film.', day: [null] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'He was discharged on day 10 and was well at 30 days.' }],
      images: [{ caption: 'Chest film.', day: [null] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'A film should be repeated in 6 weeks.' }],
      images: [{ caption: 'Chest film.', day: [null] }],
    },
    {
      texts: [
        { kind: 'presentation', text: 'Intubated on day 3, extubated on day 9, discharged on day 15.' },
      ],
      images: [{ caption: 'AP chest film.', day: [null] }],
    },
  ],
  'other examinations': [
    {
      texts: [{ kind: 'presentation', text: 'A CT of the head on hospital day 3 was normal.' }],
      images: [{ caption: 'Chest radiograph.', day: [null] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'The EEG on day 6 was slow.' }],
      images: [{ caption: 'Chest film.', day: [null] }],
    },
    {
      texts: [{ kind: 'presentation', text: 'A swab on day 2 was positive.' }],
      images: [{ caption: 'Portable chest radiograph.', day: [null] }],
    },
  ],
};
