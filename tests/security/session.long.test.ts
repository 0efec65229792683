import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { examineWorkspace } from '../../data/embedded/doctor.ts';
import { draftOf, imageDraft } from '../helpers/drafts.ts';
import { RandomSession } from '../helpers/random-session.ts';
import { PASSWORD, startMembersOnly } from '../helpers/serving.ts';
import { temporaryWorkspace } from '../helpers/temporary.ts';

/** Steps in all; `CASELINE_SESSION_STEPS=10000` runs the full count (docs/operation.md says what it measured). */
const STEPS = Number(process.env['CASELINE_SESSION_STEPS'] ?? 2_000);
const SEED = Number(process.env['CASELINE_SESSION_SEED'] ?? 20_260_101);
const HANDS = 5;

test(`a random session of ${STEPS} valid and hostile steps by ${HANDS} hands leaves no fault, no lost write and a sound workspace`, async () => {
  const workspace = temporaryWorkspace();
  const hashes: string[] = [];
  const cases: string[] = [];
  for (let at = 1; at <= 8; at += 1) {
    const { sha256 } = await workspace.images.put(
      await sharp({ create: { width: 60, height: 50, channels: 3, background: { r: at * 20, g: 0, b: 0 } } })
        .png()
        .toBuffer(),
    );
    hashes.push(sha256);
    const id = `eurorad-${at}`;
    cases.push(id);
    await workspace.cases.put(
      draftOf(id, {
        images: [
          { ...imageDraft('i1', 0), sha256 },
          { ...imageDraft('i2', 1), caption: 't2' },
        ],
      }),
    );
  }
  await workspace.index.ready();
  const bench = await startMembersOnly({ workspace });
  const tokens: Record<string, string> = {};
  for (const role of ['reader', 'annotator', 'maintainer'] as const)
    tokens[role] = await bench.member(`the-${role}`, role);
  await bench.ask('/datasets', {
    as: 'the-maintainer',
    form: { id: 'films', title: 'Films', access: 'public', by: 'rule' },
  });

  const started = performance.now();
  const sessions = Array.from(
    { length: HANDS },
    (_, hand) =>
      new RandomSession({ url: bench.url, cases, hashes, tokens, password: PASSWORD }, SEED + hand),
  );
  await Promise.all(sessions.map((session) => session.run(Math.ceil(STEPS / HANDS))));
  const seconds = (performance.now() - started) / 1_000;

  const statuses = new Map<number, number>();
  for (const { report } of sessions)
    for (const [status, count] of report.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
  const answered = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const acknowledged = sessions.flatMap(({ report }) =>
    [...report.acknowledged].flatMap(([id, texts]) => texts.map((text) => ({ id, text }))),
  );
  process.stdout.write(
    `random session: ${answered} answers in ${seconds.toFixed(0)} s, ${acknowledged.length} acknowledged comments, statuses ${JSON.stringify(Object.fromEntries([...statuses].sort()))}\n`,
  );

  expect(sessions.flatMap(({ report }) => report.faults)).toEqual([]);
  expect(answered).toBeGreaterThanOrEqual(STEPS * 0.98);
  // Both kinds were really there.
  expect(
    (statuses.get(200) ?? 0) > STEPS / 10 &&
      (statuses.get(422) ?? 0) > STEPS / 200 &&
      (statuses.get(403) ?? 0) > STEPS / 200,
  ).toBe(true);

  expect(acknowledged.length).toBeGreaterThan(STEPS / 50);
  const lost: string[] = [];
  for (const id of cases) {
    const words = new Set(
      (await workspace.reviews.get(id)).events.flatMap((event) =>
        event.kind === 'comment' ? [event.text] : [],
      ),
    );
    for (const one of acknowledged)
      if (one.id === id && !words.has(one.text)) lost.push(`${one.id}: ${one.text}`);
  }
  expect(lost).toEqual([]);

  expect((await fetch(new URL('/healthz', bench.url))).status).toBe(200);
  const report = await examineWorkspace(workspace.directory);
  expect(
    report.findings.filter(({ severity, check }) => severity !== 'note' && check !== 'disk-space'),
  ).toEqual([]);
  expect(report.sound).toBe(true);
  expect(existsSync(join(workspace.directory, 'quarantine'))).toBe(false);
}, 600_000);
