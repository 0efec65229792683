import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnswerToJudge,
  detectBlock,
  isLoginUrl,
} from '../../../../../scrapers/crawl/door/judging/block-detection.ts';

const answer = (text: string, changed: Partial<AnswerToJudge> = {}): AnswerToJudge => ({
  url: 'https://www.eurorad.org/advanced-search',
  status: 200,
  headers: { 'content-type': 'text/html' },
  text,
  expect: 'html',
  hosts: ['www.eurorad.org', 'eurorad.org'],
  ...changed,
});
const html = (title: string, body: string, head = '') =>
  `<!DOCTYPE html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`;
const longCase = `<p>${'The patient was seen with cough and fever. '.repeat(60)}</p>`;

describe('what is a refusal', () => {
  test.each<[string, AnswerToJudge, string]>([
    ['the Cloudflare title', answer(html('Just a moment...', '')), 'challenge'],
    [
      'the Cloudflare header',
      answer('', { headers: { 'cf-mitigated': 'challenge', 'content-type': 'text/html' }, status: 403 }),
      'challenge',
    ],
    ['the same with 503', answer(html('Just a moment...', ''), { status: 503 }), 'challenge'],
    ['the older Cloudflare title', answer(html('Attention Required! | Cloudflare', longCase)), 'challenge'],
    [
      'the verification sentence',
      answer(html('x', 'Please wait while your request is being verified...')),
      'challenge',
    ],
    ['a bare host as title', answer(html('eurorad.org', '<div></div>')), 'challenge'],
    ['a bare host with www', answer(html('www.eurorad.org', '')), 'challenge'],
    [
      'challenge scripts on an empty page',
      answer(html('', '<script src="/cdn-cgi/challenge-platform/h/b.js"></script>')),
      'challenge',
    ],
    ['a captcha widget', answer(html('Search', '<div class="g-recaptcha"></div>')), 'captcha'],
    ['the word captcha alone', answer(html('Search', '<h1>Please resolve the captcha.</h1>')), 'captcha'],
    ['a 403', answer('no', { status: 403 }), 'forbidden'],
    ['a 401', answer('no', { status: 401 }), 'login-wall'],
    ['a page instead of JSON', answer(html('Study', longCase), { expect: 'json' }), 'html-instead-of-json'],
    [
      'a page that calls itself JSON',
      answer(html('Study', longCase), { expect: 'json', headers: { 'content-type': 'application/json' } }),
      'html-instead-of-json',
    ],
  ])('%s', (_name, judged, reason) => {
    expect(detectBlock(judged)).toBe(reason);
  });
});

describe('what is none', () => {
  test.each<[string, AnswerToJudge]>([
    ['an ordinary case', answer(html('COVID-19 pneumonia | Eurorad', longCase))],
    [
      'a case that speaks of a captcha',
      answer(html('A case', `${longCase}<p>Like a captcha, the sign is hard to read.</p>`)),
    ],
    [
      'a page with a captcha in its login form',
      answer(html('A case', `${longCase}<form><div class="g-recaptcha"></div></form>`)),
    ],
    ['an empty result in words', answer(html('Search | Eurorad', '<p>No case found</p>'))],
    [
      'a shell filled by scripts',
      answer(
        html(
          'A case | Radiopaedia.org',
          '<div id="root"></div>',
          '<script src="https://www.google.com/recaptcha/api.js"></script>',
        ),
      ),
    ],
    ['a missing page', answer(html('404', 'Not found'), { status: 404 })],
    ['an overloaded server', answer(html('Sorry', 'Too busy'), { status: 503 })],
    ['JSON', answer('{"a": "captcha"}', { expect: 'json', headers: { 'content-type': 'application/json' } })],
    ['an image', answer('', { expect: 'image', headers: { 'content-type': 'image/png' } })],
    [
      'XML',
      answer('<?xml version="1.0"?><article><title>eurorad.org</title></article>', {
        expect: 'xml',
        headers: { 'content-type': 'text/xml' },
      }),
    ],
  ])('%s', (_name, judged) => {
    expect(detectBlock(judged)).toBeNull();
  });

  test('takes time in proportion to the page, whatever it holds', () => {
    const pieces = fc.array(
      fc.constantFrom('<', '>', '<script', '</script', '<title', '"', ' ', 'captcha', '<head', 'class="'),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const began = performance.now();
        detectBlock(answer(parts.join('').repeat(20_000)));
        expect(performance.now() - began).toBeLessThan(3_000);
      }),
      { numRuns: 30 },
    );
  });
});

test('login pages are known by their address', () => {
  const logins = [
    'https://radiopaedia.org/users/sign_in',
    'https://a.org/login',
    'https://a.org/user/login?destination=x',
    'https://a.org/account/login/',
  ];
  expect(logins.filter(isLoginUrl)).toEqual(logins);
  const others = [
    'https://a.org/cases/login-to-the-heart',
    'https://a.org/cases/sign-in-the-lung',
    'https://a.org/',
  ];
  expect(others.filter(isLoginUrl)).toEqual([]);
});
