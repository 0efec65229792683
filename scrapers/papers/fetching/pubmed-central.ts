import { z } from 'zod';
import type { Door } from '../../crawl/door/door.ts';

/** PubMed Central: article pages, the identifier converter, JATS by E-utilities. */
const site = 'https://pmc.ncbi.nlm.nih.gov';

/** What the identifier converter answers. */
export const converted = z.object({
  records: z.array(
    z.object({
      pmcid: z
        .string()
        .regex(/^PMC\d{1,12}$/)
        .optional(),
      doi: z.string().optional(),
    }),
  ),
});

/** PMCID of a DOI, by the identifier converter; null when the article is not in PubMed Central. */
export async function pmcidOfDoi(door: Door, doi: string): Promise<string | null> {
  const query = new URLSearchParams({ ids: doi, format: 'json', tool: 'caseline' });
  const { data } = await door.fetchJson(`${site}/tools/idconv/api/v1/articles/?${query}`);
  return converted.safeParse(data).data?.records[0]?.pmcid ?? null;
}

export const pmcPage = (pmcid: string): string => `${site}/articles/${pmcid}/`;

/** Address of an article's JATS at NCBI; publishers that do not allow it leave only its front matter there. */
export const jatsOfPmc = (pmcid: string): string =>
  `https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?${new URLSearchParams({ db: 'pmc', id: pmcid.slice(3), tool: 'caseline' })}`;
