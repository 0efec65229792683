import { z } from 'zod';
import type { Door } from '../../crawl/door/door.ts';
import { doiPath, sameDoi } from '../identifiers.ts';

/** Crossref's REST service (https://api.crossref.org): `works/{doi}`, what the publisher deposited. */
const service = 'https://api.crossref.org/works';

const word = z.string().max(5_000).optional().catch(undefined);
const licence = z
  .object({
    URL: word,
    'content-version': word,
    start: z.object({ 'date-time': word }).optional().catch(undefined),
  })
  .catch({});
const link = z.object({ URL: word, 'content-type': word }).catch({});
const answer = z.object({
  message: z.object({
    DOI: z.string(),
    title: z.array(z.string()).max(50).catch([]),
    license: z.array(licence).max(100).catch([]),
    link: z.array(link).max(100).catch([]),
  }),
});

/** What Crossref knows of an article. */
export interface CrossrefRecord {
  readonly title: string | null;
  /** Address of the licence of the published version, a Creative Commons one before others; only one in force. */
  readonly licence: string | null;
  /** True when that licence is a Creative Commons one: the publisher lets everybody have the PDF. */
  readonly open: boolean;
  readonly pdfs: readonly string[];
}

const isCreativeCommons = (url: string): boolean => /creativecommons\.org\//i.test(url);

/** @returns null for an answer that is about another article, or not in Crossref's form */
export async function askCrossref(door: Door, doi: string, now: Date): Promise<CrossrefRecord | null> {
  const { data } = await door.fetchJson(`${service}/${doiPath(doi)}`);
  const message = answer.safeParse(data).data?.message;
  if (message === undefined || !sameDoi(message.DOI, doi)) return null;
  const inForce = message.license.filter(
    ({ start }) => !(Date.parse(start?.['date-time'] ?? '') > now.getTime()),
  );
  const ofArticle = inForce.filter((one) => one['content-version'] !== 'tdm');
  const addresses = [...ofArticle, ...inForce].flatMap(({ URL: url }) => url ?? []);
  const chosen = addresses.find(isCreativeCommons) ?? addresses[0] ?? null;
  return {
    title: message.title[0] ?? null,
    licence: chosen,
    open: chosen !== null && isCreativeCommons(chosen),
    pdfs: message.link
      .filter((one) => one['content-type'] === 'application/pdf')
      .flatMap(({ URL: url }) => url ?? []),
  };
}
