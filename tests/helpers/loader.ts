import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';

/**
 * A small reader that does with metadata.csv what the common loader of the reference collection does: rows by view,
 * rows without a decided finding dropped, labels from the parts of the findings by regular expression, offset as a number.
 */
export interface Loaded {
  readonly pathologies: readonly string[];
  readonly labels: readonly (readonly number[])[];
  readonly offsets: readonly number[];
  readonly files: readonly string[];
}

const blanks = new Set(['', 'NA', 'N/A', 'nan', 'null', 'None']);

export async function load(folder: string, views: readonly string[] = ['PA', 'AP']): Promise<Loaded> {
  const bytes = readFileSync(join(folder, 'metadata.csv'));
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  for (const column of ['finding', 'view', 'filename', 'offset'])
    if (rows[0] && !(column in rows[0])) throw new Error(`KeyError: ${column}`);
  const chosen = rows.filter((row) => views.includes(row['view'] ?? ''));
  const kept = chosen.filter(({ finding = '' }) => finding !== 'todo' && finding !== 'Unknown');
  if (kept.some(({ finding = '' }) => blanks.has(finding))) throw new Error('a blank finding is a NaN label');
  const pathologies = [...new Set(kept.flatMap(({ finding = '' }) => finding.split('/')))].sort();
  const offsets = kept.map(({ offset = '' }) => {
    const value = blanks.has(offset) ? Number.NaN : Number(offset);
    if (offset !== '' && Number.isNaN(value))
      throw new Error(`offset '${offset}' turns the column into text`);
    return value;
  });
  for (const { filename = '' } of kept) {
    const { data, info } = await sharp(join(folder, 'images', filename))
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (data.length !== info.width * info.height * info.channels) throw new Error(`${filename} is not 8 bit`);
  }
  return {
    pathologies,
    labels: pathologies.map((label) =>
      kept.map(({ finding = '' }) => (new RegExp(label).test(finding) ? 1 : 0)),
    ),
    offsets,
    files: kept.map(({ filename = '' }) => filename),
  };
}
