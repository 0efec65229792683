import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

describe('settings that nobody reads', () => {
  test.each([
    ['"contakt": "a@b.example"', "document: 'contakt' is no setting, did you mean 'contact'?"],
    [
      '"sources": {"pmc": {"dailyBugdet": 5}}',
      "sources.pmc: 'dailyBugdet' is no setting, did you mean 'dailyBudget'?",
    ],
    [
      '"review": {"doublereading": 0.5}',
      "review: 'doublereading' is no setting, did you mean 'doubleReading'?",
    ],
    ['"licences": {"alow": []}', "licences: 'alow' is no setting, did you mean 'allow'?"],
    ['"zzz": 1', "document: 'zzz' is no setting"],
  ])('%s: the workspace does not open, and nothing of them is lost', (words, message) => {
    const { directory } = temporaryWorkspace();
    const path = join(directory, 'caseline.json');
    const { sources: _, licences: __, ...plain } = JSON.parse(readFileSync(path, 'utf8'));
    const text = `${JSON.stringify(plain).slice(0, -1)}, ${words}}`;
    writeFileSync(path, text);
    expect(() => openWorkspace(directory)).toThrow(message);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});
