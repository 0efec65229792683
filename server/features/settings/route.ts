import type { Request, Response } from 'express';
import { z } from 'zod';
import { CaselineError, InvalidInput } from '../../../data/errors.ts';
import type { WorkspaceConfig } from '../../../data/format/config.ts';
import { type Setting, settingsOf, withSetting } from '../../../data/format/setting.ts';
import { nextTimes } from '../../../scrapers/crawl/run/schedule.ts';
import { refuseUseless } from '../../../scrapers/crawl/run/useful-settings.ts';
import { sourceNames } from '../../../scrapers/source-names.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendPage } from '../../shell/render.ts';
import { parsedInput } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';

const words = z.string().trim().max(2_000);
/** Settings by name, as typed; blank: the default holds. */
const settingsForm = z.record(z.string().max(300), words);
const newSchedule = z.object({
  name: words.min(1, 'a schedule needs a name'),
  source: words,
  query: words.default(''),
  cron: words.min(1, 'say when it runs, e.g. 0 3 * * 1 for Mondays at 3'),
});
const oneSchedule = z.object({ name: words });

/** Times of a schedule that are shown ahead. */
const AHEAD = 3;

/** A setting as an input shows and takes it. */
const asTyped = ({ value }: Setting): string =>
  value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value);

/** Of every source, be it named in the settings or not. */
const withEverySource = (config: WorkspaceConfig): WorkspaceConfig => ({
  ...config,
  sources: { ...Object.fromEntries(sourceNames.map((name) => [name, {}])), ...config.sources },
});

type Change = (config: WorkspaceConfig) => WorkspaceConfig;

/** The workspace's own settings, checked before they are written and in effect at once. */
const settingsRoutes: RouteGroup = (routes, { workspace, audit, now }) => {
  const show = (
    request: Request,
    response: Response,
    {
      said = '',
      refused = '',
      typed = {},
    }: { said?: string; refused?: string; typed?: Record<string, string> } = {},
  ): void => {
    const { config } = workspace;
    const settings = settingsOf(withEverySource(config)).map((setting) => ({
      ...setting,
      text: typed[setting.name] ?? asTyped(setting),
    }));
    if (refused !== '') response.status(422);
    sendPage(request, response, 'Settings', 'settings/page', {
      said,
      refused,
      settings,
      sources: Object.keys(withEverySource(config).sources),
      known: sourceNames,
      schedules: config.schedules.map((schedule) => ({
        name: schedule.name,
        next: nextTimes(schedule, now(), AHEAD),
      })),
      typed,
    });
  };

  /** What was typed is shown again where it is refused, with why. */
  const change = async (
    request: Request,
    response: Response,
    {
      target,
      detail,
      apply,
      typed = {},
    }: { target: string; detail: string; apply: Change; typed?: Record<string, string> },
  ): Promise<void> => {
    const whole: Change = (before) => {
      const after = apply(before);
      refuseUseless(before, after);
      return after;
    };
    try {
      whole(workspace.config);
      const entry = { action: 'setting-changed', by: currentUser(request).name, target, detail } as const;
      await audit.perform({ ...entry, address: request.ip ?? '' }, () => workspace.configure(whole));
    } catch (error) {
      if (!(error instanceof CaselineError) || error.status >= 500) throw error;
      show(request, response, { refused: error.message, typed });
      return;
    }
    show(request, response, { said: `Saved: ${target}. It holds from now on.` });
  };

  routes.add('get', '/settings', { role: 'maintainer' }, (request, response) => show(request, response));

  routes.add('post', '/settings', { role: 'maintainer' }, async (request, response) => {
    const typed = parsedInput(settingsForm, request.body, 'the form');
    const held = new Map(
      settingsOf(withEverySource(workspace.config)).map((one) => [one.name, asTyped(one)]),
    );
    const changed = Object.entries(typed).filter(([name, text]) => held.get(name) !== text);
    if (changed.length === 0) return show(request, response, { said: 'Nothing was changed.' });
    await change(request, response, {
      target: changed.map(([name]) => name).join(', '),
      detail: changed.map(([, text]) => text || '(default)').join(', '),
      apply: (config) => changed.reduce((next, [name, text]) => withSetting(next, name, text), config),
      typed,
    });
  });

  routes.add('post', '/settings/schedules', { role: 'maintainer' }, async (request, response) => {
    const typed = parsedInput(newSchedule, request.body, 'the schedule');
    const { name, query, ...rest } = typed;
    await change(request, response, {
      target: `schedules.${name}`,
      detail: `${rest.source} ${rest.cron}`,
      apply: (config) => {
        if (config.schedules.some((one) => one.name === name))
          throw new InvalidInput(
            'schedule-there',
            `there is a schedule '${name}' already; give this one another name`,
          );
        const words = query.split(',').map((word) => word.trim());
        const schedule = { name, ...rest, query: words.filter(Boolean), enabled: true };
        return { ...config, schedules: [...config.schedules, schedule] };
      },
      typed,
    });
  });

  routes.add('post', '/settings/schedules/remove', { role: 'maintainer' }, async (request, response) => {
    const { name } = parsedInput(oneSchedule, request.body, 'the schedule');
    await change(request, response, {
      target: `schedules.${name}`,
      detail: 'removed',
      apply: (config) => ({ ...config, schedules: config.schedules.filter((one) => one.name !== name) }),
    });
  });
};

export const settingsFeature: Feature = {
  name: 'settings',
  nav: { label: 'Settings', path: '/settings' },
  routes: [settingsRoutes],
};
