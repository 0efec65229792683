import { load } from 'cheerio';
import type { Element } from 'domhandler';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJats } from '../../../scrapers/papers/article/jats.ts';
import { readArticleHtml } from '../../../scrapers/papers/article/pmc-html.ts';
import { readBlocks, readFlow } from '../../../scrapers/reading/text/flow.ts';
import { htmlVocabulary } from '../../../scrapers/reading/text/html-vocabulary.ts';
import { jatsVocabulary } from '../../../scrapers/reading/text/jats-vocabulary.ts';
import { names, type Vocabulary } from '../../../scrapers/reading/text/vocabulary.ts';
import { parsePost } from '../../../scrapers/sirm/post.ts';

/** Every element of HTML that may stand in a body, by the index of its standard; those no reader meets aside. */
const htmlNames = [
  ...names(`
  a abbr acronym address article aside audio b bdi bdo big blink blockquote button canvas center cite code data dd del details dfn dialog
  dir div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup i ins kbd label legend li
  listing main map mark marquee math menu meter nav nobr object ol optgroup option output p picture pre progress q rb rp rt rtc ruby s
  samp search section select slot small span strike strong sub summary sup svg table tbody td tfoot th thead time tr tt u ul
  var video x-unknown
`),
];
/** Every element of JATS (Archiving and Interchange 1.3) that may stand in the body of an article and holds words. */
const jatsNames = [
  ...names(`
  abbrev ack address answer answer-set app app-group array attrib bold boxed-text break-free caption chem-struct
  chem-struct-wrap chemical-formula code collab def def-head def-item def-list disp-formula disp-formula-group disp-quote
  email explanation ext-link fixed-case fn fn-group glossary inline-formula inline-graphic institution italic kwd label list
  list-item media mixed-citation element-citation monospace named-content note notes option overline p preformat private-char question
  question-wrap ref ref-list related-article roman ruby sans-serif sc sec sig sig-block speaker speech statement strike
  styled-content sub subtitle sup supplementary-material table tbody td term term-head textual-form tfoot th thead title tr
  underline uri verse-group verse-line xref mml:math mml:mrow mml:mi mml:mo mml:mn mml:mfrac mml:msup mml:mtable mml:mtr mml:mtd
`),
];

type Tree = { name: string; children: Tree[] } | { word: true } | { gap: string };

const treeOf = (elements: readonly string[]): fc.Arbitrary<Tree> =>
  fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant<Tree>({ word: true }),
      fc.constantFrom<Tree>({ gap: ' ' }, { gap: '\n   ' }, { gap: '\u00a0' }, { gap: '' }),
      fc.record({
        name: fc.constantFrom(...elements),
        children: fc.array(tie('tree'), { maxLength: 5 }),
      }),
    ),
  })).tree;

/** Mark-up of a tree in which every text is a word of its own between blanks, and the words in their order. */
const written = (trees: readonly Tree[]): { markup: string; words: string[] } => {
  const words: string[] = [];
  const markupOf = (tree: Tree): string => {
    if ('word' in tree) {
      words.push(`W${words.length}w`);
      return ` ${words.at(-1)} `;
    }
    if ('gap' in tree) return tree.gap;
    return `<${tree.name}>${tree.children.map(markupOf).join('')}</${tree.name}>`;
  };
  return { markup: trees.map(markupOf).join(''), words };
};

const wordsIn = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(/W\d+w/g) ?? []);
const separate = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)).filter((word) => /W\d/.test(word));

const blocksOf = (markup: string, vocabulary: Vocabulary, spaces: 'kept' | 'single'): string[] => {
  // As XML, so that no parser moves what stands where HTML forbids it.
  const $ = load(`<root>${markup}</root>`, { xml: true });
  return readBlocks($('root').toArray(), { vocabulary, spaces }).map(({ text }) => text);
};

describe.each([
  ['HTML', htmlVocabulary, htmlNames],
  ['JATS', jatsVocabulary, jatsNames],
] as const)('of any tree of the elements of %s', (_, vocabulary, elements) => {
  test.each(['kept', 'single'] as const)(
    'the words come out once, in order, none glued (blanks %s)',
    (spaces) => {
      fc.assert(
        fc.property(fc.array(treeOf(elements), { maxLength: 6 }), (trees) => {
          const { markup, words } = written(trees);
          const texts = blocksOf(markup, vocabulary, spaces);
          expect(wordsIn(texts)).toEqual(words);
          expect(separate(texts)).toEqual(words);
        }),
        { numRuns: 300 },
      );
    },
  );

  test('blocks without a blank between them are not glued either', () => {
    const blocks = elements.filter(
      (name) =>
        !['inline', 'first'].includes(
          vocabulary.displayOf({ name, attribs: {}, parent: null, children: [] } as unknown as Element),
        ),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...blocks), { minLength: 2, maxLength: 6 }), (some) => {
        const markup = some.map((name, at) => `<${name}>W${at}w</${name}>`).join('');
        expect(separate(blocksOf(`<p>a${markup}b</p>`, vocabulary, 'kept'))).toEqual(
          some.map((_name, at) => `W${at}w`),
        );
      }),
    );
  });
});

