import { expect, test } from 'vitest';
import { parseEuroradCase } from '../../../scrapers/eurorad/case-page.ts';

const row = (heading: string, body: string): string =>
  `<div class="row"><div class="col-12 col-md-3">${heading}</div><div class="col-12 col-md-9">${body}</div></div>`;

test('several rows of one name are one section', () => {
  const page = parseEuroradCase(
    `<h1 class="color-color mb-3">T</h1><div class="block__content node-contents">${[
      row('Clinical History', ''),
      row('Clinical History', '<p>Fever.</p>'),
      row('Discussion', '<p>One.</p>'),
      row('Differential Diagnosis List', '<div class="col-6 pb-3">A</div>'),
      row('DISCUSSION', '<p>Two.</p>'),
      row('Differential Diagnosis', '<div class="col-6 pb-3">B</div>'),
    ].join('')}</div>`,
    'https://www.eurorad.org/case/16691',
  );
  expect(page).toMatchObject({ history: 'Fever.', discussion: 'One.\nTwo.', differential: ['A', 'B'] });
});
