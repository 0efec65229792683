import { builtIn } from '../fields/field-set.ts';
import { ENDED } from '../format/own.ts';
import { orNearest } from '../nearest-name.ts';
import { type Condition, columnsAsked } from './condition.ts';
import { askedBeside, fieldsOf, ownPaths } from './fields-of.ts';
import { offeredFields } from './offered-fields.ts';
import type { OwnField, Phrases } from './own-field.ts';
import { faultOfPhrase, type Slot } from './phrase.ts';
import type { OwnFinding, Protocol } from './protocol.ts';

/** What a protocol says that cannot be meant: each with its place, the value and what to do. Pure. */

type Fault = string;

/** Slots of the phrases of each kind of field. */
const slotsOf: Readonly<Record<OwnField['kind'], readonly Slot[]>> = {
  answer: [],
  choice: [],
  day: [],
  number: ['number'],
  text: ['words'],
};

const faultsOfPhrases = (phrases: readonly string[], place: string, slots: readonly Slot[]): Fault[] =>
  phrases.flatMap((phrase, at) => {
    const fault = faultOfPhrase(phrase, slots);
    return fault === null ? [] : [`${place}.${at}: '${phrase}' ${fault}`];
  });

function faultsOfWords(phrases: Phrases | undefined, place: string, slots: readonly Slot[]): Fault[] {
  if (!phrases) return [];
  const { said, denied } = phrases;
  return [
    ...faultsOfPhrases(said, `${place}.said`, slots),
    ...faultsOfPhrases(denied, `${place}.denied`, []),
  ];
}

/** Values of examples are such as a person could decide. */
function faultsOfExamples(own: OwnField, place: string): Fault[] {
  const wanted: Readonly<Record<OwnField['kind'], string>> = {
    answer: 'yes or no',
    choice: own.kind === 'choice' ? own.choices.map(({ name }) => name).join(', ') : '',
    number: 'a number',
    day: 'a number of days',
    text: 'text',
  };
  const fits = (value: string | number): boolean => {
    if (own.kind === 'answer') return value === 'yes' || value === 'no';
    if (own.kind === 'choice') return own.choices.some(({ name }) => name === value);
    return own.kind === 'text' ? typeof value === 'string' : typeof value === 'number';
  };
  return (own.phrases?.examples ?? []).flatMap(({ value }, at) =>
    fits(value)
      ? []
      : [
          `${place}.phrases.examples.${at}.value: '${value}' is not ${wanted[own.kind]}, as ${own.name} has it`,
        ],
  );
}

function faultsOfField(own: OwnField, place: string): Fault[] {
  const faults = [
    ...faultsOfWords(own.phrases, `${place}.phrases`, slotsOf[own.kind]),
    ...faultsOfExamples(own, place),
  ];
  if (own.kind !== 'answer' && (own.phrases?.denied.length ?? 0) > 0)
    faults.push(
      `${place}.phrases.denied: only an answer is denied; a ${own.kind} says nothing then: leave it out`,
    );
  if (own.name.endsWith(ENDED))
    faults.push(
      `${place}.name: '${own.name}' ends as the end of a state does; choose a name without '${ENDED}'`,
    );
  if (own.kind === 'text' && own.phrases?.said.some((phrase) => !phrase.includes('{words}')))
    faults.push(
      `${place}.phrases.said: a phrase of a text field says with {words} what is taken, as in 'worked as a {words}'`,
    );
  if (own.kind === 'number') {
    const { range, likely } = own;
    if (range && range[0] >= range[1])
      faults.push(`${place}.range: ${range.join(' to ')} holds no number; write the smaller one first`);
    if (likely && likely.range[0] >= likely.range[1])
      faults.push(
        `${place}.likely.range: ${likely.range.join(' to ')} holds no number; write the smaller one first`,
      );
    if (range && likely && (likely.range[0] < range[0] || likely.range[1] > range[1]))
      faults.push(
        `${place}.likely.range: ${likely.range.join(' to ')} reaches outside of the range ${range.join(' to ')}`,
      );
    if (own.units.length > 0 && own.unit === undefined)
      faults.push(`${place}.units: other units need a 'unit' that they are turned into`);
  }
  if (own.kind === 'choice') {
    own.choices.forEach(({ said, name }, at) => {
      faults.push(...faultsOfPhrases(said, `${place}.choices.${at}.said`, []));
      if (name === 'not-stated')
        faults.push(
          `${place}.choices.${at}.name: 'not-stated' is among the choices of every field already; leave it out`,
        );
    });
    const cells = own.choices.map(({ cell, name }) => cell ?? name);
    const twice = cells.find((cell, at) => cell === '' || cells.indexOf(cell) !== at);
    if (twice !== undefined)
      faults.push(
        `${place}.choices: ${twice === '' ? 'a blank cell says that nothing is stated' : `'${twice}' stands twice`}; give each choice a cell of its own`,
      );
    if ((own.phrases?.said.length ?? 0) > 0)
      faults.push(`${place}.phrases.said: the phrases of a choice stand with it, in choices.N.said`);
  }
  if (own.kind === 'answer' && own.event) {
    if (own.scope === 'image')
      faults.push(
        `${place}.event: an event is the patient's; write scope 'patient', and event.image for a column of each image`,
      );
    faults.push(...faultsOfWords(own.event.ended, `${place}.event.ended`, []));
  }
  return faults;
}

