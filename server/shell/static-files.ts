import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { projectFiles, readLibraryText, readProjectText } from '../../data/files/project-files.ts';
import type { Feature } from './feature.ts';

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
 * The scripts, pictures and the stylesheet, held in memory and compressed once. Their folder carries a hash of all of
 * them, so browsers keep them for ever and a new version is fetched at once.
 */
export interface StaticFiles {
  /** `/static/<hash>/` */
  readonly base: string;
  readonly handler: RequestHandler;
  has(name: string): boolean;
}

/** Files of a folder in the order of their names, as addresses: a script is served where it stands, so that imports hold. */
const filesOf = (folder: string, ending: string): string[] =>
  projectFiles(`server/${folder}`)
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

const readAsset = (name: string): string => readProjectText(`server/${name}`);

/** One stylesheet: the shell's, then each feature's in their order, so that a page may restyle what is shared. */
const stylesheetOf = (features: readonly Feature[]): string =>
  [
    ...filesOf('shell/client', '.css').map(readAsset),
    ...features.flatMap(({ name, styles = '' }) => [
      ...filesOf(`features/${name}`, '.css').map(readAsset),
      styles,
    ]),
  ].join('\n');

/** The source map named at the end of a minified file is not served: its reference is left out. */
const withoutSourceMap = (text: string): string => text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n');

/** @param features whose scripts and styles are served, beside the shell's own */
export function loadStaticFiles(features: readonly Feature[]): StaticFiles {
  const htmx = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');
  const scripts = ['shell/client', ...features.map(({ name }) => `features/${name}`)].flatMap((folder) =>
    filesOf(folder, '.js'),
  );
  const sources: [name: string, text: string][] = [
    ...[...scripts, ...filesOf('shell/client', '.svg')].map((name): [string, string] => [
      name,
      readAsset(name),
    ]),
    ['style.css', stylesheetOf(features)],
    // One script: htmx starts in the task after its own, and an extension that comes later than that never connects.
    [
      'htmx.min.js',
      [htmx, join(htmx, '../ext/hx-sse.min.js')]
        .map((path) => withoutSourceMap(readLibraryText(path)))
        .join(';\n'),
    ],
  ];
  const files = new Map<string, StaticFile>();
  const hash = createHash('sha256');
  for (const [name, text] of sources) {
    const body = Buffer.from(text);
    hash.update(name).update(body);
    files.set(name, { body, gzip: gzipSync(body, { level: 9 }), type: types[extname(name)] ?? 'text/plain' });
  }
  const base = `/static/${hash.digest('hex').slice(0, 12)}/`;
  return {
    base,
    has: (name) => files.has(name),
    handler(request, response, next) {
      const name = /^\/static\/[0-9a-f]{12}\/([a-z0-9./-]{1,100})$/.exec(request.path)?.[1];
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
