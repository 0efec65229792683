import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtIn } from '../../../data/fields/field-set.ts';
import { importTable, loadTable } from '../../../scrapers/collection/import.ts';
import { readMap } from '../../../scrapers/collection/map-file.ts';
import { rowsOf } from '../../helpers/import-rounds.ts';
import { metadataCsv, metadataRow } from '../../helpers/metadata.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

/** A table and files beside it, as a person hands them in. */
function handed(name: string, content: string | Buffer, files: readonly string[] = []): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), content);
  for (const file of files) {
    mkdirSync(dirname(join(folder, 'images', file)), { recursive: true });
    writeFileSync(join(folder, 'images', file), `bytes of ${file}`);
  }
  return join(folder, name);
}

const figure1 = `patientid,offset,sex,age,finding,survival,temperature,pO2_saturation,view,modality,artifacts/distortion,notes
COVID-00001,,M,61,COVID-19,,38.5,,PA,X-ray,rotated,"Invented, one."
COVID-00002,3,female,,No Finding,alive,,,ap,CXR,,
COVID-00003,,M,,bird flu,,,,PA,X-ray,,
`;

describe('a table like Figure 1', () => {
  const files = ['COVID-00001.jpg', 'COVID-00002.png', 'readme.txt'];

  test('is not taken in unasked: what its columns seem to be is said', () => {
    expect(() => loadTable(handed('metadata.csv', figure1, files))).toThrow(
      /of another layout.*artifacts\/distortion is other_notes, notes is clinical_notes, files are named after patientid.*--map suggested/,
    );
  });

  test('comes in by the suggested mapping, cells and files too; what is not known is named', async () => {
    const loaded = loadTable(handed('metadata.csv', figure1, files), undefined, { map: 'suggested' });
    expect(loaded.notes.unknownLabels).toEqual([
      { column: 'finding', label: 'bird flu', rows: 1, nearest: null },
    ]);
    expect(loaded.notes.map?.labels).toMatchObject({
      finding: { 'COVID-19': 'Pneumonia/Viral/COVID-19' },
      sex: { female: 'F' },
      view: { ap: 'AP' },
      modality: { CXR: 'X-ray' },
      survival: { alive: 'Y' },
    });
    const workspace = temporaryWorkspace();
    expect(await importTable(workspace, loaded)).toMatchObject({ images: 2, missing: ['COVID-00003'] });
    expect((await rowsOf(workspace)).get('COVID-00001.jpg')).toMatchObject({
      patientid: 'COVID-00001',
      finding: 'Pneumonia/Viral/COVID-19',
      folder: 'images',
      temperature: '38.5',
      clinical_notes: 'Invented, one.',
      other_notes: 'rotated',
    });
    expect((await rowsOf(workspace)).get('COVID-00002.png')).toMatchObject({
      sex: 'F',
      survival: 'Y',
      view: 'AP',
    });
  });

  test('a remembered mapping is taken again, one of another layout is not', () => {
    const table = handed('metadata.csv', figure1, files);
    const { notes } = loadTable(table, undefined, { map: 'suggested' });
    expect(loadTable(table, undefined, { remembered: notes.map ?? undefined }).notes.map).toEqual(notes.map);
    const remembered = { columns: { participant: 'patientid' }, labels: {}, fill: {} };
    expect(() => loadTable(table, undefined, { remembered })).toThrow(/of another layout/);
  });
});

test('a table of tabs in the manner of BIDS finds its files below folders', async () => {
  const path = 'sub-S1/ses-E1/mod-rx/sub-S1_ses-E1_run-1_bp-chest_vp-pa_dx.png';
  const table = handed(
    'sessions.tsv',
    `participant\tsession\tgender\tage\tprojection\tmodality\tlabels\tfilepath\tstudy_date\n${['S1', 'E1', 'M', '50', 'vp-pa', 'dx', 'covid 19', path, '2020-03-01'].join('\t')}\n`,
    [path],
  );
  const loaded = loadTable(table, undefined, { map: 'suggested' });
  expect(loaded.notes.delimiter).toBe('tabs');
  const workspace = temporaryWorkspace();
  expect(await importTable(workspace, loaded, { dataset: 'bimcv' })).toMatchObject({
    images: 1,
    missing: [],
  });
  expect([...(await rowsOf(workspace)).values()]).toMatchObject([
    {
      patientid: 'bimcv:S1',
      sex: 'M',
      view: 'PA',
      modality: 'X-ray',
      finding: 'Pneumonia/Viral/COVID-19',
      date: '2020-03-01',
      filename: 'sub-S1_ses-E1_run-1_bp-chest_vp-pa_dx.png',
    },
  ]);
});

