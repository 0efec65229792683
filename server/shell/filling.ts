import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Services } from './context.ts';
import { frameOf } from './render.ts';

/** An index that was made anew, because somebody deleted or damaged it, is filled again beside the pages. */
export const keepIndexFilled =
  ({ workspace: { index }, logger }: Services): RequestHandler =>
  async (_request: Request, _response: Response, next: NextFunction) => {
    if (!(await index.isCurrent()))
      index.ready().catch((error: unknown) => {
        logger.error({ err: error }, 'the index could not be brought up to date');
      });
    next();
  };

/** Has the page say whether cases are missing in its lists. Asked after a list is read, which may be what finds it out. */
export async function noteFilling({ workspace }: Services, response: Response): Promise<boolean> {
  const filling = !(await workspace.index.isCurrent());
  const frame = frameOf(response);
  if (frame) frame.filling = filling;
  return filling;
}
