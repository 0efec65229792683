import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { writeScripts } from '../../../scrapers/reading/text/scripts.ts';

test.each([
  ['WBC 4.2 × 10<sup>9</sup>/L', 'WBC 4.2 × 10⁹/L'],
  ['10<sup>−3</sup> mL', '10⁻³ mL'],
  ['<sup>18</sup>F-FDG', '¹⁸F-FDG'],
  ['Ca<sup>2+</sup>', 'Ca²⁺'],
  ['as shown<sup><xref>4</xref>,<xref>5</xref></sup>', 'as shown⁴,⁵'],
  ['the 5<sup>th</sup> day', 'the 5th day'],
  ['CO<sub>2</sub> and SpO<sub>2</sub>', 'CO2 and SpO2'],
  ['log<sub>10</sub>5', 'log₁₀5'],
  ['values<sup>a</sup> of<sup>*</sup>', 'valuesa of*'],
])('%j is %j', (markup, text) => {
  const $ = load(`<p>${markup}</p>`, { xml: true });
  writeScripts($);
  expect($('p').text()).toBe(text);
});
