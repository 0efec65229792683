import { openWorkspace } from '../../data/embedded/workspace.ts';
import { draftOf } from './drafts.ts';

/**
 * A process that writes without end into a workspace and prints what was acknowledged, one line each:
 * `review <case> <event id>` and `case <id> <rev>`. Killed by its test.
 */
const [directory = '', name = 'w', caseCount = '3'] = process.argv.slice(2);
const workspace = openWorkspace(directory);

for (let turn = 0; ; turn += 1) {
  const id = `eurorad-${1 + (turn % Number(caseCount))}`;
  const event = `${name}-${process.pid}-${turn}`;
  await workspace.reviews.append(id, [
    {
      id: event,
      at: '2026-01-03T00:00:00.000Z',
      by: name,
      kind: 'decide',
      target: { patient: 'p1', image: null },
      field: 'age',
      value: turn,
      basis: { kind: 'person' },
    },
  ]);
  process.stdout.write(`review ${id} ${event}\n`);
  const draft = draftOf(id);
  draft.document.title = `written by ${name} in turn ${turn}`;
  const { case: record } = await workspace.cases.put(draft);
  process.stdout.write(`case ${id} ${record.rev}\n`);
}
