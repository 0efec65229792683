import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileDatasets } from '../../../../data/embedded/datasets/datasets.ts';
import { examineWorkspace } from '../../../../data/embedded/doctor.ts';
import { documentPath } from '../../../../data/embedded/documents/layout.ts';
import type { Workspace } from '../../../../data/ports/workspace.ts';
import { decide } from '../../../helpers/drafts.ts';
import {
  datasetForm,
  PRIVATE,
  type PrivateArchive,
  PUBLIC,
  privateArchive,
  serveArchive,
} from '../../../helpers/private-archive.ts';
import { reopened, temporaryWorkspace } from '../../../helpers/temporary.ts';

const dropRegister = (directory: string): void => {
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(directory, `datasets.sqlite${suffix}`), { force: true });
};

async function expectHidden(archive: PrivateArchive, ids: readonly string[], as = 'rea'): Promise<void> {
  for (const id of ids)
    for (const status of await archive.seen(as, id)) expect([404, 503], `${as} ${id}`).toContain(status);
  const pages = await archive.pages(as);
  for (const id of ids) expect(pages).not.toContain(id);
}

async function expectShown(archive: PrivateArchive, ids: readonly string[], as = 'rea'): Promise<void> {
  for (const id of ids) expect(await archive.seen(as, id), id).toEqual(Array(6).fill(200));
}

const health = async (archive: PrivateArchive) => {
  const answer = await fetch(new URL('healthz', archive.url));
  return { status: answer.status, body: await answer.text() };
};

const findings = async (directory: string, repair = false) =>
  (await examineWorkspace(directory, { repair })).findings;

/** The archive stopped, harmed and served again. */
async function restarted(
  archive: PrivateArchive,
  harm: (directory: string) => void,
): Promise<PrivateArchive> {
  const { directory } = archive.workspace;
  await archive.close(0);
  await archive.workspace.close();
  harm(directory);
  return serveArchive(reopened(directory), archive.hashes);
}

/** Ways in which the register and the dataset's file are lost together. */
const together: readonly [string, (directory: string) => void][] = [
  ['deleted', dropRegister],
  [
    'emptied',
    (directory) => {
      dropRegister(directory);
      writeFileSync(join(directory, 'datasets.sqlite'), '');
    },
  ],
];

describe('a private dataset whose file and record are lost together before a start', () => {
  test.each(together)('(the record %s) is known by the audit log: no case is shown', async (_how, drop) => {
    const again = await restarted(await privateArchive(), (directory) => {
      drop(directory);
      rmSync(join(directory, 'datasets', 'closed.json'));
    });
    await expectHidden(again, [...PRIVATE, ...PUBLIC]);
    await expectHidden(again, PRIVATE, 'own');
    await expectShown(again, PRIVATE, 'ann');
    expect(await health(again)).toEqual({
      status: 503,
      body: expect.stringMatching(/datasets\/closed\.json is gone: no case is shown to readers/),
    });
    expect(await findings(again.workspace.directory)).toContainEqual(
      expect.objectContaining({
        check: 'dataset-missing',
        severity: 'error',
        message: expect.stringContaining('nobody knows which cases it keeps private'),
        remedy: expect.stringMatching(/restore it from a backup.*datasets remove closed/),
      }),
    );
  });

  test('is shown again once a maintainer says that it shall go, and is not asked for again', async () => {
    const again = await restarted(await privateArchive(), (directory) => {
      dropRegister(directory);
      rmSync(join(directory, 'datasets', 'closed.json'));
    });
    const { directory } = again.workspace;
    const { audit, datasets, privacy } = reopened(directory);
    expect(await privacy.opening('closed', null)).toBe(null);
    await datasets.needKnown('closed');
    const entry = { action: 'dataset-removed', by: 'mia', target: 'closed' } as const;
    await audit.perform(entry, () => datasets.remove('closed'));
    await expectShown(again, [...PRIVATE, ...PUBLIC]);
    const third = await restarted(again, dropRegister);
    await expectShown(third, PRIVATE);
    await expect(third.workspace.datasets.needKnown('closed')).rejects.toThrow(/no dataset 'closed'/);
  });

  test('or saves it again', async () => {
    const again = await restarted(await privateArchive(), (directory) => {
      dropRegister(directory);
      rmSync(join(directory, 'datasets', 'closed.json'));
    });
    const form = datasetForm({ open: 'not known' });
    expect((await again.ask('/datasets', { as: 'mia', form })).status).toBe(303);
    await expectHidden(again, PRIVATE);
    await expectShown(again, PUBLIC);
  });

  test('beside another dataset that stands: what that one shows may be of the lost one too', async () => {
    const archive = await privateArchive();
    const form = datasetForm({ id: 'open', access: 'public', by: 'rule', site: 'eurorad' });
    expect((await archive.ask('/datasets', { as: 'mia', form })).status).toBe(303);
    const again = await restarted(archive, (directory) => {
      dropRegister(directory);
      rmSync(join(directory, 'datasets', 'closed.json'));
    });
    for (let round = 0; round < 2; round += 1) await expectHidden(again, [...PRIVATE, ...PUBLIC]);
  });

  test('or either of them with the log: one of the three is enough', async () => {
    const lose = (...names: string[]) =>
      restartedWithout(privateArchive(), (directory) => {
        for (const name of names) rmSync(join(directory, name), { force: true });
        if (names.includes('datasets.sqlite')) dropRegister(directory);
      });
    await expectHidden(await lose('datasets.sqlite', 'audit.jsonl'), PRIVATE);
    await expectHidden(await lose('datasets/closed.json', 'audit.jsonl'), PRIVATE);
  });
});

