import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { noMap, type TableMap } from '../../data/format/table-map.ts';
import { cellMeant, columnMeant } from './known-names.ts';
import { placeColumns } from './place-columns.ts';
import { rowsOfSheet } from './read-table.ts';
import type { Sheet } from './sheet.ts';
import { unknownLabels } from './table-notes.ts';

/** Several columns of a table may be notes; of all others the first one is taken. */
const notes: ReadonlySet<string> = new Set(['clinical_notes', 'other_notes']);

/**
 * The mapping that the names and cells of a table of another layout suggest; null where they do not say who the patients are
 * or what is found. Pure.
 */
export function suggestMap(sheet: Sheet, fields: FieldSet = builtIn): TableMap | null {
  const { sources, unknown } = placeColumns(sheet, noMap, fields);
  const taken = new Set(sources.keys());
  const columns: Record<string, string> = {};
  for (const column of unknown) {
    const to = columnMeant(column, fields.columnNames);
    if (to === null || (taken.has(to) && !notes.has(to))) continue;
    taken.add(to);
    columns[column] = to;
  }
  if (!taken.has('patientid') || !taken.has('finding')) return null;
  const patient = sheet.header.find((name) => (columns[name] ?? name) === 'patientid');
  // Tables that name no file call them after the patient.
  const files = taken.has('filename') || patient === undefined ? {} : { files: patient };
  const fill = taken.has('folder') ? {} : { folder: 'images' };
  const named: TableMap = { columns, labels: {}, fill, ...files };
  const labels: Record<string, Record<string, string>> = {};
  for (const { column, label } of unknownLabels(rowsOfSheet(sheet, named, fields), fields)) {
    const meant = cellMeant(fields.named(column), label);
    if (meant !== null) labels[column] = { ...labels[column], [label]: meant };
  }
  return { ...named, labels };
}
