import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decisionFor, foldReview } from '../../../curation/record/fold.ts';
import type { CaseDraft } from '../../../data/format/case.ts';
import { completeCase } from '../../../data/format/read.ts';
import { REVIEW_FORMAT, type ReviewEventInput, reviewEventSchema } from '../../../data/format/review.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';
import { importDocuments, loadDocuments } from '../../../scrapers/exchange/import-json.ts';
import type { ImportOptions } from '../../../scrapers/merge/import-table.ts';
import { decide, draftOf } from '../../helpers/drafts.ts';
import { revisionsOf } from '../../helpers/import-rounds.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

const id = 'eurorad-1';

/** Imports a case, with the events of its review, as another workspace would have written it. */
function bring(
  workspace: Workspace,
  draft: CaseDraft,
  events: readonly ReviewEventInput[] = [],
  options: ImportOptions = {},
) {
  const folder = join(temporaryFolder(), 'theirs');
  mkdirSync(folder);
  writeFileSync(join(folder, 'case.json'), JSON.stringify({ ...completeCase(draft), rev: 1 }));
  const review = {
    case: draft.id,
    format: REVIEW_FORMAT,
    rev: 1,
    events: events.map((event) => reviewEventSchema.parse(event)),
  };
  if (events.length > 0) writeFileSync(join(folder, 'review.json'), JSON.stringify(review));
  return importDocuments(workspace, loadDocuments(folder), folder, options);
}

const whole = draftOf(id);
const stored = 'a'.repeat(64);
const withFiles: CaseDraft = {
  ...whole,
  images: whole.images.map((image) => ({ ...image, sha256: stored })),
};

test('a case without its files or with fewer images takes nothing away', async () => {
  const workspace = temporaryWorkspace();
  await workspace.cases.put(withFiles);
  expect(await bring(workspace, whole)).toMatchObject({ cases: { unchanged: 1 }, unanswered: false });
  const fewer = { ...whole, images: whole.images.slice(0, 1), texts: whole.texts.slice(0, 1) };
  expect(await bring(workspace, fewer)).toMatchObject({
    cases: { unchanged: 1 },
    vanishes: [{ image: 'i2.png', outcome: 'kept' }],
    unanswered: true,
  });
  const held = await workspace.cases.get(id);
  expect(held?.images.map(({ sha256 }) => sha256)).toEqual([stored, stored]);
  expect(held?.texts.map((text) => text.id)).toEqual(['t1', 't2']);
  expect(await bring(workspace, fewer, [], { onVanished: 'remove' })).toMatchObject({ unanswered: false });
  expect((await workspace.cases.get(id))?.images.map(({ file }) => file)).toEqual(['i1.png']);
});

test('another document under the same id waits for --replace', async () => {
  const workspace = temporaryWorkspace();
  await workspace.cases.put(withFiles);
  await workspace.reviews.append(id, [decide('survival', 'no')]);
  const other = draftOf(id, {
    source: { ...whole.source, url: 'https://elsewhere.example/9' },
    images: whole.images.map((image) => ({ ...image, file: `other-${image.file}` })),
  });
  const revisions = await revisionsOf(workspace);
  expect(await bring(workspace, other)).toMatchObject({ clashes: [{ kind: 'patient' }], unanswered: true });
  expect(await revisionsOf(workspace)).toEqual(revisions);
  expect(await bring(workspace, other, [], { replace: true })).toMatchObject({ unanswered: false });
  expect((await workspace.cases.get(id))?.source.url).toBe('https://elsewhere.example/9');
  expect(foldReview(await workspace.reviews.get(id)).decisions).toEqual([]);
});

test('an answer given elsewhere does not override one given here, unless it was given knowing of it', async () => {
  const workspace = temporaryWorkspace();
  await workspace.cases.put(whole);
  const ours = decide('survival', 'no', null, 'ana');
  await workspace.reviews.append(id, [ours]);
  const theirs = decide('survival', 'yes', null, 'ben');
  const free = decide('sex', 'female', null, 'ben');
  const held = async (field: string) =>
    decisionFor(foldReview(await workspace.reviews.get(id)), field, { patient: 'p1', image: 'i1' })?.value;
  expect((await bring(workspace, whole, [theirs, free])).keptDecisions).toMatchObject([
    { field: 'survival', before: 'N', now: 'Y', by: 'ana' },
  ]);
  expect([await held('survival'), await held('sex')]).toEqual(['no', 'female']);
  const revisions = await revisionsOf(workspace);
  await bring(workspace, whole, [theirs, free]);
  expect(await revisionsOf(workspace)).toEqual(revisions);
  expect((await bring(workspace, whole, [ours, theirs])).keptDecisions).toEqual([]);
  expect(await held('survival')).toBe('yes');
});
