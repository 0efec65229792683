import { expect, test } from 'vitest';
import { readJats } from '../../../../scrapers/papers/article/jats.ts';
import { nameCharacters } from '../../../../scrapers/papers/article/named-characters.ts';

test('characters that the document type names are read', () => {
  const { title, sections } = readJats(
    '<article><front><article-meta><title-group><article-title>Interferon-&alpha; &amp; caf&eacute;</article-title></title-group></article-meta></front><body><p>SpO2 &ge; 90&thinsp;%, 3&ndash;4 days, &lt;5 &nosuch; <![CDATA[&beta;]]> &mu;g</p></body></article>',
  );
  expect(title).toBe('Interferon-α & café');
  expect(sections[0]?.paragraphs).toEqual(['SpO2 ≥ 90 %, 3–4 days, <5 &nosuch; &beta; μg']);
});

test('a named character never becomes mark-up', () => {
  expect(nameCharacters('<p>&LT;b&GT; &AMP;amp;</p>')).toBe('<p>&#60;b&#62; &#38;amp;</p>');
});
