import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/**
 * `npm run bench [name…]`: each file beside this one measures one part against a peer or a physical limit in the
 * same run and returns rows to print. Nothing here passes or fails: the figures are for people to compare.
 */

const wanted = process.argv.slice(2);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`there is no benchmark ${unknown.join(', ')}; known are ${names.join(', ')}`);
  process.exit(2);
}

const cores = cpus();
console.log(
  `${cores.length} x ${cores[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
);
for (const name of names.filter((candidate) => wanted.length === 0 || wanted.includes(candidate))) {
  console.log(`\n## ${name}`);
  const { run } = (await import(`./${name}.ts`)) as { run(): Promise<readonly object[]> };
  console.table(await run());
}
