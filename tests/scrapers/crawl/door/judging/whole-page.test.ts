import { expect, test } from 'vitest';
import { breaksOff } from '../../../../../scrapers/crawl/door/judging/whole-page.ts';

const page =
  '<!DOCTYPE html><html lang="en"><head><title>A case</title></head><body><main><div class="case"><h1>A case</h1><p>Film on day 1.</p><div class="images"><img src="a.png"></div></div></main></body></html>';

test('a page that stops anywhere before its end breaks off', () => {
  const from = page.indexOf('<div class="case">') + 5;
  for (let end = from; end < page.indexOf('</main>'); end += 1)
    expect([end, breaksOff(page.slice(0, end))]).toEqual([end, true]);
});

test('whole pages do not, sloppy ones and those that leave the end tags out among them', () => {
  expect(breaksOff(page)).toBe(false);
  expect(breaksOff(page.replace('</div></div>', '</div>'))).toBe(false);
  expect(breaksOff(page.replace('</body></html>', ''))).toBe(false);
  expect(breaksOff('<!doctype html><title>t</title><p>One.<p>Two, 3 < 4.')).toBe(false);
  expect(breaksOff('just words')).toBe(false);
});
