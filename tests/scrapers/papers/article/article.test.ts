import { describe, expect, it } from 'vitest';
import { completeCase } from '../../../../data/format/read.ts';
import { readJats } from '../../../../scrapers/papers/article/jats.ts';
import { labelKey } from '../../../../scrapers/papers/article/label-key.ts';
import { mergeArticle, paperFromArticle } from '../../../../scrapers/papers/article/merge.ts';
import { readArticleHtml } from '../../../../scrapers/papers/article/pmc-html.ts';
import { namePatients } from '../../../../scrapers/papers/case/patients.ts';
import { paperToCase } from '../../../../scrapers/papers/case/to-case.ts';

const jats = `<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "x.dtd">
<article xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink"><front>
<journal-meta><journal-title-group><journal-title>Journal of Invented Cases</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmc">1234567</article-id><article-id pub-id-type="doi">10.5555/Inv.2020.7</article-id>
<title-group><article-title>Two invented cases of a <italic>made-up</italic> disease<xref ref-type="fn" rid="f1">*</xref></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Muster</surname><given-names>Erika M.</given-names></name></contrib>
<contrib contrib-type="editor"><name><surname>Nobody</surname><given-names>No</given-names></name></contrib></contrib-group>
<pub-date pub-type="epub"><day>3</day><month>4</month><year>2020</year></pub-date>
<permissions><license xlink:href="https://creativecommons.org/licenses/by-nc/4.0/"><license-p>Open access under CC BY-NC.</license-p></license></permissions>
<abstract><p>Short.</p></abstract></article-meta></front>
<body><sec><title>1. Case 1</title><p>A 61-year-old man had a cough (<xref>Fig. 1</xref>).</p>
<fig id="F1"><label>Figure 1.</label><caption><title>Chest radiographs.</title><p>(a) On day 3, T<sub>1</sub> normal;
(b) on day 9.</p></caption><graphic xlink:href="gr1.jpg"/></fig></sec>
<sec><title>2. Case 2</title><p>A 34-year-old woman (Figure 2) <inline-formula><alternatives><tex-math>\\alpha</tex-math><math>α</math></alternatives></inline-formula>.</p></sec>
<sec><title>Discussion</title><p>Both recovered.</p></sec></body>
<floats-group><fig id="F2"><label>Figure 2</label><caption><p>Axial CT of the chest.</p></caption><graphic xlink:href="../../etc/gr2"/></fig>
<table-wrap><label>Table 1</label><caption><p>Values.</p></caption><table><tr><th>Day</th><th>CRP</th></tr><tr><td>1</td><td>20</td></tr></table></table-wrap></floats-group>
</article>`;

