import type { Field } from './field.ts';
import type { FieldsWith } from './table.ts';

/** A column of `metadata.csv`. Its readers go by the names, and some by the order. */
export interface MetadataColumnFacts {
  readonly name: string;
  readonly place: number;
  /** For the data dictionary. */
  readonly means: string;
  /** No row is without it. */
  readonly required?: true;
  /** Statistics say how many rows lack it. */
  readonly counted?: true;
}

/** Columns that no person decides: they are facts of the source. */
export const sourceColumns = [
  {
    name: 'patientid',
    place: 1,
    means: 'patient; the same person keeps it over all releases',
    required: true,
  },
  { name: 'folder', place: 23, means: 'images, or volumes', required: true },
  { name: 'filename', place: 24, means: 'name of the file in that folder; unique', required: true },
  { name: 'doi', place: 25, means: 'DOI of the document the image was published in', counted: true },
  { name: 'url', place: 26, means: 'address of that document', counted: true },
  {
    name: 'clinical_notes',
    place: 28,
    means: 'what the source says of the patient and the image',
    counted: true,
  },
  { name: 'other_notes', place: 29, means: 'credit and other remarks' },
] as const satisfies readonly MetadataColumnFacts[];

export type MetadataColumn = FieldsWith<'column'> | (typeof sourceColumns)[number]['name'];

/** A row: every column of the reference, and those of a collection's own fields. Blank where nothing is known. */
export type MetadataRow = Readonly<Record<MetadataColumn, string>> &
  Readonly<Record<string, string | undefined>>;

/** A column with the field it shows, or null for a fact of the source. */
export interface TableColumn extends MetadataColumnFacts {
  readonly field: Field | null;
}

/** Own columns stand behind the reference's, in their own order. */
const OWN = 1_000;

/** All columns of `metadata.csv` for some fields, in order. Pure. */
export const columnsOf = (fields: readonly Field[]): readonly TableColumn[] =>
  [
    ...sourceColumns.map((column) => ({ ...column, field: null })),
    ...fields.flatMap((field, at) =>
      field.column
        ? [
            {
              name: field.name,
              place: field.column.place ?? OWN + at,
              means: field.column.means,
              counted: true as const,
              ...(field.kind === 'finding' ? { required: true as const } : {}),
              field,
            },
          ]
        : [],
    ),
  ].sort((left, right) => left.place - right.place);
