import { describe, expect, it } from 'vitest';
import { suggest, suggestEvents } from '../../../curation/suggest/suggest.ts';
import { caseOf, values } from './helpers.ts';

describe('the course and the state of each image', () => {
  const record = caseOf({
    images: [{ file: 'd-day2.png' }, { file: 'e-day8.png' }, { file: 'f-day20.png' }],
    texts: [
      {
        text: 'A 58-year-old man. He was intubated on day 5 and extubated on day 12. He was discharged on day 25.',
        images: [],
      },
    ],
  });
  it('answers for the patient, each with its words', () => {
    for (const [field, value, words] of [
      ['intubated', 'yes', 'intubated'],
      ['extubated', 'yes', 'extubated'],
      ['survival', 'yes', 'discharged'],
      ['went_icu', 'yes', 'intubated'],
      ['sex', 'male', '58-year-old man'],
      ['age', 58, '58-year-old man'],
    ] as const)
      expect(suggest(record).find((one) => one.field === field && one.image === null)).toMatchObject({
        value,
        quote: { words },
      });
  });
  it('places the tube by the days', () => {
    expect(values(record, 'intubation_present')).toEqual({ i1: 'no', i2: 'yes', i3: 'no' });
  });
  it('tells its events to the timeline', () => {
    expect(suggestEvents(record, 'p1').map(({ type, day }) => [type, day.from])).toEqual([
      ['intubation', 5],
      ['extubation', 12],
      ['discharge', 25],
    ]);
  });
  it('says nothing of what is not said', () => {
    const silent = caseOf({ texts: [{ text: 'Bilateral opacities in both lungs.' }] });
    expect(suggest(silent).map(({ field }) => field)).toEqual([]);
  });
  it('a denial is a no for every image', () => {
    const denied = caseOf({ texts: [{ text: 'She did not require intubation or admission to the ICU.' }] });
    expect(values(denied, 'intubated')).toEqual({ p1: 'no' });
    expect(values(denied, 'intubation_present')).toEqual({ i1: 'no' });
    expect(values(denied, 'in_icu')).toEqual({ i1: 'no' });
  });
  it('death outweighs an earlier discharge', () => {
    const died = caseOf({
      texts: [{ text: 'He was discharged home. Two days later he was readmitted and died.' }],
    });
    expect(values(died, 'survival')).toEqual({ p1: 'no' });
  });
  it('leaves out what an article says of the disease', () => {
    const article = (heading: string) =>
      caseOf({
        texts: [
          {
            kind: 'body',
            heading,
            text: 'Intubation was needed early. RT-PCR was positive on day 5.',
            images: [],
          },
        ],
      });
    expect(suggest(article('Introduction'))).toEqual([]);
    expect(suggest(article('Case report')).map(({ field }) => field)).toContain('intubated');
  });
  it('reads the Italian core', () => {
    const italian = caseOf({
      texts: [
        {
          language: 'it',
          text: 'Donna di 72 anni, febbre 38,5 °C e tosse da cinque giorni. Il tampone è risultato positivo. La radiografia del torace mostra addensamenti. La paziente è stata intubata e trasferita in terapia intensiva; è deceduta.',
        },
      ],
    });
    const found = Object.fromEntries(suggest(italian).map(({ field, value }) => [field, value]));
    expect(found).toMatchObject({
      sex: 'female',
      age: 72,
      temperature: 38.5,
      offset: 5,
      RT_PCR_positive: 'yes',
      intubated: 'yes',
      went_icu: 'yes',
      survival: 'no',
      modality: 'X-ray',
    });
  });
});

describe('measurements', () => {
  it('go to the rows of their day only', () => {
    const record = caseOf({
      images: [{ file: 'a-day0.png' }, { file: 'b-day4.png' }],
      texts: [
        {
          text: 'On admission temperature was 101.3 °F, SpO2 91% on room air, WBC 11,360 cells/µL with 10.1 % lymphocytes.',
        },
      ],
    });
    expect(values(record, 'temperature')).toEqual({ i1: 38.5 });
    expect(values(record, 'pO2_saturation')).toEqual({ i1: 91 });
    expect(values(record, 'leukocyte_count')).toEqual({ i1: 11.36 });
    expect(values(record, 'lymphocyte_count')).toEqual({});
  });
});

describe('a source that calls the day of admission day 1', () => {
  const record = caseOf({
    texts: [
      {
        text: 'Chest radiograph on hospital day 6. He was intubated on day 3 of admission. Symptoms began two days before admission.',
      },
    ],
  });
  const dayOf = (firstHospitalDay: 0 | 1) => [
    suggest(record, { firstHospitalDay }).find(({ field }) => field === 'offset')?.value,
    suggestEvents(record, 'p1', { firstHospitalDay }).find(({ type }) => type === 'intubation')?.day.from,
  ];
  it('its hospital days are one less than stated', () => {
    expect(dayOf(1)).toEqual([5, 2]);
  });
  it('others are kept as stated', () => {
    expect(dayOf(0)).toEqual([6, 3]);
    expect(suggest(record)).toEqual(suggest(record, { firstHospitalDay: 0 }));
  });
  it('days of illness are nobody’s hospital days', () => {
    const ill = caseOf({ texts: [{ text: 'Chest radiograph on illness day 6.' }] });
    expect(suggest(ill, { firstHospitalDay: 1 })).toEqual(suggest(ill));
  });
});

