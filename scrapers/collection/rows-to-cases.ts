import { createHash } from 'node:crypto';
import { InvalidInput } from '../../data/errors.ts';
import type { Field } from '../../data/fields/field.ts';
import { builtIn, type FieldSet, fieldNamed } from '../../data/fields/field-set.ts';
import { valueOfCell } from '../../data/fields/value.ts';
import type { CaseDraft } from '../../data/format/case.ts';
import { exactDay } from '../../data/format/day.ts';
import { importAuthor } from '../../data/format/decisions.ts';
import type { ReviewEventInput } from '../../data/format/review.ts';
import { UNDECIDED_FINDING } from '../../data/vocabulary/findings.ts';
import { licenceFrom } from '../../data/vocabulary/licences.ts';
import type { BroughtFile } from '../merge/brought-files.ts';
import type { ImportedCase } from '../merge/case-plan.ts';
import type { HeldIds, HeldImage } from '../merge/plan-import.ts';
import { caseOfPatient, slug } from './case-ids.ts';
import { withStoredName } from './held-rows.ts';
import type { TableRow } from './read-table.ts';
import { cellsAsTheyStood, textsOf } from './row-words.ts';

/**
 * Rows of the reference table as cases. The table knows patients, not documents: one case is one patient.
 * Facts of the source (notes, date, location, addresses, licence) go into the case; cells that curators
 * decided become review events, at the patient where all of its rows agree, else at each image.
 */

export const PARSER = 'collection/1';

type ImageDraft = CaseDraft['images'][number];

const imageIdsOf = (rows: readonly TableRow[]): Map<number, string> => {
  const used = new Set<string>();
  return new Map(
    rows.map(({ row, cells }) => {
      const base = slug(cells.filename);
      const id = used.has(base) ? `${base}-${row}` : base;
      used.add(id);
      return [row, id];
    }),
  );
};

/** Value on which most rows agree, and whether all do. Blank cells count. */
function shared(values: readonly string[]): { value: string; all: boolean } {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const filled = [...counts].filter(([value]) => value !== '').sort((a, b) => b[1] - a[1]);
  return { value: filled[0]?.[0] ?? '', all: counts.size === 1 };
}

function decisionsOf(
  rows: readonly TableRow[],
  table: string,
  at: string,
  by: string,
  patient: string,
  imageIds: ReadonlyMap<number, string>,
  fields: FieldSet,
): ReviewEventInput[] {
  const events: ReviewEventInput[] = [];
  const decide = (field: Field, cell: string, row: number, image: string | null): void => {
    const { value, stated } = valueOfCell(field, cell);
    // Deterministic ids: importing the same table twice adds nothing.
    const id = createHash('sha256')
      .update([table, String(row), field.name, image ?? '', cell].join('\u0000'))
      .digest('hex')
      .slice(0, 32);
    events.push({
      id,
      at,
      by,
      layer: 'shared',
      kind: 'decide',
      target: { patient, image },
      field: field.name,
      value,
      ...(stated === undefined ? {} : { stated }),
      ...(field.kind === 'day' && typeof value === 'number' ? { day: exactDay(value) } : {}),
      basis: { kind: 'import', table, row },
    });
  };
  const perImage = (field: Field, cellOf: (row: TableRow) => string, except: string) => {
    for (const row of rows)
      if (cellOf(row) !== except) decide(field, cellOf(row), row.row, imageIds.get(row.row) ?? null);
  };
  for (const field of fields.decided) {
    // White space at the ends is kept: readers take `Herpes ` for another label, and a check names it.
    const cellOf = (row: TableRow) => {
      const cell = row.cells[field.name] ?? '';
      // What nobody decided goes out as `todo`: coming in again it is no decision either.
      const isOpen = cell.trim() === '' || (field.kind === 'finding' && cell === UNDECIDED_FINDING);
      return isOpen ? '' : cell;
    };
    if (!field.asked.includes('patient')) {
      perImage(field, cellOf, '');
      continue;
    }
    const { value } = shared(rows.map(cellOf));
    if (value === '') continue;
    const first = rows.find((row) => cellOf(row) === value);
    decide(field, value, first?.row ?? 1, null);
    perImage(field, cellOf, value);
  }
  const location = shared(rows.map((row) => row.cells.location.trim()));
  if (!location.all) perImage(fieldNamed('location'), (row) => row.cells.location.trim(), location.value);
  return events;
}

