import { describe, expect, test } from 'vitest';
import {
  covid19,
  markOfProtocol,
  protocolText,
  readProtocol,
} from '../../../../data/protocols/read-protocol.ts';
import { decide, draftOf } from '../../../helpers/drafts.ts';
import { startMembersOnly } from '../../../helpers/serving.ts';
import { silicosis } from '../../../helpers/silicosis.ts';

const chosen = readProtocol(silicosis, 'silicosis');

async function opened() {
  const bench = await startMembersOnly();
  await bench.workspace.cases.put(draftOf('eurorad-1'));
  await bench.member('mia', 'maintainer');
  await bench.member('ria', 'reader');
  const send = (form: Record<string, string>, as = 'mia') => bench.ask('/protocol', { as, form });
  return { ...bench, send };
}
const now = { was: markOfProtocol(covid19) };

describe('the page of the protocol', () => {
  test('shows what is asked, and a file of it; a reader changes nothing', async () => {
    const { ask, send } = await opened();
    const page = await (await ask('/protocol', { as: 'ria' })).text();
    expect(page).toContain('COVID-19 and other pneumonias');
    expect(page).not.toContain('<textarea');
    expect(await (await ask('/protocol/protocol.json', { as: 'ria' })).text()).toBe(protocolText(covid19));
    expect((await send({ ...now, text: protocolText(chosen), do: 'take' }, 'ria')).status).toBe(403);
  });

  test('says what a change does with the decisions it no longer asks for, and changes nothing yet', async () => {
    const { send, workspace } = await opened();
    await workspace.reviews.append('eurorad-1', [decide('RT_PCR_positive', 'yes')]);
    const page = await (await send({ ...now, text: protocolText(chosen), do: 'look' })).text();
    expect(page).toContain('RT-PCR positive (RT_PCR_positive) is asked of nobody');
    expect(page).toContain('1 decision kept');
    expect(page).toContain('Ask this from now on');
    expect(workspace.protocol).toEqual(covid19);
  });

  test('takes it; what was decided of a field that goes is there when it comes back', async () => {
    const { send, workspace, ask } = await opened();
    expect((await send({ ...now, text: protocolText(chosen), do: 'take' })).status).toBe(200);
    expect(workspace.protocol).toEqual(chosen);
    await workspace.reviews.append('eurorad-1', [decide('trade', 'miner')]);
    const case1 = async () => (await ask('/cases/eurorad-1', { as: 'mia' })).text();
    expect(await case1()).toContain('Trade');
    const back = { was: markOfProtocol(chosen), text: protocolText(covid19), do: 'take' };
    expect((await send(back)).status).toBe(200);
    expect(await case1()).not.toContain('Trade');
    const history = await (await ask('/cases/eurorad-1/history', { as: 'mia' })).text();
    expect(history).toContain('trade (not asked now): miner');
    await send({ ...now, text: protocolText(chosen), do: 'take' });
    const { events } = await workspace.reviews.get('eurorad-1');
    expect(events.map((event) => event.kind === 'decide' && event.value)).toEqual(['miner']);
    expect(await case1()).toContain('miner');
  });

  test('refuses what is off with its place, an example that does not hold, and a page that is older', async () => {
    const { send, workspace } = await opened();
    const broken = await send({ ...now, text: '{"format": "caseline.protocol/1"}', do: 'take' });
    expect([broken.status, await broken.text()]).toEqual([422, expect.stringContaining('name: ')]);
    const untrue = structuredClone(chosen);
    for (const own of untrue.fields.own) own.phrases?.counterexamples.push('He wore a respirator.');
    const refused = await send({ ...now, text: protocolText(untrue), do: 'take' });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('make the phrase narrower'),
    ]);
    const old = await send({ was: 'another', text: protocolText(chosen), do: 'take' });
    expect(old.status).toBe(412);
    expect(workspace.protocol).toEqual(covid19);
  });
});
