import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { cellOf } from './cell-of.ts';
import { caseOf } from './helpers.ts';

/** Sex and age as notes state them: what is said and what is left open, `null`. */
const said = (text: string, patients?: readonly { id: string; label: string }[]) => {
  const record = caseOf({
    images: (patients ?? [{ id: 'p1' }]).map(({ id }) => ({ file: `${id}.png`, patient: id })),
    texts: [{ text, images: [] }],
    ...(patients && { patients }),
  });
  const all = suggest(record);
  return (patient = 'p1') => [cellOf(all, 'age', null, patient), cellOf(all, 'sex', null, patient)];
};

describe('ages in front, letters and occupations', () => {
  it.each([
    ['49 year old F with pneumonia.', 49, 'F'],
    ['Nurse, 44. Five days of cough. She remained at home.', 44, 'F'],
    ['67 male. Cough.', 67, 'M'],
    ['71 yo M. Fever.', 71, 'M'],
    ['Child aged 3 yrs 6 months, known asthma.', 3.5, null],
    ['A 17 months girl was seen.', 1.42, 'F'],
  ])('%s', (text, age, sex) => {
    expect(said(text)()).toEqual([age, sex]);
  });
});

describe('Italian notes', () => {
  it.each([
    ['Il Sig. Enzo, di anni 58, si presenta con dispnea.', 58, 'M'],
    ['La signora Lucia, trentotto anni, affetta da asma.', 38, 'F'],
    ['Donna di a. 63, anamnesi di asma trattata con cortisone da 10 anni.', 63, 'F'],
    ['Paziente di sesso maschile, razza caucasica, di anni 55.', 55, 'M'],
    ['Una donna Ucraina di 53 aa veniva ricoverata.', 53, 'F'],
    ['Bambino caucasico di 11 mesi, giunto per febbre.', 0.92, 'M'],
    ['Marco di anni 23 si presenta al pronto soccorso. Il ragazzo ha tosse.', 23, 'M'],
    ['La paziente è stata dimessa.', null, 'F'],
    ['Ricoverata per febbre da 10 anni.', null, 'F'],
    ['All’età di 20 anni appendicectomia. Uomo di 60 anni.', 60, 'M'],
    ['Ipertensione da almeno 20 anni, fumo per 30 anni.', null, null],
    ['Il padre del paziente, di 70 anni, era deceduto.', null, 'M'],
  ])('%s', (text, age, sex) => {
    expect(said(text)()).toEqual([age, sex]);
  });
});

describe('other people', () => {
  it.each([
    ["The patient's brother, a 40-year-old doctor, was ill.", null, null],
    ['The infant of a 30-year-old mother was intubated.', null, null],
    ['The 39-year-old mother of a 5-month-old boy had fever.', 39, 'F'],
    ['She delivered a healthy boy. She was 31 years old.', 31, 'F'],
    ['Symptoms began when she was six months old. The girl, 3 years old, was seen.', 3, 'F'],
    ['Four patients were seen: three adults and a 3-year-old boy.', null, null],
    ['The family had five members. A 2-month-old girl had none.', null, null],
    ['A 36-year-old woman was pregnant. The scan showed a 27 week, 3 day old fetus.', 36, 'F'],
    ['The newborn was intubated; the mother, a 29-year-old woman, was well.', 29, 'F'],
    ['We describe his neighbour, a 52-year-old man who stayed well.', 52, 'M'],
  ])('%s', (text, age, sex) => {
    expect(said(text)()).toEqual([age, sex]);
  });
});

describe('pronouns', () => {
  it('of the patient tell the sex where nothing else does, surer the more there are', () => {
    const sure = (text: string) =>
      suggest(caseOf({ texts: [{ text }] })).find(({ field }) => field === 'sex')?.confidence ?? 0;
    expect(said('Cough for a week. He was intubated and he died.')()).toEqual([null, 'M']);
    expect(sure('He was intubated and he died.')).toBeGreaterThan(sure('He was intubated.'));
  });
  it('of somebody else do not', () => {
    expect(said('Her husband had fever; he died.')()).toEqual([null, 'F']);
  });
});

describe('several patients of one text', () => {
  const cases = [
    { id: 'p1', label: 'Case 1' },
    { id: 'p2', label: 'Case 2' },
  ];
  it.each([
    'Case 1: A 50-year-old man had fever. Case 2: His 48-year-old wife never needed oxygen.',
    'Case 1. A 50-year-old man had fever. Case 2. The wife, 48 years old, was well.',
    'Case 1, a 50-year-old man, had fever, whereas case 2, a 48-year-old woman, did not.',
    'Case 2 was a 48-year-old woman. Case 1 was a 50-year-old man.',
    'A 50-year-old man (case 1) and his 48-year-old wife (case 2) came in the same ambulance.',
  ])('%s', (text) => {
    const of = said(text, cases);
    expect(of('p1')).toEqual([50, 'M']);
    expect(of('p2')).toEqual([48, 'F']);
  });
  it('what happened to one is not told of the other', () => {
    const all = suggest(
      caseOf({
        patients: cases,
        images: cases.map(({ id }) => ({ file: `${id}.png`, patient: id })),
        texts: [
          {
            text: 'Case 1 recovered at home, while case 2, a 60-year-old woman, was intubated on day 2 and died.',
            images: [],
          },
        ],
      }),
    );
    expect(cellOf(all, 'intubated', null, 'p1')).toBeNull();
    expect(cellOf(all, 'intubated', null, 'p2')).toBe('Y');
    expect(cellOf(all, 'survival', null, 'p2')).toBe('N');
  });
});
