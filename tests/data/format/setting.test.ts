import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { freshConfig } from '../../../data/embedded/config.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { settingNamed, settingsOf, withSetting } from '../../../data/format/setting.ts';
import { refuseUseless } from '../../../scrapers/crawl/run/useful-settings.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

const set = (...changes: readonly (readonly [name: string, text: string | null])[]) =>
  changes.reduce((config, [name, text]) => withSetting(config, name, text), freshConfig());

const filled = set(
  ['contact', 'ana@example.org'],
  ['sources.eurorad.delay', '7.5'],
  ['sources.eurorad.firstHospitalDay', '1'],
  ['sources.radiopaedia.permission', '{"who":"R","what":"all of it","when":"2026"}'],
  ['schedules.weekly', '{"source":"eurorad","cron":"0 3 * * 1"}'],
  ['schedules.weekly.query', 'covid, chest pain'],
  ['schedules.weekly.enabled', 'false'],
  ['review.doubleReading', '0.2'],
  ['licences.allow', 'CC0-1.0,CC-BY-4.0'],
);

describe('a setting', () => {
  test('is named by the way that leads to it, and takes words, numbers, answers and lists', () => {
    expect(filled).toMatchObject({
      contact: 'ana@example.org',
      sources: {
        eurorad: { delay: 7.5, firstHospitalDay: 1 },
        radiopaedia: { permission: { who: 'R', what: 'all of it', when: '2026' } },
      },
      schedules: [{ name: 'weekly', cron: '0 3 * * 1', query: ['covid', 'chest pain'], enabled: false }],
      review: { doubleReading: 0.2, sureFrom: 0.9 },
      licences: { allow: ['CC0-1.0', 'CC-BY-4.0'] },
    });
    expect(settingNamed(filled, 'schedules.weekly.cron')).toBe('0 3 * * 1');
    expect(settingNamed(filled, 'sources.eurorad')).toEqual({ delay: 7.5, firstHospitalDay: 1 });
    expect(settingNamed(filled, 'sources.sirm.delay')).toBe(undefined);
  });

  test('taken out leaves the default, and the others as they are', () => {
    const without = withSetting(filled, 'sources.eurorad.delay', null);
    expect(without.sources['eurorad']).toEqual({ firstHospitalDay: 1 });
    expect(withSetting(filled, 'schedules.weekly', '').schedules).toEqual([]);
    expect({ ...without, sources: 0 }).toEqual({ ...filled, sources: 0 });
  });

  test('of a schedule whose name holds dots is found', () => {
    const config = { ...filled, schedules: [...filled.schedules, { ...filled.schedules[0], name: 'a.b' }] };
    const changed = withSetting(config as typeof filled, 'schedules.a.b.limit', '5');
    expect(changed.schedules.map(({ name, limit }) => [name, limit])).toEqual([
      ['weekly', undefined],
      ['a.b', 5],
    ]);
  });

  test.each([
    ['contct', 'x', /no setting 'contct', did you mean 'contact'\?/],
    ['createdAt', 'x', /no setting 'createdAt'.*here are: name, contact/],
    ['format', 'x', /no setting 'format'/],
    ['sources.eurorad.dalay', '3', /did you mean 'delay'/],
    ['sources.eurorad.delay', 'soon', /'sources\.eurorad\.delay' cannot be "soon".*expected number/],
    ['review.doubleReading', '2', /cannot be "2"/],
    ['schedules.new.cron', '0 3 * * 1', /schedules\.\d+\.source/],
    ['name', '', /'name' cannot be ""/],
    ['__proto__.x', '1', /no setting/],
    ['sources.__proto__.delay.x', '1', /no setting/],
  ])('%s = %s is refused: it is said what there is, or what it may be', (name, text, why) => {
    expect(() => withSetting(filled, name, text)).toThrow(why);
  });

  test('is listed with what it means, and set to what it is changes nothing', () => {
    const list = settingsOf(filled);
    expect(list.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'contact',
        'sources.eurorad.dailyBudget',
        'schedules.weekly.limit',
        'licences.allow',
      ]),
    );
    for (const { name, means, value } of list) {
      expect(means, name).toMatch(/^\w.{8,}/);
      expect(settingNamed(filled, name), name).toEqual(value);
      if (value === undefined) continue;
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      expect(withSetting(filled, name, text), name).toEqual(filled);
    }
  });

  test('that would come to nothing is refused: a source that there is not, a cron that is none', () => {
    const useless = (name: string, text: string) => () =>
      refuseUseless(filled, withSetting(filled, name, text));
    expect(useless('sources.eurorod.delay', '3')).toThrow(/no source 'eurorod', did you mean 'eurorad'/);
    expect(useless('schedules.weekly.cron', 'soon')).toThrow(/'soon' is no cron expression/);
    expect(useless('schedules.weekly.source', 'nowhere')).toThrow(/no source 'nowhere'/);
    expect(useless('contact', 'b@example.org')).not.toThrow();
    const bad = { ...filled, sources: { nowhere: {} } };
    expect(() => refuseUseless(bad, { ...bad, contact: 'c' })).not.toThrow();
  });
});

test('settings that another process changes hold within a second; spoilt ones do not', async () => {
  const workspace = temporaryWorkspace();
  const other = openWorkspace(workspace.directory);
  const seen = async (contact: string) => {
    for (let tries = 0; tries < 60 && workspace.config.contact !== contact; tries += 1) await wait(50);
    return workspace.config.contact;
  };
  await other.configure((config) => withSetting(config, 'contact', 'new@example.org'));
  expect(await seen('new@example.org')).toBe('new@example.org');
  await expect(other.configure((config) => ({ ...config, name: '' }))).rejects.toThrow(/name/);
  await other.configure((config) => withSetting(config, 'contact', 'newer@example.org'));
  expect(await seen('newer@example.org')).toBe('newer@example.org');
  await other.close();
});
