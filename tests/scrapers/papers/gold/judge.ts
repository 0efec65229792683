import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Case } from '../../../../data/format/case.ts';
import { completeCase } from '../../../../data/format/read.ts';
import { paperToCase } from '../../../../scrapers/papers/case/to-case.ts';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import { splitPanels } from '../../../../scrapers/papers/panels/split-panels.ts';
import type { Paper } from '../../../../scrapers/papers/paper.ts';
import { pages, prose, write } from '../fixtures.ts';

/** Papers, captions and title pages with the values a person gave them, and whether what is read says the same. */

/** One value of one entry. */
export interface Verdict {
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly right: boolean;
  readonly said: string;
  readonly wanted: string;
}

export interface CaptionEntry {
  readonly kind: string;
  readonly caption: string;
  /** Words of each panel by its small letter; empty where it has none of its own. None: no panels. */
  readonly panels: Readonly<Record<string, string>>;
}

export interface FigureExpect {
  readonly label: string;
  /** The whole caption, or words that must stand in it. */
  readonly caption?: string;
  readonly has?: readonly string[];
  readonly panels?: Readonly<Record<string, string>>;
  /** How many pictures. */
  readonly pictures?: number;
  /** File of each panel. */
  readonly files?: Readonly<Record<string, string>>;
  readonly patient?: string | null;
  readonly modality?: string | null;
}

export interface ArticleEntry {
  readonly id: string;
  readonly kind: string;
  /** Children of `<article-meta>` in place of a usual DOI and title. */
  readonly meta?: string;
  readonly body?: string;
  /** What follows the body: floats, back matter, sub-articles. */
  readonly after?: string;
  /** The whole file, in place of the three above. */
  readonly xml?: string;
  readonly expect: {
    readonly title?: string;
    readonly doi?: string | null;
    readonly pmcid?: string | null;
    readonly pmid?: string | null;
    readonly arxiv?: string | null;
    readonly figures?: readonly FigureExpect[];
    /** Label, sex, age in years of each patient. */
    readonly patients?: readonly (readonly [string | null, string | null, number | null])[];
    /** Words that must, and must not, stand in the texts of the case. */
    readonly has?: readonly string[];
    readonly not?: readonly string[];
  };
}

/** A line of a made-up page: words, x and y from the lower left corner, size, bold. */
export type PageLine = readonly [words: string, x: number, y: number, size: number, bold?: boolean];
export interface TitlePageEntry {
  readonly id: string;
  readonly kind: string;
  /** Pages; a page's last entry may be the number of the y from which running text fills it. */
  readonly pages: readonly { readonly lines: readonly PageLine[]; readonly bodyFrom?: number }[];
  readonly expect: Pick<ArticleEntry['expect'], 'title' | 'doi' | 'pmcid' | 'pmid' | 'arxiv'>;
}

export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:]+|(?<![\s.,;。；])[\s.,;。；]+$/g, '')
    .toLowerCase();

const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export function judged(id: string, kind: string) {
  const verdicts: Verdict[] = [];
  const say = (what: string, right: boolean, said: unknown, wanted: unknown): void => {
    verdicts.push({ id, kind, what, right, said: told(said ?? null), wanted: told(wanted ?? null) });
  };
  return { verdicts, say };
}

type Say = ReturnType<typeof judged>['say'];

/** Each panel with its own words: those wanted, perhaps with words of place before them. */
export function judgePanels(
  say: Say,
  found: readonly { label: string; caption: string }[],
  wanted: Readonly<Record<string, string>>,
): void {
  const said = Object.fromEntries(found.map(({ label, caption }) => [label, caption]));
  const right = (label: string, words: string): boolean => {
    const own = said[label];
    return (
      own !== undefined &&
      plain(own).replace(/^[^:]{0,20}: /, '') === plain(words).replace(/^[^:]{0,20}: /, '')
    );
  };
  for (const [label, words] of Object.entries(wanted)) say('panel', right(label, words), said[label], words);
  const more = Object.keys(said).filter((label) => !(label in wanted));
  if (more.length > 0 || Object.keys(wanted).length === 0) say('panel', more.length === 0, said, wanted);
}

export function judgeCaption(entry: CaptionEntry): Verdict[] {
  const { verdicts, say } = judged(entry.caption.slice(0, 60), entry.kind);
  judgePanels(say, splitPanels(entry.caption), entry.panels);
  return verdicts;
}

const hrefs = /xlink:href="([^"/]+\.(?:jpe?g|png|tiff?))"/g;

