import { z } from 'zod';

/**
 * Patients of imported tables. Each collection counts its own, 1, 2, 3: an id means a patient only together with its
 * dataset. The reference collection's ids stand alone.
 */

/** The reference collection's own space of ids, as people name it. */
export const REFERENCE = 'collection';

export const tableDatasetSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error:
    'a dataset is named by lower-case letters, digits and dashes, at most 40, starting with a letter or digit',
});

/** A patient's id among those of all tables: `1` of the reference, `actualmed:1` of another. */
export const qualifiedPatient = (dataset: string | undefined, id: string): string =>
  dataset === undefined ? id : `${dataset}:${id}`;

/** The dataset and the patient's id in it that a qualified id names; a sign that no known dataset stands before is part of the id. */
export function patientNamed(
  id: string,
  datasets: ReadonlySet<string>,
): { readonly dataset: string | undefined; readonly id: string } {
  const at = id.indexOf(':');
  const dataset = id.slice(0, Math.max(0, at));
  return datasets.has(dataset) ? { dataset, id: id.slice(at + 1) } : { dataset: undefined, id };
}
