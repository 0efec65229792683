import { describe, expect, it } from 'vitest';
import { courseTables } from '../../../curation/suggest/course/rules/course-mentions.ts';
import { lettersOf, scanFor } from '../../../curation/suggest/patterns/scan.ts';
import { Scanned } from '../../../curation/suggest/patterns/scanned.ts';
import { guardPhrases } from './guard-phrases.ts';
import { course } from './stated-values/course.ts';
import { courseItalian } from './stated-values/course-italian.ts';
import { courseLonger } from './stated-values/course-longer.ts';

describe('the letters that a pattern cannot do without', () => {
  it.each<[string, string[] | null]>([
    ['intubat(?:ed|ion)', ['intubated', 'intubation']],
    ['intubat\\w+', ['intubat']],
    ['(?:died|passed away)', ['died', 'passed away']],
    ['(?:re-?)?admitted', ['re admitted', 'readmitted', 'admitted']],
    ['\\b(?:re)?admitted\\b', [' readmitted ', 'admitted ']],
    ['\\d{1,2} l', ['0']],
    ['\\d\\d%', ['00 ']],
    ['\\p{L}+\\s', null],
    ['\\bno\\b', [' no ']],
    ['(?<![\\p{L}\\p{N}])(?:ed|ward)(?![\\p{L}\\p{N}])', [' ed ', ' ward ']],
    ['(?<mark>[/.])\\d\\k<mark>\\u00b0x', [' 0']],
    ['(?<=\\bno )oxygen(?! saturation)', ['oxygen']],
    ['colou?r', ['colour', 'color']],
    ['organi[sz]ed|[^a]b[a-c]|x', null],
    ['organi[sz]ed', ['organised', 'organized']],
    ["(?:wasn|isn)[’']t", ['wasn t', 'isn t']],
    ['a|\\d+', null],
  ])('%s: %o', (source, letters) => {
    expect(lettersOf(source)).toEqual(letters);
  });
});

it('no scan stops a rule that would match', () => {
  const texts = [course, courseItalian, courseLonger].flatMap((kinds) => Object.values(kinds).flat());
  const words = [
    ...texts.map(({ text }) => text),
    ...Object.values(guardPhrases).flat(),
    ...courseTables.flatMap(({ examples, counterexamples }) => [
      ...examples.map(([example]) => example),
      ...counterexamples,
    ]),
  ];
  const scans = courseTables.map(({ id, pattern }) => ({ id, pattern, scan: scanFor(pattern) }));
  const stopped = scans.flatMap(({ id, pattern, scan }) =>
    words.flatMap((one) => (!scan.test(one) && one.search(pattern) >= 0 ? [`${id}: ${one}`] : [])),
  );
  expect(words.length).toBeGreaterThan(1000);
  expect(stopped).toEqual([]);
});

describe('an expression with a scan in front finds what the plain one finds', () => {
  const texts = ['No oxygen. NOT ON OXYGEN', 'the \u212aidney was \u017feen', 'é.no', 'noon', ''];
  it.each([
    ['\\bno\\b', 'gi'],
    ['(?<![\\p{L}\\p{N}])(?:kidney|seen|not on)(?![\\p{L}\\p{N}])', 'giu'],
    ['oxygen', 'g'],
    ['no|\\d', 'iu'],
  ])('%s (%s)', (source, flags) => {
    const [plain, scanned] = [new RegExp(source, flags), new Scanned(source, flags)];
    for (const text of texts) {
      expect(scanned.test(text)).toBe(plain.test(text));
      expect(scanned.exec(text)).toEqual(plain.exec(text));
      expect(scanned.lastIndex).toBe(plain.lastIndex);
      expect(text.search(scanned)).toBe(text.search(plain));
      expect(text.replace(scanned, '_')).toBe(text.replace(plain, '_'));
      expect(text.split(scanned)).toEqual(text.split(plain));
      if (plain.global) expect([...text.matchAll(scanned)]).toEqual([...text.matchAll(plain)]);
    }
  });
});
