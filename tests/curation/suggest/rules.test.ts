import { describe, expect, it } from 'vitest';
import { mentionsIn } from '../../../curation/suggest/mentions.ts';
import type { Sentence } from '../../../curation/suggest/reading.ts';
import { courseTextRules } from '../../../curation/suggest/rules/course.ts';
import { outcomeRules } from '../../../curation/suggest/rules/outcome.ts';

/** Every rule is tried on its own examples: the tables are their tests. */
const sentence = (words: string): Sentence => ({
  text: 't',
  kind: 'clinical-notes',
  language: 'en',
  start: 0,
  words,
  at: 0,
  patient: 'p1',
  images: [],
  label: null,
  labels: [],
  film: true,
  literature: false,
});

const rules = [...courseTextRules, ...outcomeRules];

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples)('“%s” says %s', (words, value) => {
    expect(mentionsIn(sentence(words), [rule]).map((mention) => mention.value)).toContain(value);
  });
  it.each(rule.counterexamples)('“%s” says nothing', (words) => {
    expect(
      mentionsIn(sentence(words), [rule]).map((mention) => words.slice(mention.start, mention.end)),
    ).toEqual([]);
  });
});
