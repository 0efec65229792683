import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace } from '../../data/embedded/config.ts';
import { draw, type FixtureStream, pages, samplesImage, write } from '../scrapers/papers/fixtures.ts';
import { body } from '../scrapers/papers/layout-pages.ts';
import { caseline } from './command.ts';
import { temporaryFolder } from './temporary.ts';

const shade = (seed: number): FixtureStream =>
  samplesImage(120, 100, 'DeviceGray', (x, y) => [(x * seed + y * (seed + 4)) % 256]);

/** A paper that nobody wrote. */
export interface Invented {
  title: string;
  names?: string;
  doi?: string;
  year?: number;
  /** Pictures of one number are byte for byte the same. */
  picture: number;
  cover?: string;
}

/** Its PDF. */
export const paperOf = ({
  title,
  names = 'Erika Muster, Max Mustermann',
  doi,
  year = 2020,
  picture,
  cover,
}: Invented): Buffer => {
  const line = `Journal of Inventions ${year}; 12: 1-4${doi === undefined ? '' : `; https://doi.org/${doi}`}`;
  const first =
    write([title], 50, 740, 14, 'F2') +
    write([names], 50, 718, 10) +
    write([line, `(c) ${year} The authors. CC BY 4.0`], 50, 700, 7) +
    body(50, 660, 12, 9) +
    draw('Im0', 60, 300, 240, 200) +
    write(['Figure 1. Chest radiograph on day 3.'], 60, 285, 7) +
    body(50, 250, 12, 9);
  const front = cover === undefined ? [] : [{ content: write([cover], 60, 560, 16, 'F2'), images: [] }];
  return pages([...front, { content: first, images: [0] }], [shade(picture)]);
};

/** What `paper --json` prints of one paper. */
interface Told {
  case: string | null;
  status: string;
  title: string | null;
  warnings: string[];
}

/** A workspace and a way to run `paper` on invented papers in it. */
export function paperBench() {
  const folder = temporaryFolder();
  const workspace = join(folder, 'workspace');
  createWorkspace(workspace);
  let number = 0;
  const put = (paper: Invented | Buffer): string => {
    number += 1;
    const file = join(folder, `paper-${number}.pdf`);
    writeFileSync(file, Buffer.isBuffer(paper) ? paper : paperOf(paper));
    return file;
  };
  const cases = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(join(workspace, 'cases'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.name.endsWith('.json'))
        .map((entry) => [entry.name.slice(0, -5), readFileSync(join(entry.parentPath, entry.name), 'utf8')])
        .sort(([one = ''], [other = '']) => one.localeCompare(other)),
    );
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await caseline(['-w', workspace, 'paper', '--json', ...args]);
    const told = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Told);
    return { code, told, stderr };
  };
  return { folder, put, cases, run };
}

/** A title that several papers could bear. */
export const alikeTitle = 'An invented case of pneumonia with round shadows';
