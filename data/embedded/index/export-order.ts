import type { IndexFile } from './index-file.ts';

/** Images read at once. */
const PAGE = 500;

/** Where an image stands in an export: what `images_by_export` sorts by. */
export type ExportPlace = readonly [
  own: number,
  table: string,
  row: number,
  sortKey: string,
  id: string,
  position: number,
];

export interface ExportedImage {
  readonly case: string;
  readonly id: string;
  readonly place: ExportPlace;
}

/** Before every image. */
export const exportBegins: ExportPlace = [-1, '', 0, '', '', 0];

interface Row {
  readonly own: number;
  readonly import_table: string;
  readonly import_row: number;
  readonly sort_key: string;
  readonly case_id: string;
  readonly position: number;
  readonly id: string;
}

/** The images next after a place: those of imported tables as they stood, then the rest in natural order. */
export const imagesAfter = (file: IndexFile, place: ExportPlace): ExportedImage[] =>
  file
    .all<Row>(
      `SELECT own, import_table, import_row, sort_key, case_id, position, id FROM images
       WHERE (own, import_table, import_row, sort_key, case_id, position) > (?, ?, ?, ?, ?, ?)
       ORDER BY own, import_table, import_row, sort_key, case_id, position LIMIT ${PAGE}`,
      ...place,
    )
    .map((row) => ({
      case: row.case_id,
      id: row.id,
      place: [row.own, row.import_table, row.import_row, row.sort_key, row.case_id, row.position],
    }));
