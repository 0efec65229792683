import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ContractBroken } from '../../data/errors.ts';
import { type ContractCase, contractCases, expectedOf, parsers } from '../helpers/contracts.ts';

const cases = contractCases();
const parseWith = (contract: ContractCase, text: string): unknown =>
  JSON.parse(JSON.stringify(parsers[contract.parser]?.(text, expectedOf(contract).url) ?? null));

test.each(cases.map((contract) => [`${contract.parser} ${contract.name}`, contract] as const))(
  '%s',
  (_, contract) => {
    expect(parseWith(contract, readFileSync(contract.page, 'utf8'))).toEqual(expectedOf(contract).result);
  },
);

test('every parser of a page has a contract case', () => {
  expect([...new Set(cases.map((contract) => contract.parser))].sort()).toEqual(Object.keys(parsers).sort());
});

/** Class names, ids and attribute names of a page: what a site may rename without telling anybody. */
const marksOf = (html: string): string[] => {
  const names = [...html.matchAll(/ (class|id)="([^"]{1,200})"/g)].flatMap(([, kind, value = '']) =>
    value.split(/\s+/).map((name) => `${kind}:${name}`),
  );
  const attributes = [...html.matchAll(/ (data-[a-z-]+|typeof|rel|title|property|srcset)=/g)].map(
    (match) => `attribute:${match[1]}`,
  );
  return [...new Set([...names, ...attributes])];
};

const renamed = (html: string, mark: string): string => {
  const [kind = '', name = ''] = mark.split(':');
  if (kind === 'attribute') return html.replaceAll(` ${name}=`, ` x-${name}=`);
  return html.replaceAll(new RegExp(` ${kind}="([^"]{1,200})"`, 'g'), (_, value: string) => {
    const names = value.split(/\s+/).map((one) => (one === name ? `renamed-${one}` : one));
    return ` ${kind}="${names.join(' ')}"`;
  });
};

/** Marks that may vanish unnoticed on one page, each with the reason. */
const tolerated: readonly [RegExp, string][] = [
  [/^radiopaedia\/case attribute:data-study-stacks-url$/, 'the address is rebuilt from the study id'],
  [/^sirm\/post attribute:srcset$/, 'fewer addresses to fall back on; the upload itself is still first'],
];

describe('a renamed mark is read around or stops the run; it never empties a field silently', () => {
  const pages = cases.filter((contract) => contract.page.endsWith('.html'));
  test.each(pages.map((contract) => [`${contract.parser} ${contract.name}`, contract] as const))(
    '%s',
    (_, contract) => {
      const html = readFileSync(contract.page, 'utf8');
      const sound = parseWith(contract, html);
      const silent: string[] = [];
      for (const mark of marksOf(html)) {
        if (tolerated.some(([pattern]) => pattern.test(`${contract.parser} ${mark}`))) continue;
        try {
          const result = parseWith(contract, renamed(html, mark));
          if (!isDeepStrictEqual(result, sound)) silent.push(mark);
        } catch (error) {
          expect(error, mark).toBeInstanceOf(ContractBroken);
          expect((error as Error).message).toMatch(/no longer has .+ \(read for .+\)/);
        }
      }
      expect(silent).toEqual([]);
    },
  );
});

/** Keys whose loss changes nothing that a case is made of, or what bytes tell as well. */
const spareKeys = [
  'width',
  'height',
  'content_type',
  'show_case_key_image',
  'show_stack_key_image',
  'case_key_image_id',
  'current',
];
/** Keys whose loss the fill rates notice, because a sound answer may lack them for some images. */
const watched = ['original', 'modality', 'findings'];
/** Keys with a second way to the same thing. */
const secondWay = [
  'download_image_url',
  'fullscreen_filename',
  'gallery',
  'case_id',
  'aux_modality',
  'specifics',
  'caption',
];

describe('a renamed key of the JSON is read around or stops the run', () => {
  const answers = cases.filter((contract) => contract.page.endsWith('.json'));
  test.each(answers.map((contract) => [contract.parser, contract] as const))('%s', (_, contract) => {
    const text = readFileSync(contract.page, 'utf8');
    const sound = parseWith(contract, text);
    const keys = [...new Set([...text.matchAll(/"([A-Za-z_]{2,40})":/g)].map((match) => match[1] ?? ''))];
    expect(keys.length).toBeGreaterThan(8);
    const silent = keys.filter((key) => {
      if ([...spareKeys, ...watched, ...secondWay].includes(key)) return false;
      try {
        return !isDeepStrictEqual(
          parseWith(contract, text.replaceAll(`"${key}":`, `"renamed_${key}":`)),
          sound,
        );
      } catch (error) {
        expect(error, key).toBeInstanceOf(ContractBroken);
        return false;
      }
    });
    expect(silent).toEqual([]);
  });
});
