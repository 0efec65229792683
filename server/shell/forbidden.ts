import { CaselineError } from '../../data/errors.ts';

/** Not allowed: signed in, but the role does not reach, or the request comes from elsewhere. */
export class Forbidden extends CaselineError {
  override readonly status: number = 403;
}
