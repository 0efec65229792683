import { describe, expect, it } from 'vitest';
import { caseSchema } from '../../../data/format/case.ts';
import { factId, factKinds, quotableText, quoteStands } from '../../../data/format/quotable.ts';
import { caseOf } from '../../curation/suggest/helpers.ts';

const record = caseOf({
  url: 'https://example.org/cases/7',
  title: 'A case',
  images: [{ file: 'lung-day5.png', date: '2020-03-05', figure: 'CXR 5 March' }],
  patients: [{ id: 'p1', label: 'Patient 7', location: 'Porto' }],
  texts: [{ text: 'He was intubated.' }],
});

describe('what a quote may point into', () => {
  it('texts by their id, facts by kind and owner', () => {
    expect(quotableText(record, 't1')).toBe('He was intubated.');
    expect(quotableText(record, factId('file-name', 'i1'))).toBe('lung-day5.png');
    expect(quotableText(record, factId('image-date', 'i1'))).toBe('2020-03-05');
    expect(quotableText(record, factId('image-figure', 'i1'))).toBe('CXR 5 March');
    expect(quotableText(record, factId('patient-location', 'p1'))).toBe('Porto');
    expect(quotableText(record, factId('source-url'))).toBe('https://example.org/cases/7');
    expect(quotableText(record, factId('document-title'))).toBe('A case');
  });
  it('and nothing else', () => {
    for (const id of ['t2', 'file-name:i9', 'unknown-kind:i1', '', ':', 'patient-sex:p1'])
      expect(quotableText(record, id), id).toBeNull();
  });
  it('stands only where its words are', () => {
    const quote = { text: 't1', start: 7, end: 16, words: 'intubated' };
    expect(quoteStands(record, quote)).toBe(true);
    expect(quoteStands(record, { ...quote, start: 6, end: 15 })).toBe(false);
    expect(quoteStands(record, { ...quote, text: 'gone' })).toBe(false);
  });
  it('no fact can be taken for a text: a text id holds no colon', () => {
    for (const kind of factKinds) {
      const clash = { ...record, texts: [{ ...record.texts[0], id: factId(kind, 'i1') }] };
      expect(caseSchema.safeParse(clash).success).toBe(false);
    }
  });
});
