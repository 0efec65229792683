import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Real papers beside the project; tests with them are skipped where they are absent. */
export const realFolder = resolve(import.meta.dirname, '../../../../shared/real/pdf');
export const hasReal = existsSync(join(realFolder, 'index.csv'));

const installed = (command: string): boolean => {
  try {
    execFileSync(command, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
/** poppler's pdfimages, the tool to compare with. */
export const hasPdfimages = installed('pdfimages');

export const realPdfs = (...folders: string[]): string[] =>
  folders.flatMap((folder) =>
    existsSync(join(realFolder, folder))
      ? readdirSync(join(realFolder, folder))
          .filter((name) => name.endsWith('.pdf'))
          .map((name) => join(realFolder, folder, name))
      : [],
  );

const execute = promisify(execFile);

export interface ListedImage {
  page: number;
  number: number;
  type: string;
  width: number;
  height: number;
  /** Of masks `pdfimages` gives the object of their image. */
  object: string | null;
}

/** What `pdfimages -list` says; empty where it cannot open the file. */
export async function listImages(file: string): Promise<ListedImage[]> {
  const { stdout } = await execute('pdfimages', ['-list', file], {
    timeout: 60_000,
    maxBuffer: 2 ** 26,
  }).catch(() => ({
    stdout: '',
  }));
  return stdout
    .split('\n')
    .slice(2)
    .filter(Boolean)
    .map((line) => {
      const cells = line.trim().split(/\s+/);
      return {
        page: Number(cells[0]),
        number: Number(cells[1]),
        type: cells[2] ?? '',
        width: Number(cells[3]),
        height: Number(cells[4]),
        object: cells.includes('[inline]') ? null : `${cells[10]} ${cells[11]}`,
      };
    });
}

export async function extractWithPdfimages(
  file: string,
  prefix: string,
  mode: '-all' | '-png',
): Promise<void> {
  await execute('pdfimages', mode === '-all' ? ['-all', '-p', file, prefix] : ['-png', file, prefix], {
    timeout: 120_000,
  }).catch(() => null);
}

/** Text as it is compared: letters and digits in lower case. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Similarity of two texts, 0 to 1: one minus the edit distance over the longer length. */
export function similarity(one: string, other: string): number {
  const [a, b] = [plain(one), plain(other)];
  if (a.length === 0 && b.length === 0) return 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change));
    }
    previous = row;
  }
  return 1 - (previous[b.length] ?? 0) / Math.max(a.length, b.length);
}

export const readText = (path: string): string => readFileSync(path, 'utf8');
