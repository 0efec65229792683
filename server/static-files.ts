import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { chartStyles } from '../curation/release/statistics/charts.ts';
import { projectNames, readLibraryText, readProjectText } from '../data/files/project-files.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface StaticFile {
  readonly body: Buffer;
  readonly gzip: Buffer;
  readonly type: string;
}

/**
 * The handful of scripts and styles, held in memory and compressed once. Their folder carries a hash of all of
 * them, so browsers keep them for ever and a new version is fetched at once.
 */
export interface StaticFiles {
  /** `/static/<hash>/` */
  readonly base: string;
  readonly handler: RequestHandler;
}

const folder = 'server/public';

export function loadStaticFiles(): StaticFiles {
  const require = createRequire(import.meta.url);
  const htmx = require.resolve('htmx.org/dist/htmx.min.js');
  const sources = [
    ...projectNames(folder)
      .filter((name) => types[extname(name)])
      .map((name) => ({ name, text: readProjectText(`${folder}/${name}`) })),
    { name: 'htmx.min.js', text: readLibraryText(htmx) },
    { name: 'hx-sse.min.js', text: readLibraryText(join(htmx, '../ext/hx-sse.min.js')) },
  ];
  const files = new Map<string, StaticFile>();
  const hash = createHash('sha256');
  for (const { name, text } of sources) {
    // The source map named at the end of a minified file is not served: leave the reference out.
    const body = Buffer.from(text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
    hash.update(name).update(body);
    files.set(name, { body, gzip: gzipSync(body, { level: 9 }), type: types[extname(name)] ?? 'text/plain' });
  }
  const charts = Buffer.from(chartStyles);
  files.set('charts.css', { body: charts, gzip: gzipSync(charts), type: types['.css'] ?? '' });
  hash.update(charts);
  const base = `/static/${hash.digest('hex').slice(0, 12)}/`;
  return {
    base,
    handler(request, response, next) {
      const name = /^\/static\/[0-9a-f]{12}\/([a-z0-9.-]{1,60})$/.exec(request.path)?.[1];
      const file = name ? files.get(name) : undefined;
      if (!file || request.method !== 'GET') return next();
      response.set('Content-Type', file.type);
      response.set('Cache-Control', 'public, max-age=31536000, immutable');
      response.set('Vary', 'Accept-Encoding');
      if (request.acceptsEncodings('gzip')) {
        response.set('Content-Encoding', 'gzip');
        response.end(file.gzip);
      } else {
        response.end(file.body);
      }
    },
  };
}
