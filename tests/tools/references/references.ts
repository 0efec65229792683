/**
 * Writes `docs/reference/`: commands, fields and file formats, each from the code that knows them.
 *
 *   npm run references              # write them anew
 *   npm run references -- --check   # exit 1 where one is not what it would be written as
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandsReference } from './commands.ts';
import { fieldsReference } from './fields.ts';
import { formatReference } from './format.ts';

const folder = join(import.meta.dirname, '../../../docs/reference');

/** Path -> what it should hold. */
export async function references(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    [join(folder, 'commands.md'), await commandsReference()],
    [join(folder, 'fields.md'), fieldsReference()],
    [join(folder, 'format.md'), formatReference()],
  ]);
}

/** Paths of those that are not what they would be written as. */
export async function stale(): Promise<string[]> {
  const now = await references();
  return [...now].flatMap(([path, text]) =>
    existsSync(path) && readFileSync(path, 'utf8') === text ? [] : [path],
  );
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const old = await stale();
    for (const path of old) process.stdout.write(`${path} is not up to date: npm run references\n`);
    process.exitCode = old.length > 0 ? 1 : 0;
  } else {
    for (const [path, text] of await references()) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      process.stdout.write(`${path}\n`);
    }
  }
}
