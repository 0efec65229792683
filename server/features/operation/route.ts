import { diskReason } from '../../../data/files/durable-file.ts';
import type { Feature } from '../../shell/feature.ts';
import { labelled } from '../../shell/log/metrics.ts';
import { faultForLog } from '../../shell/log/request-log.ts';
import type { RouteGroup } from '../../shell/router.ts';

/** How long an answer of the health check is given again, so that it costs nothing. Milliseconds. */
const FRESH = 2_000;

/** `/healthz` for a supervisor, `/metrics` for Prometheus. */
const operationRoutes: RouteGroup = (routes, { workspace, datasets, metrics, logger }) => {
  let checked = 0;
  let looked: Promise<string | null> | null = null;

  /**
   * A dataset whose file is damaged or gone, or a register that is not what it was: whoever watches the server must know
   * before its readers ask.
   */
  const datasetProblem = async (): Promise<string | null> => {
    const { faults, unknown, register } = await datasets.survey();
    const named = faults.filter(({ kind }) => kind !== 'changed').map(({ message }) => message);
    const all = [...new Set([...(unknown === null ? [] : [unknown]), ...named])];
    const remade = register === null ? [] : [`${register}; 'caseline doctor' says what mends it`];
    if (all.length === 0) return remade[0] ?? null;
    const hidden = `${all.join('; ')}: ${unknown === null ? 'what it keeps private stays hidden' : 'no case is shown to readers'} until a maintainer has mended that`;
    return [hidden, ...remade].join('. ');
  };

  /** Whether a save would work now: the settings can be read and a file can be written; and what datasets there are is known. */
  const look = async (): Promise<string | null> => {
    try {
      await workspace.tryOut();
      return await datasetProblem();
    } catch (error) {
      logger.error({ fault: faultForLog(error) }, 'the health check failed');
      // Anybody may ask: what is wrong with the disk, and no path.
      const reason = diskReason(error);
      return `the workspace cannot be written${reason === null ? '' : `: ${reason}`}`;
    }
  };

  routes.add('get', '/healthz', { role: 'anyone' }, async (_request, response) => {
    const now = performance.now();
    if (looked === null || now - checked > FRESH) {
      looked = look();
      checked = now;
    }
    const problem = await looked;
    response.set('Cache-Control', 'no-store').status(problem === null ? 200 : 503);
    response.json(problem === null ? { status: 'ok' } : { status: 'failing', problem });
  });

  routes.add('get', '/metrics', { role: 'maintainer' }, async (_request, response) => {
    const statuses = (await workspace.index.facets())['status'] ?? [];
    const free = (await workspace.freeBytes()) ?? -1;
    const gauges = [
      {
        name: 'cases',
        help: 'Cases by review status.',
        values: statuses.map(({ term, count }) => [labelled('status', term), count] as const),
      },
      {
        name: 'damaged_documents',
        help: 'Case and review files that cannot be read.',
        values: [['', (await workspace.index.damaged()).length] as const],
      },
      { name: 'disk_free_bytes', help: 'Free on the disk of the workspace.', values: [['', free] as const] },
    ];
    response.set('Cache-Control', 'no-store').type('text/plain; version=0.0.4').send(metrics.text(gauges));
  });
};

export const operationFeature: Feature = { name: 'operation', routes: [operationRoutes] };
