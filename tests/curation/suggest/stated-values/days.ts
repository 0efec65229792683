import type { StatedValue } from '../cell-of.ts';

/** Films beside dates that are of something else. */
export const days: Readonly<Record<string, readonly StatedValue[]>> = {
  'impossible days': [
    {
      text: 'He was born on 12 June 1948 and hospitalised on 2 April 2020.',
      caption: 'Film of 5 April 2020.',
      expect: { offset: 3 },
    },
    {
      text: 'Date of birth 03.04.1961. Admitted on 20 March 2020.',
      caption: 'Film of 22 March 2020.',
      expect: { offset: 2 },
    },
    {
      text: 'She had been operated on in May 2011. Presented on 8 March 2020.',
      caption: 'Film of 9 March 2020.',
      expect: { offset: [1, null] },
    },
    {
      text: 'She was married on 7 July 1979 and came to hospital on 1 May 2020 with cough.',
      caption: 'Film of 3 May 2020.',
      expect: { offset: [2, null] },
    },
    { text: 'Admitted on 02/05/2020.', caption: 'Film of 06/05/2020.', expect: { offset: [4, null] } },
    { text: 'He was admitted on 4 March 2020.', caption: 'Film of 6 March 2012.', expect: { offset: null } },
    {
      text: 'He was vaccinated on 1 October 2019 and was admitted on 10 March 2020.',
      caption: 'Film of 11 March 2020.',
      expect: { offset: 1 },
    },
  ],
  'second round': [
    {
      text: 'DOB 1 January 1955. Admission 3 April 2020.',
      caption: 'CXR 6 April 2020.',
      expect: { offset: 3 },
    },
    {
      text: 'She had a hysterectomy on 5 May 1998. She presented on 10 April 2020.',
      caption: 'Film of 11 April 2020.',
      expect: { offset: 1 },
    },
    {
      text: 'He was diagnosed with diabetes on 4 March 2001 and admitted on 5 March 2020.',
      caption: 'Film of 7 March 2020.',
      expect: { offset: 2 },
    },
    { text: 'He presented on 03/25/2020.', caption: 'Film of 04/02/2020.', expect: { offset: 8 } },
    {
      text: 'Symptoms began on 5 March 2019; admitted on 8 March 2020.',
      caption: 'Film of 9 March 2020.',
      expect: { offset: 1 },
    },
    { text: 'Admitted on 01/02/2020.', caption: 'Film on 01/07/2020.', expect: { offset: null } },
    {
      text: 'Born 1944, he was admitted on 4 March.',
      caption: 'Film of 6 March 2020.',
      expect: { offset: 2 },
    },
  ],
  'kinds that failed': [
    {
      text: 'She was admitted on December 30, 2019.',
      caption: 'Chest radiograph on January 3, 2020.',
      expect: { sex: 'F', offset: 4 },
    },
    { text: 'Admitted Feb 27, 2020.', caption: 'CXR Mar 1, 2020.', expect: { offset: 3 } },
    {
      text: 'He travelled on 1 March, fell ill on 4 March and was admitted on 9 March.',
      caption: 'Film of 10 March.',
      expect: { offset: [1, 6] },
    },
    {
      text: 'She was born on 3 May 1950 and admitted on 9 March 2020.',
      caption: 'Film of 10 March 2020.',
      expect: { sex: 'F', offset: 1 },
    },
  ],
};
