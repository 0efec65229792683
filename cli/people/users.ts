import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { checkLabel, freshTokenId } from '../../data/access/secrets.ts';
import { type Role, roles } from '../../data/format/account.ts';
import type { Accounts } from '../../data/ports/access/accounts.ts';
import type { AuditAction } from '../../data/ports/audit-log.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson } from '../output.ts';
import { readNewPassword } from './read-password.ts';

/** Writes down what is about to be done to an account or token, then does it. */
type Perform = <T>(
  what: { action: AuditAction; target: string; detail?: string },
  act: () => T | Promise<T>,
) => Promise<T>;

/** The accounts of an existing workspace for one command. */
const withUsers = <T>(
  command: Command,
  work: (users: Accounts, perform: Perform) => Promise<T> | T,
): Promise<T> =>
  withWorkspace(globalOptions(command), async ({ users, audit }) =>
    work(users, (what, act) => audit.perform({ ...what, by: 'command line' }, act)),
  );

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
      withUsers(command, async (users, perform) => {
        const password = await readNewPassword(options.passwordStdin ?? false);
        await users.checkNew(name, options.role, password);
        const account = await perform({ action: 'user-added', target: name, detail: options.role }, () =>
          users.add(name, options.role, password),
        );
        if (globalOptions(command).json) printJson(account);
        else print(`${account.name} is ${account.role}`);
      }),
    );
  group
    .command('list')
    .description('show the accounts')
    .action((_options: unknown, command: Command) =>
      withUsers(command, async (users) => {
        const accounts = await users.list();
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
      withUsers(command, async (users, perform) => {
        const password = await readNewPassword(options.passwordStdin ?? false);
        await users.checkNewPassword(name, password);
        await perform({ action: 'password-changed', target: name }, () => users.setPassword(name, password));
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
      withUsers(command, async (users, perform) => {
        const switched = role === 'disabled' || role === 'enabled';
        const action = switched ? (role === 'enabled' ? 'user-enabled' : 'user-disabled') : 'role-changed';
        const { name: target } = await users.need(name);
        const account = await perform({ action, target, detail: role }, () =>
          switched ? users.setEnabled(name, role === 'enabled') : users.setRole(name, role),
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
      withUsers(command, async (users, perform) => {
        const { json } = globalOptions(command);
        if (options.withdraw !== undefined) {
          const target = options.withdraw;
          await users.tokens.need(target);
          await perform({ action: 'token-withdrawn', target }, () => users.tokens.withdraw(target));
          return json ? printJson({ withdrawn: target }) : print(`${target} is withdrawn`);
        }
        if (options.list || name === undefined) {
          const tokens = await users.tokens.list(name);
          if (json) return printJson(tokens);
          for (const one of tokens)
            print(
              `${one.id}\t${one.user}\t${one.label}\tuntil ${date(one.expiresAt)}\tused ${date(one.usedAt)}`,
            );
          return print(count(tokens.length, 'token'));
        }
        const account = await users.need(name);
        const lasts = options.days === undefined ? null : options.days * 86_400_000;
        const [id, label] = [freshTokenId(), options.label ?? 'automation'];
        checkLabel(label);
        const token = await perform({ action: 'token-issued', target: account.name, detail: id }, () =>
          users.tokens.issue(account.name, label, lasts, id),
        );
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
