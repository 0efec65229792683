import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { CaselineError } from '../../../data/errors.ts';
import { MAX_PAPER_BYTES } from '../../../data/ports/contributions.ts';

/** More than is read here. */
export class TooLarge extends CaselineError {
  override readonly status: number = 413;
}

/** A body must say how long it is (RFC 9110, 411). */
export class LengthRequired extends CaselineError {
  override readonly status: number = 411;
}

/** A paper with the other parts of its form; plain forms are bounded by their parser. Bytes. */
const LONGEST = MAX_PAPER_BYTES + 1_000_000;

/**
 * Refuses a body by its length before any of it is read, and a body without a length, which could go on for ever.
 * Browsers and ordinary clients always send the length of a form.
 */
export const limitBody: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
  const { 'transfer-encoding': coding, 'content-length': length } = request.headers;
  if (coding === undefined && Number(length ?? 0) <= LONGEST) return next();
  // What follows is not read: the connection ends with the answer.
  response.set('Connection', 'close');
  response.once('finish', () => request.socket.destroySoon());
  if (coding !== undefined)
    throw new LengthRequired(
      'no-length',
      'this request does not say how long it is; send it with Content-Length',
    );
  throw new TooLarge('too-large', `more than ${Math.floor(LONGEST / 1_000_000)} MB is not taken; send less`);
};
