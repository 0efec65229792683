/** Counts the rows of every table of a release as DuckDB reads it, types guessed; prints them as JSON. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, modules, ...paths] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(modules, 'package.json'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rows = {};
for (const path of paths) {
  const place = join(folder, path).replaceAll("'", "''");
  const result = await connection.runAndReadAll(`SELECT count(*) FROM read_csv('${place}', header = true)`);
  rows[path] = Number(result.getRows()[0][0]);
}
process.stdout.write(JSON.stringify({ rows }));