const restartedWithout = async (archive: Promise<PrivateArchive>, harm: (directory: string) => void) =>
  restarted(await archive, harm);

test('a dataset that was public when it was last saved hides nothing when it is lost, and is named', async () => {
  const archive = await privateArchive();
  const form = datasetForm({ rev: '1', access: 'public', open: '2' });
  expect((await archive.ask('/datasets', { as: 'mia', form })).status).toBe(303);
  const again = await restarted(archive, (directory) => {
    dropRegister(directory);
    rmSync(join(directory, 'datasets', 'closed.json'));
  });
  await expectShown(again, [...PRIVATE, ...PUBLIC]);
  expect(await findings(again.workspace.directory)).toContainEqual(
    expect.objectContaining({ check: 'dataset-missing', message: 'datasets/closed.json is gone' }),
  );
});

test('a file that calls a dataset public is not believed where the log alone tells that it was not', async () => {
  const again = await restarted(await privateArchive(), (directory) => {
    dropRegister(directory);
    const path = join(directory, 'datasets', 'closed.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"on-request"', '"public"'));
  });
  for (let round = 0; round < 2; round += 1) await expectHidden(again, PRIVATE);
  await expectShown(again, PUBLIC);
  expect(await findings(again.workspace.directory)).toContainEqual(
    expect.objectContaining({ check: 'dataset-changed', path: 'datasets/closed.json' }),
  );
});

test('saving that is written down and then fails makes no dataset known', async () => {
  const workspace = temporaryWorkspace();
  const { audit, datasets } = workspace;
  const entry = { action: 'dataset-changed', by: 'mia', target: 'never', detail: 'on-request' } as const;
  await expect(
    audit.perform(entry, () => {
      throw new Error('it was not to be');
    }),
  ).rejects.toThrow();
  expect(await datasets.survey()).toMatchObject({ unknown: null, faults: [] });
});