test('an older version of the reference lacks columns: it says nothing of them, and what is stored stays', async () => {
  const full = metadataRow({
    patientid: '1',
    filename: 'a.png',
    finding: 'Pneumonia/Viral/COVID-19',
    view: 'PA',
    went_icu: 'Y',
    RT_PCR_positive: 'Y',
    location: 'Rome, Italy',
    license: 'CC BY 4.0',
    doi: '10.1/x',
    clinical_notes: 'Fever.',
    folder: 'images',
  });
  const workspace = temporaryWorkspace();
  await importTable(workspace, loadTable(handed('metadata.csv', metadataCsv([full]))));
  const before = await rowsOf(workspace);
  const older = handed(
    'metadata.csv',
    'patientid,offset,sex,age,finding,survival,view,modality,date,filename,url,other notes\n1,4,,,Pneumonia/Viral/COVID-19,,PA,,,a.png,,\n',
  );
  const loaded = loadTable(older);
  expect(loaded.notes.lacks).toContain('went_icu');
  const result = await importTable(workspace, loaded);
  expect(result.changes).toMatchObject([{ field: 'offset', before: '', now: '4' }]);
  expect((await rowsOf(workspace)).get('a.png')).toEqual({ ...before.get('a.png'), offset: '4' });
});

describe('a mapping', () => {
  const table = 'who,what,picture,how,day\np1,weird,x.png,PA,2\n';
  const columns = { who: 'patientid', what: 'finding', picture: 'filename', how: 'view', day: 'offset' };
  const read = (map: string | object) => {
    const text = typeof map === 'string' ? map : JSON.stringify(map);
    return loadTable(handed('t.csv', table), undefined, { map: readMap(Buffer.from(text), 'map') });
  };

  test.each([
    ['its own JSON', { columns, labels: { finding: { weird: 'Tuberculosis' } } }],
    ['JSON of from and to', { ...columns, weird: 'Tuberculosis' }],
    ['CSV of from and to', `from,to\n${Object.entries({ ...columns, weird: 'Tuberculosis' }).join('\n')}\n`],
    [
      'CSV of column, from and to',
      `column,from,to\n${Object.entries(columns)
        .map(([from, to]) => `,${from},${to}`)
        .join('\n')}\nwhat,weird,Tuberculosis\n`,
    ],
  ])('in %s', (_name, map) => {
    const { rows, notes } = read(map);
    expect(rows[0]?.cells).toMatchObject({
      patientid: 'p1',
      finding: 'Tuberculosis',
      filename: 'x.png',
      folder: 'images',
      offset: '2',
    });
    expect(notes.unknownColumns).toEqual([]);
  });

  test.each<[object, RegExp]>([
    [{ columns: { ...columns, day: 'ofset' } }, /'ofset', which is no column.*offset is meant/],
    [{ columns: { ...columns, how: 'finding' } }, /what and how both stand for finding/],
    [{ columns: {}, words: {} }, /words/],
    [{ who: 'patientid', weird: 'Tubercolosiss' }, /'Tubercolosiss' \(for 'weird'\) is neither/],
  ])('that leads nowhere is refused: %j', (map, message) => {
    expect(() => read(map)).toThrow(message);
  });

  test('Latin-1 is read where a mapping says so', () => {
    const bytes = Buffer.from(table.replace('weird', 'Universit\xe1rio'), 'latin1');
    const map = readMap(Buffer.from(JSON.stringify({ columns, encoding: 'latin1' })), 'map');
    expect(loadTable(handed('t.csv', bytes), undefined, { map }).rows[0]?.cells.finding).toBe(
      'Universitário',
    );
  });
});

