import { BadUsage } from '../data/errors.ts';
import type { Source } from './crawl/source.ts';
import { eurorad } from './eurorad/source.ts';
import { medpix } from './medpix/source.ts';
import { pmc } from './pmc/source.ts';
import { radiopaedia } from './radiopaedia/source.ts';
import { sirm } from './sirm/source.ts';
import { type SourceName, sourceNames } from './source-names.ts';

/** Every source that can be crawled. Adding one: docs/add-a-source.md. */
export const sources: Readonly<Record<SourceName, Source>> = { radiopaedia, eurorad, sirm, pmc, medpix };

/** @throws BadUsage naming the known sources. */
export function sourceNamed(name: string): Source {
  const known = sourceNames.find((candidate) => candidate === name);
  if (known) return sources[known];
  throw new BadUsage('unknown-source', `there is no source '${name}'; known are ${sourceNames.join(', ')}`);
}
