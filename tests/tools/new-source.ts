import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { messageOf } from '../../data/errors.ts';
import { scaffold } from './scaffold.ts';

/**
 * Begins a source: `npm run new-source NAME [https://SITE]`. What it writes reads a made-up site, passes types, lint and its
 * tests, and is changed from there, page by page, into one that reads the real site.
 */
const root = join(import.meta.dirname, '../..');
const [name, site] = process.argv.slice(2);

const next = (source: string, files: readonly string[]): string => `Written:
${files.map((file) => `  ${file}`).join('\n')}

Next:
  1. npx vitest run --project fast tests/scrapers/${source} tests/scrapers/contracts.test.ts   (green now; keep it so)
  2. Read the site's terms and robots.txt; note them in scrapers/${source}/README.md.
  3. npm run inspect URL-OR-FILE: what a page of the site has, and how this source reads it.
  4. Change contract/ to a page in the site's shape (your own words, not the site's), then case-page.ts until it reads it; the same for listing.ts.
  5. Change tests/helpers/sites/${source}.ts to the site's markup and addresses; its stories stay the truth.
  6. docs/add-a-source.md has the rest.
`;

if (name === undefined || process.argv.length > 4) {
  process.stderr.write('usage: npm run new-source NAME [https://SITE]\n');
  process.exitCode = 2;
} else {
  try {
    const files = scaffold(root, name, site);
    // Names of another length sort and wrap elsewhere.
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const typescript = files.filter((file) => file.endsWith('.ts'));
    const { status, stderr } = spawnSync(process.execPath, [biome, 'check', '--write', ...typescript], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) process.stderr.write(`npm run format has something to say:\n${stderr}`);
    // Commands name their sources: written by a process that has loaded the new one.
    const written = spawnSync(process.execPath, [join(import.meta.dirname, 'references/references.ts')], {
      cwd: root,
      encoding: 'utf8',
    });
    if (written.status !== 0)
      process.stderr.write(`npm run references has something to say:\n${written.stderr}`);
    process.stdout.write(next(name, [...files, 'docs/reference/commands.md']));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 2;
  }
}
