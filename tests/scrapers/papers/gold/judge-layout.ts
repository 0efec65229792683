import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import { draw, pages, prose, samplesImage, write } from '../fixtures.ts';
import { judged, judgePanels, plain, type Verdict } from './judge.ts';

/** Made-up pages with pictures, and whether their figures are read as a reader sees them. */

/** Words wrapped after `wide` signs, a picture by its number, running text between two heights, or operators. */
export type LayoutItem =
  | {
      readonly text: string;
      readonly at: readonly [number, number];
      readonly size?: number;
      readonly bold?: boolean;
      readonly wide?: number;
      readonly lead?: number;
    }
  | { readonly image: number; readonly at: readonly [number, number]; readonly as: readonly [number, number] }
  | { readonly body: readonly [top: number, bottom: number]; readonly x: number; readonly wide: number }
  | { readonly raw: string };

/** Label, caption, pictures by number (or a crop of the page), words and picture of each panel. */
export type LayoutFigure = readonly [
  label: string,
  caption: string | { readonly ends: string },
  pictures: readonly number[] | 'drawn',
  panels?: Readonly<Record<string, readonly [string, number]>>,
];

export interface LayoutEntry {
  readonly id: string;
  readonly kind: string;
  readonly pages: readonly (readonly LayoutItem[])[];
  readonly figures: readonly LayoutFigure[];
}

/** A picture's number is told by its width. */
const widthOf = (number: number): number => 150 + number;
const picture = (number: number) =>
  samplesImage(widthOf(number), 120, 'DeviceGray', (x, y) => [
    (40 + 90 * Math.sin(x / (9 + number)) * Math.sin(y / 17) + x + ((x * 7 + y * 13) % 23)) & 255,
  ]);

const winAnsi: Readonly<Record<string, string>> = { '\u2014': '\x97', '\u2019': '\x92', '\u0153': '\x9c' };

function wrap(words: string, wide: number): string[] {
  const lines = [''];
  for (const word of words.split(' ')) {
    const last = lines.length - 1;
    if (lines[last] !== '' && `${lines[last]} ${word}`.length > wide) lines.push(word);
    else lines[last] = lines[last] === '' ? word : `${lines[last]} ${word}`;
  }
  return lines;
}

function operators(item: LayoutItem): string {
  if ('raw' in item) return item.raw;
  if ('image' in item) return draw(`Im${item.image}`, ...item.at, ...item.as);
  if ('text' in item) {
    const { size = 9, bold = false, wide = 200, lead = size * 1.25 } = item;
    const words = item.text.replace(/[\u2014\u2019\u0153]/g, (sign) => winAnsi[sign] ?? sign);
    return write(wrap(words, wide), ...item.at, size, bold ? 'F2' : 'F1', lead);
  }
  const lines = wrap(Array.from({ length: 25 }, () => prose.join(' ')).join(' '), item.wide);
  const [top, bottom] = item.body;
  return write(lines.slice(0, Math.floor((top - bottom) / 11)), item.x, top, 9, 'F1', 11);
}

export function layoutPdf({ pages: list }: Pick<LayoutEntry, 'pages'>): Buffer {
  const content = list.map((items) => items.map(operators).join(''));
  const used = content.map((words) => [...words.matchAll(/\/Im(\d+) Do/g)].map((match) => Number(match[1])));
  const numbers = [...new Set(used.flat())];
  return pages(
    content.map((words, at) => ({
      content: words.replace(/\/Im(\d+) Do/g, (_, number) => `/Im${numbers.indexOf(Number(number))} Do`),
      images: (used[at] ?? []).map((number) => numbers.indexOf(number)),
    })),
    numbers.map(picture),
  );
}

export async function judgeLayout(entry: LayoutEntry, folder: string): Promise<Verdict[]> {
  const { verdicts, say } = judged(entry.id, entry.kind);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${entry.id}.pdf`);
  writeFileSync(path, layoutPdf(entry));
  const { figures } = await readPaper(path, { outDir: join(folder, `${entry.id}-out`) });
  const wanted = entry.figures.map(([label]) => label);
  const labels = figures.map(({ label }) => label);
  const more = labels.filter((label) => !wanted.includes(label));
  say('figures too many', more.length === 0 && new Set(labels).size === labels.length, labels, wanted);
  for (const [label, caption, pictures, panels] of entry.figures) {
    const figure = figures.find((one) => one.label === label);
    say('layout figure', figure !== undefined, labels, label);
    if (figure === undefined) continue;
    const whole =
      typeof caption === 'string'
        ? plain(figure.caption) === plain(caption)
        : plain(figure.caption).endsWith(plain(caption.ends));
    say('layout caption', whole, figure.caption, typeof caption === 'string' ? caption : caption.ends);
    const numbers = figure.images.map(({ width, kind }) => (kind === 'rendered' ? 'drawn' : width - 150));
    const right = pictures === 'drawn' ? ['drawn'] : [...pictures];
    say('layout pictures', JSON.stringify(numbers) === JSON.stringify(right), numbers, right);
    if (panels === undefined) continue;
    judgePanels(
      say,
      figure.panels,
      Object.fromEntries(Object.entries(panels).map(([key, [words]]) => [key, words])),
    );
    for (const [key, [, number]] of Object.entries(panels)) {
      const id = figure.panels.find((one) => one.label === key)?.image;
      const width = figure.images.find((one) => one.id === id)?.width ?? null;
      say('layout panel picture', width === widthOf(number), width && width - 150, number);
    }
  }
  return verdicts;
}
