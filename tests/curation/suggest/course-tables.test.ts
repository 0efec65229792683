import { describe, expect, test } from 'vitest';
import { courseTable } from '../../../curation/suggest/measured/course-tables.ts';
import { suggest, suggestEvents } from '../../../curation/suggest/suggest.ts';
import { caseOf } from './helpers.ts';

const values = (text: string) =>
  courseTable({ text }).map(
    ({ patient, day, measurement: { quantity, value }, words }) =>
      `${patient ?? ''}|${day.target ?? ''} ${day.days.from}|${quantity} ${value}|${words}`,
  );

describe('tables of a course', () => {
  test('with a row a quantity and a column a day', () => {
    expect(
      values(
        'Table 2. Course.\nParameter\tDay 1\tDay 3\nTemperature (°C)\t38.9\t38.1\nWBC (/µL)\t4200\t6100\nCRP (mg/L)\t12\t40',
      ),
    ).toEqual([
      '| 1|temperature 38.9|38.9',
      '| 3|temperature 38.1|38.1',
      '| 1|leukocytes 4.2|4200',
      '| 3|leukocytes 6.1|6100',
    ]);
  });

  test('with days counted by the head, and a column of normal values', () => {
    expect(values('Days after admission\t0\t5\tReference\nLymphocytes, 10^3/µL\t0.7\t1.2\t1-3')).toEqual([
      '|admission 0|lymphocytes 0.7|0.7',
      '|admission 5|lymphocytes 1.2|1.2',
    ]);
  });

  test('with a row a day, and with a row a patient under a caption that says what was measured', () => {
    expect(values('Table 3. Values\nDay\tTemperature (°C)\tSpO2 (%)\n1\t38.5\t94')).toEqual([
      '| 1|temperature 38.5|38.5',
      '| 1|spo2 94|94',
    ]);
    expect(
      values('Table 1. Body temperature (°C) of both\nPatient\tDay 1\tDay 2\n1\t38.2\t37.0\n2\t39.1\t-'),
    ).toEqual([
      'Patient 1| 1|temperature 38.2|38.2',
      'Patient 1| 2|temperature 37|37.0',
      'Patient 2| 1|temperature 39.1|39.1',
    ]);
  });

  test.each([
    'Table 3. Baseline\nVariable\tPatients (n=40)\nTemperature (°C)\t38.1',
    'Table. Drugs\nDrug\tDay 1\tDay 2\nSteroids (mg)\t40\t40',
    'Table 2.\nVariable\tDay 1\tDay 2\nNeutrophils (%)\t80\t70',
    'Table 2.\nVariable\tSurvivors\tOthers\nTemperature (°C)\t38.0\t39.0',
  ])('says nothing of %j', (text) => {
    expect(values(text)).toEqual([]);
  });

  test('give the films of their day its values, and the timeline measurements, each with its cell as quote', () => {
    const table = 'Table 2. Course.\nParameter\tDay 1\tlast day\tDay 3\nTemperature (°C)\t38.9\t37.0\t38.1';
    const record = caseOf({
      texts: [
        { text: 'A 50-year-old man was admitted with fever.', kind: 'presentation', images: [] },
        { id: 'table-2', text: table, kind: 'table', images: [] },
        { id: 'c1', kind: 'caption', text: 'Chest radiograph on day 3.', images: ['i1'] },
      ],
      images: [{ file: '1.png', caption: 'c1' }],
    });
    const said = suggest(record).find(({ field }) => field === 'temperature');
    expect(said).toMatchObject({
      image: 'i1',
      value: 38.1,
      rule: 'table-cell',
      quote: { text: 'table-2', words: '38.1' },
    });
    expect(table.slice(said?.quote.start, said?.quote.end)).toBe('38.1');
    const events = suggestEvents(record, 'p1').filter(({ type }) => type === 'measurement');
    expect(events.map(({ day, measurement, quote }) => [day.from, measurement?.value, quote?.words])).toEqual(
      [
        [1, 38.9, '38.9'],
        [3, 38.1, '38.1'],
      ],
    );
  });
});
