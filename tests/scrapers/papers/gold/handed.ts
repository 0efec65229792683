import type { ArticleEntry } from './judge.ts';

/** What a person read in the handed articles (`cases/papers-days/jats`), by file name. */
export const handedArticles: Readonly<Record<string, ArticleEntry['expect']>> = {
  'j03-nested': {
    figures: [
      {
        label: 'Figure 1',
        has: ['Two films.'],
        panels: { a: 'Film on day 1.', b: 'Film on day 5.' },
        pictures: 2,
        files: { a: 'f1a.jpg', b: 'f1b.jpg' },
      },
    ],
  },
  'j05-textinfig': {
    figures: [{ label: 'Fig. 3', caption: 'Film on day 1 of the made-up man', pictures: 1 }],
  },
  'j07-floats': { figures: [{ label: 'Figure 1', caption: 'Film on day 1.', pictures: 1 }] },
  'j08-list': {
    figures: [
      {
        label: 'Figure 1',
        has: ['Films', 'Film on day 5.'],
        panels: { a: 'Film on day 1.', b: 'Film on day 5.' },
      },
    ],
  },
  'j09-subarticle': { figures: [{ label: 'Figure 1', caption: 'Film on day 1.' }] },
  'j10-licenceref': { figures: [] },
  'j12-relateddoi': {
    doi: '10.5555/j12-relateddoi',
    figures: [{ label: 'Figure 1', caption: 'Film on day 1.' }],
  },
  'j15-twocases': {
    patients: [
      ['Case 1', 'male', 50],
      ['Case 2', 'female', 48],
    ],
    figures: [
      { label: 'Figure 1', patient: 'Case 1' },
      { label: 'Figure 2', patient: 'Case 2' },
    ],
  },
  'j18-continued': {
    figures: [{ label: 'Figure 1', pictures: 2, panels: { a: 'Day 1', b: 'Day 4', c: 'Day 7', d: 'Day 9' } }],
  },
  k01: { figures: [{ label: 'Fig. 2*', caption: 'Film of day 1.', pictures: 1 }] },
};

const usual = 'A rounded opacity that came and went: one case';

/** Title and DOI of the handed PDFs. */
export const handedPapers: Readonly<Record<string, Pick<ArticleEntry['expect'], 'title' | 'doi'>>> = {
  P01a: { title: 'Lung sounds after a long winter: a case report', doi: null },
  P01b: { title: 'Bone density in four sailors: a short series', doi: null },
  P02: { title: usual, doi: '10.5555/exmp.3614.3365' },
  P02b: { title: usual, doi: '10.5555/exmp.3614.3365' },
  P02c: { title: usual, doi: '10.5555/exmp.2008087' },
  P02d: { title: usual, doi: '10.5555/exmp.77(20)1234-5' },
  P02e: { title: usual, doi: '10.5555/exmp.2020.00092' },
  P02f: { title: usual, doi: '10.5555/(SICI)1098-1136(199809)24:1<39::AID-EX5>3.0.CO;2-W' },
  P02g: { title: usual, doi: '10.5555/exmp.2020.08.133' },
  P03: { title: usual, doi: '10.5555/MUR.00438-20' },
  P18: { title: 'Aching joints after a wet spring', doi: null },
  P19: { title: 'A cough and a cyst: a riddle of the lung', doi: '10.5555/bon.0000000000002571' },
  P20: { title: 'A scanned paper of one case', doi: null },
  R11: { title: 'A film that told the truth: one case', doi: '10.5555/exmp.9' },
  L1zh: { title: '一例肺部阴影的病例报告', doi: null },
};
