import { describe, expect, it } from 'vitest';
import { type Assertion, assertionOf } from '../../../../curation/suggest/clauses/whether.ts';

/** How the words within `[…]` are meant: the first that speaks against them, else "said". */
function meant(text: string): string {
  const [start, end] = [text.indexOf('['), text.indexOf(']') - 1];
  const assertion = assertionOf(text.replace('[', '').replace(']', ''), start, end);
  const against = (Object.keys(assertion) as (keyof Assertion)[]).find((name) => assertion[name]);
  return against ?? 'said';
}

const examples: Readonly<Record<string, readonly string[]>> = {
  negated: [
    'She did not need [intubation].',
    'No fever, cough or [dyspnoea].',
    'He had no [fever], no rash.',
    'There was no history of double vision ([diplopia]).',
    'She never required [oxygen].',
    'She died without having been [intubated].',
    '[Intubation] was not required.',
    '[Surgery] could not be performed.',
    'Tested negative for [influenza].',
    'No other [infection] was found.',
    'He improved without [complications].',
    'The patient refused [intubation].',
    'Non ha necessitato di [ossigeno].',
    'Nega febbre e [tosse].',
    'TC in assenza di [embolia].',
    'È deceduto senza essere [intubato].',
    '[Intubation]: no.',
  ],
  said: [
    'A boy with no past history [presented] with fever.',
    'She denied chest pain and required [oxygen].',
    'No thrombocytopenia, normal [ferritin].',
    'No fever, on [oxygen].',
    'He was not intubated during [hospitalisation].',
    'Not intubated until day 6, when [oxygen] failed.',
    'There was no improvement despite [oxygen].',
    'All [cultures] were negative.',
    'The cause was not clear and [oxygen] was given.',
    'He was on non invasive [ventilation].',
    'Not only fever but [cough].',
    'He was taken off [oxygen].',
    'Non migliora: inizia [ossigeno].',
    'Senza complicanze, [estubato] in terza giornata.',
    'The opacity is per se a sign of [infection].',
    'A man with chronic bronchitis was [intubated].',
    'A previously healthy woman was [intubated].',
  ],
  hypothetical: [
    'He may need [intubation].',
    'If he tires, [intubation] follows.',
    'He was prepared for [intubation].',
    '[Intubation] was considered.',
    'He was nearly [intubated].',
    'Si valuta eventuale [intubazione].',
  ],
  past: [
    'He had been [intubated] three years before.',
    'Previous [intubation] for asthma.',
    'Pregressa [polmonite] nel 2015.',
  ],
  other: ['Her brother was [intubated].', 'Il marito è stato [intubato].'],
};

describe.each(Object.entries(examples))('%s', (wanted, texts) => {
  it.each(texts)('%s', (text) => {
    expect(meant(text)).toBe(wanted);
  });
});
