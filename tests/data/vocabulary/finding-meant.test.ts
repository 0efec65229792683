import { expect, test } from 'vitest';
import { findingMeant } from '../../../data/vocabulary/finding-meant.ts';

test.each([
  ['COVID-19', 'Pneumonia/Viral/COVID-19'],
  ['COVID-19, ARDS', 'Pneumonia/Viral/COVID-19'],
  ['covid19', 'Pneumonia/Viral/COVID-19'],
  ['SARS', 'Pneumonia/Viral/SARS'],
  ['MERS', 'Pneumonia/Viral/MERS-CoV'],
  ['No finding', 'No Finding'],
  ['Normal', 'No Finding'],
  ['pneumonia / viral / covid-19', 'Pneumonia/Viral/COVID-19'],
  ['Streptococcus', 'Pneumonia/Bacterial/Streptococcus'],
  ['Klebsiella pneumoniae', 'Pneumonia/Bacterial/Klebsiella'],
  ['Pneumocystis jirovecii', 'Pneumonia/Fungal/Pneumocystis'],
  ['Bacterial pneumonia', 'Pneumonia/Bacterial'],
  ['Pneumonia, Viral', 'Pneumonia/Viral'],
  ['E.Coli', 'Pneumonia/Bacterial/E.Coli'],
  // Two causes, or none that is known, are for a person.
  ['COVID-19, Streptococcus', null],
  ['ARDS', null],
  ['Martian', null],
  ['', null],
])('%s means %s', (stated, path) => {
  expect(findingMeant(stated)).toBe(path);
});
