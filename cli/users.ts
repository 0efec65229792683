import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { NotFound } from '../data/errors.ts';
import { type Role, roles } from '../data/format/account.ts';
import { type AuditAction, AuditLog } from '../data/store/audit-log.ts';
import { readConfig } from '../data/store/config.ts';
import { Users } from '../data/store/users.ts';
import { globalOptions } from './context.ts';
import { count, print, printJson } from './output.ts';
import { readNewPassword } from './read-password.ts';

/** Opens the accounts of an existing workspace for one command. */
async function withUsers<T>(
  command: Command,
  work: (
    users: Users,
    note: (action: AuditAction, target: string, detail?: string) => void,
  ) => Promise<T> | T,
): Promise<T> {
  const { workspace } = globalOptions(command);
  readConfig(workspace);
  const users = new Users(workspace);
  const audit = new AuditLog(workspace);
  try {
    return await work(users, (action, target, detail) =>
      audit.append({ action, by: 'command line', target, ...(detail === undefined ? {} : { detail }) }),
    );
  } finally {
    users.close();
  }
}

const days = (text: string): number => {
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError('It is a number of days from 1 to 9999.');
  return Number(text);
};

const date = (time: number | null): string =>
  time === null ? '-' : new Date(time).toISOString().slice(0, 10);

const passwordOption = (): Option =>
  new Option('--password-stdin', 'read the password from the first line of stdin');

function addAccounts(group: Command): void {
  group
    .command('add')
    .description('make an account; the password is asked for')
    .argument('<name>', 'letters, digits, dot, dash, underscore')
    .addOption(new Option('--role <role>', 'what the person may do').choices(roles).default('annotator'))
    .addOption(passwordOption())
    .action((name: string, options: { role: Role; passwordStdin?: boolean }, command: Command) =>
      withUsers(command, async (users, note) => {
        const account = await users.add(
          name,
          options.role,
          await readNewPassword(options.passwordStdin ?? false),
        );
        note('user-added', account.name, account.role);
        if (globalOptions(command).json) printJson(account);
        else print(`${account.name} is ${account.role}`);
      }),
    );
  group
    .command('list')
    .description('show the accounts')
    .action((_options: unknown, command: Command) =>
      withUsers(command, (users) => {
        const accounts = users.list();
        if (globalOptions(command).json) return printJson(accounts);
        for (const { name, role, enabled } of accounts)
          print(`${name}\t${role}${enabled ? '' : '\tdisabled'}`);
        if (accounts.length === 0)
          print("no accounts: on this machine none is needed; 'users add' makes one");
      }),
    );
  group
    .command('passwd')
    .description('give an account a new password; its sessions end, a lock is lifted')
    .argument('<name>')
    .addOption(passwordOption())
    .action((name: string, options: { passwordStdin?: boolean }, command: Command) =>
      withUsers(command, async (users, note) => {
        await users.setPassword(name, await readNewPassword(options.passwordStdin ?? false));
        note('password-changed', name);
        if (globalOptions(command).json) printJson({ name, changed: true });
        else print(`${name} has a new password; sessions under the old one have ended`);
      }),
    );
  group
    .command('role')
    .description('change what an account may do; holds from its next request on')
    .argument('<name>')
    .addArgument(new Argument('<role>').choices([...roles, 'disabled', 'enabled']))
    .action((name: string, role: Role | 'disabled' | 'enabled', _options: unknown, command: Command) =>
      withUsers(command, (users, note) => {
        const switched = role === 'disabled' || role === 'enabled';
        const account = switched ? users.setEnabled(name, role === 'enabled') : users.setRole(name, role);
        note(
          switched ? (role === 'enabled' ? 'user-enabled' : 'user-disabled') : 'role-changed',
          account.name,
          role,
        );
        if (globalOptions(command).json) printJson(account);
        else print(`${account.name} is ${account.enabled ? account.role : 'disabled'}`);
      }),
    );
}

interface TokenOptions {
  label?: string;
  days?: number;
  list?: boolean;
  withdraw?: string;
}

function addTokens(group: Command): void {
  group
    .command('token')
    .description('make, list or withdraw tokens for programs; a token acts with the role of its account')
    .argument('[name]', 'the account')
    .option('--label <words>', 'what will use it')
    .option('--days <number>', 'days until it runs out (default: never)', days)
    .option('--list', 'show the tokens (never the secret)')
    .option('--withdraw <id>', 'make a token worthless')
    .action((name: string | undefined, options: TokenOptions, command: Command) =>
      withUsers(command, (users, note) => {
        const { json } = globalOptions(command);
        if (options.withdraw !== undefined) {
          users.tokens.withdraw(options.withdraw);
          note('token-withdrawn', options.withdraw);
          return json
            ? printJson({ withdrawn: options.withdraw })
            : print(`${options.withdraw} is withdrawn`);
        }
        if (options.list || name === undefined) {
          const tokens = users.tokens.list(name);
          if (json) return printJson(tokens);
          for (const one of tokens)
            print(
              `${one.id}\t${one.user}\t${one.label}\tuntil ${date(one.expiresAt)}\tused ${date(one.usedAt)}`,
            );
          return print(count(tokens.length, 'token'));
        }
        const account = users.get(name);
        if (!account) throw new NotFound('no-user', `there is no user '${name}'; 'users list' shows them`);
        const expiresAt = options.days === undefined ? null : Date.now() + options.days * 86_400_000;
        const token = users.tokens.issue(account.name, options.label ?? 'automation', Date.now(), expiresAt);
        note('token-issued', account.name, token.slice(4, 16));
        if (json) printJson({ token, user: account.name, role: account.role });
        else print(token);
      }),
    );
}

export function addUsers(program: Command): void {
  const group = program.command('users').description('accounts of people and tokens of programs');
  addAccounts(group);
  addTokens(group);
}