describe('a publication’s other figures', () => {
  const record = caseOf({
    images: [
      { file: 'tree.png', figure: '1', caption: 't1' },
      { file: 'film.png', figure: '2', caption: 't2' },
    ],
    texts: [
      { kind: 'caption', text: 'Figure 1. Viral load of COVID-19 in urine at day 12.', images: ['i1'] },
      { kind: 'caption', text: 'Figure 2. Chest radiograph in COVID-19 on hospital day 3.', images: ['i2'] },
    ],
  });
  it('are no films: nothing of them is counted on', () => {
    const counted = suggest(record).filter(({ confidence }) => confidence >= 0.8);
    expect(counted.filter(({ image }) => image === 'i1')).toEqual([]);
    expect(counted.filter(({ image }) => image === 'i2').map(({ field }) => field)).toEqual([
      'finding',
      'modality',
      'offset',
    ]);
  });
});

describe('counts of a group', () => {
  it.each([
    'Mechanical ventilation was required by 7.1% (23/325) with extracorporeal support in 2.5%.',
    'Male sex, no. (%) 168 (51.7).',
    'Time from onset to a positive nucleic acid result was 4 days (IQR, 2–7 days).',
    'Half of them (50.2%; 163/325) required oxygen.',
    'Fever was seen in 40 (88.9%) and ICU admission in 5 (11.1%).',
  ])('say nothing of a patient: “%s”', (text) => {
    expect(suggest(caseOf({ texts: [{ text, kind: 'body', images: [] }] }))).toEqual([]);
  });
  it('a copyright line names no place', () => {
    const line = caseOf({ texts: [{ text: '© 2020 The Author(s). Published by a press.', kind: 'body' }] });
    expect(values(line, 'location')).toEqual({});
  });
});

describe('pictures', () => {
  it('a panel letter counts within the figure its text belongs to', () => {
    const record = caseOf({
      images: ['1_3', '1_4', '2_3', '2_4'].map((place) => ({ file: `16689_${place}.png` })),
      texts: [
        { text: 'Axial (a,b) and sagittal (c,d) CT.', images: ['i1', 'i2'] },
        { text: 'Axial (a,b), sagittal (c) and coronal (d) CT.', images: ['i3', 'i4'] },
      ],
    });
    const sure = suggest(record).filter(({ field, confidence }) => field === 'view' && confidence >= 0.8);
    expect(Object.fromEntries(sure.map(({ image, value }) => [image, value]))).toEqual({
      i1: 'Sagittal',
      i2: 'Sagittal',
      i3: 'Sagittal',
      i4: 'Coronal',
    });
  });
  it('panels named in passing do not part a sentence', () => {
    const record = caseOf({
      images: [
        { file: 'a.jpg', figure: '1', panel: 'a' },
        { file: 'b.jpg', figure: '1', panel: 'b' },
      ],
      texts: [{ kind: 'caption', text: 'Figure 1: Axial (a) and coronal (b) CT images show consolidation.' }],
    });
    expect(values(record, 'view')).toEqual({ i1: 'Axial', i2: 'Coronal' });
    expect(values(record, 'modality')).toEqual({ i1: 'CT', i2: 'CT' });
  });
  it('a normal film of a COVID-19 case is “No Finding” first, the diagnosis second', () => {
    const record = caseOf({
      url: 'https://example.org/cases/covid-19-pneumonia-95',
      images: [
        { file: 'a.png', caption: 't1' },
        { file: 'b.png', caption: 't2' },
      ],
      texts: [
        { kind: 'caption', text: 'Heart size normal.  Lungs clear.', images: ['i1'] },
        { kind: 'caption', text: 'AP supine radiograph: bilateral consolidation.', images: ['i2'] },
      ],
    });
    const [first, second] = suggest(record).filter(
      ({ field, image }) => field === 'finding' && image === 'i1',
    );
    expect([first?.value, second?.value]).toEqual(['No Finding', 'Pneumonia/Viral/COVID-19']);
    expect(values(record, 'finding')['i2']).toBe('Pneumonia/Viral/COVID-19');
    expect(values(record, 'view')).toEqual({ i2: 'AP Supine' });
    // The case tells of radiographs and of nothing else.
    expect(values(record, 'modality')).toEqual({ i1: 'X-ray', i2: 'X-ray' });
  });
  it('a location is taken from the page, the origin line, the institution', () => {
    const stated = caseOf({ patients: [{ id: 'p1', location: 'Porto, Portugal' }] });
    const origin = caseOf({
      texts: [
        { kind: 'other-notes', text: '© Department of Radiology, Vivantes Klinikum, Berlin, Germany, 2020' },
      ],
    });
    expect(values(stated, 'location')).toEqual({ p1: 'Porto, Portugal' });
    expect(values(origin, 'location')).toEqual({ p1: 'Vivantes Klinikum, Berlin, Germany' });
  });
});
