/** What the table of a patient's images holds: rows are images, columns fields, both in the order of the list. */

import { cellInHand, cells, imageInHand, thumbOf } from '../cursor/cursor.js';

export const isTable = () => document.getElementById('desk')?.dataset.table !== undefined;

/** Whose images the table shows: those of the field in hand, else of the image. */
export const patientShown = () =>
  cellInHand()?.dataset.patient || thumbOf(imageInHand())?.dataset.patient || '';

/** The patient's images that are asked about, each with its fields. */
export const rowsOf = (patient = patientShown()) =>
  [...document.querySelectorAll('#fields .of-image')]
    .filter(({ dataset }) => dataset.groupPatient === patient)
    .map((group) => ({
      group,
      image: group.dataset.groupImage ?? '',
      cells: new Map(
        [...group.querySelectorAll('[data-cell]')].map((cell) => [cell.dataset.field ?? '', cell]),
      ),
    }));

/** Fields that any of the images is asked. @param {ReturnType<typeof rowsOf>} rows */
export const columnsOf = (rows) => [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];

/** A column from top to bottom; of images that are not asked the field nothing. @param {string} field */
export const columnOf = (field) =>
  rowsOf().flatMap(({ cells }) => {
    const cell = cells.get(field);
    return cell ? [cell] : [];
  });

/** Every field of the case: those of the table first, column by column. */
export function byColumns() {
  const rows = rowsOf();
  const inTable = columnsOf(rows).flatMap((field) =>
    rows.flatMap(({ cells }) => {
      const cell = cells.get(field);
      return cell ? [cell] : [];
    }),
  );
  const held = new Set(inTable);
  return [...inTable, ...cells().filter((cell) => !held.has(cell))];
}
