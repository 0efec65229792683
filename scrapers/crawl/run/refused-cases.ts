import { Blocked } from '../../../data/errors.ts';

/** Refusals that one case alone may meet: it is private, withdrawn, or a file of it is broken. A challenge is about who asks. */
const ofOneCase: ReadonlySet<string> = new Set([
  'login-wall',
  'forbidden',
  'html-instead-of-json',
  'json-of-another-shape',
  'html-instead-of-image',
  'empty-image',
]);

/**
 * Whether an error is a refusal that a case may meet for itself. The next run asks for such a case last, when all others
 * are read: what was the whole site saying no is met again by the next case, and what was one private case no longer keeps
 * the others away.
 */
export const isRefusalOfOne = (error: unknown): error is Blocked =>
  error instanceof Blocked && ofOneCase.has(error.code);
