import { expect, test } from 'vitest';
import { licenceCode, licenceNamed, licences } from '../../../data/vocabulary/licences.ts';

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

test.each([
  // Nobody dedicated it: no CC0.
  ['Public Domain', 'LicenseRef-public-domain', null],
  ['https://creativecommons.org/publicdomain/mark/1.0/', 'LicenseRef-public-domain', null],
  ['CC0 1.0 Universal (CC0 1.0) Public Domain Dedication', 'CC0-1.0', 'publicdomain/zero/1.0/'],
  ['https://creativecommons.org/publicdomain/zero/1.0/', 'CC0-1.0', 'publicdomain/zero/1.0/'],
  // A port is a text of its own, with an address of its own.
  ['https://creativecommons.org/licenses/by/3.0/de/', 'CC-BY-3.0-DE', 'licenses/by/3.0/de/'],
  [
    'http://creativecommons.org/licenses/by-nc-sa/3.0/igo/deed.en',
    'CC-BY-NC-SA-3.0-IGO',
    'licenses/by-nc-sa/3.0/igo/',
  ],
  ['https://creativecommons.org/licenses/by/3.0/it/', 'LicenseRef-CC-BY-3.0-IT', 'licenses/by/3.0/it/'],
  ['CC BY-NC-SA 3.0 IGO', 'CC-BY-NC-SA-3.0-IGO', 'licenses/by-nc-sa/3.0/igo/'],
  ['CC BY 3.0 DE', 'CC-BY-3.0-DE', 'licenses/by/3.0/de/'],
  ['Creative Commons Attribution 3.0 United States License', 'CC-BY-3.0-US', 'licenses/by/3.0/us/'],
  ['CC BY-SA 2.0 UK: England & Wales', 'CC-BY-SA-2.0-UK', 'licenses/by-sa/2.0/uk/'],
  // The language of a page is no port, and version 4.0 has none.
  ['https://creativecommons.org/licenses/by/3.0/deed.de', 'CC-BY-3.0', 'licenses/by/3.0/'],
  ['https://creativecommons.org/licenses/by/4.0/de/', 'CC-BY-4.0', 'licenses/by/4.0/'],
  ['CC BY 3.0 in all parts', 'CC-BY-3.0', 'licenses/by/3.0/'],
  // A version is kept, whichever it is; without one nobody can tell which text holds.
  ['CC BY 2.5', 'CC-BY-2.5', 'licenses/by/2.5/'],
  ['https://creativecommons.org/licenses/by-nd-nc/1.0/', 'CC-BY-NC-ND-1.0', 'licenses/by-nd-nc/1.0/'],
  ['CC BY', 'LicenseRef-CC-BY', null],
  ['CC BY-ND', 'LicenseRef-CC-BY-ND', null],
  ['CC BY-NC-SA', 'LicenseRef-CC-BY-NC-SA', null],
])('releases call %s %s', (stated, spdx, address) => {
  const licence = licenceNamed(licenceCode(stated) ?? '');
  expect(licence?.spdx).toBe(spdx);
  expect(licence?.url ?? null).toBe(address && `https://creativecommons.org/${address}`);
  expect(licenceNamed(spdx)).toEqual(licence);
});
