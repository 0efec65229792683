import type { Request } from 'express';
import { z } from 'zod';
import { CaselineError, InvalidInput } from '../../data/errors.ts';
import { describeProblems } from '../../data/format/read.ts';

/** A save must say which state it is based on (RFC 6585, 428). */
export class PreconditionRequired extends CaselineError {
  override readonly status = 428;
}

/** Validated form or query. @throws InvalidInput naming the first faulty fields. */
export function parsedInput<T>(schema: z.ZodType<T>, input: unknown, what: string): T {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  throw new InvalidInput('bad-request', `${what} is not valid: ${describeProblems(result.error)}`);
}

/** A field of a form that holds JSON. @param otherwise what is said when it is none, or not of the schema */
export const jsonText = <T>(schema: z.ZodType<T>, longest: number, otherwise: string) =>
  z
    .string()
    .max(longest)
    .transform((text, context): T => {
      try {
        return schema.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: otherwise });
        return z.NEVER;
      }
    });

/** A named part of the path. */
export function pathPart(request: Request, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}

export const etagOf = (rev: number): string => `"${rev}"`;

/**
 * The revision a save is based on, from If-Match.
 * @throws PreconditionRequired without the header, InvalidInput when it is no revision of ours.
 */
export function expectedRevision(request: Request): number {
  const header = request.headers['if-match'];
  if (!header) {
    throw new PreconditionRequired(
      'no-if-match',
      'a save names the revision it is based on in If-Match; load the case again and repeat it',
    );
  }
  const match = /^"(\d{1,12})"$/.exec(header.trim());
  if (!match)
    throw new InvalidInput(
      'bad-if-match',
      `If-Match '${header.slice(0, 60)}' is no revision; load the case again`,
    );
  return Number(match[1]);
}

/** Whether htmx asked for a piece of a page (a full page otherwise, also when it restores history). */
export const wantsFragment = (request: Request): boolean =>
  request.headers['hx-request'] === 'true' && request.headers['hx-request-type'] !== 'full';
