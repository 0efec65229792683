import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import { InvalidInput } from '../../data/errors.ts';

/** What a page says of a form with files that it cannot take. */
export interface UploadWords {
  /** A limit that was passed, with what to do about it. */
  readonly reasons: Partial<Record<multer.MulterError['code'], string>>;
  /** What to do about all else. */
  readonly remedy: string;
}

/** What is the matter with a form, where the page has no words of its own for it. */
function whatOf({ code, field = '', message }: multer.MulterError): string {
  const name = field.slice(0, 60);
  if (code === 'LIMIT_UNEXPECTED_FILE' || code === 'LIMIT_FILE_COUNT')
    return `a file came under the name '${name}' that this form does not take, or one too many`;
  if (code === 'LIMIT_FIELD_VALUE') return `the words under the name '${name}' are too long for this form`;
  if (code === 'LIMIT_FIELD_COUNT' || code === 'LIMIT_PART_COUNT')
    return 'more fields came than this form has';
  return `the form could not be read (${message})`;
}

/**
 * Reads a form with files as `upload` takes it, into the request.
 * @throws InvalidInput saying what is the matter and what to do, when it is too large, has too many parts or is broken
 */
export const readUpload = (
  upload: RequestHandler,
  request: Request,
  response: Response,
  { reasons, remedy }: UploadWords,
): Promise<void> =>
  new Promise((resolve, reject) => {
    upload(request, response, (error: unknown) => {
      if (!error) resolve();
      else if (error instanceof multer.MulterError)
        reject(new InvalidInput('bad-upload', reasons[error.code] ?? `${whatOf(error)}; ${remedy}`));
      // The disk names its faults by a code of the system; all else is the form's own.
      else if (typeof (error as NodeJS.ErrnoException).code === 'string') reject(error);
      else reject(new InvalidInput('bad-upload', `the form came broken and could not be read; ${remedy}`));
    });
  });