describe('JATS', () => {
  it('reads the abstract before its highlights, wherever those stand, and the words of appendices', () => {
    const { sections } = readJats(
      '<article><front><article-meta><abstract abstract-type="graphical"><p>Drawn.</p></abstract><abstract><p>Told.</p></abstract></article-meta></front><body><p>Body.</p></body><back><ack><p>Thanks.</p></ack><app-group><app><title>Appendix A</title><p>More.</p><sec><title>Case 2</title><p>A woman.</p></sec></app></app-group></back></article>',
    );
    expect(sections.map(({ heading, kind, paragraphs }) => [heading, kind, ...paragraphs])).toEqual([
      ['Abstract', 'abstract', 'Told.'],
      [null, 'body', 'Body.'],
      ['Acknowledgements', 'acknowledgement', 'Thanks.'],
      ['Appendix A', 'body', 'More.'],
      ['Case 2', 'case', 'A woman.'],
      ['Abstract', 'abstract', 'Drawn.'],
    ]);
  });

  it('reads every part of the back but references and lives of authors, none of them as a case, and abstracts in their own language', () => {
    const { sections } = readJats(
      '<article xml:lang="en"><front><article-meta><abstract><p>Told.</p></abstract><trans-abstract xml:lang="es-ES"><title>Resumen</title><p>Contado.</p></trans-abstract></article-meta></front><body><p>Body.</p></body><back><sec><title>Case 3</title><p>A boy.</p></sec><notes><title>Data</title><p>Kept.</p><sec><title>Where</title><p>There.</p></sec></notes><fn-group><fn><label>1</label><p>Equal.</p></fn></fn-group><glossary><def-list><def-item><term>CT</term><def><p>tomography</p></def></def-item></def-list></glossary><bio><p>A 40-year-old man writes.</p></bio><ref-list><ref><mixed-citation>Doe 2020.</mixed-citation></ref></ref-list></back></article>',
    );
    expect(sections.map(({ heading, kind, language }) => [heading, kind, language])).toEqual([
      ['Abstract', 'abstract', undefined],
      [null, 'body', undefined],
      ['Case 3', 'case', undefined],
      ['Data', 'acknowledgement', undefined],
      ['Notes', 'acknowledgement', undefined],
      ['Glossary', 'acknowledgement', undefined],
      ['Abstract', 'abstract', 'es'],
    ]);
    const words = sections.flatMap(({ paragraphs }) => paragraphs).join(' ');
    for (const word of ['Kept.', 'Where', 'There.', 'Equal.', 'CT', 'tomography', 'Resumen', 'Contado.'])
      expect(words.split(word)).toHaveLength(2);
    expect(words).not.toMatch(/Doe|writes/);
  });

  const article = readJats(jats);

  it('gives a figure without a label no number of another one', () => {
    const plain = readJats(
      '<article><body><fig><caption><p>A still.</p></caption></fig><fig><label>Fig. 1</label><caption><p>Film.</p></caption></fig></body></article>',
    );
    const { figures } = paperFromArticle(plain, 'ab'.repeat(32), 'paper-1', new Map());
    expect(figures.map(({ label }) => label)).toEqual(['Figure', 'Fig. 1']);
  });

  it('reads metadata', () => {
    expect(article).toMatchObject({
      title: 'Two invented cases of a made-up disease',
      authors: ['Erika M. Muster'],
      doi: '10.5555/Inv.2020.7',
      pmcid: 'PMC1234567',
      journal: 'Journal of Invented Cases',
      year: 2020,
      published: '3 April 2020',
      licence: { code: 'CC-BY-NC-4.0' },
    });
  });

  it('reads figures wherever they stand, with whole captions', () => {
    expect(article.figures).toEqual([
      {
        label: 'Figure 1',
        caption: 'Chest radiographs. (a) On day 3, T1 normal; (b) on day 9.',
        files: ['gr1.jpg'],
      },
      { label: 'Figure 2', caption: 'Axial CT of the chest.', files: ['../../etc/gr2'] },
    ]);
    expect(article.tables[0]).toMatchObject({
      label: 'Table 1',
      caption: 'Values.',
      text: 'Day\tCRP\n1\t20',
    });
  });

  it('reads sections without figures and formula sources', () => {
    expect(
      article.sections.map(({ heading, kind, paragraphs }) => [heading, kind, paragraphs.join('|')]),
    ).toEqual([
      ['Abstract', 'abstract', 'Short.'],
      ['1. Case 1', 'case', 'A 61-year-old man had a cough (Fig. 1).'],
      ['2. Case 2', 'case', 'A 34-year-old woman (Figure 2) α.'],
      ['Discussion', 'discussion', 'Both recovered.'],
    ]);
  });

  it('refuses what is no article', () => {
    expect(() => readJats('<html><body/></html>')).toThrow(/JATS/);
  });

  it('becomes a valid case whose patients have their figures', () => {
    const paper = namePatients(
      paperFromArticle(article, 'ab'.repeat(32), 'paper-10.5555-inv.2020.7', new Map()),
    );
    expect(paper.figures.map((figure) => [figure.label, figure.patient])).toEqual([
      ['Figure 1', 'Case 1'],
      ['Figure 2', 'Case 2'],
    ]);
    const record = completeCase(paperToCase(paper, { retrievedAt: '2026-01-02T03:04:05Z' }));
    expect(record.patients.map(({ label, sex, age }) => [label, sex?.value, age?.value])).toEqual([
      ['Case 1', 'male', 61],
      ['Case 2', 'female', 34],
    ]);
    expect(record.document.licence.code).toBe('CC-BY-NC-4.0');
    expect(record.texts.find((text) => text.kind === 'caption' && text.patient === 'p2')?.text).toBe(
      'Axial CT of the chest.',
    );
  });

  it('overrules what the PDF told, figure by figure', () => {
    const bare = paperFromArticle(
      { ...article, figures: [{ label: 'FIGURE 2.', caption: 'Axiai CT', files: [] }] },
      'cd'.repeat(32),
      'x',
      new Map(),
    );
    const merged = mergeArticle(
      { ...bare, title: 'Wrong', figures: bare.figures.map((figure) => ({ ...figure, page: 4 })) },
      article,
      new Map(),
    );
    expect(merged.title).toBe('Two invented cases of a made-up disease');
    expect(merged.figures.map(({ label, caption, page }) => [label, caption.slice(0, 8), page])).toEqual([
      ['Figure 1', 'Chest ra', null],
      ['Figure 2', 'Axial CT', 4],
    ]);
  });

  it('compares labels by number', () => {
    expect(labelKey('FIGURE 1.'.slice(0, -1))).toBe(labelKey('Fig. 1'));
    expect(labelKey('Supplementary Figure 1')).not.toBe(labelKey('Figure 1'));
  });
});

