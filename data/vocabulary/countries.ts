import list from './countries.json' with { type: 'json' };

/**
 * Countries and areas with the sub-region and region that the United Nations' M49 standard puts them in
 * (https://unstats.un.org/unsd/methodology/m49/). The names are the everyday English ones. Taiwan and Kosovo,
 * which M49 does not list on their own, stand with the sub-region around them.
 */
export interface Country {
  readonly name: string;
  readonly subRegion: string;
  readonly region: string;
  /** Other spellings met in locations. */
  readonly aliases: readonly string[];
}

export const countries: readonly Country[] = list;
const byName = new Map(countries.map((country) => [country.name, country]));

/** Lower case, no accents, no punctuation: what two spellings of a place have in common. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<=\b\p{L})\.(?=\s?\p{L}\b)/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const byPlainName = new Map<string, string>();
for (const country of countries) {
  for (const name of [country.name, ...country.aliases]) byPlainName.set(plain(name), country.name);
}

/** Federal states that addresses end in without naming their country. "Georgia" is told apart below. */
const statesOf: Readonly<Record<string, readonly string[]>> = {
  'United States': [
    ...['Alabama', 'Alaska', 'Arizona', 'Arkansas', 'California', 'Colorado', 'Connecticut', 'Delaware'],
    ...['Florida', 'Hawaii', 'Idaho', 'Illinois', 'Indiana', 'Iowa', 'Kansas', 'Kentucky', 'Louisiana'],
    ...['Maine', 'Maryland', 'Massachusetts', 'Michigan', 'Minnesota', 'Mississippi', 'Missouri', 'Montana'],
    ...['Nebraska', 'Nevada', 'New Hampshire', 'New Jersey', 'New Mexico', 'New York', 'New York City'],
    ...['North Carolina', 'North Dakota', 'Ohio', 'Oklahoma', 'Oregon', 'Pennsylvania', 'Rhode Island'],
    ...['South Carolina', 'South Dakota', 'Tennessee', 'Texas', 'Utah', 'Vermont', 'Virginia', 'Washington'],
    ...['West Virginia', 'Wisconsin', 'Wyoming', 'Washington DC', 'District of Columbia'],
  ],
  Canada: [
    ...['Alberta', 'British Columbia', 'Manitoba', 'New Brunswick', 'Newfoundland and Labrador', 'Ontario'],
    ...['Nova Scotia', 'Prince Edward Island', 'Quebec', 'Saskatchewan', 'Yukon', 'Nunavut'],
  ],
  Australia: ['New South Wales', 'Queensland', 'South Australia', 'Tasmania', 'Western Australia', 'NSW'],
  China: [
    ...['Hubei', 'Hubei Province', 'Anhui', 'Sichuan', 'Zhejiang', 'Guangdong', 'Hunan', 'Henan', 'Jiangsu'],
    ...['Shandong', 'Fujian', 'Jiangxi', 'Shaanxi', 'Wuhan', 'Beijing', 'Shanghai', 'Chongqing', 'Shenzhen'],
  ],
};
const stateCountry = new Map<string, string>();
for (const [country, states] of Object.entries(statesOf)) {
  for (const state of states) stateCountry.set(plain(state), country);
}

/** Areas that M49 lists beside the country their addresses may end in. */
const ownAreas = new Set(['Hong Kong', 'Macao', 'Taiwan', 'Puerto Rico', 'Greenland']);
const citiesOfGeorgiaUsa = /\b(atlanta|augusta|savannah|macon|athens ga|emory)\b/;

/** The longest country name that the words end in: "hospital clinic barcelona spain" -> Spain. */
function endingIn(words: string): string | null {
  const all = words.split(' ');
  for (let from = 0; from < all.length; from += 1) {
    const found = byPlainName.get(all.slice(from).join(' '));
    if (found) return found;
  }
  return null;
}

/**
 * The country of a location as written ("Mount Sinai Hospital, Toronto, Ontario, Canada"), null when it names
 * none that is known. The last part counts; a part before it wins only where M49 lists an area of its own
 * ("Hong Kong, China").
 */
export function countryOf(location: string | null): string | null {
  if (!location) return null;
  const parts = location
    .slice(0, 1_000)
    .replace(/\(([^()]{0,200})\)/g, ',$1,')
    .split(/[,;/\n]|\.\s+(?=\p{Lu}\p{Ll})/u)
    .map(plain)
    .filter((part) => part !== '');
  const last = parts.at(-1);
  if (last === undefined) return null;
  const own = parts.slice(-3, -1).map((part) => byPlainName.get(part));
  for (const area of own) if (area && ownAreas.has(area)) return area;
  if (last === 'georgia' && citiesOfGeorgiaUsa.test(parts.join(' '))) return 'United States';
  const whole = byPlainName.get(last) ?? stateCountry.get(last) ?? endingIn(last);
  if (whole) return whole;
  for (const part of parts.toReversed()) {
    const found = byPlainName.get(part) ?? stateCountry.get(part);
    if (found) return found;
  }
  return null;
}

/** UN sub-region, e.g. `Southern Europe`; null for a country that is not in the list. */
export const subRegionOf = (country: string | null): string | null =>
  country === null ? null : (byName.get(country)?.subRegion ?? null);

/** UN region (continent), e.g. `Europe`. */
export const regionOf = (country: string | null): string | null =>
  country === null ? null : (byName.get(country)?.region ?? null);
