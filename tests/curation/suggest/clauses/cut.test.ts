import { describe, expect, it } from 'vitest';
import type { ClauseKind } from '../../../../curation/suggest/clauses/clause.ts';
import { clausesOf } from '../../../../curation/suggest/clauses/cut.ts';

/** Clauses in reading order, brackets left out: what each is, then its words. */
const marks: Readonly<Record<ClauseKind, string>> = {
  main: '|',
  relative: '>',
  resumed: '<',
  condition: '?',
  bracket: '',
};
const cut = (words: string): string =>
  clausesOf(words)
    .filter(({ kind }) => kind !== 'bracket')
    .map(({ kind, start, end }) => `${marks[kind]} ${words.slice(start, end).trim()}`)
    .join(' ')
    .slice(2);

const kinds: Readonly<Record<string, readonly string[]>> = {
  'verbs with one subject are clauses of their own': [
    'He was extubated on hospital day 13 | and was sent home on hospital day 20.',
    'She denied chest pain | and required 3 L of oxygen.',
    'Deteriorated, | intubated, | transferred to the ICU.',
    'She took a turn for the worse | and died two days later.',
    'Il paziente è stato intubato | ed è deceduto dopo tre giorni.',
    'La paziente riferisce tosse | e nega febbre.',
  ],
  'nouns are not': [
    'She had chest pain and cough.',
    'The liver and the spleen were normal.',
    'Diagnosis and commencement of treatment was delayed.',
    'Angioplasty of both the LAD and Cx was done.',
    'Lab results showed haemoglobin 10.9 g/dl, packed cell volume 35%, and malaria parasites.',
    'There were bilateral carotid bruits, poorly controlled diabetes and hyperlipidaemia.',
    'Presentava febbre e tosse.',
  ],
  'a subject behind a joint begins one': [
    'He was admitted to the ward | and his wife was sent home.',
    'The procedure was uneventful | and the patient was transferred to the ICU.',
    'No history of transfusion | and the patient was on iron.',
    'Fever settled, | the saturation rose to 97 %.',
    'La febbre è scomparsa | ma la saturazione è scesa.',
  ],
  'what says when stays with what happened': [
    'Two days later, she was intubated.',
    'On the fifth day of admission, oxygen was stopped.',
    'Rapidly, he developed shock.',
    'After three months, the films were normal.',
    'Nel marzo del 2017, la paziente viene ricoverata.',
    'Dopo due giorni, il paziente è stato estubato.',
  ],
  'a fragment does not, where it tells of something else': [
    '33 yo male nurse, | colleague on the ward positive for COVID-19.',
    'Cough and fever for a week, | intubated on arrival.',
  ],
  'relative clauses hang on the words before them': [
    'His father, > who was intubated, < died.',
    'She underwent CT, > which showed an embolus.',
    'Una broncoscopia > che mostrava un albero normale.',
    'She was seen in the department | where sepsis was ruled out.',
  ],
  'so does what may be': [
    'He will be intubated ? if he tires.',
    'Verrà intubato ? se la saturazione scende.',
    'La saturazione era buona | anche se il paziente tossiva.',
  ],
  'labels and their answers': [
    'Intubation: | no; | oxygen: | 3 L/min.',
    'Anamnesi: | ipertensione arteriosa.',
    'Film taken at 10:30 on day 3.',
  ],
  'adverbs among verbs': [
    'She was then admitted to the ward.',
    'Examination showed an otherwise healthy man.',
    'He was otherwise well.',
  ],
};

describe.each(Object.entries(kinds))('%s', (_, sentences) => {
  it.each(sentences)('%s', (wanted) => {
    expect(cut(wanted.replace(/ [|><?] /g, ' '))).toBe(wanted);
  });
});

it('a bracket is a clause inside another', () => {
  const words = 'Her husband (intubated on day 2) died.';
  const bracket = clausesOf(words).find(({ kind }) => kind === 'bracket');
  expect(bracket && words.slice(bracket.start, bracket.end)).toBe('(intubated on day 2)');
  expect(bracket?.of).toBe(0);
});

it('every letter of a sentence is in a clause, in order', () => {
  for (const words of ['', 'x', '((((', 'and and and', 'He, who, which, that.', '. , ; :']) {
    const clauses = clausesOf(words).filter(({ kind }) => kind !== 'bracket');
    expect(clauses.map(({ start, end }) => words.slice(start, end)).join('')).toBe(words);
  }
});