function imageOf(
  row: TableRow,
  order: number,
  ids: { image: string; patient: string },
  table: string,
  file: BroughtFile | null,
  draft: Pick<CaseDraft, 'source' | 'document'>,
  fields: FieldSet,
): ImageDraft {
  const { cells } = row;
  const own = {
    url: cells.url.trim() || null,
    doi: cells.doi.trim() || null,
    stated: cells.license.trim() || null,
  };
  const same =
    own.url === draft.source.url &&
    own.doi === draft.document.doi &&
    own.stated === draft.document.licence.stated;
  return {
    id: ids.image,
    patient: ids.patient,
    study: null,
    order,
    url: null,
    sha256: file?.sha256 ?? null,
    file: cells.filename.trim(),
    width: null,
    height: null,
    mime: null,
    modality: { stated: null, value: null },
    view: { stated: null, value: null },
    caption: null,
    date: cells.date.trim() || null,
    origin: same ? null : { url: own.url, doi: own.doi, licence: licenceFrom(own.stated), credit: null },
    imported: { table, row: row.row, folder: cells.folder.trim(), ...cellsAsTheyStood(row, fields) },
  };
}

/**
 * @param rows of one table, in its order
 * @param table its name, kept with every decision
 * @param options.files image file name -> its file, where there is one
 * @param options.stored the stored images that rows are under another name: an export gave it, so theirs stays
 * @param options.held the stored patients: a patient keeps the case id it has, and takes no other's
 * @param options.dataset whose patients they are; without it the reference's, and those of datasets that an export qualified
 * @throws InvalidInput for a row without patient id or file name, or a file name that stands twice.
 */
export function casesOfTable(
  rows: readonly TableRow[],
  table: string,
  options: {
    files?: ReadonlyMap<string, BroughtFile>;
    stored?: ReadonlyMap<string, HeldImage>;
    held?: HeldIds;
    at?: string;
    by?: string;
    fields?: FieldSet;
    dataset?: string | undefined;
  } = {},
): ImportedCase[] {
  const {
    files = new Map<string, BroughtFile>(),
    at = new Date().toISOString(),
    by = importAuthor(table),
    fields = builtIn,
  } = options;
  const patients = new Map<string, TableRow[]>();
  const seen = new Map<string, number>();
  for (const row of rows) {
    const [label, file] = [row.cells.patientid.trim(), row.cells.filename.trim()];
    if (label === '' || file === '')
      throw new InvalidInput(
        'blank-key',
        `${table}, row ${row.row}: ${label === '' ? 'patientid' : 'filename'} is blank; every row needs both`,
      );
    const before = seen.get(file);
    if (before !== undefined)
      throw new InvalidInput(
        'file-twice',
        `${table}: the file name ${file} stands in rows ${before} and ${row.row}; every row needs its own`,
      );
    seen.set(file, row.row);
    patients.set(label, [...(patients.get(label) ?? []), row]);
  }
  const caseIds = new Set<string>(options.held?.taken);
  const fileOf = new Map(rows.map(({ row, cells }) => [row, files.get(cells.filename.trim()) ?? null]));
  return [...patients].map(([label, stated]) => {
    const own = stated.map((row) => withStoredName(row, options.stored));
    const { dataset, key, id } = caseOfPatient(label, options.dataset, options.held, caseIds);
    caseIds.add(id);
    const first = own[0]?.cells;
    const imageIds = imageIdsOf(own);
    const source = {
      site: 'collection',
      key,
      ...(dataset === undefined ? {} : { dataset }),
      url: first?.url.trim() || null,
      retrievedAt: at,
      parser: PARSER,
      pageSha256: null,
    };
    const document = {
      title: dataset === undefined ? `Patient ${key}` : `Patient ${key} of ${dataset}`,
      doi: first?.doi.trim() || null,
      licence: licenceFrom(first?.license ?? null),
      institution: null,
      citation: null,
      credit: null,
      published: null,
    };
    const draft: CaseDraft = {
      id,
      source,
      document,
      texts: textsOf(own, imageIds),
      patients: [
        {
          id: 'p1',
          label: key,
          sex: null,
          age: null,
          location: shared(own.map((row) => row.cells.location.trim())).value || null,
        },
      ],
      studies: [],
      images: own.map((row, order) =>
        imageOf(
          row,
          order,
          { image: imageIds.get(row.row) ?? '', patient: 'p1' },
          table,
          fileOf.get(row.row) ?? null,
          { source, document },
          fields,
        ),
      ),
    };
    return { draft, events: decisionsOf(own, table, at, by, 'p1', imageIds, fields) };
  });
}
