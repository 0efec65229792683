import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import { InvalidInput } from '../../data/errors.ts';

/**
 * Reads a form with files as `upload` takes it, into the request.
 * @param reasons what is said of a limit that was passed
 * @param remedy what to do when the form cannot be read at all
 * @throws InvalidInput when it is too large, has too many parts or is broken
 */
export const readUpload = (
  upload: RequestHandler,
  request: Request,
  response: Response,
  reasons: Partial<Record<multer.MulterError['code'], string>>,
  remedy = '',
): Promise<void> =>
  new Promise((resolve, reject) => {
    upload(request, response, (error: unknown) => {
      if (!error) resolve();
      else if (error instanceof multer.MulterError)
        reject(
          new InvalidInput(
            'bad-upload',
            reasons[error.code] ?? `the form could not be read (${error.message})${remedy}`,
          ),
        );
      // The disk names its faults by a code of the system; all else is the form's own.
      else if (typeof (error as NodeJS.ErrnoException).code === 'string') reject(error);
      else
        reject(
          new InvalidInput('bad-upload', `the form is broken and could not be read; send it again${remedy}`),
        );
    });
  });
