import type { SampleAnswer, SiteRoute } from '../../../samples/server.ts';

const text = (body: string, status = 200): SampleAnswer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
});
const group = (...lines: string[]): string => ['User-agent: *', ...lines, ''].join('\n');

/** robots.txt in every shape that crawlers meet. */
export const robotsShapes = {
  'allow-all': text(group('Disallow:')),
  'disallow-all': text(group('Disallow: /')),
  'disallow-search': text(group('Disallow: /search', 'Disallow: /advanced-search', 'Disallow: /category/')),
  'disallow-cases': text(group('Disallow: /cases/', 'Disallow: /case/')),
  'disallow-images': text(group('Disallow: /images/', 'Disallow: /sites/default/files/')),
  'allow-below-disallow': text(
    group('Disallow: /', 'Allow: /search', 'Allow: /cases/', 'Allow: /studies/', 'Allow: /images/'),
  ),
  'crawl-delay': text(group('Crawl-delay: 2')),
  'crawl-delay-for-us': text(`User-agent: *\nDisallow:\n\nUser-agent: Caseline\nCrawl-delay: 3\n`),
  'disallow-us': text('User-agent: *\nDisallow:\n\nUser-agent: caseline\nDisallow: /\n'),
  'disallow-others': text('User-agent: BadBot\nDisallow: /\n\nUser-agent: *\nDisallow: /users/\n'),
  'wildcard-and-end': text(group('Disallow: /*?print=', 'Disallow: /*.pdf$')),
  'byte-order-mark': text(`\u{feff}${group('Disallow: /cases/').replaceAll('\n', '\r\n')}`),
  'comments-only': text('# nothing is forbidden\n'),
  empty: text(''),
  html: {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!DOCTYPE html><html><body>Welcome</body></html>',
  },
  missing: text('Not found', 404),
  gone: text('Gone', 410),
  forbidden: text('Forbidden', 403),
  unauthorized: text('Unauthorized', 401),
  'too-many-requests': {
    status: 429,
    headers: { 'content-type': 'text/plain', 'retry-after': '1' },
    body: 'slow down',
  },
  'server-error': text('Internal error', 500),
  unavailable: text('Unavailable', 503),
  redirect: { status: 301, headers: { location: '/robots-moved.txt' }, body: '' },
  'redirect-loop': { status: 301, headers: { location: '/robots.txt' }, body: '' },
  huge: text(`${group('Disallow: /cases/')}${'# filler\n'.repeat(120_000)}`),
} satisfies Record<string, SampleAnswer>;

export type RobotsShape = keyof typeof robotsShapes | { body: string; status?: number };

/** Serves robots.txt in the shape asked for. */
export const robotsRoute =
  (shape: RobotsShape): SiteRoute =>
  ({ url }) => {
    if (url.pathname === '/robots-moved.txt') return text(group('Disallow: /cases/'));
    if (url.pathname !== '/robots.txt') return null;
    return typeof shape === 'string' ? robotsShapes[shape] : text(shape.body, shape.status);
  };
