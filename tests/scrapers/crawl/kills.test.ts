import { expect, test } from 'vitest';
import { killedCrawl } from '../../helpers/killed-crawl.ts';

test('a crawl killed a few times goes on where it was and asks for nothing again', {
  timeout: 60_000,
}, async () => {
  expect(await killedCrawl(3, 30)).toBeGreaterThan(0);
});
