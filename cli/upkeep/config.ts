import type { Command } from 'commander';
import { settingNamed, settingsOf, withSetting } from '../../data/format/setting.ts';
import { loginName } from '../audit.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { print, printJson } from '../output.ts';

/** A value in one line, as `config set` takes it. */
const inLine = (value: unknown): string =>
  value === undefined ? '(not set)' : typeof value === 'string' ? value : JSON.stringify(value);

export function addConfig(program: Command): void {
  const config = program
    .command('config')
    .description('the settings of the workspace: contact, sources, schedules, review, licences');
  config
    .command('list')
    .description('every setting with its value and what it means')
    .action(async (_options: unknown, command: Command) => {
      const global = globalOptions(command);
      const list = await withWorkspace(global, async (workspace) => settingsOf(workspace.config));
      if (global.json) return printJson(list);
      const widest = Math.max(...list.map(({ name }) => name.length));
      for (const { name, value, means } of list)
        print(`${name.padEnd(widest)}  ${inLine(value)}  # ${means}`);
      print('Of a source or schedule that is not there yet: config set sources.eurorad.delay 10');
    });
  config
    .command('get')
    .description('one setting, or all below a name')
    .argument('<name>', 'e.g. contact, sources.eurorad, schedules.weekly.cron')
    .action(async (name: string, _options: unknown, command: Command) => {
      const global = globalOptions(command);
      const value = await withWorkspace(global, async (workspace) => settingNamed(workspace.config, name));
      if (global.json) return printJson(value ?? null);
      print(inLine(value));
    });
  config
    .command('set')
    .description('changes one setting; a workbench that is open goes by it within a second')
    .argument('<name>', 'e.g. contact, sources.eurorad.delay, schedules.weekly')
    .argument('[value]', 'words, a number, or JSON; left out: the default holds again')
    .action(async (name: string, value: string | undefined, _options: unknown, command: Command) => {
      const global = globalOptions(command);
      const { refuseUseless } = await import('../../scrapers/crawl/run/useful-settings.ts');
      const now = await withWorkspace(global, async (workspace) => {
        const changed = (before: typeof workspace.config) => {
          const after = withSetting(before, name, value ?? null);
          refuseUseless(before, after);
          return after;
        };
        changed(workspace.config);
        const entry = {
          action: 'setting-changed',
          by: loginName(),
          target: name,
          detail: value ?? '',
        } as const;
        return settingNamed(await workspace.audit.perform(entry, () => workspace.configure(changed)), name);
      });
      if (global.json) return printJson(now ?? null);
      print(`${name}: ${inLine(now)}`);
    });
}
