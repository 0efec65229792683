import { z } from 'zod';
import type { Door } from '../../crawl/door/door.ts';
import { sameDoi } from '../identifiers.ts';

/**
 * Europe PMC's REST service (https://europepmc.org/RestfulWebService): `search` with `resultType=core` tells title,
 * licence and where full texts lie; `{PMCID}/fullTextXML` is the JATS of open articles.
 */
export const europePmcService = 'https://www.ebi.ac.uk/europepmc/webservices/rest';

const word = z.string().max(5_000).optional().catch(undefined);
const address = z
  .object({ documentStyle: word, availabilityCode: word, availability: word, url: word })
  .catch({});
const record = z.object({
  doi: word,
  pmcid: word,
  title: word,
  license: word,
  inEPMC: word,
  isOpenAccess: word,
  fullTextUrlList: z
    .object({ fullTextUrl: z.array(address).max(200).catch([]) })
    .optional()
    .catch(undefined),
});
const answer = z.object({ resultList: z.object({ result: z.array(record.catch({})).max(1_000) }) });

/** What Europe PMC knows of an article. */
export interface EuropePmcRecord {
  readonly doi: string | null;
  readonly pmcid: string | null;
  readonly title: string | null;
  /** Its own words: `cc by`. */
  readonly licence: string | null;
  /** Addresses of PDFs said to be open or free, those of the archives before those of publishers. */
  readonly pdfs: readonly string[];
}

const isArchive = (url: string): boolean =>
  /^https?:\/\/[^/]{0,100}(?:europepmc\.org|ncbi\.nlm\.nih\.gov)\//i.test(url);

/** Codes of `fullTextUrlList`: OA open access, F free, S subscription. */
const isOpen = ({ availabilityCode, availability }: z.infer<typeof address>): boolean =>
  availabilityCode === undefined
    ? /open|free/i.test(availability ?? '')
    : ['OA', 'F'].includes(availabilityCode.toUpperCase());

/**
 * The record of exactly this article; null when Europe PMC has none (an answer about another article is none).
 */
export async function askEuropePmc(
  door: Door,
  wanted: { doi: string } | { pmcid: string },
): Promise<EuropePmcRecord | null> {
  const query = 'doi' in wanted ? `DOI:"${wanted.doi.replaceAll('"', '')}"` : `PMCID:${wanted.pmcid}`;
  const asked = new URLSearchParams({ query, format: 'json', resultType: 'core', pageSize: '5' });
  const { data } = await door.fetchJson(`${europePmcService}/search?${asked}`);
  const found = answer
    .safeParse(data)
    .data?.resultList.result.find(({ doi, pmcid }) =>
      'doi' in wanted
        ? doi !== undefined && sameDoi(doi, wanted.doi)
        : pmcid?.toUpperCase() === wanted.pmcid.toUpperCase(),
    );
  if (found === undefined) return null;
  const pdfs = (found.fullTextUrlList?.fullTextUrl ?? [])
    .filter((one) => one.documentStyle?.toLowerCase() === 'pdf' && isOpen(one))
    .flatMap(({ url }) => url ?? []);
  const pmcid = /^PMC\d{1,12}$/i.exec(found.pmcid ?? '')?.[0]?.toUpperCase() ?? null;
  return {
    doi: found.doi ?? null,
    pmcid,
    title: found.title ?? null,
    licence: found.license ?? null,
    pdfs: [...pdfs.filter(isArchive), ...pdfs.filter((url) => !isArchive(url))],
  };
}

/** Address of an article's JATS. */
export const jatsOfEuropePmc = (pmcid: string): string => `${europePmcService}/${pmcid}/fullTextXML`;
