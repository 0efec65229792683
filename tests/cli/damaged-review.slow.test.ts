import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentPath } from '../../data/embedded/documents/layout.ts';
import { caseline } from '../helpers/command.ts';
import { decide, draftOf } from '../helpers/drafts.ts';
import { temporaryFolder, temporaryWorkspace } from '../helpers/temporary.ts';

/** Two cases, of which one's case or review file is cut off. */
async function damaged(kind: 'cases' | 'reviews'): Promise<string> {
  const { directory, cases, reviews, close } = temporaryWorkspace();
  for (const id of ['eurorad-1', 'eurorad-2']) {
    await cases.put(draftOf(id));
    await reviews.append(id, [decide('finding', 'Pneumonia')]);
  }
  const path = documentPath(directory, kind, 'eurorad-1');
  writeFileSync(path, readFileSync(path).subarray(0, 40));
  await close();
  return directory;
}

test.each(['reviews', 'cases'] as const)(
  'what is left out because of damaged %s is named by export, stats and check, which end with 1 unless that is allowed',
  async (kind) => {
    const workspace = await damaged(kind);
    const out = join(temporaryFolder(), 'out');
    for (const args of [['export', out], ['stats']]) {
      const run = (...more: string[]) => caseline([...args, '-w', workspace, ...more]);
      const refused = await run();
      expect([args[0], refused.code]).toEqual([args[0], 1]);
      expect(refused.stderr).toMatch(/eurorad-1.* is left out: .*damaged/);
      expect(refused.stderr).toMatch(/1 case left out.*--allow-damaged/);
      const allowed = await run('--allow-damaged', '--json');
      expect(allowed.code).toBe(0);
      expect(allowed.stderr).toMatch(/eurorad-1.* is left out/);
      expect(JSON.parse(allowed.stdout)).toMatchObject({
        leftOut: [{ case: 'eurorad-1', reason: expect.stringMatching(/damaged/), rows: expect.anything() }],
      });
    }
    const checked = await caseline(['check', '-w', workspace]);
    expect(checked.code).toBe(1);
    expect(checked.stderr).toMatch(/eurorad-1 was not looked at: .+doctor/);
    expect(checked.stdout).toMatch(/^1 case, /m);
    const table = readFileSync(join(out, 'metadata.csv'), 'utf8');
    expect([table.includes('eurorad-1_'), table.includes('eurorad-2_')]).toEqual([false, true]);
  },
);
