import { join } from 'node:path';
import { gzip } from 'node:zlib';
import { Eta, type TemplateFunction } from 'eta';
import type { Request, Response } from 'express';
import { escapeHtml } from '../../data/escape-html.ts';
import type { Desk, KeyMap } from '../../data/format/preferences.ts';
import type { User } from './context.ts';
import type { Site } from './feature.ts';
import { viewHelpers } from './view-helpers.ts';

const eta = new Eta({
  views: join(import.meta.dirname, '..'),
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
  const filepath = eta.resolvePath(`./${name.startsWith('shell/') ? name : `features/${name}`}`);
  const fresh = { template: eta.compile(eta.readFile(filepath), { filepath }), filepath };
  compiled.set(name, fresh);
  return fresh;
}

/** Renders one view, `<feature>/<name>` or `shell/<name>`; `it.h` holds the helpers every view may use. Everything is escaped unless marked raw. */
export function view(name: string, data: object = {}): string {
  const { template, filepath } = compiledView(name);
  return eta.render(template, { ...data, h: viewHelpers }, { filepath });
}

/** What every whole page is framed with. */
export interface Frame {
  readonly user: User | undefined;
  readonly staticBase: string;
  readonly workspaceName: string;
  /** Whether people sign in here, and so can sign out. */
  readonly signedIn: boolean;
  readonly site: Site;
  /** In how many cases somebody waits for this person's word. */
  readonly mentions?: number;
  /** The index is being made again, so that cases are missing in lists. */
  filling?: boolean;
  /** The keys this person chose; without accounts the browser keeps them. */
  readonly keys?: KeyMap;
  /** How this person divided the case page; without accounts the browser keeps it. */
  readonly desk?: Desk;
}

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

/** The frame of the pages that answer a request; none before it is known who asks. */
export const frameOf = (response: Response): Frame | undefined =>
  response.locals['frame'] as Frame | undefined;

/**
 * Sends a whole page: a view within the layout, under the menu entry of its feature. @param fill the page fills the window;
 * the others scroll
 */
export function sendPage(
  request: Request,
  response: Response,
  title: string,
  name: string,
  data: object = {},
  fill = false,
): void {
  const frame = frameOf(response);
  if (!frame) throw new Error(`${name} is asked for before it is known who asks`);
  const [feature = ''] = name.split('/');
  const section = frame.site.sectionOf(feature);
  const scripts = frame.site.scriptsOf(feature);
  const body = view(name, { ...data, frame });
  sendHtml(request, response, view('shell/layout', { frame, title, fill, section, scripts, body }));
}