test('a body of any JATS keeps its words in sections, figures and tables', () => {
  const running = jatsNames.filter((name) => !['label', 'inline-graphic', 'media'].includes(name));
  fc.assert(
    fc.property(fc.array(treeOf(running), { maxLength: 5 }), (trees) => {
      const { markup, words } = written(trees);
      const { sections } = readJats(
        `<article xmlns:mml="m"><front><article-meta/></front><body><p>first</p>${markup}</body></article>`,
      );
      const texts = sections.flatMap(({ heading, paragraphs }) => [heading ?? '', ...paragraphs]);
      expect(wordsIn(texts)).toEqual(words);
    }),
    { numRuns: 150 },
  );
});

/** Parts of an article that hold words: where they stand, and whether their words are read. */
const backParts: readonly [string, (inner: string) => string][] = [
  ['acknowledgements', (inner) => `<ack><title>Thanks</title><p>first</p>${inner}</ack>`],
  ['an appendix', (inner) => `<app-group><app><title>More</title><p>first</p>${inner}</app></app-group>`],
  ['an appendix alone', (inner) => `<app><p>first</p>${inner}</app>`],
  ['a section', (inner) => `<sec><title>Data</title><p>first</p>${inner}</sec>`],
  ['notes', (inner) => `<notes><p>first</p>${inner}</notes>`],
  ['footnotes', (inner) => `<fn-group><fn><p>first</p>${inner}</fn></fn-group>`],
  ['a glossary', (inner) => `<glossary><p>first</p>${inner}</glossary>`],
];

test.each(backParts)('%s at the back of any JATS keeps its words, behind those of the body', (_, part) => {
  const running = jatsNames.filter((name) => !['label', 'inline-graphic', 'media'].includes(name));
  fc.assert(
    fc.property(fc.array(treeOf(running), { maxLength: 5 }), (trees) => {
      const { markup, words } = written(trees);
      const { sections } = readJats(
        `<article xmlns:mml="m"><front><article-meta/></front><body><p>The case.</p></body><back>${part(markup)}</back></article>`,
      );
      const told = sections.map(({ heading, paragraphs }) => [heading ?? '', ...paragraphs]);
      expect(told[0]).toEqual(['', 'The case.']);
      expect(wordsIn(told.flat())).toEqual(words);
    }),
    { numRuns: 60 },
  );
});

test('translated abstracts of any JATS keep their words behind the article, with their language', () => {
  const running = jatsNames.filter((name) => !['label', 'inline-graphic', 'media'].includes(name));
  fc.assert(
    fc.property(fc.array(treeOf(running), { maxLength: 5 }), (trees) => {
      const { markup, words } = written(trees);
      const { sections } = readJats(
        `<article xmlns:mml="m"><front><article-meta><trans-abstract xml:lang="it"><p>primo</p>${markup}</trans-abstract></article-meta></front><body><p>The case.</p></body></article>`,
      );
      expect(sections.map(({ kind, language }) => [kind, language])).toEqual([
        ['body', undefined],
        ['abstract', 'it'],
      ]);
      expect(wordsIn(sections[1]?.paragraphs ?? [])).toEqual(words);
    }),
    { numRuns: 60 },
  );
});

test('an article page loses no block, glues none', () => {
  const { sections, figures } = readArticleHtml(
    `<html><head><meta name="citation_title" content="T"></head><body><main><article><h1>T</h1><h2>Case</h2><p>One.</p>
    <ul><li>two</li><li>three</li></ul><div>four</div><blockquote>five</blockquote><dl><dt>six</dt><dd>seven</dd></dl>
    <h5>Eight</h5><ol><li>nine</li><li>ten</li></ol>
    <figure><img src="a.jpg"><figcaption><p>Figure 1. Cap one.</p><p>Cap two.</p></figcaption></figure></article></main></body></html>`,
  );
  expect(sections.map(({ heading, paragraphs }) => [heading, paragraphs])).toEqual([
    ['Case', ['One.', 'two', 'three', 'four', 'five', 'six', 'seven']],
    ['Eight', ['1. nine', '2. ten']],
  ]);
  expect(figures[0]?.caption).toBe('Cap one. Cap two.');
});

test('JATS: lists with numbers and labels, definitions, quotations, sections between paragraphs', () => {
  const { sections } = readJats(
    `<article><front><article-meta><abstract><title>Abstract</title><sec><title>Background</title><p>B.</p></sec></abstract></article-meta></front>
    <body><sec><title>Case</title><p>Before<list list-type="order"><list-item><p>LI-P1</p></list-item><list-item><p>LI-TWO</p></list-item></list>after</p>
    <list list-type="alpha-lower"><list-item><label>(x)</label><p>own</p></list-item></list>
    <def-list><def-item><term>CRP</term><def><p>protein</p></def></def-item></def-list>
    <sec><title>Day 2</title><p>Inner.</p></sec><p>Last.</p></sec></body></article>`,
  );
  expect(sections.map(({ heading, paragraphs }) => [heading, paragraphs])).toEqual([
    ['Abstract', ['Background', 'B.']],
    ['Case', ['Before', '1. LI-P1', '2. LI-TWO', 'after', '(x) own', 'CRP', 'protein']],
    ['Day 2', ['Inner.']],
    [null, ['Last.']],
  ]);
});

