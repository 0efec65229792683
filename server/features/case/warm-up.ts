import type { Services } from '../../shell/context.ts';
import { loadView } from './case-view.ts';
import { freshPanel } from './fragments.ts';

/**
 * Reads and draws the case that is next in line before anybody asks for one: what the first case page of a process costs
 * beyond the others (rules and templates are compiled by their first use) is spent while nobody waits. Changes nothing.
 */
export async function warmUp(services: Services): Promise<void> {
  const { rows } = await services.workspace.index.list({ order: 'priority', limit: 1 });
  const [next] = rows;
  if (next) freshPanel(await loadView(services, next.id, services.localUser));
}
