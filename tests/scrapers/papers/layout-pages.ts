import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readPaper } from '../../../scrapers/papers/extracting/read-paper.ts';
import type { Paper } from '../../../scrapers/papers/paper.ts';
import { draw, onePage, prose, samplesImage, write } from './fixtures.ts';

/** The ways journals set figures, captions, titles and licences, one invented page each. */

export const scan = samplesImage(120, 100, 'DeviceGray', (x, y) => [40 + ((x * 3 + y * 5) % 150)]);
export const other = samplesImage(120, 100, 'DeviceGray', (x, y) => [200 - ((x * 5 + y * 2) % 150)]);

export const body = (x: number, y: number, lines: number, size = 8): string =>
  write(
    Array.from({ length: lines }, (_, at) => prose[at % prose.length] ?? ''),
    x,
    y,
    size,
  );
/** A narrow column of running text. */
export const column = (x: number, y: number, lines: number): string =>
  write(
    Array.from({ length: lines }, (_, at) => (prose[at % prose.length] ?? '').slice(0, 58)),
    x,
    y,
    8,
  );

const escaped = (text: string): string => text.replace(/[\\()]/g, (mark) => `\\${mark}`);
/** One line in several fonts, each going on where the one before ended. */
export const line = (parts: [font: 'F1' | 'F2', text: string][], x: number, y: number, size = 7): string =>
  `BT ${x} ${y} Td ${parts.map(([font, text]) => `/${font} ${size} Tf (${escaped(text)}) Tj`).join(' ')} ET\n`;

export const front = (title = 'An invented patient with a rare course of pneumonia', more = ''): string =>
  write([title], 50, 740, 18, 'F2') +
  write(['Erika Muster, Max Mustermann'], 50, 718, 10) +
  write(['Journal of Inventions 2020; https://doi.org/10.5555/inv.77'], 50, 700, 7) +
  more +
  body(50, 680, 10);

/** Reads a PDF from a file of its own that goes with the test. */
export async function read(pdf: Buffer): Promise<Paper> {
  const folder = await mkdtemp(join(tmpdir(), 'layout-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'paper.pdf');
  await writeFile(path, pdf);
  return readPaper(path, { outDir: join(folder, 'out') });
}

export const figuresOf = (paper: Paper) =>
  paper.figures.map(({ label, caption, images }) => [
    label,
    caption,
    images.filter(({ role }) => role === 'image').length,
  ]);

/** A picture in the middle of the page with what stands under it, text around it. */
export const under = (caption: string, images = draw('Im0', 60, 330, 240, 200)): Buffer =>
  onePage(front() + images + caption + body(50, 250, 14), [scan, other]);

export const words = 'Chest radiograph on day 3, with patchy opacities in both lower zones.';
