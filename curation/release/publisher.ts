import type { MetadataRow } from '../../data/fields/columns.ts';
import type { ReleaseRow } from './release-row.ts';

/** A copy of a site on this machine, as the sample is. */
const onThisMachine = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Web host of an address without `www.`; null where there is none, or it is this machine. */
export function hostOf(url: string): string | null {
  const host = URL.parse(url.trim())?.hostname ?? '';
  return host === '' || onThisMachine.test(host) ? null : host.replace(/^www\./, '');
}

/** Who published an image: the host of its address, else the site the case came from. */
export const publisherOf = (row: Pick<MetadataRow, 'url'>, { site }: Pick<ReleaseRow, 'site'>): string =>
  hostOf(row.url) ?? site;
