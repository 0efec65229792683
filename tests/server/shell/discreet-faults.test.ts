import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documentPath } from '../../../data/embedded/documents/layout.ts';
import { privateArchive } from '../../helpers/private-archive.ts';

test("a damaged case tells an annotator neither a path nor the file's words, and a maintainer where it is", async () => {
  const archive = await privateArchive();
  const { directory } = archive.workspace;
  writeFileSync(documentPath(directory, 'cases', 'radiopaedia-1'), '{"quotedword');
  for (const path of [
    '/cases/radiopaedia-1',
    '/cases/radiopaedia-1/fragments',
    '/',
    '/cases',
    '/datasets/closed',
  ])
    for (const as of ['rea', 'ann'])
      expect(await (await archive.ask(path, { as })).text(), `${as} ${path}`).not.toMatch(
        /quotedword|radiopaedia-1\.json|caseline-\w+\/workspace/,
      );
  const answer = await archive.ask('/cases/radiopaedia-1', { as: 'mia' });
  expect([answer.status, (await answer.text()).includes(directory)]).toEqual([422, true]);
});
