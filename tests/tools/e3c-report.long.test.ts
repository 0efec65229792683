import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { deniedAt } from './negex.ts';

const run = promisify(execFile);

/** Marks in a text of our own: `[[words]]` with what was marked of them. */
const text = 'On day 3 he had no fever. His wife, who was well, left after 4 days.';
const at = (words: string) => ({
  id: words,
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
  words,
});
const document = {
  id: 'XX1',
  language: 'en',
  text,
  timex: [
    { ...at('day 3'), timex3Class: 'DATE', value: '2012-08-12' },
    { ...at('4 days'), timex3Class: 'DURATION', value: 'P4D' },
  ],
  events: [
    { ...at('fever'), polarity: 'NEG', contextualModality: 'ACTUAL' },
    { ...at('left'), polarity: 'POS', contextualModality: 'ACTUAL' },
  ],
  actors: [
    { ...at('he'), role: 'PATIENT' },
    { ...at('His wife'), role: 'OTHER' },
  ],
};

it('scores each pass beside what was marked, and NegEx beside ours', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caseline-e3c-'));
  try {
    const file = join(folder, 'marked.jsonl');
    await writeFile(file, `${JSON.stringify(document)}\n`);
    const tool = join(import.meta.dirname, 'e3c-report.ts');
    const { stdout } = await run(process.execPath, [tool, file, '--json']);
    const all = { precision: 1, recall: 1, f1: 1 };
    expect(JSON.parse(stdout)).toMatchObject({
      timex: all,
      timexExact: all,
      values: all,
      denied: all,
      notActual: { said: 0, marked: 0 },
      otherPerson: all,
      peer: { name: 'NegEx', denied: all },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('NegEx reaches some words, and knows denials that are none', () => {
  const denied = (words: string, of: string) =>
    deniedAt(words, words.indexOf(of), words.indexOf(of) + of.length);
  expect(denied('no evidence of acute pulmonary embolism', 'embolism')).toBe(true);
  expect(denied('no a b c d e pneumonia', 'pneumonia')).toBe(true);
  expect(denied('no a b c d e f g pneumonia', 'pneumonia')).toBe(false);
  expect(denied('no change in the effusion', 'effusion')).toBe(false);
  expect(denied('pneumonia was ruled out', 'pneumonia')).toBe(true);
});
