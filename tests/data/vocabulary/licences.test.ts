import { expect, test } from 'vitest';
import { licenceCode, licences } from '../../../data/vocabulary/licences.ts';

test.each([
  ['CC BY-NC-SA', 'CC-BY-NC-SA'],
  ['CC-NC-SA', 'CC-BY-NC-SA'],
  ['CC BY-NC-ND 4.0', 'CC-BY-NC-ND-4.0'],
  ['http://creativecommons.org/licenses/by-nc-sa/3.0/', 'CC-BY-NC-SA-3.0'],
  ['This is an open access article distributed under the Creative Commons Attribution License', 'CC-BY'],
  ['Creative Commons Attribution-NonCommercial 4.0 International (CC BY-NC 4.0)', 'CC-BY-NC-4.0'],
  ['Creative Commons Attribution-NonCommercial-NoDerivs 4.0 International', 'CC-BY-NC-ND-4.0'],
  ['Creative Commons Attribution-NonCommercial-NoDerivatives License', 'CC-BY-NC-ND'],
  ['CC0', 'CC0-1.0'],
  // Terms in another order, or behind the version, are terms all the same.
  ['CC BY-SA-NC 4.0', 'CC-BY-NC-SA-4.0'],
  ['CC BY-ND-NC', 'CC-BY-NC-ND'],
  ['CC BY 4.0 (non-commercial)', 'CC-BY-NC-4.0'],
  ['Creative Commons Attribution-ShareAlike-NonCommercial 3.0', 'CC-BY-NC-SA-3.0'],
  ['CC BY-SA-ND', null],
  // What a text denies is not granted.
  ['Not CC BY', null],
  ['The figures are not licensed under CC BY 4.0', null],
  ['Available under CC BY 4.0, not for diagnosis', 'CC-BY-4.0'],
  ['listed as authorized for everyone', 'LicenseRef-authorized-for-everyone'],
  ['All rights reserved', 'LicenseRef-all-rights-reserved'],
  ['© 2020 The Authors', null],
  ['free to read', null],
  ['', null],
  [null, null],
])('%s -> %s', (stated, code) => {
  expect(licenceCode(stated)).toBe(code);
});

test('every licence is found by its own code, name and address', () => {
  for (const licence of licences) {
    expect(licenceCode(licence.code)).toBe(licence.code);
    expect(licenceCode(licence.name)).toBe(licence.code);
  }
});
