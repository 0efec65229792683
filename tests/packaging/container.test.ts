import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { program } from '../../cli/program.ts';

/**
 * The container file without an engine to build it: every claim that can be read off the files is checked. That
 * Debian's packages install, and that the image starts, only a build can tell.
 */
const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** Instructions in order; continued lines are joined, comments left out. */
function instructions(text: string): Instruction[] {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const at = line.indexOf(' ');
      return { name: line.slice(0, at), value: line.slice(at + 1).trim() };
    });
}

const file = instructions(read('Containerfile'));
const only = (name: string): string => {
  const found = file.filter((instruction) => instruction.name === name);
  expect(found, name).toHaveLength(1);
  return found[0]?.value ?? '';
};
const placeOf = (name: string): number => file.findIndex((instruction) => instruction.name === name);

const manifest = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
/** Packages that `npm ci` installs, with those for development marked. */
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { dev?: boolean }> };
const installed = (name: string): boolean =>
  packages[`node_modules/${name}`]?.dev === undefined && `node_modules/${name}` in packages;
/** What stays outside: lines of the ignore file that name a file or folder. */
const ignored = read('.containerignore')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('#'));

describe('the container', () => {
  test('runs the Node that the project pins', () => {
    expect(only('ARG')).toBe(`NODE_IMAGE=node:${manifest.devDependencies['node']}-bookworm-slim`);
    expect(only('FROM')).toBe(`\${NODE_IMAGE}`);
    expect(read('RELEASING.md')).toContain('--build-arg NODE_IMAGE=');
  });

  test('copies only what is there', () => {
    const copies = file.filter(({ name }) => name === 'COPY');
    expect(copies.length).toBeGreaterThan(0);
    for (const { value } of copies) {
      const sources = value.split(/\s+/).slice(0, -1);
      for (const source of sources) {
        expect(source.startsWith('--'), value).toBe(false);
        expect(existsSync(join(root, source)), source).toBe(true);
        expect(ignored, source).not.toContain(source);
      }
    }
    // What a build folder gathers must not be baked in: another platform's packages, cases, secrets of git.
    for (const path of ['node_modules', '.git', 'data/workspace']) expect(ignored).toContain(path);
  });

  test('holds every file and package that its code imports', () => {
    const runtime = globSync('{cli.ts,bin,cli,curation,data,scrapers,server}/**/*.{ts,mjs,js}', { cwd: root })
      .concat('cli.ts')
      .filter((path) => !path.startsWith('data/workspace'));
    expect(runtime.length).toBeGreaterThan(300);
    const wrong: string[] = [];
    for (const path of runtime) {
      for (const [, name = ''] of read(path).matchAll(
        /^(?:import|export)\s[^'"`;]{0,2000}?from '([^']{1,200})'|^import '([^']{1,200})'/gm,
      )) {
        if (name === '') continue;
        if (name.startsWith('.')) {
          if (
            join(path, '..', name)
              .split('/')
              .some((part) => ignored.includes(part))
          )
            wrong.push(`${path} imports ${name}, which the image lacks`);
          continue;
        }
        const bare = name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/');
        const built = name.startsWith('node:') || builtinModules.includes(bare);
        // Types alone are gone at run time.
        const types = new RegExp(`^(?:import|export) type [^;]{0,2000}?from '${name}'`, 'm').test(read(path));
        if (!built && !installed(bare) && !types)
          wrong.push(`${path} imports ${name}, which npm ci --omit=dev leaves out`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('runs as somebody who is not root, who owns the workspace and nothing else', () => {
    const user = only('USER');
    expect(user).toBe('node');
    expect(placeOf('USER')).toBeLessThan(placeOf('ENTRYPOINT'));
    const volume = only('VOLUME');
    const owns = file.findIndex(
      ({ name, value }) => name === 'RUN' && value.includes(`chown ${user}:${user} ${volume}`),
    );
    expect(owns).toBeGreaterThan(-1);
    // After VOLUME, changes of the folder would be lost.
    expect(owns).toBeLessThan(placeOf('VOLUME'));
    expect(file.filter(({ value }) => value.includes('chown')).length).toBe(1);
    expect(only('ENV')).toMatch(new RegExp(`CASELINE_WORKSPACE=${volume}(?:\\s|$)`));
    expect(read('Containerfile')).not.toMatch(/password=|token=|secret/i);
  });

  describe('starts the workbench', () => {
    let words: string[];
    beforeAll(() => {
      words = [...(JSON.parse(only('ENTRYPOINT')) as string[]), ...(JSON.parse(only('CMD')) as string[])];
    });

    test('with a command and flags that there are', async () => {
      const [node, entry, command, ...flags] = words;
      expect([node, entry]).toEqual(['node', 'cli.ts']);
      expect(existsSync(join(root, entry ?? ''))).toBe(true);
      const caseline = await program([command ?? '']);
      const serve = caseline.commands.find((known) => known.name() === command);
      const known = [...caseline.options, ...(serve?.options ?? [])].map(({ long }) => long);
      for (const flag of flags.filter((word) => word.startsWith('--'))) expect(known).toContain(flag);
    });

    test('at the port that is exposed and asked for its health', () => {
      const port = words[words.indexOf('--port') + 1];
      expect(only('EXPOSE')).toBe(port);
      const health = only('HEALTHCHECK');
      expect(health).toContain(`http://127.0.0.1:${port}/healthz`);
      expect(() => JSON.parse(health.slice(health.indexOf('[')))).not.toThrow();
      expect(only('STOPSIGNAL')).toBe('SIGTERM');
    });

    test('with settings that the code reads', () => {
      const code = globSync('{cli,data,scrapers,server}/**/*.ts', { cwd: root }).map(read).join('\n');
      for (const [, name = ''] of only('ENV').matchAll(/([A-Z_]+)=/g))
        if (name !== 'NODE_ENV') expect(code, name).toContain(name);
    });
  });
});
