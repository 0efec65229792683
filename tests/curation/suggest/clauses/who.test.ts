import { describe, expect, it } from 'vitest';
import { clauseAt, clausesOf } from '../../../../curation/suggest/clauses/cut.ts';
import { personNamed } from '../../../../curation/suggest/clauses/named.ts';
import { toldBy } from '../../../../curation/suggest/clauses/told.ts';
import { nobodyTold, subjectsOf } from '../../../../curation/suggest/clauses/who.ts';
import { splitSentences } from '../../../../curation/suggest/texts/sentences.ts';

/** Whom the clause around `[words]` of a text speaks of. */
function whoseIs(text: string): string {
  const place = text.indexOf('[');
  const plain = text.replace('[', '').replace(']', '');
  let told = nobodyTold;
  for (const { start, end } of splitSentences(plain)) {
    const words = plain.slice(start, end);
    const clauses = clausesOf(words);
    const found = subjectsOf(words, clauses, told);
    told = found.told;
    if (place >= start && place < end) return found.subjects[clauseAt(clauses, place - start)]?.person ?? '';
  }
  return '';
}

const people: Readonly<Record<string, readonly string[]>> = {
  patient: [
    'Her husband had a cough; she [was intubated].',
    'He was visited by his wife and [intubated] the same day.',
    'The anaesthetist [intubated] her on arrival.',
    'A 45-year-old kidney recipient [was intubated].',
    'Our patient, a 33-year-old nurse, [was intubated].',
    'The mother of two [was intubated].',
    'A 2-day-old neonate [was intubated].',
    'She delivered a healthy boy, who did well. She [was extubated] the next day.',
    'A 30-year-old pregnant woman was admitted. The mother [was intubated] after delivery.',
    'Case 2: His 48-year-old wife [never needed] oxygen.',
    'Case 2. The sister, 14 years old, [had fever].',
    'Dear colleague, your patient [was intubated].',
    'Un uomo di 60 anni, la cui moglie era malata, [è stato intubato].',
    'La madre era positiva. La bambina, di 4 anni, [è stata intubata].',
  ],
  other: [
    'Her husband, who [was intubated], died.',
    'The wife [was intubated] in another hospital.',
    "The patient's brother, a 40-year-old doctor, [was intubated].",
    'A 52-year-old man and his wife came with fever. She [was sent home]; he was admitted.',
    '33 yo male nurse, colleague on the same ward positive and [intubated].',
    'Two nurses [were infected] on the ward.',
    'A 45-year-old recipient was admitted; the donor [had died].',
    'The donor lung came from a man who [had been intubated].',
    'A 30-year-old woman gave birth at term. The newborn [was intubated].',
    'She delivered a healthy boy, who [was intubated].',
    'A 2-day-old neonate was intubated. His mother [was febrile].',
    'The neonate [was intubated] at birth; the mother recovered.',
    'A roommate [developed] a cough.',
    'Mother-in-law [on a ventilator]. 34 weeks pregnant.',
    'La madre della bambina [era positiva].',
    'Il padre del paziente, di 70 anni, [era deceduto].',
  ],
  group: [
    'Of 99 patients, 17 [were intubated].',
    'Patients are often [intubated] in the first week.',
    'In a previously published case, the patient [was intubated].',
    'In letteratura i pazienti [sono intubati] nel 20 % dei casi.',
  ],
};

describe.each(Object.entries(people))('%s', (person, texts) => {
  it.each(texts)('%s', (text) => {
    expect(whoseIs(text)).toBe(person);
  });
});

describe('words that name somebody', () => {
  it.each([
    ['She lives with', 'her father', 'in a flat.', 'other'],
    ['He was seen by', 'the neurologist', 'on day 2.', 'other'],
    ['Initially', 'we', 'gave oxygen.', 'other'],
    ['His parents kept', 'him', 'at home.', 'patient'],
    ['Vive con', 'il figlio', 'in campagna.', 'other'],
    ['Referred by', 'his doctor', '.', 'other'],
    ['Yesterday', 'the patient', 'was well.', 'patient'],
  ])('%s “%s” %s', (before, name, after, person) => {
    const words = `${before} ${name} ${after}`;
    const start = before.length + 1;
    expect(personNamed(words, start, start + name.length).person).toBe(person);
  });
});

it('what a sentence tells does not hang on what was read before it', () => {
  const words = 'She was seen with a friend.';
  const first = toldBy(words, nobodyTold);
  expect(toldBy(words, nobodyTold)).toEqual(first);
  expect(first.patient).toBeNull();
});
