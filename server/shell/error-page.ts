import type { Request, Response } from 'express';
import { CaselineError, messageOf, Retryable } from '../../data/errors.ts';
import { DiskFault, diskReason } from '../../data/files/durable-file.ts';
import { reaches } from '../../data/format/account.ts';
import { frameOf, sendHtml, sendPage, view } from './render.ts';

const headings: Readonly<Record<number, string>> = {
  400: 'That was not understood',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not here',
  411: 'How long?',
  412: 'Somebody was quicker',
  413: 'Too large',
  422: 'Not possible',
  428: 'Based on what?',
  429: 'Too fast',
  503: 'Not just now',
};

/** Seconds after which what did not work just now is worth another try. */
const RETRY_AFTER = 5;

/** Errors that name a file of this machine, and may quote it. */
const aboutFiles = new Set([
  'damaged-file',
  'bad-document',
  'not-a-document',
  'unknown-format',
  'newer-format',
]);

/** What is said of a fault to those who do not keep the workspace: no path, and nothing of what a file holds. */
function discreet(error: CaselineError): string {
  if (error instanceof DiskFault)
    return `the disk of the server refused: ${diskReason(error) ?? 'whoever keeps this workspace can tell why'}`;
  return aboutFiles.has(error.code)
    ? 'a file of it is damaged or of another version; whoever keeps this workspace can mend it'
    : messageOf(error);
}

/** The page whose form was refused: what was chosen there is still in it. Null where it is not known, or none of ours. */
function formOf(request: Request): string | null {
  const from = request.method === 'GET' ? undefined : request.get('referer');
  if (from === undefined || !URL.canParse(from)) return null;
  const { host, pathname, search } = new URL(from);
  return host === request.get('host') ? `${pathname}${search}` : null;
}

/** One plain sentence for people; for htmx a note beside the page instead of a page. Never a stack trace. */
export function errorPage(request: Request, response: Response, status: number, error: unknown): void {
  const heading = headings[status] ?? 'Something broke';
  const user = frameOf(response)?.user;
  const maintains = user !== undefined && reaches(user.role, 'maintainer');
  const message =
    status < 500 || error instanceof CaselineError
      ? maintains || !(error instanceof CaselineError)
        ? messageOf(error)
        : discreet(error)
      : 'The workbench failed at this; nothing was saved by it. The log names the reason.';
  response.status(status);
  if (error instanceof CaselineError) response.set('Caseline-Error', error.code);
  if (error instanceof Retryable) response.set('Retry-After', String(RETRY_AFTER));
  if (request.headers['hx-request'] === 'true') {
    response.set('Caseline-Message', encodeURIComponent(message.slice(0, 1_000)));
    sendHtml(request, response, view('shell/error-note', { heading, message }));
    return;
  }
  if (!request.accepts('html') && request.accepts('json')) {
    response.json({ error: error instanceof CaselineError ? error.code : 'failed', message });
    return;
  }
  if (!frameOf(response)?.user) {
    response.type('text').send(`${heading}. ${message}`);
    return;
  }
  sendPage(request, response, heading, 'shell/error', { heading, message, form: formOf(request) });
}
