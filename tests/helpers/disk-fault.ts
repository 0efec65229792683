import { setTimeout as wait } from 'node:timers/promises';
import type { Workspace } from '../../data/ports/workspace.ts';

/** What a workbench did before, during and after a fault of its disk. */
export interface ThroughTheFault {
  /** Pages that were not shown while the disk refused, with their status. */
  readonly notShown: Record<string, number>;
  /** Answers to saves while the disk refused. */
  readonly refused: readonly { status: number; words: string }[];
  readonly health: {
    readonly before: number;
    readonly during: number;
    readonly problem: string;
    readonly after: number;
  };
  readonly acknowledged: readonly string[];
  /** Acknowledged words that are not in the workspace, and words there that were refused. */
  readonly lost: readonly string[];
  readonly kept: readonly string[];
}

/** Pages that are shown whatever the disk refuses. */
export const pages = [
  '',
  'cases',
  'cases?q=fever',
  'cases/eurorad-1',
  'cases/eurorad-2',
  'cases/eurorad-1/history',
  'cases/eurorad-1/fragments',
  'papers',
  'crawls',
  'mentions',
  'datasets',
  'statistics',
  'metrics',
];

/** Saves to a server, lets its disk fail, tries to save and to read, mends it, saves again. */
export async function throughTheFault(
  url: string,
  workspace: Workspace,
  fault: { begin(): void; end(): void },
): Promise<ThroughTheFault> {
  const acknowledged: string[] = [];
  const send = async (id: string, path: string, form: Record<string, string>) => {
    const { rev } = await workspace.reviews.get(id);
    const answer = await fetch(`${url}cases/${id}/${path}`, {
      method: 'POST',
      headers: {
        'if-match': `"${rev}"`,
        'content-type': 'application/x-www-form-urlencoded',
        'hx-request': 'true',
      },
      body: new URLSearchParams(form).toString(),
    });
    await answer.text();
    return {
      status: answer.status,
      words: decodeURIComponent(answer.headers.get('caseline-message') ?? ''),
    };
  };
  const comment = async (id: string, text: string) => {
    const answer = await send(id, 'comments', { text, field: '', patient: '', image: '' });
    if (answer.status < 300) acknowledged.push(text);
    return answer;
  };
  const healthz = async (): Promise<{ status: number; problem?: string }> => {
    const answer = await fetch(`${url}healthz`);
    return { ...((await answer.json()) as { problem?: string }), status: answer.status };
  };
  const before = await healthz();
  for (let at = 0; at < 5; at += 1) await comment('eurorad-1', `before ${at}`);
  fault.begin();
  const refused = [
    await comment('eurorad-1', 'during 1'),
    await comment('eurorad-2', 'during 2'),
    await send('eurorad-1', 'status', { status: 'done' }),
    await send('eurorad-1', 'decisions', { field: 'age', patient: 'p1', image: '', value: '61' }),
  ];
  const notShown: Record<string, number> = {};
  for (const page of pages) {
    const answer = await fetch(url + page);
    await answer.text();
    if (answer.status !== 200) notShown[`/${page}`] = answer.status;
  }
  // The health check gives the same answer for two seconds.
  await wait(2_100);
  const during = await healthz();
  fault.end();
  await wait(2_100);
  const after = await healthz();
  for (let at = 0; at < 3; at += 1) await comment('eurorad-1', `after ${at}`);
  await comment('eurorad-2', 'after too');
  const kept: string[] = [];
  for (const id of ['eurorad-1', 'eurorad-2'])
    for (const event of (await workspace.reviews.get(id)).events)
      kept.push(event.kind === 'comment' ? event.text : event.kind);
  return {
    notShown,
    refused,
    health: {
      before: before.status,
      during: during.status,
      problem: during.problem ?? '',
      after: after.status,
    },
    acknowledged,
    lost: acknowledged.filter((words) => !kept.includes(words)),
    kept,
  };
}
