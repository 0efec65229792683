import { join } from 'node:path';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import { judged, judgePanels, plain, type Verdict } from './judge.ts';

/** Papers set by programs of others (TeX, word processors, browsers, troff, XSL-FO), and whether they are read as a reader sees them. */

/** What a reader sees of a paper; a picture's number is told by its shape, `null` where the pages are one picture each. */
export interface TypesetEntry {
  readonly id: string;
  readonly layout: string;
  readonly tool: string;
  readonly file: string;
  readonly title: string;
  readonly doi: string | null;
  readonly figures: readonly {
    readonly label: string;
    readonly caption: string;
    readonly pictures: readonly number[] | 'drawn' | null;
    readonly panels?: Readonly<Record<string, string>>;
  }[];
}

const letters = (text: string): string => plain(text).replace(/[^\p{L}\p{N}]/gu, '');
/** Pictures are 200 pixels high and wider by 15 with each number. */
const numberOf = ({ width, height }: { width: number; height: number }): number =>
  Math.round((width / height - 1) / 0.075);

export async function judgeTypeset(entry: TypesetEntry, folder: string, scratch: string): Promise<Verdict[]> {
  const { verdicts, say } = judged(entry.id, entry.layout);
  const paper = await readPaper(join(folder, entry.file), { outDir: join(scratch, entry.id) });
  say('title', letters(paper.title ?? '') === letters(entry.title), paper.title, entry.title);
  say('doi', paper.doi === entry.doi, paper.doi, entry.doi);
  const wanted = entry.figures.map(({ label }) => label.toLowerCase());
  const labels = paper.figures.map(({ label }) => `${label}`.toLowerCase());
  const more = labels.filter((label) => !wanted.includes(label));
  say('figures too many', more.length === 0 && new Set(labels).size === labels.length, labels, wanted);
  for (const { label, caption, pictures, panels } of entry.figures) {
    const figure = paper.figures[labels.indexOf(label.toLowerCase())];
    say('figure', figure !== undefined, labels, label);
    if (figure === undefined) continue;
    say('caption', letters(figure.caption) === letters(caption), figure.caption, caption);
    if (pictures !== null) {
      const own = figure.images.filter(
        ({ kind, tiles }) => pictures === 'drawn' || kind !== 'rendered' || tiles.length > 0,
      );
      const seen = pictures === 'drawn' ? own.map(({ kind }) => kind) : own.map(numberOf);
      const right = pictures === 'drawn' ? ['rendered'] : [...pictures];
      say('pictures', JSON.stringify(seen) === JSON.stringify(right), seen, right);
    }
    if (panels !== undefined) judgePanels(say, figure.panels, panels);
  }
  return verdicts;
}