test('columns and labels that nobody knows are named with the nearest known one', () => {
  const header = [...builtIn.columnNames.filter((name) => name !== 'temperature'), 'temprature', 'shoe size'];
  const cells = header.map(
    (name) =>
      ({ finding: 'Pneumonia/Viral/COVID19', patientid: '1', filename: 'a.png', view: 'frontal' })[name] ??
      '',
  );
  const { notes } = loadTable(handed('metadata.csv', `${header.join(',')}\n${cells.join(',')}\n`));
  expect(notes).toMatchObject({
    unknownColumns: [
      { column: 'temprature', nearest: 'temperature' },
      { column: 'shoe size', nearest: null },
    ],
    lacks: ['temperature'],
    unknownLabels: expect.arrayContaining([
      { column: 'finding', label: 'Pneumonia/Viral/COVID19', rows: 1, nearest: 'Pneumonia/Viral/COVID-19' },
    ]),
  });
});

test('semicolons part cells too, and are said', () => {
  const row = metadataRow({
    patientid: '1',
    filename: 'a.png',
    finding: 'Tuberculosis',
    clinical_notes: 'a, b',
  });
  const text = [builtIn.columnNames.join(';'), builtIn.columnNames.map((name) => row[name]).join(';')].join(
    '\n',
  );
  const { rows, notes } = loadTable(handed('metadata.csv', text));
  expect(notes.delimiter).toBe('semicolons');
  expect(rows[0]?.cells).toEqual(row);
});

test('where semicolons part the cells, numbers may have a comma; notes keep theirs', () => {
  const row = metadataRow({
    patientid: '1',
    filename: 'a.png',
    finding: 'Tuberculosis',
    temperature: '38,5',
    offset: '3',
    clinical_notes: '38,5',
  });
  const lines = (sign: string, cells: (cell: string) => string) =>
    [
      builtIn.columnNames.join(sign),
      builtIn.columnNames.map((name) => cells(row[name] ?? '')).join(sign),
    ].join('\n');
  const semicolons = loadTable(handed('metadata.csv', lines(';', String)));
  expect(semicolons.rows[0]?.cells).toMatchObject({
    temperature: '38.5',
    offset: '3',
    clinical_notes: '38,5',
  });
  expect(semicolons.notes).toMatchObject({ decimalCommas: 1, unknownLabels: [] });
  // Where commas part the cells, somebody meant the comma: it stands as it is, and is named.
  const commas = loadTable(
    handed(
      'metadata.csv',
      lines(',', (cell) => `"${cell}"`),
    ),
  );
  expect(commas.rows[0]?.cells.temperature).toBe('38,5');
  expect(commas.notes.decimalCommas).toBe(0);
});

test('a mapping of another table is refused, one whose columns are there in part is taken', () => {
  const map = (json: object) => ({ map: readMap(Buffer.from(JSON.stringify(json)), 'map.json') });
  const file = handed('metadata.csv', metadataCsv([metadataRow({ patientid: '1', filename: 'a.png' })]));
  expect(() => loadTable(file, undefined, map({ columns: { participant: 'sex' } }))).toThrow(
    /the mapping is of another table: .*has none of its columns \(participant\), but patientid/,
  );
  expect(
    loadTable(file, undefined, map({ columns: { sex: 'sex', participant: null } })).notes.absent,
  ).toEqual(['participant']);
});

test.each([
  [
    'an Excel workbook',
    Buffer.from('504b03041400080808', 'hex'),
    ['[Content_Types].xml'],
    /is an Excel workbook \(\.xlsx\); save it as "CSV UTF-8"/,
  ],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), [], /is an old Excel workbook/],
  [
    'a page',
    Buffer.from('\n<!DOCTYPE html><html><body>metadata.csv</body></html>'),
    [],
    /is a web page.*"Raw"/,
  ],
  [
    'a pointer',
    Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
    [],
    /pointer of Git LFS/,
  ],
])('%s called a table is recognised and said', (_name, head, more, message) => {
  const content = Buffer.concat([head, ...more.map((word) => Buffer.from(word))]);
  expect(() => loadTable(handed('metadata.csv', content))).toThrow(message);
});