test('formulas: the form that is text is read once; TeX only where nothing else says it', () => {
  const tex = '<tex-math>\\documentclass{x}\\begin{document}$$\\beta$$\\end{document}</tex-math>';
  expect(
    blocksOf(
      `<p>a <inline-formula><alternatives>${tex}<mml:math><mml:mi>β</mml:mi></mml:math></alternatives></inline-formula> and <inline-formula>${tex}</inline-formula>, <mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac></p>`,
      jatsVocabulary,
      'single',
    ),
  ).toEqual(['a β and \\beta, 1 2']);
});

test('lists count as the page shows them', () => {
  const list = (html: string) => blocksOf(html, htmlVocabulary, 'kept');
  expect(list('<ol start="3"><li>a</li><li value="7">b</li><li>c</li></ol>')).toEqual([
    '3. a',
    '7. b',
    '8. c',
  ]);
  expect(list('<ol reversed="" type="i"><li>a</li><li>b</li></ol>')).toEqual(['ii. a', 'i. b']);
  expect(list('<ol type="A"><li>x<ol><li>y</li></ol></li><li><p>z</p><p>zz</p></li></ol>')).toEqual([
    'A. x',
    '1. y',
    'B. z',
    'zz',
  ]);
  expect(list('<ol><li>1. counted by hand</li><li>1.5 mg</li></ol>')).toEqual([
    '1. counted by hand',
    '2. 1.5 mg',
  ]);
  expect(list('<ul><li>a</li><li>b</li></ul>')).toEqual(['a', 'b']);
});

test('tables are rows; one of a single column only sets its text', () => {
  expect(
    blocksOf(
      '<table><caption>Values</caption><tr><th></th><th>Day 1</th></tr><tr><td>CRP<p>mg/l</p></td><td>20</td></tr></table><table><tr><td><p>one</p><p>two</p></td></tr></table>',
      htmlVocabulary,
      'kept',
    ),
  ).toEqual(['Values', '\tDay 1', 'CRP mg/l\t20', 'one\ntwo']);
});

test('pictures are met behind the words they stand with', () => {
  const $ = load('<div><p>one <img id="a"> two</p><img id="b">loose<br><img id="c"><p>three</p></div>');
  const flow = readFlow($('div').toArray(), {
    vocabulary: htmlVocabulary,
    spaces: 'kept',
    mark: ({ name }) => name === 'img',
  });
  expect(flow.map((item) => ('mark' in item ? item.mark.attribs['id'] : item.text))).toEqual([
    'one  two',
    'a',
    'loose',
    'b',
    'c',
    'three',
  ]);
});

const post = (content: string) =>
  parsePost(
    `<html lang="it"><article><h1 class="entry-title">T</h1><div class="entry-content">${content}</div></article></html>`,
    'https://www.sirm.org/2020/03/10/covid-19-caso-1/',
  );

test('a post keeps the words of every element, whatever else it has', () => {
  const { paragraphs, figures } = post(
    '<p>Uno.</p><div>Due.</div><table><tr><td>Tre</td><td>3</td></tr></table><dl><dt>Quattro</dt></dl><h5>Cinque</h5>Sei' +
      '<figure class="wp-block-table"><table><tr><td>Sette</td></tr></table><figcaption>Otto</figcaption></figure>' +
      '<figure><img src="/wp-content/uploads/a.jpg"><figcaption>Della figura</figcaption></figure>',
  );
  expect(paragraphs).toEqual(['Uno.', 'Due.', 'Tre\t3', 'Quattro', 'Cinque', 'Sei', 'Sette', 'Otto']);
  expect(figures).toMatchObject([{ caption: 'Della figura', after: 8 }]);
});

test('a post of any HTML keeps its words', () => {
  const flowing = htmlNames.filter(
    (name) => !['figure', 'figcaption', 'select', 'svg', 'math', 'dialog'].includes(name),
  );
  fc.assert(
    fc.property(fc.array(treeOf(flowing), { maxLength: 5 }), (trees) => {
      const { markup } = written(trees);
      // What the browser's parser makes of the tree is what readers see.
      const seen = wordsIn([load(`<div id="x">${markup}</div>`)('#x').text()]);
      const inside = load(`<article><div class="entry-content">first ${markup}</div></article>`)(
        '.entry-content',
      ).first();
      const expected = wordsIn([inside.text()]);
      fc.pre(seen.length === expected.length);
      expect(wordsIn(post(`first ${markup}`).paragraphs)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});
