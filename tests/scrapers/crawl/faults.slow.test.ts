import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { listBlocked } from '../../../scrapers/crawl/door/blocked-evidence.ts';
import { always, crawlWith, page } from '../../helpers/crawl-with.ts';

describe('a crawl that meets a wall or a bomb', () => {
  test('a screenshot is kept beside the page', { timeout: 60_000 }, async () => {
    const { workspace } = await crawlWith({
      interfere: always('/search', { status: 403, body: page('No', '<h1>No</h1>') }),
    });
    const [kept] = listBlocked(workspace.directory);
    expect(
      readFileSync(kept?.screenshot ?? '')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  test('a decompression bomb costs one case only', { timeout: 60_000 }, async () => {
    const bomb = gzipSync(Buffer.alloc(600 * 1024 * 1024));
    const { result } = await crawlWith({
      interfere: always('/cases/case-about-101', { headers: { 'content-encoding': 'gzip' }, body: bomb }),
    });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'too-large' }] });
  });
});
