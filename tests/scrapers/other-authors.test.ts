import { describe, expect, test } from 'vitest';
import { parseEuroradCase } from '../../scrapers/eurorad/case-page.ts';
import { parseEuroradSearch } from '../../scrapers/eurorad/search-page.ts';
import { parseCasePage } from '../../scrapers/radiopaedia/case-page.ts';
import { slugOf } from '../../scrapers/radiopaedia/search-page.ts';
import { parseStacks } from '../../scrapers/radiopaedia/stacks.ts';
import { parseViewer } from '../../scrapers/radiopaedia/viewer.ts';
import { parseListing } from '../../scrapers/sirm/listing.ts';
import { parsePost } from '../../scrapers/sirm/post.ts';

/** Pages that hold what the parsers rely on, arranged otherwise than the local sites arrange it. */

describe('Radiopaedia', () => {
  const url = 'https://radiopaedia.org/cases/one';
  const study = (inner: string) =>
    `<div class="well case-section case-study" data-study-id="1" data-study-stacks-url="/studies/1/stacks">${inner}</div>`;
  const page = (studies: string, foot = '<p>Case courtesy of A B, Radiopaedia.org, rID: 75037</p>') =>
    parseCasePage(
      `<html><head><meta property="og:title" content="One | Radiology Case | Radiopaedia.org"></head><body>${studies}${foot}</body></html>`,
      url,
    );

  test('words beside the heading are the caption of a study, not a stray finding', () => {
    const [read] = page(
      study(
        '<div class="study-desc"><h2>Day 1</h2><p>Supine.</p></div><div class="study-findings"><p>Clear.</p></div>',
      ),
    ).studies;
    expect(read).toMatchObject({ heading: 'Day 1', caption: 'Supine.', findings: 'Clear.' });
  });

  test('prose where no findings are still stops the run', () => {
    expect(() => page(study('<div class="renamed"><p>Clear.</p></div>'))).toThrow('study-findings');
  });

  test('a badge that repeats the modality does no harm; one that stands alone stops the run', () => {
    const named = '<div class="study-modality"><span>CT</span></div>';
    expect(page(study(`<span class="badge">CT</span>${named}`)).studies[0]?.modality).toBe('CT');
    expect(() => page(study('<span class="badge">CT</span>'))).toThrow('study-modality');
  });

  test('the case number is taken from the words of the page when they name one case only', () => {
    expect(page(study('')).rid).toBe('75037');
    expect(() => page(study(''), '<p>rID: 75037, see also rID: 75038</p>')).toThrow('rID');
  });
});

test.each([
  ['/cases/one', 'one'],
  ['https://radiopaedia.org/cases/one/?lang=us', 'one'],
  ['/cases/75037', '75037'],
  ['/cases/pneumonie-a-m%C3%A9ningocoque', 'pneumonie-a-m%C3%A9ningocoque'],
  ['/cases/2.5-cm-nodule', '2.5-cm-nodule'],
  ['/cases/one/studies/2', null],
  ['/articles/one', null],
  ['/cases/', null],
])('Radiopaedia names the case of %s %s', (link, slug) => {
  expect(slugOf(link)).toBe(slug);
});

describe("Radiopaedia's viewers", () => {
  const url = 'https://radiopaedia.org/studies/7/annotated_viewer_json';
  const study = (series: unknown) => ({ study: { id: '7', case_id: null, modality: null, series } });
  const whole = {
    perspective: 'Frontal',
    specifics: null,
    frames: [{ id: '1', width: '512', height: null, current: null }],
    encodings: { thumbnailed_files: [{ original: 'a.png', gallery: null }] },
  };

  test('nulls and numbers in quotes are read as what they mean', () => {
    expect(parseViewer(study([whole]), '7', url).series[0]?.frames).toMatchObject([
      { id: '1', width: 512, height: null, named: true },
    ]);
    expect(parseViewer(study(null), '7', url).series).toEqual([]);
    expect(parseViewer(study([{ ...whole, frames: null, encodings: null }]), '7', url).series).toMatchObject([
      { frames: [] },
    ]);
  });

  test("a series without names of files is asked for by the viewer's own, and counts as nameless", () => {
    for (const encodings of [null, { thumbnailed_files: [] }, { thumbnailed_files: null }]) {
      const [, second] = parseViewer(study([whole, { ...whole, encodings }]), '7', url).series;
      expect(second?.frames).toMatchObject([
        { urls: ['/images/1/dr-original.jpg', '/images/1/dr-gallery.jpg'], named: false },
      ]);
    }
  });

  test('names that are gone everywhere, or do not match the frames, stop the run', () => {
    const { encodings: _, ...nameless } = whole;
    expect(() => parseViewer(study([nameless]), '7', url)).toThrow('study.series[].encodings');
    const two = { thumbnailed_files: [{ original: 'a.png' }, { original: 'b.png' }] };
    expect(() => parseViewer(study([{ ...whole, encodings: two }]), '7', url)).toThrow('thumbnailed_files');
  });

  test('stacks with nulls and numbers in quotes', () => {
    const image = {
      id: '9',
      public_filename: '/images/9/a.png',
      plane_projection: null,
      width: '10',
      height: 0,
    };
    const { series } = parseStacks(
      [
        { modality: null, images: null },
        {
          modality: 'X-ray',
          images: [
            { ...image, position: '20' },
            { ...image, id: 8, position: '3' },
          ],
        },
      ],
      '7',
      url,
    );
    expect(series).toMatchObject([
      {
        frames: [
          { id: '8', position: 3 },
          { id: '9', width: 10, height: null },
        ],
      },
    ]);
  });
});

