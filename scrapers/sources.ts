import { BadUsage } from '../data/errors.ts';
import type { Source } from './crawl/source.ts';
import { radiopaedia } from './radiopaedia/source.ts';

/** Every source that can be crawled. Adding one: docs/add-a-source.md. */
export const sources: readonly Source[] = [radiopaedia];

/** @throws BadUsage naming the known sources. */
export function sourceNamed(name: string): Source {
  const source = sources.find((candidate) => candidate.name === name);
  if (source) return source;
  throw new BadUsage(
    'unknown-source',
    `there is no source '${name}'; known are ${sources.map((known) => known.name).join(', ')}`,
  );
}
