import { z } from 'zod';
import { InvalidInput } from '../errors.ts';
import { orNearest } from '../nearest-name.ts';
import { checkedConfig, type WorkspaceConfig, workspaceConfigSchema } from './config.ts';

/**
 * The workspace's settings one by one, each by the names that lead to it: `contact`, `sources.eurorad.delay`,
 * `schedules.weekly.cron`. What there is, what it means and what it may be stand in the schema of `config.ts`.
 */
export interface Setting {
  readonly name: string;
  /** What it means, in words. */
  readonly means: string;
  readonly kind: 'words' | 'number' | 'answer' | 'list';
  /** As it is set; undefined where it is not, and the default holds. */
  readonly value: unknown;
}

/** Kept by Caseline itself. */
const ours = new Set(['format', 'createdAt', 'imports']);

type Node = Readonly<Record<string, unknown>>;

/** Without what makes it optional or gives it a default. */
const bare = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;

/** What an object, a record or a list of named entries holds under a name; null for none. */
function below(schema: z.core.$ZodType, name: string): z.core.$ZodType | null {
  const held = bare(schema);
  if (held instanceof z.ZodObject) return (held.shape[name] as z.core.$ZodType | undefined) ?? null;
  if (held instanceof z.ZodRecord) return held.valueType;
  if (held instanceof z.ZodArray && bare(held.element) instanceof z.ZodObject) return held.element;
  return null;
}

const namesBelow = (schema: z.core.$ZodType): readonly string[] => {
  const held = bare(schema);
  return held instanceof z.ZodObject ? Object.keys(held.shape).filter((name) => !ours.has(name)) : [];
};

function kindOf(schema: z.core.$ZodType): Setting['kind'] {
  const held = bare(schema);
  if (held instanceof z.ZodArray) return 'list';
  if (held instanceof z.ZodBoolean) return 'answer';
  return held instanceof z.ZodString ? 'words' : 'number';
}

const isLeaf = (schema: z.core.$ZodType): boolean =>
  below(schema, '') === null && namesBelow(schema).length === 0;

/** An entry of a list by its `name`, else what an object holds under it. */
const childOf = (value: unknown, name: string): unknown =>
  Array.isArray(value)
    ? value.find((entry: { name?: unknown }) => entry.name === name)
    : (value as Node | undefined)?.[name];

/** All that may be set, with what is set: of sources and schedules those that stand in the settings. Pure. */
export function settingsOf(config: WorkspaceConfig): readonly Setting[] {
  const found: Setting[] = [];
  const walk = (schema: z.core.$ZodType, names: readonly string[], value: unknown): void => {
    if (names.length === 1 && ours.has(names[0] ?? '')) return;
    if (isLeaf(schema)) {
      const means = (schema as z.ZodType).description ?? (bare(schema) as z.ZodType).description ?? '';
      found.push({ name: names.join('.'), means, kind: kindOf(schema), value });
      return;
    }
    const named = namesBelow(schema);
    const children =
      named.length > 0
        ? named
        : Array.isArray(value)
          ? value.map(({ name }) => String(name))
          : Object.keys((value as Node | undefined) ?? {});
    for (const name of children) {
      const child = below(schema, name);
      if (child !== null) walk(child, [...names, name], childOf(value, name));
    }
  };
  walk(workspaceConfigSchema, [], config);
  return found;
}

/** The parts of a name; the name of a schedule that there is may hold dots. */
function partsOf({ schedules }: WorkspaceConfig, name: string): readonly string[] {
  const [own] = schedules
    .map((schedule) => schedule.name)
    .filter((one) => `${name}.`.startsWith(`schedules.${one}.`))
    .sort((one, other) => other.length - one.length);
  if (own === undefined) return name.split('.');
  const rest = name.slice(`schedules.${own}.`.length);
  return ['schedules', own, ...(rest === '' ? [] : rest.split('.'))];
}

function unknownSetting(name: string, at: string, known: readonly string[]): InvalidInput {
  const where = known.length > 0 ? `; here are: ${known.join(', ')}` : '';
  return new InvalidInput(
    'no-setting',
    `there is no setting '${name.slice(0, 100)}'${orNearest(at, known)}${where}`,
  );
}

/** A value as typed: words as they are where words are asked for, else JSON; a list of words parted by commas. */
function typed(schema: z.core.$ZodType, text: string): unknown {
  const asked = bare(schema);
  if (asked instanceof z.ZodString) return text;
  if (
    asked instanceof z.ZodArray &&
    asked.element instanceof z.ZodString &&
    !text.trimStart().startsWith('[')
  )
    return text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The same with one thing set, or taken out where `value` is undefined; a new named entry of a list is added. Pure. */
function withChild(
  held: unknown,
  [name = '', ...rest]: readonly string[],
  value: unknown,
  isList: boolean,
): unknown {
  if (isList) {
    const entries = (held as readonly Node[] | undefined) ?? [];
    const index = entries.findIndex((entry) => entry['name'] === name);
    const entry =
      rest.length === 0
        ? value === undefined
          ? undefined
          : { ...(value as Node), name }
        : withChild(entries[index] ?? { name }, rest, value, false);
    if (entry === undefined) return entries.filter((_, at) => at !== index);
    return index < 0 ? [...entries, entry] : entries.map((one, at) => (at === index ? entry : one));
  }
  const object: Record<string, unknown> = { ...(held as Node | undefined) };
  const next = rest.length === 0 ? value : withChild(object[name], rest, value, name === 'schedules');
  if (next === undefined) delete object[name];
  else object[name] = next;
  return object;
}

/**
 * Settings with one of them changed. Pure.
 * @param text as typed; null or blank takes it out, so that its default holds
 * @throws InvalidInput `no-setting` for a name that there is not, `bad-config` saying what it may be
 */
export function withSetting(config: WorkspaceConfig, name: string, text: string | null): WorkspaceConfig {
  const parts = partsOf(config, name);
  let schema: z.core.$ZodType = workspaceConfigSchema;
  for (const part of parts) {
    const child = part === '' || ours.has(parts[0] ?? '') ? null : below(schema, part);
    if (child === null) throw unknownSetting(name, part, namesBelow(schema));
    schema = child;
  }
  const value = text === null || text.trim() === '' ? undefined : typed(schema, text);
  return checkedConfig(
    withChild(config, parts, value, false),
    `'${name}' cannot be ${JSON.stringify(text ?? '')}`,
  );
}

/** The value of a setting, or all below a name. @throws InvalidInput `no-setting` */
export function settingNamed(config: WorkspaceConfig, name: string): unknown {
  let [schema, value]: [z.core.$ZodType | null, unknown] = [workspaceConfigSchema, config];
  for (const part of partsOf(config, name)) {
    const at: z.core.$ZodType = schema;
    schema = part === '' ? null : below(at, part);
    if (schema === null) throw unknownSetting(name, part, namesBelow(at));
    value = childOf(value, part);
  }
  return value;
}
