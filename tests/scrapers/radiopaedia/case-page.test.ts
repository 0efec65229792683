import { expect, test } from 'vitest';
import { parseCasePage } from '../../../scrapers/radiopaedia/case-page.ts';

const url = 'https://radiopaedia.org/cases/some-case-1?lang=us';
const head =
  '<title>Some case | Radiology Case | Radiopaedia.org</title><h1 class="header-title">Some case</h1>';
const credit =
  '<textarea class="select-all-js">Case courtesy of Dr X, Radiopaedia.org, rID: 75037</textarea>';
const study = (id: number, inner: string): string =>
  `<div class="well case-section case-study" data-ref="study-${id}" data-study-id="${id}" data-study-stacks-url="/studies/${id}/stacks"><div class="main-study-desc">${inner}</div></div>`;
const findings = (text: string): string =>
  `<div class="sub-section study-findings body"><p>${text}</p></div>`;

test('the case number from the credit line alone, as on pages of 2020', () => {
  const page = parseCasePage(`${head}${credit}${study(1, findings('A.'))}`, url);
  expect(page).toMatchObject({
    rid: '75037',
    doi: '10.53347/rID-75037',
    credit: 'Case courtesy of Dr X, Radiopaedia.org, rID: 75037',
  });
});

test('labels in capitals without colon, values on their own line, dashes for nothing', () => {
  const data =
    '<div id="case-patient-data"><h2>Patient Data</h2><div class="data-item"><strong class="data-item-label">AGE</strong>\n  3 months\n</div><div class="data-item"><strong class="data-item-label">GENDER:</strong> -</div></div>';
  expect(parseCasePage(`${head}${credit}${data}${study(1, '')}`, url)).toMatchObject({
    age: '3 months',
    gender: null,
  });
});

test('free text between studies is kept as such and shifts nothing', () => {
  const free =
    '<div class="well case-section case-study"><div class="main-study-desc"><div class="sub-section body"><p>Consolidation is a term.</p></div></div></div>';
  const other = '<div class="case-section"><div class="body"><p>Another remark.</p></div></div>';
  const page = parseCasePage(
    `${head}${credit}${study(1, findings('First.'))}${free}${other}${study(2, findings('Second.'))}`,
    url,
  );
  expect(page.studies.map(({ id, findings: text }) => [id, text])).toEqual([
    ['1', 'First.'],
    ['2', 'Second.'],
  ]);
  expect(page.bodies).toEqual(['Consolidation is a term.', 'Another remark.']);
});

test('a generic heading beside the title is not the title', () => {
  const page = parseCasePage(
    `<h1>jane_doe</h1><meta property="og:title" content="Round pneumonia | Radiology Case | Radiopaedia.org">${credit}${study(1, '')}`,
    url,
  );
  expect(page.title).toBe('Round pneumonia');
});

test('a built page of the newest viewer: containers by id, hidden ones by their links', () => {
  const page = parseCasePage(
    `${head}<meta name="dc.identifier" content="https://radiopaedia.org/rID-9"><div id="case-discussion"><h2>Case Discussion</h2><p>D.</p></div>` +
      '<div id="study-5"><div class="_StudyCarouselHeader_Container">CT</div><p>carousel hint</p></div><a href="/cases/9/studies/5"></a><a href="/cases/9/studies/6"></a>',
    url,
  );
  expect(page).toMatchObject({ built: true, viewerEra: true, discussion: 'D.' });
  expect(page.studies.map(({ id }) => id)).toEqual(['5', '6']);
});

test('a skeleton with empty sections is not rendered yet', () => {
  const sections =
    '<div id="case-patient-presentation"></div><div class="case-study">Loading images...</div><div id="case-discussion"></div>';
  const page = parseCasePage(
    `${head}<meta name="dc.identifier" content="rID-9">${sections}<a href="/cases/9/studies/5"></a>`,
    url,
  );
  expect(page).toMatchObject({ rendered: false, rid: '9' });
  expect(page.studies.map(({ id }) => id)).toEqual(['5']);
});

test('studies of other cases are not this case’s', () => {
  const page = parseCasePage(
    `${head}${credit}${study(1, '')}<a href="/cases/75037/studies/1"></a><a href="/cases/4/studies/99">related</a>`,
    url,
  );
  expect(page.studies.map(({ id }) => id)).toEqual(['1']);
});

test.each([
  ['no title', `${credit}${study(1, '')}`, 'h1.header-title'],
  ['no case number', `${head}${study(1, '')}`, '#citation-info'],
  ['no study', `${head}${credit}<div id="case-discussion"><p>x</p></div>`, 'case-study'],
  [
    'a study without a block',
    `${head}${credit}${study(1, '')}<a href="/cases/75037/studies/2"></a>`,
    'case-study',
  ],
  [
    'findings elsewhere',
    `${head}${credit}${study(1, '<div class="notes"><p>Moved.</p></div>')}`,
    'study-findings',
  ],
  [
    'a heading without its section',
    `${head}${credit}${study(1, '')}<section><h2>Presentation</h2><p>Fever.</p></section>`,
    '#case-patient-presentation',
  ],
  [
    'a section that is empty',
    `${head}${credit}${study(1, '')}<div id="case-patient-presentation"><h2></h2></div>`,
    '#case-patient-presentation',
  ],
])('%s stops the run', (_, html, selector) => {
  expect(() => parseCasePage(html, url)).toThrow(selector);
});
