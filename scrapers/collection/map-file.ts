import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../data/errors.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import { describeProblems } from '../../data/format/read.ts';
import { type TableMap, tableMapSchema } from '../../data/format/table-map.ts';
import { cellsOf, nearestColumn } from './known-names.ts';

type Pair = readonly [from: string, to: string | null, column?: string];

/** Columns whose vocabulary has a cell: `Y` is one of many. */
const columnsOfCell = (cell: string): string[] =>
  builtIn.shown.flatMap((field) => (cellsOf(field)?.includes(cell) ? [field.name] : []));

/** Pairs of from and to as a mapping: a column of the reference is named as such, everything else is a cell of its field. */
function mapOfPairs(pairs: readonly Pair[], name: string): TableMap {
  const columns: Record<string, string | null> = {};
  const labels: Record<string, Record<string, string>> = {};
  for (const [from, to, stated] of pairs) {
    if (stated !== undefined && stated !== '') {
      labels[stated] = { ...labels[stated], [from]: to ?? '' };
      continue;
    }
    if (to === null || to === '' || builtIn.columnNames.includes(to)) {
      columns[from] = to || null;
      continue;
    }
    const own = columnsOfCell(to);
    if (own.length === 0) {
      const near = nearestColumn(to, builtIn.columnNames);
      throw new InvalidInput(
        'bad-map',
        `${name}: '${to}' (for '${from}') is neither a column nor a cell of the reference${near === null ? '' : `; ${near} is meant?`}`,
      );
    }
    for (const column of own) labels[column] = { ...labels[column], [from]: to };
  }
  return { columns, labels, fill: {} };
}

/** Cells said of a column by the table's own name are cells of the column it stands for. */
function withOurNames(map: TableMap): TableMap {
  const ourName = (name: string): string => map.columns[name] ?? name;
  const labels: Record<string, Record<string, string>> = {};
  for (const [name, cells] of Object.entries(map.labels))
    labels[ourName(name)] = { ...labels[ourName(name)], ...cells };
  return { ...map, labels };
}

const parts: ReadonlySet<string> = new Set(Object.keys(tableMapSchema.shape));

function mapOfJson(text: string, name: string): TableMap {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput('bad-map', `${name} is no JSON: ${(cause as Error).message}`, { cause });
  }
  const entries = Object.entries((document ?? {}) as Record<string, unknown>);
  const isPlain = entries.every(([, to]) => to === null || typeof to === 'string');
  if (!Array.isArray(document) && isPlain && !entries.some(([from]) => parts.has(from)))
    return mapOfPairs(entries as [string, string | null][], name);
  const result = tableMapSchema.safeParse(document);
  if (result.success) return result.data;
  throw new InvalidInput(
    'bad-map',
    `${name}: ${describeProblems(result.error)}; a mapping has columns, labels, fill, files and encoding (docs/import.md)`,
  );
}

/** Lines of `from,to`, or `column,from,to` where cells of a column are meant; a first line of these words is passed over. */
function mapOfCsv(text: string, name: string): TableMap {
  let lines: string[][];
  try {
    lines = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as string[][];
  } catch (cause) {
    throw new InvalidInput('bad-map', `${name} is no CSV: ${(cause as Error).message}`, { cause });
  }
  const head = lines[0]?.map((cell) => cell.toLowerCase()) ?? [];
  const named = head.includes('from') && head.includes('to');
  const place = (word: string, other: number): number => (named ? head.indexOf(word) : other);
  const width = lines[0]?.length ?? 0;
  const at = {
    column: place('column', width > 2 ? 0 : -1),
    from: place('from', width > 2 ? 1 : 0),
    to: place('to', width > 2 ? 2 : 1),
  };
  return mapOfPairs(
    lines.slice(named ? 1 : 0).map((cells, index): Pair => {
      const [from, to] = [cells[at.from], cells[at.to]];
      if (!from || to === undefined)
        throw new InvalidInput(
          'bad-map',
          `${name}, line ${index + (named ? 2 : 1)}: a line is from,to or column,from,to`,
        );
      return [from, to, at.column < 0 ? undefined : cells[at.column]] as const as Pair;
    }),
    name,
  );
}

/**
 * Reads a mapping: JSON with `columns`, `labels`, `fill`, `files` and `encoding`, JSON of from and to alone, or CSV of
 * `from,to` or `column,from,to`.
 * @throws InvalidInput naming what is off, with the nearest known name
 */
export function readMap(bytes: Uint8Array, name: string): TableMap {
  const text = new TextDecoder('utf-8').decode(bytes).replace(/^\uFEFF/, '');
  const isJson = ['{', '['].includes(text.trimStart().charAt(0));
  return withOurNames(isJson ? mapOfJson(text, name) : mapOfCsv(text, name));
}
