import type { DatedNote } from './note.ts';

/** Days of images that their captions tell. */
export const inCaptions: Readonly<Record<string, readonly DatedNote[]>> = {
  captions: [
    {
      images: [
        {
          caption:
            'Figure 1. Chest radiograph, day 5 of illness, before transfer to intensive care on day 7.',
          figure: 'Figure 1',
          day: [5, 4],
        },
      ],
    },
    {
      images: [
        {
          caption: 'Radiograph obtained on hospital day 3 (12 days after symptom onset) shows ARDS.',
          day: [3, 2, 12],
        },
      ],
    },
    {
      images: [{ caption: 'Chest film at 4 days shows worsening.', day: [4, null] }],
    },
    {
      images: [
        {
          caption:
            '48-year-old woman with COVID-19 who presented with fever for 5 days. Frontal radiograph at presentation.',
          day: [0, 5],
        },
        { caption: 'Frontal radiograph 3 days later.', day: [3, 8] },
      ],
    },
    {
      images: [{ caption: 'Portable chest radiograph taken on the day of death, day 12.', day: [12, null] }],
    },
    {
      images: [{ caption: 'Radiograph taken on the same day as Fig. 1.', figure: 'Fig. 2', day: [null] }],
    },
    {
      images: [{ caption: 'Day 1 of mechanical ventilation.', day: [null] }],
    },
    {
      images: [{ caption: 'Chest X-ray on ventilator day 4.', day: [null] }],
    },
    {
      images: [{ caption: 'Chest X-ray on day 3 of remdesivir.', day: [null] }],
    },
    {
      images: [{ caption: 'CXR (day 8) showing pneumomediastinum.', day: [8, 7] }],
    },
    {
      images: [{ caption: 'CXR, D8.', day: [8, 7] }],
    },
    {
      images: [{ caption: 'Control radiograph one month after discharge.', day: [null] }],
    },
    {
      images: [{ caption: 'Radiograph from two years earlier.', day: [null] }],
    },
    {
      images: [
        { caption: 'Previous radiograph for comparison.', day: [null] },
        { caption: 'Admission radiograph.', day: [0] },
      ],
    },
    {
      images: [{ caption: 'Chest radiograph on postadmission day 6.', day: [6] }],
    },
    {
      images: [{ caption: 'Radiograph, 72 hours post admission.', day: [3] }],
    },
    {
      images: [{ caption: 'Radiograph 3 weeks into the illness.', day: [21, 20] }],
    },
    {
      images: [{ caption: 'Chest radiograph on the fifth day of his stay.', day: [5, 4] }],
    },
    {
      images: [{ caption: 'Radiograph the day before discharge.', day: [null] }],
    },
  ],
  'captions that count on': [
    {
      images: [
        { caption: 'Chest film on hospital day 2.', day: [2, 1] },
        { caption: 'The next day.', day: [3, 2] },
        { caption: 'Three days after that, clearing.', day: [6, 5] },
      ],
    },
    {
      images: [
        { caption: 'Baseline radiograph.', day: [0] },
        { caption: 'After 4 days.', day: [4] },
        { caption: 'After 9 days.', day: [9] },
      ],
    },
  ],
  'events in captions': [
    {
      images: [
        {
          caption: 'Chest radiograph on day 6, the day of extubation. He was discharged on day 9.',
          day: [6],
        },
      ],
    },
    {
      images: [{ caption: 'Supine film of a woman who was intubated on day 2.', day: [null] }],
    },
    {
      images: [
        { caption: 'Chest radiograph of a man admitted 4 days after onset of fever.', day: [null, 4, 0] },
      ],
    },
    {
      images: [{ caption: 'Film 2 days before death on hospital day 12.', day: [10, null] }],
    },
  ],
  'words of time': [
    {
      texts: [{ kind: 'presentation', text: 'Initial film is shown.' }],
      images: [
        { caption: 'Initial chest radiograph.', day: [0] },
        { caption: 'Follow-up chest radiograph, 6 days later.', day: [6] },
      ],
    },
    {
      images: [
        { caption: 'Chest radiograph at presentation to the emergency department.', day: [0] },
        { caption: 'Control film on hospital day 4.', day: [4, 3] },
      ],
    },
  ],
  'upper bounds': [
    {
      images: [{ caption: 'Radiograph within 24 hours of admission.', day: [null, 0, 1] }],
    },
  ],
  'hospital days': [
    {
      images: [{ caption: 'Chest radiograph, HD 6.', day: [6, 5] }],
    },
    {
      images: [{ caption: 'Chest radiograph on the 9th hospital day.', day: [9, 8] }],
    },
    {
      images: [{ caption: 'Film on day 12 of hospitalisation.', day: [12, 11] }],
    },
    {
      images: [{ caption: 'Film on inpatient day 3.', day: [3, 2] }],
    },
  ],
  'days after an operation': [
    {
      texts: [{ kind: 'presentation', text: 'Lobectomy was done. On POD 4 he had fever.' }],
      images: [{ caption: 'Chest film on POD 5.', day: [5] }],
    },
  ],
  'days of the illness': [
    {
      images: [{ caption: 'CXR on the 10th day of illness.', day: [10, 9] }],
    },
    {
      images: [{ caption: 'CXR 8 days after symptom onset.', day: [8] }],
    },
  ],
  'other units': [
    {
      images: [{ caption: 'Film a fortnight after admission.', day: [14] }],
    },
    {
      texts: [
        { kind: 'presentation', text: 'He was admitted on 4 May and intubated the same evening (Figure 1).' },
      ],
      images: [{ caption: 'Chest radiograph.', figure: 'Figure 1', day: [0] }],
    },
  ],
  'titles of studies': [
    {
      texts: [{ kind: 'presentation', text: 'Four days of fever and cough.' }],
      images: [
        { caption: 'Day 1', day: [null, 0, 1, 4, 5] },
        { caption: 'Day 3 after admission', day: [3, 7] },
      ],
    },
  ],
  'dates of two films': [
    {
      texts: [{ kind: 'presentation', text: 'He was admitted on 1 March.' }],
      images: [
        { caption: 'Film of 3 March.', day: [2] },
        { caption: 'Film of 8 March.', day: [7] },
      ],
    },
  ],
};
