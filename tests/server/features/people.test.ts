import { describe, expect, test } from 'vitest';
import { draftOf } from '../../helpers/drafts.ts';
import { type Bench, startMembersOnly } from '../../helpers/serving.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

const mapOf = async (bench: Bench, as: string): Promise<string> => {
  const page = await (await bench.ask('/', { as })).text();
  return (/data-keys="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&quot;', '"');
};

/** A key for each of 101 commands that there are not. */
const manyKeys = JSON.stringify(
  Object.fromEntries(
    Array.from({ length: 101 }, (_, at) => [
      `c-${String.fromCharCode(97 + (at % 26))}${'x'.repeat(Math.floor(at / 26))}`,
      'k',
    ]),
  ),
);

describe('the keyboard map', () => {
  test('belongs to the account, comes with every page, and is nobody else’s', async () => {
    const bench = await startMembersOnly();
    await bench.member('ana', 'annotator');
    await bench.member('ben', 'reader');
    expect(JSON.parse(await mapOf(bench, 'ana'))).toEqual({ keys: {}, off: false });
    const kept = await bench.ask('/account/keys', {
      as: 'ana',
      method: 'POST',
      form: { keys: '{"accept":"d","reject":"\\""}', off: '1' },
    });
    expect(kept.status).toBe(204);
    expect(JSON.parse(await mapOf(bench, 'ana'))).toEqual({ keys: { accept: 'd', reject: '"' }, off: true });
    expect(JSON.parse(await mapOf(bench, 'ben'))).toEqual({ keys: {}, off: false });
  });

  test.each([
    ['{"accept":"dd"}', 'two keys'],
    ['{"../x":"d"}', 'no command'],
    ['[1]', 'no map'],
    ['{', 'no JSON'],
    [manyKeys, 'too many'],
  ])('%.20s is refused: %s', async (keys) => {
    const bench = await startMembersOnly();
    await bench.member('ana', 'annotator');
    const answer = await bench.ask('/account/keys', { as: 'ana', method: 'POST', form: { keys, off: '' } });
    expect(answer.status).toBe(422);
    expect(JSON.parse(await mapOf(bench, 'ana'))).toEqual({ keys: {}, off: false });
  });

  test('needs somebody who is signed in', async () => {
    const bench = await startMembersOnly();
    const answer = await bench.ask('/account/keys', { method: 'POST', form: { keys: '{}', off: '' } });
    expect([302, 303, 401]).toContain(answer.status);
  });
});

describe('a mention', () => {
  test('is counted in the header of the person named, listed with its words, and gone when resolved', async () => {
    const workspace = temporaryWorkspace();
    await workspace.cases.put(draftOf('eurorad-1'));
    await workspace.cases.put(draftOf('eurorad-2'));
    const bench = await startMembersOnly({ workspace });
    await bench.member('ana', 'annotator');
    await bench.member('ben', 'annotator');
    const say = (id: string, rev: number, text: string) =>
      bench.ask(`/cases/${id}/comments`, {
        as: 'ana',
        method: 'POST',
        headers: { 'If-Match': `"${rev}"` },
        form: { field: '', patient: '', image: '', text, replyTo: '' },
      });
    expect((await say('eurorad-1', 0, 'Is this the same man, @Ben? <b>x</b>')).status).toBe(200);
    expect((await say('eurorad-2', 0, 'Nothing for @benedict.')).status).toBe(200);
    const home = await (await bench.ask('/', { as: 'ben' })).text();
    expect(home).toContain('1 case mentions you');
    expect(await (await bench.ask('/', { as: 'ana' })).text()).not.toContain('href="/mentions"');
    const list = await (await bench.ask('/mentions', { as: 'ben' })).text();
    expect(list).toContain('Is this the same man, @Ben? &lt;b&gt;x&lt;/b&gt;');
    expect(list).toContain('/cases/eurorad-1#comments');
    expect(list).not.toContain('benedict');
    const { events } = await workspace.reviews.get('eurorad-1');
    const resolved = await bench.ask(`/cases/eurorad-1/comments/${events[0]?.id}/resolve`, {
      as: 'ben',
      method: 'POST',
      headers: { 'If-Match': '"1"' },
      form: {},
    });
    expect(resolved.status).toBe(200);
    expect(await resolved.text()).toContain('<span id="mentions" class="mentions"></span>');
    expect(await (await bench.ask('/mentions', { as: 'ben' })).text()).toContain(
      'Nobody waits for your word',
    );
  });
});
