import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/**
 * What the Data Package, Data Resource and Table Schema standards ask (specs.frictionlessdata.io), checked on a folder: the
 * descriptor's rules, the files' bytes and hashes, and every cell against its field. Gives what is wrong.
 */

interface FieldOf {
  name: string;
  type: string;
  constraints?: {
    required?: boolean;
    enum?: string[];
    minimum?: number;
    maximum?: number;
    pattern?: string;
  };
}
interface Resource {
  name: string;
  path: string;
  profile: string;
  bytes: number;
  hash: string;
  schema?: {
    fields: FieldOf[];
    missingValues: string[];
    primaryKey?: string[];
    foreignKeys?: { fields: string; reference: { resource: string; fields: string } }[];
  };
}

const resourceName = /^[-a-z0-9._/]+$/;
const types: Readonly<Record<string, RegExp>> = {
  string: /^[\s\S]*$/,
  integer: /^[+-]?\d+$/,
  number: /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/,
  boolean: /^(?:true|false)$/,
};

export function validateDataPackage(folder: string): string[] {
  const faults: string[] = [];
  const text = readFileSync(join(folder, 'datapackage.json'), 'utf8');
  const descriptor = JSON.parse(text) as {
    name: string;
    homepage?: string;
    version: string;
    created: string;
    licenses: { name?: string; path?: string }[];
    contributors: { title?: string }[];
    resources: Resource[];
  };
  const need = (ok: boolean, fault: string): void => {
    if (!ok) faults.push(fault);
  };
  need(resourceName.test(descriptor.name), `name ${descriptor.name}`);
  need(!Number.isNaN(Date.parse(descriptor.created)), `created ${descriptor.created}`);
  need(
    descriptor.licenses.length > 0 && descriptor.licenses.every(({ name, path }) => name || path),
    'licenses',
  );
  need(
    descriptor.contributors.every(({ title }) => Boolean(title)),
    'contributors',
  );
  need(
    descriptor.homepage === undefined || URL.parse(descriptor.homepage)?.protocol.startsWith('http') === true,
    'homepage',
  );
  need(descriptor.resources.length > 0, 'no resources');
  const names = descriptor.resources.map(({ name }) => name);
  need(new Set(names).size === names.length, `resource names twice: ${names}`);
  const tables = new Map<string, Record<string, string>[]>();
  for (const resource of descriptor.resources) {
    need(resourceName.test(resource.name), `resource name ${resource.name}`);
    need(!/^\/|\.\./.test(resource.path), `path ${resource.path}`);
    const bytes = readFileSync(join(folder, resource.path));
    need(bytes.length === resource.bytes, `${resource.path}: bytes`);
    need(
      `sha256:${createHash('sha256').update(bytes).digest('hex')}` === resource.hash,
      `${resource.path}: hash`,
    );
    if (!resource.schema) continue;
    const [header, ...lines] = parse(bytes, { relax_column_count: false }) as string[][];
    const { fields, missingValues, primaryKey } = resource.schema;
    for (const { name, type, constraints = {} } of fields) {
      need(
        (constraints.minimum === undefined && constraints.maximum === undefined) || type !== 'string',
        `${resource.path}: ${name} is text and has limits`,
      );
      need(constraints.pattern === undefined || type === 'string', `${resource.path}: ${name} has a pattern`);
    }
    for (const name of [
      ...(primaryKey ?? []),
      ...(resource.schema.foreignKeys ?? []).map((key) => key.fields),
    ])
      need(
        fields.some((field) => field.name === name),
        `${resource.path}: key ${name} is no field`,
      );
    need(
      (primaryKey ?? []).every((name) => fields.find((field) => field.name === name)?.constraints?.required),
      `${resource.path}: a key may be blank`,
    );
    need(header?.join() === fields.map(({ name }) => name).join(), `${resource.path}: header`);
    const rows = lines.map((line) => Object.fromEntries(line.map((cell, at) => [header?.[at] ?? '', cell])));
    tables.set(resource.name, rows);
    for (const field of fields) {
      const pattern = types[field.type];
      need(pattern !== undefined, `${resource.path}: type ${field.type}`);
      rows.forEach((row, at) => {
        const cell = row[field.name] ?? '';
        if (missingValues.includes(cell))
          need(!field.constraints?.required, `${resource.path}:${at + 1} ${field.name} blank`);
        else {
          need(
            pattern?.test(cell) ?? false,
            `${resource.path}:${at + 1} ${field.name} '${cell}' is no ${field.type}`,
          );
          const { minimum, maximum, pattern: shape } = field.constraints ?? {};
          need(
            (minimum === undefined || Number(cell) >= minimum) &&
              (maximum === undefined || Number(cell) <= maximum),
            `${resource.path}:${at + 1} ${field.name} '${cell}' out of its limits`,
          );
          need(
            shape === undefined || new RegExp(`^(?:${shape})$`).test(cell),
            `${resource.path}:${at + 1} ${field.name} '${cell}' is not as its pattern`,
          );
          need(
            field.constraints?.enum?.includes(cell) ?? true,
            `${resource.path}:${at + 1} ${field.name} '${cell}' not in enum`,
          );
        }
      });
    }
    if (primaryKey) {
      const keys = rows.map((row) => primaryKey.map((column) => row[column]).join('\n'));
      need(new Set(keys).size === keys.length, `${resource.path}: primary key not unique`);
    }
  }
  for (const resource of descriptor.resources) {
    for (const { fields, reference } of resource.schema?.foreignKeys ?? []) {
      const target = tables.get(reference.resource);
      const known = new Set(target?.map((row) => row[reference.fields]));
      need(target !== undefined, `${resource.path}: no resource ${reference.resource}`);
      for (const row of tables.get(resource.name) ?? [])
        if (row[fields])
          need(known.has(row[fields]), `${resource.path}: ${fields} '${row[fields]}' leads nowhere`);
    }
  }
  return faults;
}
