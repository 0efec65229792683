import { describe, expect, it } from 'vitest';
import { dayRules } from '../../../curation/suggest/days/expressions/day-rules.ts';
import { dayExpressions } from '../../../curation/suggest/days/expressions/expressions.ts';

describe.each(dayRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(rule.examples)('reads “%s”', (words, from, to, target) => {
    const found = dayExpressions(words).find((expression) => expression.rule === id);
    expect(found).toMatchObject({ days: { from, to }, target, kind: rule.kind });
  });
  it.each(rule.counterexamples)('leaves “%s” alone', (words) => {
    expect(dayExpressions(words).filter((expression) => expression.rule === id)).toEqual([]);
  });
});
