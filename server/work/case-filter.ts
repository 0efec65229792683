import { z } from 'zod';
import { TERM_KIND } from '../../data/format/dataset.ts';
import type { CaseQuery } from '../../data/ports/case-query.ts';
import { parsedInput } from '../shell/request.ts';

const short = z.string().max(300).optional();

/** The filters of a list as they stand in its address: a saved view is that address. */
const listQuery = z.object({
  q: short,
  site: short,
  status: short,
  order: z.enum(['id', 'priority', 'newest', 'reviewed']).catch('id').default('id'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});

/** Every other parameter `t.<kind>=<term>` filters by a term. */
function termsOf(query: Record<string, unknown>): Record<string, string> {
  const found = Object.entries(query).flatMap(([name, value]) =>
    name.startsWith('t.') && TERM_KIND.test(name.slice(2)) && typeof value === 'string' && value !== ''
      ? [[name.slice(2), value] as const]
      : [],
  );
  return Object.fromEntries(found);
}

/** What is asked of a list of cases, alike on every page that lists some. */
export interface CaseFilter {
  readonly asked: z.infer<typeof listQuery>;
  readonly terms: Readonly<Record<string, string>>;
  readonly filtered: boolean;
  /** The page of the list that is asked for. */
  query(hidden: readonly string[], limit: number): CaseQuery;
  /** The address below `path` with some parameters changed; null takes one away, and the page begins anew. */
  link(change: Readonly<Record<string, string | number | null>>, path?: string): string;
}

/** @param path of the page, which its links lead to */
export function caseFilter(query: unknown, path: string): CaseFilter {
  const asked = parsedInput(listQuery, query, 'the filter');
  const terms = termsOf(query as Record<string, unknown>);
  const standing = {
    q: asked.q,
    site: asked.site,
    status: asked.status,
    order: asked.order,
    ...Object.fromEntries(Object.entries(terms).map(([kind, term]) => [`t.${kind}`, term])),
  };
  return {
    asked,
    terms,
    filtered: Boolean(asked.q || asked.site || asked.status || Object.keys(terms).length > 0),
    query: (hidden, limit) => ({
      hidden,
      ...(asked.q ? { text: asked.q } : {}),
      ...(asked.site ? { site: asked.site } : {}),
      ...(asked.status ? { status: asked.status } : {}),
      terms,
      order: asked.order,
      limit,
      offset: (asked.page - 1) * limit,
    }),
    link(change, to = path) {
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...standing, ...change })) {
        if (value !== null && value !== undefined && value !== '' && !(name === 'order' && value === 'id'))
          parameters.set(name, String(value));
      }
      const text = parameters.toString();
      return text ? `${to}?${text}` : to;
    },
  };
}