describe('a register of datasets that is deleted', () => {
  test('before a start is made anew, and said until it is settled', async () => {
    const again = await restarted(await privateArchive(), dropRegister);
    const { directory } = again.workspace;
    expect(await health(again)).toEqual({
      status: 503,
      body: expect.stringMatching(/datasets\.sqlite was gone or damaged, and was made anew/),
    });
    await expectHidden(again, PRIVATE);
    await expectShown(again, PUBLIC);
    expect(await findings(directory)).toContainEqual(
      expect.objectContaining({ check: 'dataset-register', severity: 'error', repaired: false }),
    );
    expect(await findings(directory, true)).toContainEqual(
      expect.objectContaining({ check: 'dataset-register', repaired: true }),
    );
    expect((await examineWorkspace(directory)).findings.map(({ check }) => check)).not.toContain(
      'dataset-register',
    );
    const third = await restarted(again, (at) => rmSync(join(at, 'datasets', 'closed.json')));
    await expectHidden(third, PRIVATE);
    await expectShown(third, PUBLIC);
  });

  test('and not met by a server is named by the doctor, who makes it anew', async () => {
    const archive = await privateArchive();
    const { directory } = archive.workspace;
    await archive.close(0);
    await archive.workspace.close();
    dropRegister(directory);
    for (const repair of [false, true])
      expect(await findings(directory, repair)).toContainEqual(
        expect.objectContaining({ check: 'dataset-register', repaired: repair }),
      );
    const datasets = new FileDatasets(directory);
    expect(await datasets.survey()).toMatchObject({ register: null, faults: [], closed: [{ stands: true }] });
    datasets.close();
  });

  test('while the server serves is written again, requests and all, and said', async () => {
    const archive = await privateArchive();
    const { directory } = archive.workspace;
    const asked = await archive.ask('/datasets/closed/requests', {
      as: 'rea',
      form: { purpose: 'to count the films' },
    });
    expect(asked.status).toBe(303);
    dropRegister(directory);
    expect(await health(archive)).toEqual({
      status: 503,
      body: expect.stringMatching(/datasets\.sqlite was deleted while it was used/),
    });
    await expectHidden(archive, PRIVATE);
    const again = await restarted(archive, (at) => rmSync(join(at, 'datasets', 'closed.json')));
    await expectHidden(again, PRIVATE);
    await expectShown(again, PUBLIC);
    expect(await again.workspace.desk.latest('closed', 'rea')).toMatchObject({
      purpose: 'to count the films',
    });
  });
});

/** A dataset that is private by what reviews decide, with one case of it; its server stopped before the harm is done. */
async function decided(
  harm: (paths: { review: string; directory: string }) => void | Promise<void>,
  members: Record<string, string> = { site: '', status: 'in-progress' },
): Promise<{ archive: PrivateArchive; id: string }> {
  const first = await privateArchive();
  const form = datasetForm({ id: 'begun', ...members });
  expect((await first.ask('/datasets', { as: 'mia', form })).status).toBe(303);
  const [id = ''] = PUBLIC;
  await first.workspace.reviews.append(id, [decide('age', 61)]);
  const { directory } = first.workspace;
  await first.close(0);
  await first.workspace.close();
  await harm({ review: documentPath(directory, 'reviews', id), directory });
  return { archive: await serveArchive(reopened(directory), first.hashes), id };
}

const append = ({ reviews }: Workspace, id: string) => reviews.append(id, [decide('age', 62)]);

describe('a case that is private by a decision whose review is', () => {
  test.each<[string, (paths: { review: string; directory: string }) => void | Promise<void>]>([
    ['deleted', ({ review }) => rmSync(review)],
    ['renamed', ({ review }) => renameSync(review, `${review}.old`)],
    [
      'put aside by the doctor',
      async ({ review, directory }) => {
        truncateSync(review, 40);
        await examineWorkspace(directory, { repair: true });
      },
    ],
    [
      'deleted with the index',
      ({ review, directory }) => {
        rmSync(review);
        rmSync(join(directory, 'index.sqlite'));
      },
    ],
  ])('%s while no server runs stays hidden until somebody decides again', async (_how, harm) => {
    const { archive, id } = await decided(harm);
    const { directory } = archive.workspace;
    for (let round = 0; round < 2; round += 1) await expectHidden(archive, [id]);
    await expectShown(archive, PUBLIC.slice(1));
    expect(await findings(directory)).toContainEqual(
      expect.objectContaining({ check: 'lost-review', case: id, severity: 'warning' }),
    );
    await append(archive.workspace, id);
    await expectHidden(archive, [id]);
    const { id: event, at, by } = decide('age', 62);
    await archive.workspace.reviews.append(id, [{ id: event, at, by, kind: 'status', status: 'done' }]);
    await expectShown(archive, [id]);
    expect((await findings(directory)).map(({ check }) => check)).not.toContain('lost-review');
  });

  test('deleted together with the register: no case without a review is shown where a rule asks for one', async () => {
    const { archive, id } = await decided(({ review, directory }) => {
      rmSync(review);
      dropRegister(directory);
    });
    const { directory } = archive.workspace;
    await expectHidden(archive, [id, ...PUBLIC]);
    await findings(directory, true);
    await expectShown(archive, PUBLIC);
  });

  test('deleted changes nothing where the rule asks for what the case itself says', async () => {
    const { archive } = await decided(({ review }) => rmSync(review), { site: 'radiopaedia' });
    await expectShown(archive, PUBLIC);
    await expectHidden(archive, PRIVATE);
  });
});