describe('Eurorad', () => {
  const row = (heading: string, body: string) =>
    `<div class="row"><div class="col-12 col-md-3">${heading}</div><div class="col-12 col-md-9">${body}</div></div>`;
  const page = (differential: string, beside = '') =>
    parseEuroradCase(
      `<body><span>CASE 17019</span><h1>T</h1>${beside}<div class="block__content node-contents">${row('Clinical history', '<p>H</p>')}${row('DIFFERENTIAL DIAGNOSIS LIST', differential)}</div></body>`,
      'https://www.eurorad.org/case/17019',
    );

  test.each([
    ['<div class="col-6 pb-3">A, with B</div><div class="col-6 pb-3">C</div>'],
    ['<ul><li>A, with B</li><li>C</li></ul>'],
    ['<p>A, with B</p><p>C</p>'],
    ['A, with B<br>C'],
  ])('differential diagnoses item by item: %s', (list) => {
    expect(page(list).differential).toEqual(['A, with B', 'C']);
  });

  test.each([
    ['<dl><dt>Area of Interest</dt><dd>Lung</dd><dd>Thorax</dd><dt>Procedure</dt><dd>Biopsy</dd></dl>'],
    ['<div><strong>Area of Interest</strong><span>Lung</span><span>Thorax</span></div>'],
    ['<div><h4>Area of interest:</h4><ul><li>Lung</li><li>Thorax</li></ul><p>Other words</p></div>'],
    ['<div><b>Area of Interest:</b> Lung, Thorax</div>'],
  ])('lists beside the contents: %s', (list) => {
    expect(page('', list).areaOfInterest).toEqual(['Lung', 'Thorax']);
  });

  test('a link elsewhere that counts pages is not the pager', () => {
    const html =
      '<nav><a href="/news?page=3">News</a></nav><div class="col-12 col-md-6 col-lg-4 mb-4"><a href="/case/1">T</a></div>';
    expect(parseEuroradSearch(html, 'https://www.eurorad.org/advanced-search?search=x').next).toBeNull();
  });
});

describe('SIRM', () => {
  const url = 'https://www.sirm.org/2020/03/10/covid-19-caso-32/';
  const page = (content: string) =>
    parsePost(
      `<body><article><h2 class="entry-title">Caso 32</h2><div class="entry-content">${content}</div></article></body>`,
      url,
    );

  test('pictures need not lie among the uploads, and ornaments are none', () => {
    const { figures, title } = page(
      '<p>Testo</p><img src="/media/01E392EE.jpeg"><img src="/img/icon-share.png"><img class="emoji" src="/e/1f600.png">',
    );
    expect(title).toBe('Caso 32');
    expect(figures.map(({ file }) => file)).toEqual(['01E392EE.jpeg']);
  });

  test('text without paragraphs is read line by line', () => {
    expect(page('Uomo di 70 anni.<br>Febbre.').paragraphs).toEqual(['Uomo di 70 anni.', 'Febbre.']);
  });

  test('posts are found by their titles, whatever holds them, but not in widgets', () => {
    const html =
      '<div class="post"><h3><a href="/2020/03/10/covid-19-caso-32/">Caso 32</a></h3></div>' +
      '<aside><h3><a href="/2019/01/01/altro/">Altro</a></h3></aside><a href="/?s=x&amp;paged=2">Avanti</a>';
    expect(parseListing(html, 'https://www.sirm.org/?s=x')).toEqual({
      hits: [{ key: '2020/03/10/covid-19-caso-32', href: '/2020/03/10/covid-19-caso-32/', title: 'Caso 32' }],
      next: '/?s=x&paged=2',
    });
  });
});
