import { expect, test } from 'vitest';
import { listTasks } from '../../../../curation/release/splits/labelled-tasks.ts';
import { releaseRowWith } from '../../../helpers/release-row.ts';

test('a listed task has its rule, both counts, regions with both classes, and its rows with their labels', () => {
  const rows = [
    releaseRowWith({ filename: 'a.png' }),
    releaseRowWith({ filename: 'b.png', finding: 'Pneumonia/Bacterial' }),
    releaseRowWith({ filename: 'c.png', region: 'Asia' }),
    releaseRowWith({ filename: 'd.png', region: null, finding: 'No Finding' }),
    releaseRowWith({ filename: 'e.png', view: 'L' }),
  ];
  const scores = new Map([['a.png', { filename: 'a.png', geographic: 5, opacity: 2 }]]);
  const listed = listTasks(rows, scores);
  const named = (name: string) => listed.find((task) => task.name === name);
  expect(named('covid-19')).toMatchObject({
    rule: expect.stringMatching(/^views PA and AP .*1: finding contains COVID-19; 0: every other finding/),
    positives: 2,
    negatives: 2,
    regions: ['Europe'],
    rows: ['a.png', 'b.png', 'c.png', 'd.png'],
    labels: [1, 0, 1, 0],
  });
  expect(named('opacity')).toMatchObject({
    positives: null,
    negatives: null,
    regions: [],
    rows: ['a.png'],
    labels: [2],
  });
  expect(listed.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['viral-bacterial', 'survival', 'intensive-care', 'intubation', 'wide-covid-19']),
  );
});