/** Names that stand twice in one list of one place. */
function faultsOfTwice(names: readonly string[], place: string): Fault[] {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? [] : [`${place}: '${twice}' stands there twice; one of them has to go`];
}

const faultsOfFindings = (own: readonly OwnFinding[]): Fault[] =>
  ownPaths(own).flatMap(([path, { synonyms, name }]) => [
    ...faultsOfPhrases(synonyms, `findings ${path}.synonyms`, []),
    ...(name === 'todo' || name === 'Unknown'
      ? [`findings ${path}: '${name}' says that nobody has decided; choose another name`]
      : []),
  ]);

function faultsOfCondition(
  condition: Condition | undefined,
  place: string,
  known: readonly string[],
): Fault[] {
  if (!condition) return [];
  const missing = [...new Set(columnsAsked(condition))].filter((name) => !known.includes(name));
  return missing.map(
    (name) =>
      `${place}: there is no column '${name}'${orNearest(name, known) || '; columns are those of metadata.csv'}`,
  );
}

/** Everything that is off in a protocol of the right shape, in its order. */
export function faultsOf(protocol: Protocol): readonly Fault[] {
  const { fields, findings, anchors, include, tasks } = protocol;
  const builtInNames = builtIn.all.map(({ name }) => name);
  const offered = offeredFields.map(({ name }) => name);
  const faults: Fault[] = [];
  const unknown = (names: readonly string[], known: readonly string[], place: string, what: string): void => {
    for (const name of names)
      if (!known.includes(name))
        faults.push(
          `${place}: '${name}' is no ${what}${orNearest(name, known)}; known are ${known.join(', ')}`,
        );
  };
  unknown(fields.hidden, builtInNames, 'fields.hidden', 'built-in field');
  unknown(fields.shown, offered, 'fields.shown', 'field that is built in and off');
  unknown(Object.keys(fields.labels), builtInNames, 'fields.labels', 'built-in field');
  faults.push(...faultsOfTwice(fields.shown, 'fields.shown'));
  if (fields.hidden.includes('finding'))
    faults.push("fields.hidden: 'finding' is what a row is of: it cannot be hidden");
  fields.own.forEach((own, at) => {
    faults.push(...faultsOfField(own, `fields.own.${at}`));
    if (offered.includes(own.name))
      faults.push(`fields.own.${at}.name: '${own.name}' is built in; name it in fields.shown instead`);
  });
  anchors.forEach((anchor, at) => {
    faults.push(...faultsOfWords(anchor.phrases, `anchors.${at}.phrases`, []));
    if (anchor.name.endsWith(ENDED))
      faults.push(
        `anchors.${at}.name: '${anchor.name}' ends as the end of a state does; choose a name without '${ENDED}'`,
      );
  });
  const events = askedBeside(protocol).flatMap((own) =>
    own.kind === 'answer' && own.event ? [own.name] : [],
  );
  faults.push(...faultsOfTwice([...events, ...anchors.map(({ name }) => name)], 'anchors'));
  faults.push(...faultsOfFindings(findings.own));
  faults.push(
    ...faultsOfTwice(
      tasks.map(({ id }) => id),
      'tasks',
    ),
  );
  if (faults.length > 0) return faults;
  // Columns are only known once the fields are.
  const columns = [...fieldsOf(protocol).columnNames, 'country', 'subRegion', 'region'];
  faults.push(...faultsOfCondition(include, 'include', columns));
  tasks.forEach((task, at) => {
    faults.push(...faultsOfCondition(task.include, `tasks.${at}.include`, columns));
    if (task.kind === 'score') return;
    for (const side of ['positive', 'negative', 'inWords'] as const)
      faults.push(...faultsOfCondition(task[side]?.rule, `tasks.${at}.${side}`, columns));
  });
  return faults;
}
