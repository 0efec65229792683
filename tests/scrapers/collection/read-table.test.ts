import { describe, expect, test } from 'vitest';
import { builtIn } from '../../../data/fields/field-set.ts';
import { readMetadataTable } from '../../../scrapers/collection/read-table.ts';
import { metadataCsv, metadataRow } from '../../helpers/metadata.ts';

const width = builtIn.columnNames.length;
const header = builtIn.columnNames.join(',');
const blanks = (count: number) => ','.repeat(count - 1);
const read = (text: string | Buffer) => readMetadataTable(Buffer.from(text), 'metadata.csv');

describe('the reference table', () => {
  test('is read by column name, in any order, with or without the comma at the end of each line', () => {
    const row = metadataRow({
      patientid: '311a',
      filename: 'a.png',
      finding: 'Pneumonia',
      clinical_notes: 'two\nlines, "quoted"',
    });
    expect(read(metadataCsv([row]))).toEqual([{ row: 1, cells: row }]);
    const turned = [...builtIn.columnNames].reverse();
    const text = `\uFEFF${turned.join(',')}\r\n${turned.map((column) => `"${row[column]?.replaceAll('"', '""')}"`).join(',')}\r\n`;
    expect(read(text)).toEqual([{ row: 1, cells: row }]);
  });

  test('keeps notes that spilled into the nameless column', () => {
    const rows = [
      metadataRow({ patientid: '1', filename: 'a.png', other_notes: 'kept' }),
      metadataRow({ patientid: '1', filename: 'b.png' }),
    ];
    expect(read(metadataCsv(rows, ['spilled', 'alone'])).map(({ cells }) => cells.other_notes)).toEqual([
      'kept spilled',
      'alone',
    ]);
  });

  test('an older copy without RT_PCR_positive is read, its cells blank', () => {
    const columns = builtIn.columnNames.filter((column) => column !== 'RT_PCR_positive');
    expect(read(`${columns.join(',')}\n1,0${blanks(columns.length - 1)}\n`)[0]?.cells.RT_PCR_positive).toBe(
      '',
    );
  });

  test.each([
    ['a missing column', `${header.replace('view,', '')}\n`, /metadata\.csv lacks the column view; add it/],
    ['another table', 'a,b\n1,2\n', /is no metadata\.csv of the reference collection/],
    ['an empty file', '', /is no metadata\.csv/],
    ['a column twice', `${header},view\n`, /has the column view twice/],
    ['a short row', `${header}\n1,0,M\n`, new RegExp(`line 2: 3 cells where the header has ${width}`)],
    [
      'a long row',
      `${header}\n${blanks(width)}\n${blanks(width + 11)}\n`,
      new RegExp(`line 3: ${width + 11} cells where the header has ${width}`),
    ],
    ['an open quote', `${header}\n1,0,"M\n`, /is no CSV: Quote Not Closed/],
  ])('%s is refused', (_name, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test('Latin-1 and UTF-16 bytes are refused with the line', () => {
    const latin = Buffer.concat([
      Buffer.from(`${header}\n1,0,M${blanks(27)}\n2,Universit`),
      Buffer.from([0xe1]),
      Buffer.from('rio\n'),
    ]);
    expect(() => read(latin)).toThrow(/line 3: bytes that are no UTF-8.*iconv/);
    expect(() => read(Buffer.from(`\uFEFF${header}`, 'utf16le'))).toThrow(/is UTF-16; save it as UTF-8/);
  });
});
