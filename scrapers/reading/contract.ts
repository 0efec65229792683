import { ContractBroken } from '../../data/errors.ts';

/** One thing of a page that its parser relies on. */
export interface Canary {
  /** CSS selector, or a JSON path such as `study.series[].frames[]`. */
  readonly selector: string;
  /** What it is read for: `title`, `studies`. */
  readonly field: string;
}

/**
 * Stops the run when a selector that every sound page satisfies matches nothing.
 * @param matches how often the selector matched (or any truthy measure of it)
 * @throws ContractBroken (code `contract-broken`) naming selector, field and page
 */
export const requireMatch = (
  matches: number | boolean,
  canary: Canary,
  page: { source: string; url: string },
): void => {
  if (matches === true || (typeof matches === 'number' && matches > 0)) return;
  throw new ContractBroken(
    'contract-broken',
    `${page.source}: ${page.url} no longer has ${canary.selector} (read for ${canary.field}). ` +
      'The site changed its markup: mend the parser, then crawl again; nothing was written for this page.',
  );
};
