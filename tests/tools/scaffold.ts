import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadUsage } from '../../data/errors.ts';

/** The made-up source is copied under another name: it is checked and tested like every other, so a copy passes at once. */
const pattern = 'scrapers/kit/example';

/** Where each file of the pattern goes in a source of that name. */
const placesOf = (root: string, name: string): [from: string, to: string][] => {
  const files = readdirSync(join(root, pattern), { recursive: true, encoding: 'utf8' });
  return [
    ...files
      .filter((file) => /\.\w+$/.test(file))
      .map((file): [string, string] => [`${pattern}/${file}`, `scrapers/${name}/${file}`]),
    ['tests/helpers/sites/example.ts', `tests/helpers/sites/${name}.ts`],
    ['tests/scrapers/kit/example.test.ts', `tests/scrapers/${name}/source.test.ts`],
  ];
};

const titled = (name: string): string => name.replace(/^./, (letter) => letter.toUpperCase());

/** The text of a file of the pattern, in the name of the new source and one folder higher. */
const renamed = (text: string, from: string, name: string, origin: string): string =>
  (from.startsWith(pattern) ? text.replaceAll("'../../", "'../") : text)
    .replaceAll('https://cases.example.org', origin)
    .replaceAll('scrapers/kit/example/', `scrapers/${name}/`)
    .replaceAll('Example', titled(name))
    .replaceAll('example', name);

/** Lists that name every source: what stands there, and what then stands there too. */
const listings = (name: string, origin: string): Record<string, [RegExp, string][]> => {
  const Name = titled(name);
  return {
    'scrapers/source-names.ts': [[/\] as const/, `, '${name}'] as const`]],
    'scrapers/sources.ts': [
      [/(?=import \{ type SourceName)/, `import { ${name} } from './${name}/source.ts';\n`],
      [/(?<=Source>> = \{[^}]{0,400}?),?\s?\}/, `, ${name} }`],
    ],
    'tests/helpers/contracts.ts': [
      [
        /(?=\n\/\*\*\n \* Contract cases)/,
        `import { parse${Name}Case } from '../../scrapers/${name}/case-page.ts';\n` +
          `import { parse${Name}Listing } from '../../scrapers/${name}/listing.ts';\n`,
      ],
      [
        /(?=\n\};\n\nexport interface ContractCase)/,
        `\n  '${name}/case': parse${Name}Case,\n  '${name}/listing': parse${Name}Listing,`,
      ],
    ],
    'docs/sources.md': [
      [
        /(?=\| reference collection)/,
        `| \`${name}\` | words | one page of ${new URL(origin).hostname} | every figure | of each case; **off until permission is recorded; to be tried on the live site** |\n`,
      ],
    ],
  };
};

/** @throws BadUsage for an address that is no site's */
const originOf = (address: string): string => {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search !== '')
    throw new BadUsage('bad-origin', `'${address}' is no site's address; give one such as https://cases.org`);
  return url.origin;
};

/**
 * Writes a source that reads a made-up site, and names it wherever sources are named. Nothing is written unless all of it
 * can be.
 * @param root the project's folder
 * @returns the files written, relative to it
 * @throws BadUsage for a name that is none, or taken
 */
export function scaffold(root: string, name: string, address = `https://${name}.example`): string[] {
  if (!/^[a-z][a-z0-9]{1,29}$/.test(name))
    throw new BadUsage('bad-name', `'${name}' is no name of a source: 2 to 30 small letters and digits`);
  const origin = originOf(address);
  const places = placesOf(root, name);
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const taken = places.find(
    ([, to]) => existsSync(join(root, to)) || existsSync(join(root, dirname(to), name)),
  );
  if (taken !== undefined || existsSync(join(root, 'scrapers', name)))
    throw new BadUsage(
      'name-taken',
      `scrapers/${name} or a file of its tests is there already; choose another name`,
    );
  const written = new Map<string, string>();
  for (const [from, to] of places) {
    const text = read(from);
    if (from.endsWith('.ts') && new RegExp(`\\b${name}\\b`).test(text))
      throw new BadUsage(
        'name-taken',
        `'${name}' has a meaning in the code of a source; choose another name`,
      );
    written.set(to, renamed(text, from, name, origin));
  }
  for (const [file, changes] of Object.entries(listings(name, origin))) {
    const listed = changes.reduce((text, [where, what]) => {
      if (!where.test(text)) throw new Error(`${file} has no place for a new source any more: ${where}`);
      return text.replace(where, () => what);
    }, read(file));
    written.set(file, listed);
  }
  for (const [file, text] of written) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return [...written.keys()];
}
