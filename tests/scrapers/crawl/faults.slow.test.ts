import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { always, crawlWith, page } from '../../helpers/crawl-with.ts';

describe('a crawl that meets a wall or a bomb', () => {
  test('a screenshot is kept beside the page', { timeout: 60_000 }, async () => {
    const { workspace } = await crawlWith({
      interfere: always('/search', { status: 403, body: page('No', '<h1>No</h1>') }),
    });
    const { blocked } = workspace.crawls;
    const [kept] = (await blocked.list()).records;
    const picture = await blocked.read('plain', kept?.key ?? '', 'screenshot');
    expect(
      Buffer.from(picture ?? [])
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
