import { describe, expect, it } from 'vitest';
import { nobodyTold } from '../../../curation/suggest/clauses/who.ts';
import { courseTables, movesFor, rulesFor } from '../../../curation/suggest/course/rules/course-mentions.ts';
import { courseMoves } from '../../../curation/suggest/course/rules/course-moves.ts';
import { ruleMentionsIn } from '../../../curation/suggest/rules/mentions.ts';
import type { Sentence } from '../../../curation/suggest/texts/reading.ts';

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
  told: nobodyTold,
});

describe.each(courseTables.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples)('“%s” says %s', (words, value) => {
    expect(ruleMentionsIn(sentence(words), [rule]).map((mention) => mention.value)).toContain(value);
  });
  it.each(rule.examples)('“%s” passes the scan that skips sentences', (words) => {
    expect(rulesFor(words)).toContain(rule);
  });
  it.each(rule.counterexamples)('“%s” says nothing', (words) => {
    expect(
      ruleMentionsIn(sentence(words), [rule]).map((mention) => words.slice(mention.start, mention.end)),
    ).toEqual([]);
  });
});

describe.each(courseMoves.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples)('“%s” says %s', (words, value) => {
    expect(ruleMentionsIn(sentence(words), [rule]).map((mention) => mention.value)).toContain(value);
    expect(movesFor(words)).toContain(rule);
  });
  it.each(rule.counterexamples)('“%s” says nothing', (words) => {
    expect(ruleMentionsIn(sentence(words), [rule]).map((mention) => mention.value)).toEqual([]);
  });
});
