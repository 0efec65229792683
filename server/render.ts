import { join } from 'node:path';
import { gzip } from 'node:zlib';
import { Eta, type TemplateFunction } from 'eta';
import type { Request, Response } from 'express';
import { escapeHtml } from '../data/escape-html.ts';
import type { KeyMap } from '../data/format/preferences.ts';
import type { User } from './context.ts';
import { viewHelpers } from './view-helpers.ts';

const eta = new Eta({
  views: join(import.meta.dirname, 'views'),
  cache: true,
  autoEscape: true,
  escapeFunction: escapeHtml,
});

/** A view compiled, and the path that what it includes is found from. */
interface Compiled {
  readonly template: TemplateFunction;
  readonly filepath: string;
}

/** Compiled once: looking the path up again for each cell of a page costs as much as drawing some of it. */
const compiled = new Map<string, Compiled>();

function compiledView(name: string): Compiled {
  const held = compiled.get(name);
  if (held) return held;
  const filepath = eta.resolvePath(`./${name}`);
  const fresh = { template: eta.compile(eta.readFile(filepath), { filepath }), filepath };
  compiled.set(name, fresh);
  return fresh;
}

/** Renders one view; `it.h` holds the helpers every view may use. Everything is escaped unless marked raw. */
export function view(name: string, data: object = {}): string {
  const { template, filepath } = compiledView(name);
  return eta.render(template, { ...data, h: viewHelpers }, { filepath });
}

export interface PageFrame {
  readonly title: string;
  /** Which entry of the main menu this page belongs to. */
  readonly section:
    | 'home'
    | 'cases'
    | 'agreement'
    | 'papers'
    | 'crawls'
    | 'checks'
    | 'statistics'
    | 'datasets'
    | 'help'
    | '';
  readonly user: User;
  readonly staticBase: string;
  readonly workspaceName: string;
  /** Whether people sign in here, and so can sign out. */
  readonly signedIn?: boolean;
  /** In how many cases somebody waits for this person's word. */
  readonly mentions?: number;
  /** The keys this person chose; without accounts the browser keeps them. */
  readonly keys?: KeyMap;
  /** The case page fills the window; the others scroll. */
  readonly fill?: boolean;
}

export const page = (frame: PageFrame, name: string, data: object = {}): string =>
  view('layout', { frame, body: view(name, { ...data, frame }) });

/** Sends HTML, compressed where the browser takes it. Pages are never stored: they show the moment. */
export function sendHtml(request: Request, response: Response, html: string): void {
  response.set('Content-Type', 'text/html; charset=utf-8');
  response.set('Cache-Control', 'no-store');
  response.vary('Accept-Encoding');
  response.vary('HX-Request');
  if (html.length > 1_024 && request.acceptsEncodings('gzip')) {
    response.set('Content-Encoding', 'gzip');
    // Beside the other requests, on the threads of libuv.
    gzip(html, { level: 4 }, (error, bytes) => {
      if (error) response.destroy(error);
      else response.end(bytes);
    });
    return;
  }
  response.end(html);
}
