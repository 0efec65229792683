import { describe, expect, it } from 'vitest';
import { courseTables } from '../../../curation/suggest/collect/course-mentions.ts';
import { lettersOf, scanFor } from '../../../curation/suggest/rules/scan.ts';
import { guardPhrases } from './guard-phrases.ts';
import { course } from './stated-values/course.ts';
import { courseItalian } from './stated-values/course-italian.ts';
import { courseLonger } from './stated-values/course-longer.ts';

describe('the letters that a pattern cannot do without', () => {
  it.each<[string, string[] | null]>([
    ['intubat(?:ed|ion)', ['intubat']],
    ['(?:died|passed away)', ['died', 'passed']],
    ['(?:re-?)?admitted', ['admitted']],
    ['\\d{1,2} l', null],
    ['(?<=\\bno )oxygen(?! saturation)', ['oxygen']],
    ['colou?r', ['colo']],
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
  const stopped = courseTables.flatMap(({ id, pattern }) => {
    const scan = scanFor(pattern);
    return words.flatMap((one) => (!scan.test(one) && one.search(pattern) >= 0 ? [`${id}: ${one}`] : []));
  });
  expect(words.length).toBeGreaterThan(1000);
  expect(stopped).toEqual([]);
});