/** Writes an article and its pictures into a folder and reads it as the command does. */
async function readArticle(entry: ArticleEntry, folder: string): Promise<Paper> {
  const own = join(folder, entry.id);
  mkdirSync(own, { recursive: true });
  const xml =
    entry.xml ??
    `<?xml version="1.0" encoding="UTF-8"?>
<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en" article-type="case-report"><front><journal-meta><journal-title-group><journal-title>Annals of Invented Films</journal-title></journal-title-group></journal-meta><article-meta>${entry.meta ?? `<article-id pub-id-type="doi">10.5555/gold.${entry.id}</article-id><title-group><article-title>An invented report for reading</article-title></title-group>`}</article-meta></front><body>${entry.body ?? ''}</body>${entry.after ?? ''}</article>`;
  writeFileSync(join(own, 'article.xml'), xml);
  let shade = 20;
  for (const [, name = ''] of xml.matchAll(hrefs)) {
    shade = (shade + 37) % 256;
    const background = { r: shade, g: shade, b: shade };
    await sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .toFormat(/png$/.test(name) ? 'png' : /tif/.test(name) ? 'tiff' : 'jpeg')
      .toFile(join(own, name));
  }
  return readPaper(join(own, 'article.xml'), { outDir: join(own, 'out') });
}

export async function judgeArticle(entry: ArticleEntry, folder: string): Promise<Verdict[]> {
  const { verdicts, say } = judged(entry.id, entry.kind);
  const { expect } = entry;
  let paper: Paper;
  let record: Case;
  try {
    paper = await readArticle(entry, folder);
    record = completeCase(paperToCase(paper, { retrievedAt: '2026-01-02T03:04:05Z' }));
  } catch (error) {
    say('case', false, String(error).slice(0, 120), 'a case');
    return verdicts;
  }
  say('case', true, 'a case', 'a case');
  judgeIdentity(say, paper, expect);
  const { figures } = expect;
  if (figures !== undefined)
    say(
      'figures',
      paper.figures.length === figures.length,
      paper.figures.map(({ label }) => label),
      figures.map(({ label }) => label),
    );
  for (const [at, wanted] of (figures ?? []).entries()) judgeFigure(say, wanted, paper.figures[at], record);
  if (expect.patients !== undefined) {
    const said = record.patients.map(({ label, sex, age }) => [
      label,
      sex?.value ?? null,
      age?.value ?? null,
    ]);
    say('patients', JSON.stringify(said) === JSON.stringify(expect.patients), said, expect.patients);
  }
  const words = record.texts.map(({ text }) => text).join('\n');
  for (const one of expect.has ?? []) say('words', words.includes(one), words.slice(0, 200), one);
  for (const one of expect.not ?? []) say('words', !words.includes(one), words.slice(0, 200), `not ${one}`);
  return verdicts;
}

function judgeIdentity(say: Say, paper: Paper, expect: TitlePageEntry['expect']): void {
  for (const key of ['title', 'doi', 'pmcid', 'pmid', 'arxiv'] as const)
    if (expect[key] !== undefined) say(key, paper[key] === expect[key], paper[key], expect[key]);
}

function judgeFigure(
  say: Say,
  wanted: FigureExpect,
  figure: Paper['figures'][number] | undefined,
  record: Case,
): void {
  if (figure === undefined) {
    say('figure', false, null, wanted.label);
    return;
  }
  say('label', figure.label === wanted.label, figure.label, wanted.label);
  if (wanted.caption !== undefined)
    say('caption', plain(figure.caption) === plain(wanted.caption), figure.caption, wanted.caption);
  for (const words of wanted.has ?? []) say('caption', figure.caption.includes(words), figure.caption, words);
  if (wanted.panels !== undefined) judgePanels(say, figure.panels, wanted.panels);
  if (wanted.pictures !== undefined)
    say('pictures', figure.images.length === wanted.pictures, figure.images.length, wanted.pictures);
  for (const [label, file] of Object.entries(wanted.files ?? {})) {
    const panel = figure.panels.find((one) => one.label === label);
    const said = figure.images.find(({ id }) => id === panel?.image)?.reference;
    say('picture', said === file, said, file);
  }
  if (wanted.patient !== undefined)
    say('patient', figure.patient === wanted.patient, figure.patient, wanted.patient);
  if (wanted.modality !== undefined) {
    const image = record.images.find((one) => one.figure === figure.label);
    say(
      'modality',
      (image?.modality.value ?? null) === wanted.modality,
      image?.modality.value,
      wanted.modality,
    );
  }
}

/** Running text from a height down to the foot of the page. */
const running = (from: number): string =>
  write(
    Array.from({ length: Math.floor((from - 60) / 10.8) }, (_, at) => prose[at % prose.length] ?? ''),
    50,
    from,
    9,
  );

export async function judgeTitlePage(entry: TitlePageEntry, folder: string): Promise<Verdict[]> {
  const { verdicts, say } = judged(entry.id, entry.kind);
  const pdf = pages(
    entry.pages.map(({ lines, bodyFrom }) => ({
      content:
        lines.map(([words, x, y, size, bold]) => write([words], x, y, size, bold ? 'F2' : 'F1')).join('') +
        (bodyFrom === undefined ? '' : running(bodyFrom)),
      images: [],
    })),
    [],
  );
  const path = join(folder, `${entry.id}.pdf`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, pdf);
  judgeIdentity(say, await readPaper(path, { outDir: join(folder, `${entry.id}-out`) }), entry.expect);
  return verdicts;
}
