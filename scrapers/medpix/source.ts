import { BadUsage } from '../../data/errors.ts';
import type { Door } from '../crawl/door/door.ts';
import type {
  CaseReference,
  OpenedCase,
  SearchPage,
  SearchQuery,
  Source,
  SourceStatistics,
} from '../crawl/source.ts';
import { reachedBy, wantedFigures } from '../reading/case-parts.ts';
import { encounterOf, encounterPath, parseEncounter, parseMedpixSearch } from './encounter.ts';
import { imageId, type MedpixCase, medpixFills, medpixToCase } from './to-case.ts';

/** Raise whenever the same answers give another document. */
const parserVersion = '1';
const origin = 'https://medpix.nlm.nih.gov';

async function* search(door: Door, { text, filters }: SearchQuery): AsyncIterable<SearchPage> {
  const [filter] = Object.keys(filters);
  if (filter !== undefined)
    throw new BadUsage('unknown-filter', `medpix knows no filter '${filter}'; search by a diagnosis only`);
  if (text === '')
    throw new BadUsage('no-words', 'medpix lists cases by diagnosis only: give one, such as pneumonia');
  const url = `${door.base}/rest/encounter/diagnosis.json?${new URLSearchParams({ diagnosis: text })}`;
  const { data } = await door.fetchJson(url);
  const { hits, found = null } = parseMedpixSearch(data, url);
  const references = hits.map(({ id, title }) => ({
    alias: id,
    url: `${door.base}${encounterPath(id)}`,
    ...(title === null ? {} : { title }),
  }));
  yield { url, found, references };
}

const readCase = async (door: Door, { alias, url }: CaseReference): Promise<OpenedCase> => {
  const fetched = await door.fetchJson(url);
  const encounter = parseEncounter(fetched.data, fetched.finalUrl);
  // People find the case on its page, which shows what this answer says.
  const page = `${door.base}/case?${new URLSearchParams({ id: encounter.id })}`;
  const read: MedpixCase = {
    encounter,
    reached: { ...reachedBy(fetched, `medpix/${parserVersion}`), url: page },
  };
  const figures = encounter.images.map((image) => ({ urls: [image.url] }));
  return {
    id: `medpix-${encounter.id.toLowerCase()}`,
    aliases: [...new Set([alias, encounter.id])],
    images: () =>
      wantedFigures(door, page, figures, (index) => {
        const image = encounter.images[index];
        return image === undefined ? '' : imageId(image);
      }),
    toCase: (outcomes) => medpixToCase(read, outcomes),
    fills: () => medpixFills(read),
  };
};

/** MedPix of the National Library of Medicine: to be tried on the live site. See README.md beside this file. */
export const medpix: Source = {
  name: 'medpix',
  origin,
  hosts: ['medpix.nlm.nih.gov'],
  floorSeconds: 5,
  parserVersion,
  // Its terms could not be read when this was written: somebody must, and say so.
  needsPermission: 'its terms of use have not been read by anybody who may say that they allow it',
  // For the first crawl only, and low on purpose: later ones are measured by those before them.
  expectedFill: {
    history: 0.7,
    findings: 0.6,
    diagnosis: 0.7,
    images: 0.7,
    'image.caption': 0.5,
    'image.modality': 0.5,
  },
  search,
  readCase: (door, reference) => readCase(door, reference),
  referenceOf: (url) => {
    const alias = encounterOf(url);
    return alias === null ? null : { alias, url };
  },
  /** One answer and its pictures: some four in published counts of the collection. */
  estimateCase: (_, statistics: SourceStatistics) => {
    const mean = statistics.requestsByModality[''] ?? 4.8;
    return {
      requests: { min: mean * 0.71, max: mean * 1.4 },
      bytes: mean * (statistics.bytesPerRequest ?? 150_000),
    };
  },
};
