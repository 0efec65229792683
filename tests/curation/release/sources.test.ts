import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { releaseWorkspace } from '../../../curation/release/release.ts';
import { bibtex } from '../../../curation/release/sources/bibtex.ts';
import { cslJson } from '../../../curation/release/sources/csl.ts';
import type { Source } from '../../../curation/release/sources/sources.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { film } from '../../helpers/pictures.ts';
import { readCsv } from '../../helpers/real-collection.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

const article: Source = {
  kind: 'document',
  key: '10.1000/s0140-67362030211-7',
  name: '10.1000/S0140-6736(20)30211-7',
  title: 'Fever & {SARS}: 50 % of_cases #1 \\ ~x^2',
  authors: ['Núñez, José', 'Jane Doe', 'Radiology and Pathology Group', 'a, b, c, d'],
  journal: 'Notes & Queries',
  published: '2020-03-05',
  doi: '10.1000/S0140-6736(20)30211-7',
  url: 'https://doi.org/10.1000/S0140-6736(20)30211-7',
  films: { pa_ap: 1, ap_supine: 0, lateral: 0, other: 0 },
  images: 1,
  patients: 1,
};
const site: Source = {
  ...article,
  kind: 'site',
  key: 'radiology.example.org',
  name: 'radiology.example.org',
  title: '',
  authors: [],
  journal: '',
  published: '',
  doi: '',
  url: 'https://radiology.example.org/a}b',
};

describe('the bibliography', () => {
  test('as BibTeX: names apart, signs of TeX escaped, braces even', () => {
    const text = bibtex([article, site]);
    expect(text).toBe(`@article{10.1000/s0140-67362030211-7,
  author = {Núñez, José and Jane Doe and {Radiology and Pathology Group} and {a, b, c, d}},
  title = {{Fever \\& \\{SARS\\}: 50 \\% of\\_cases \\#1 \\textbackslash{} \\textasciitilde{}x\\textasciicircum{}2}},
  journal = {Notes \\& Queries},
  year = {2020},
  doi = {10.1000/S0140-6736(20)30211-7},
  url = {https://doi.org/10.1000/S0140-6736(20)30211-7},
}

@misc{radiology.example.org,
  title = {{radiology.example.org}},
  url = {https://radiology.example.org/a%7Db},
}
`);
    const bare = text.replace(/\\[{}]/g, '');
    expect(bare.split('{').length).toBe(bare.split('}').length);
  });

  test('as CSL-JSON', () => {
    expect(JSON.parse(cslJson([article, site]))).toEqual([
      {
        id: article.key,
        type: 'article-journal',
        title: article.title,
        author: [
          { family: 'Núñez', given: 'José' },
          { literal: 'Jane Doe' },
          { literal: 'Radiology and Pathology Group' },
          { literal: 'a, b, c, d' },
        ],
        'container-title': 'Notes & Queries',
        issued: { 'date-parts': [[2020, 3, 5]] },
        DOI: article.doi,
        URL: article.url,
      },
      { id: site.key, type: 'webpage', title: site.name, URL: site.url },
    ]);
  });
});

describe('the table of sources', () => {
  test('counts the views of each document, and of each site what has no DOI', async () => {
    const rows = [
      { patientid: '1', doi: '10.1000/Case(1)' },
      { patientid: '1', doi: 'https://doi.org/10.1000/case(1) ', view: 'L' },
      { patientid: '2', doi: 'doi:10.1000/case1', view: 'AP Supine' },
      { patientid: '3', doi: '', url: 'https://www.films.example.org/case/7', view: 'AP' },
      { patientid: '4', doi: '', url: 'http://films.example.org/case/8', view: 'AP Erect' },
      { patientid: '5', doi: '', url: 'https://films.example.org/case/9' },
    ].map((row, at) => ({ ...row, filename: `${at}.png` }));
    const films = await Promise.all(rows.map((_, at) => film(80 + at)));
    const workspace = await workspaceOfRows(
      rows,
      Object.fromEntries(films.map((bytes, at) => [`${at}.png`, bytes])),
    );
    const out = join(temporaryFolder(), 'out');
    await releaseWorkspace(releaseSource(workspace), out, { version: '1.0.0' });
    const table = readCsv(join(out, 'sources.csv'));
    const shown = ['source', 'kind', 'key', 'pa_ap', 'ap_supine', 'lateral', 'other', 'images', 'patients'];
    expect(table.map((row) => shown.map((column) => row[column]))).toEqual([
      ['films.example.org', 'site', 'films.example.org', '2', '0', '0', '1', '3', '3'],
      ['10.1000/Case(1)', 'document', '10.1000/case1', '1', '0', '1', '0', '2', '1'],
      ['10.1000/case1', 'document', '10.1000/case1:2', '0', '1', '0', '0', '1', '1'],
    ]);
    const keys = table.map(({ key }) => key);
    const items = JSON.parse(readFileSync(join(out, 'bibliography.json'), 'utf8')) as { id: string }[];
    expect(items.map(({ id }) => id)).toEqual(keys);
    const entries = readFileSync(join(out, 'bibliography.bib'), 'utf8').matchAll(/^@[a-z]+\{([^,]+),$/gm);
    expect([...entries].map(([, key]) => key)).toEqual(keys);
  });
});
