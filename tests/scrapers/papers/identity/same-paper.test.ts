import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completeCase } from '../../../../data/format/read.ts';
import { paperToCase } from '../../../../scrapers/papers/case/to-case.ts';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import { marksOf, sameness } from '../../../../scrapers/papers/identity/same-paper.ts';
import type { Paper } from '../../../../scrapers/papers/paper.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { draw, onePage, write } from '../fixtures.ts';
import { body, scan } from '../layout-pages.ts';

const title = 'An invented case of pneumonia with round shadows';
const opening =
  write([title], 50, 740, 14, 'F2') +
  write(['Erika Muster, Max Mustermann'], 50, 718, 10) +
  write(['Journal of Inventions 2020; 12: 1-4'], 50, 700, 7) +
  body(50, 660, 12, 9) +
  draw('Im0', 60, 300, 240, 200) +
  write(['Figure 1. Chest radiograph on day 3.'], 60, 285, 7);

async function invented(beside?: string): Promise<Paper> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'paper.pdf'), onePage(opening, [scan]));
  if (beside !== undefined) writeFileSync(join(folder, 'paper.xml'), beside);
  return readPaper(join(folder, 'paper.pdf'), { outDir: join(folder, 'out') });
}

const elsewhere: Partial<Paper> = {
  id: 'paper-elsewhere',
  source: { sha256: 'f'.repeat(64), kind: 'pdf' },
};
const withoutPictures: Partial<Paper> = { ...elsewhere, figures: [] };
const stranger: Partial<Paper> = {
  ...withoutPictures,
  title: 'Bones of four sailors',
  authors: ['Cy Third'],
};

describe('whether a case holds a paper', () => {
  test.each<[string, Partial<Paper>, Partial<Paper>, string, string?]>([
    ['the same file', {}, { title: null }, 'same', 'file'],
    [
      'one DOI in two spellings',
      { doi: '10.5555/Inv.1' },
      { ...withoutPictures, doi: 'https://doi.org/10.5555/INV.1' },
      'same',
      'doi',
    ],
    [
      'two DOIs under one title',
      { doi: '10.5555/inv.1' },
      { ...withoutPictures, doi: '10.5555/inv.2' },
      'other',
    ],
    [
      'two DOIs and the same pictures',
      { doi: '10.5555/inv.1' },
      { ...elsewhere, doi: '10.5555/inv.2' },
      'other',
    ],
    [
      'a DOI under another title by others',
      { doi: '10.5555/inv.1' },
      { ...stranger, doi: '10.5555/inv.1' },
      'unsure',
      'doi',
    ],
    [
      'a DOI under another title by the same author',
      { doi: '10.5555/inv.1' },
      { ...stranger, authors: ['Muster E'], doi: '10.5555/inv.1' },
      'same',
      'doi',
    ],
    ['one PMCID', { pmcid: 'PMC123' }, { ...stranger, pmcid: 'PMC123' }, 'same', 'pmcid'],
    [
      'the pictures, first author and year',
      {},
      { ...elsewhere, title: 'Shadows', authors: ['Muster, E.'] },
      'same',
      'images',
    ],
    ['the pictures of another year', {}, { ...elsewhere, year: 2019 }, 'unsure', 'images'],
    ['the pictures by nobody', {}, { ...elsewhere, authors: [] }, 'unsure', 'images'],
    ['the title alone', {}, withoutPictures, 'unsure', 'title'],
    [
      'a title that many have',
      { title: 'Case report' },
      { ...withoutPictures, title: 'Case report' },
      'other',
    ],
    ['nothing', {}, stranger, 'other'],
  ])('%s', async (_, heldAs, comes, is, by) => {
    const paper = await invented();
    const held = completeCase(
      paperToCase({ ...paper, ...heldAs }, { retrievedAt: '2026-01-01T00:00:00.000Z' }),
    );
    const hashes = new Map(
      paper.figures.flatMap(({ images }) => images.map(({ id, sha256 }) => [id, sha256])),
    );
    for (const image of held.images)
      image.sha256 = [...hashes].find(([id]) => image.id.endsWith(id))?.[1] ?? null;
    expect(sameness(held, marksOf({ ...paper, ...comes }))).toEqual(by === undefined ? { is } : { is, by });
  });
});

describe('an article beside a PDF that names no DOI', () => {
  const article = (name: string, surname: string): string =>
    `<article><front><article-meta><article-id pub-id-type="doi">10.5555/inv.9</article-id>
     <title-group><article-title>${name}</article-title></title-group>
     <contrib-group><contrib contrib-type="author"><name><surname>${surname}</surname><given-names>A</given-names></name></contrib></contrib-group>
     </article-meta></front><body><p>Words.</p></body></article>`;

  test('is left out when it has another title and another first author', async () => {
    const paper = await invented(article('Bones of four sailors', 'Third'));
    expect([paper.title, paper.doi]).toEqual([title, null]);
    expect(paper.warnings.join()).toMatch(/is of another article \(“Bones of four sailors”.*--article/);
  });

  test('is taken when its author is that of the PDF', async () => {
    expect((await invented(article('Runde Schatten', 'Muster'))).doi).toBe('10.5555/inv.9');
  });
});
