import { documentNames, jsonSchemaOf } from '../../../data/format/json-schema.ts';
import { code, page, table } from './markdown.ts';

/** Every property of the files in a workspace, from the schemas that check them. */

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const variants = ({ anyOf, oneOf }: Schema): readonly Schema[] => [...(anyOf ?? []), ...(oneOf ?? [])];

/** Whole numbers have these where nothing else bounds them. */
const bounded = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

function typeOf(schema: Schema): string {
  const several = variants(schema);
  if (several.length > 0) return [...new Set(several.map(typeOf))].join(' or ');
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(JSON.stringify(value))).join(', ');
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  if (schema.format === 'date-time') return 'time (ISO 8601, UTC)';
  const { minimum, maximum } = schema;
  const range =
    bounded(minimum) || bounded(maximum) ? `, ${minimum ?? ''} to ${bounded(maximum) ? maximum : 'any'}` : '';
  const length = schema.maxLength === undefined ? '' : `, at most ${schema.maxLength} characters`;
  return `${schema.type ?? 'anything'}${range}${length}`;
}

/** @returns rows of path, type and whether it may be left out; properties of all variants of an object are told once */
function rowsOf(schema: Schema, path = ''): [string, string, string][] {
  if (schema.items) return rowsOf(schema.items, `${path}[]`);
  const inner = variants(schema).flatMap((one) => rowsOf(one, path));
  const own = Object.entries(schema.properties ?? {}).flatMap(
    ([name, property]): [string, string, string][] => {
      const at = path === '' ? name : `${path}.${name}`;
      const isNeeded = schema.required?.includes(name) === true;
      const missing =
        property.default === undefined
          ? 'may be left out'
          : `without it ${code(JSON.stringify(property.default))}`;
      return [
        [at, typeOf(property), isNeeded && property.default === undefined ? '' : missing],
        ...rowsOf(property, at),
      ];
    },
  );
  return [...own, ...inner];
}

/** Of variants that have a property alike, its row stands once. */
const unique = (rows: readonly (readonly [string, string, string])[]): string[][] => {
  const byPath = Map.groupBy(rows, ([path]) => path);
  return [...byPath].map(([path, same]) => [
    code(path),
    [...new Set(same.map(([, type]) => type))].join(' or '),
    [...new Set(same.map(([, , note]) => note))].filter((note) => note !== '').join('; '),
  ]);
};

export const formatReference = (): string =>
  page(
    '# Files of a workspace',
    'Made of the schemas in `data/format` by `npm run references`; `caseline schema case|review|contribution` prints them as JSON Schema, with every bound and pattern. Nothing else may stand in these files.',
    ...documentNames.flatMap((name) => [
      `## ${name}`,
      table(['property', 'type', 'remark'], unique(rowsOf(jsonSchemaOf(name)))),
    ]),
  );
