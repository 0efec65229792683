import { load } from 'cheerio';
import type { Door } from '../../crawl/door/door.ts';
import { doiIn } from '../doi.ts';

/** What a publisher's article page says of itself in the citation tags that Google Scholar asks for. */
export interface PublisherPage {
  readonly doi: string | null;
  readonly pmcid: string | null;
  readonly title: string | null;
  readonly pdfs: readonly string[];
}

/** Pure but for `door.resolve`, which maps links to the place that is asked. */
export function readPublisherPage(html: string, address: string, door: Pick<Door, 'resolve'>): PublisherPage {
  const $ = load(html);
  const tags = (name: string): string[] =>
    $('meta')
      .toArray()
      .filter((node) => ($(node).attr('name') ?? $(node).attr('property') ?? '').toLowerCase() === name)
      .map((node) => ($(node).attr('content') ?? '').trim())
      .filter(Boolean);
  const stated = [
    ...tags('citation_doi'),
    ...tags('prism.doi'),
    ...tags('bepress_citation_doi'),
    ...tags('dc.identifier'),
  ];
  const links = [
    ...tags('citation_pdf_url'),
    ...tags('bepress_citation_pdf_url'),
    ...$('link[rel="alternate"][type="application/pdf"]')
      .toArray()
      .map((node) => $(node).attr('href') ?? ''),
  ];
  const pdfs = links.flatMap((link) => (link === '' ? [] : (door.resolve(link, address) ?? [])));
  return {
    doi: stated.map(doiIn).find((doi) => doi !== null) ?? null,
    pmcid: /\bPMC\d{1,12}\b/.exec(tags('citation_pmcid')[0] ?? '')?.[0] ?? null,
    title: tags('citation_title')[0] ?? null,
    pdfs: [...new Set(pdfs)].slice(0, 5),
  };
}
