import { expect, test } from 'vitest';
import { ifRead, isLong, MOST_AT_ONCE, whenRead } from '../../../../curation/suggest/aside/long-cases.ts';
import { ReadingThread } from '../../../../curation/suggest/aside/reading-thread.ts';
import { readAsStated } from '../../../../curation/suggest/case-reading.ts';
import { readCaseTexts } from '../../../../curation/suggest/case-texts.ts';
import { asStated } from '../../../../curation/suggest/suggest.ts';
import { completeCase } from '../../../../data/format/read.ts';
import { draftOf } from '../../../helpers/drafts.ts';

const CARE = 'The wound was dressed and the chart was kept up to date by the ward. ';
const TOLD =
  'A 61-year-old man with fever for 3 days. He was intubated on hospital day 5 and died on day 9. ';

const caseOf = (text: string) =>
  completeCase({
    ...draftOf('sirm-1'),
    texts: [{ id: 't1', kind: 'presentation', language: 'en', text }],
    images: [],
  });
const long = `${TOLD}${CARE.repeat(300)}`;

test('what is read aside is what is read here; a case read again from its file is not read again', {
  timeout: 60_000,
}, async () => {
  const record = caseOf(long);
  expect(isLong(record)).toBe(true);
  expect(ifRead(() => readAsStated(record)).waits).toBeInstanceOf(Promise);
  const aside = await whenRead(() => readAsStated(record));
  expect(aside).toEqual(readCaseTexts(record, asStated));
  expect(aside.suggestions.some(({ field, value }) => field === 'survival' && value === 'no')).toBe(true);
  expect(ifRead(() => readAsStated(caseOf(long))).found).toEqual(aside);
  expect(ifRead(() => readAsStated(caseOf(`${long} More.`))).found, 'other words are').toBeNull();
});

test('a case of ordinary length is read where it is asked for', () => {
  const record = caseOf(TOLD + 'x'.repeat(MOST_AT_ONCE - TOLD.length));
  expect(isLong(record)).toBe(false);
  expect(readAsStated(record).suggestions.length).toBeGreaterThan(0);
});

test('a case that takes too long is given up, and those after it are read', { timeout: 60_000 }, async () => {
  const hurried = new ReadingThread(1);
  const task = { record: caseOf(long), conventions: asStated };
  expect(await Promise.all([hurried.read(task), hurried.read(task)])).toEqual([null, null]);
  expect((await new ReadingThread().read(task))?.suggestions.length).toBeGreaterThan(0);
});
