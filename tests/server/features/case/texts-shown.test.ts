import { expect, test } from 'vitest';
import { completeCase } from '../../../../data/format/read.ts';
import { factsShown } from '../../../../server/features/case/texts/quoted-texts.ts';
import { draftOf } from '../../helpers/synthetic-case.ts';

test('a fact said of many images stands once, with the id of each', () => {
  const stored = Array.from({ length: 300 }, (_, at) => ({
    sha256: at.toString(16).padStart(64, '0'),
    width: 10,
    height: 10,
    mime: 'image/png' as const,
    bytes: 10,
    known: false,
  }));
  const record = { ...completeCase(draftOf('eurorad-1', stored as never)), rev: 1 };
  const quotes = [
    ...record.images.map(({ id }) => ({ text: `image-modality:${id}`, start: 0, end: 5, words: 'X-ray' })),
    { text: 'patient-sex:p1', start: 0, end: 3, words: 'man' },
    { text: 't1', start: 0, end: 1, words: 'A' },
  ];
  const facts = factsShown(record as never, quotes);
  expect(facts.map(({ heading, text, ids }) => [heading, text.text, ids.length])).toEqual([
    ['image modality', 'X-ray', 300],
    ['patient sex', 'man', 1],
  ]);
});
