import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { countries, countryOf, regionOf, subRegionOf } from '../../../data/vocabulary/countries.ts';

describe('countries', () => {
  it.each([
    ['USA', 'United States'],
    ['Seattle, U.S.A.', 'United States'],
    ['Boca Raton, Florida , United States', 'United States'],
    ['London, UK', 'United Kingdom'],
    ['Nottingham, United Kingdom ', 'United Kingdom'],
    ['Edinburgh, Scotland', 'United Kingdom'],
    ['Hong Kong', 'Hong Kong'],
    ['Prince of Wales Hospital, Hong Kong, China', 'Hong Kong'],
    ['Macau', 'Macao'],
    ['Macau SAR', 'Macao'],
    ['Macau SAR, China', 'Macao'],
    ['Gaza Strip', 'Palestine'],
    ['Khan Yunis, Gaza Strip, Occupied Palestinian Territory', 'Palestine'],
    ['Taichung, Taiwan', 'Taiwan'],
    ['Shiraz, Iran (Islamic Republic of)', 'Iran'],
    ['Seoul, Korea', 'South Korea'],
    ['Ospedale Santo Spirito. Rome, Italy', 'Italy'],
    ['Hospital Clinic Barcelona Spain', 'Spain'],
    ['Tbilisi, Georgia', 'Georgia'],
    ['Emory University, Atlanta, Georgia', 'United States'],
    ['Wuhan Jinyintan Hospital, Wuhan, Hubei Province, China', 'China'],
    ['Orange, California', 'United States'],
    ['İstanbul, Türkiye', 'Turkey'],
    ['Abidjan, Côte d’Ivoire', "Côte d'Ivoire"],
    ['Ho Chi Minh City, Viet Nam', 'Vietnam'],
    ['Conakry, Guinea', 'Guinea'],
    ['Malabo, Equatorial Guinea', 'Equatorial Guinea'],
  ])('%s is in %s', (location, country) => {
    expect(countryOf(location)).toBe(country);
  });

  it.each([null, '', '  ', 'unknown hospital', 'the oman road'])('%s names no country', (location) => {
    expect(countryOf(location)).toBe(null);
  });

  it('gives every country one sub-region of one region, and no spelling to two countries', () => {
    expect(new Set(countries.map((country) => country.subRegion)).size).toBe(17);
    const regions = new Map<string, string>();
    const spelled = new Map<string, string>();
    for (const country of countries) {
      expect(regions.get(country.subRegion) ?? country.region).toBe(country.region);
      regions.set(country.subRegion, country.region);
      for (const name of [country.name, ...country.aliases]) {
        expect(spelled.get(name.toLowerCase()) ?? country.name).toBe(country.name);
        spelled.set(name.toLowerCase(), country.name);
        expect(countryOf(name)).toBe(country.name);
      }
    }
    expect(subRegionOf('Italy')).toBe('Southern Europe');
    expect(regionOf('Taiwan')).toBe('Asia');
    expect(subRegionOf('Nowhere')).toBe(null);
  });
});

const real = new URL('../../../../shared/real/collection/metadata.csv', import.meta.url);
describe.skipIf(!existsSync(real))('locations of the reference table (../shared/real is not here)', () => {
  it('all name a country', () => {
    const rows = parse(readFileSync(real), { columns: true }) as { location: string }[];
    const unread = rows.map((row) => row.location).filter((place) => place.trim() && !countryOf(place));
    expect(unread).toEqual([]);
  });
});