describe('article pages', () => {
  it('reads the present and the former layout of PubMed Central', () => {
    const page = (
      figure: string,
    ) => `<html lang="en"><head><meta name="citation_title" content="An invented page">
      <meta name="citation_doi" content="10.5555/page.1"><meta name="citation_author" content="Erika Muster">
      <meta name="citation_publication_date" content="2021 Feb 3"></head><body><main><article>
      <p>This is an open access article under the <a href="https://creativecommons.org/licenses/by/4.0/">CC BY license</a>.</p>
      <h2>Case report</h2><p>A 20-year-old man.</p>${figure}</article></main></body></html>`;
    const now = readArticleHtml(
      page(
        '<figure class="fig xbox" id="F1"><h4 class="obj_head">Figure 1.</h4><p class="img-box"><img src="https://cdn.example.org/blobs/a/f1.jpg"></p><figcaption><p>Chest film on day 2.</p></figcaption></figure>',
      ),
      'https://pmc.example.org/articles/PMC7654321/',
    );
    expect(now).toMatchObject({
      title: 'An invented page',
      doi: '10.5555/page.1',
      pmcid: 'PMC7654321',
      year: 2021,
      licence: { code: 'CC-BY-4.0' },
    });
    expect(now.figures).toEqual([
      {
        label: 'Figure 1',
        caption: 'Chest film on day 2.',
        files: ['https://cdn.example.org/blobs/a/f1.jpg'],
      },
    ]);
    const before = readArticleHtml(
      page(
        '<div class="fig iconblock" id="F1"><img src="/pmc/articles/PMC7654321/bin/f1.jpg" src-large="/pmc/articles/PMC7654321/bin/f1-large.jpg"><div class="caption"><strong>Figure 1.</strong> Chest film on day 2.</div></div>',
      ),
      'https://www.example.org/pmc/articles/PMC7654321/',
    );
    expect(before.figures).toEqual([
      {
        label: 'Figure 1',
        caption: 'Chest film on day 2.',
        files: ['https://www.example.org/pmc/articles/PMC7654321/bin/f1-large.jpg'],
      },
    ]);
  });

  it('takes no addresses but web addresses', () => {
    const read = readArticleHtml(
      '<h1>T</h1><figure><img src="javascript:alert(1)"><img src="file:///etc/passwd"><figcaption>Figure 3: x</figcaption></figure>',
      'https://a.example/',
    );
    expect(read.figures[0]).toMatchObject({ label: 'Figure 3', files: [] });
  });
});
