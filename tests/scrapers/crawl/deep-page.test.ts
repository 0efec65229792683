import { expect, test } from 'vitest';
import { crawlWith } from '../../helpers/crawl-with.ts';

test('a page of elements too deep within each other costs its own case', async () => {
  const { result } = await crawlWith({
    mutate: (html, path) =>
      path.startsWith('/cases/case-about-101')
        ? html.replace('Cough', `${'<b>'.repeat(9_000)}Cough${'</b>'.repeat(9_000)}`)
        : html,
  });
  expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'nested-too-deep' }] });
});
