import type { z } from 'zod';
import { InvalidInput, NotFound } from '../errors.ts';
import { type Account, accountNameSchema, type Role, roleSchema } from '../format/account.ts';
import { describeProblems } from '../format/read.ts';
import { checkPassword } from './passwords.ts';

export const noUser = (name: string): NotFound =>
  new NotFound('no-user', `there is no user '${name.slice(0, 60)}'; 'caseline users list' shows them`);

export const noToken = (id: string): NotFound =>
  new NotFound('no-token', `there is no token '${id.slice(0, 40)}'; 'users token --list' shows them`);

function checkWith(schema: z.ZodType, value: unknown, code: string): void {
  const result = schema.safeParse(value);
  if (!result.success)
    throw new InvalidInput(code, `'${String(value).slice(0, 60)}': ${describeProblems(result.error)}`);
}

/** @throws InvalidInput for a role that is none */
export const checkRole = (role: Role): void => checkWith(roleSchema, role, 'bad-role');

export const userExists = (name: string): InvalidInput =>
  new InvalidInput(
    'user-exists',
    `there is a user '${name}' already; 'users passwd' and 'users role' change it`,
  );

/**
 * Whether an account can be made. @param held the one that has the name already
 * @throws InvalidInput for a name that is none or taken, a role that is none, or a weak password
 */
export function checkNewAccount(name: string, role: Role, password: string, held: Account | null): void {
  checkWith(accountNameSchema, name, 'bad-account');
  checkWith(roleSchema, role, 'bad-account');
  if (held) throw userExists(name);
  checkPassword(password, name);
}
