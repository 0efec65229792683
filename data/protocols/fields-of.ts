import type { Field, ReleaseTable } from '../fields/field.ts';
import { builtIn, type FieldSet, fieldSet } from '../fields/field-set.ts';
import { answer, answerFromEvents } from '../fields/kinds.ts';
import { ownMark } from '../format/own.ts';
import type { ProtocolStore } from '../ports/protocol.ts';
import { type Findings, findingsBeside, findingsWith } from '../vocabulary/finding-meant.ts';
import { offeredFields } from './offered-fields.ts';
import type { OwnField } from './own-field.ts';
import type { OwnFinding, Protocol } from './protocol.ts';

/** The fields that a protocol asks for, as everything else of the house takes them. */

/** The fields beside the built-in ones: those that are switched on, then the collection's own. */
export const askedBeside = ({ fields: { shown, own } }: Protocol): readonly OwnField[] => [
  ...offeredFields.filter(({ name }) => shown.includes(name)),
  ...own,
];

/** Where an own field is asked, and which table of a release shows it. */
const placed = ({ scope, always }: OwnField) => ({
  scope,
  asked: [scope === 'patient' ? 'patient' : always ? 'image' : 'image-when-said'] as const,
  tables: [scope === 'patient' ? 'patients' : 'images'] as const satisfies readonly ReleaseTable[],
});

/** Phrases as one expression would be of no use here: what names a field are its label's words. */
const namedBy = ({ label }: OwnField): RegExp =>
  new RegExp(label.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+'), 'i');

function entriesOf(own: OwnField): readonly Field[] {
  const common = {
    ...placed(own),
    name: own.name,
    label: own.label,
    named: namedBy(own),
    column: { place: null, means: own.means },
    ...(own.scope === 'patient' && own.kind !== 'day' ? { once: 'may-change' as const } : {}),
  };
  switch (own.kind) {
    case 'answer': {
      if (!own.event) return [{ ...answer, ...common }];
      const mark = ownMark(own.name);
      const whole: Field = {
        ...answer,
        ...common,
        derived: true,
        follows: answerFromEvents(mark),
        records: { yes: [[mark, 'yes']] },
      };
      const { image } = own.event;
      if (!image) return [whole];
      return [
        whole,
        {
          ...answer,
          ...placed({ ...own, scope: 'image' }),
          name: image.name,
          label: image.label,
          column: { place: null, means: image.means },
          derived: true,
          state: mark,
        },
      ];
    }
    case 'number':
      return [
        {
          ...common,
          kind: 'number',
          ...(own.unit === undefined ? {} : { unit: own.unit }),
          ...(own.range === undefined ? {} : { range: own.range }),
          ...(own.likely === undefined ? {} : { likely: own.likely }),
        },
      ];
    case 'choice': {
      const names = own.choices.map(({ name }) => name);
      return [
        {
          ...common,
          kind: 'choice',
          choices: [...names, 'not-stated'],
          cells: {
            ...Object.fromEntries(own.choices.map(({ name, cell }) => [name, cell ?? name])),
            'not-stated': '',
          },
          silence: 'not-stated',
        },
      ];
    }
    case 'day':
      return [{ ...common, kind: 'day', unit: 'days' }];
    default:
      return [{ ...common, kind: 'text' }];
  }
}

/** Every finding of an own hierarchy as its path, each with what it is. */
export const ownPaths = (
  findings: readonly OwnFinding[],
  above = '',
): [path: string, finding: OwnFinding][] =>
  findings.flatMap((finding) => {
    const path = above ? `${above}/${finding.name}` : finding.name;
    return [[path, finding], ...ownPaths(finding.below, path)];
  });

/** What every collection has, whatever its hierarchy: nothing found, not known, not decided. */
const always = ['No Finding', 'Unknown', 'todo'];

function findingsOf({ findings: { builtIn: beside, own } }: Protocol): Findings {
  const found = ownPaths(own);
  const paths = found.map(([path]) => path);
  const synonyms = Object.fromEntries(found.map(([path, { synonyms: words }]) => [path, words]));
  return beside ? findingsBeside(paths, synonyms) : findingsWith([...always, ...paths], synonyms);
}

const made = new WeakMap<Protocol, FieldSet>();

/** The fields of a protocol, made once. @throws InvalidInput when two fields have one name */
export function fieldsOf(protocol: Protocol): FieldSet {
  const held = made.get(protocol);
  if (held) return held;
  const { fields, findings, anchors } = protocol;
  const own = askedBeside(protocol).flatMap(entriesOf);
  const changes =
    own.length + fields.hidden.length + anchors.length + findings.own.length > 0 ||
    !findings.builtIn ||
    protocol.include !== undefined ||
    Object.keys(fields.labels).length > 0;
  const set = changes
    ? fieldSet(own, {
        hidden: new Set(fields.hidden),
        labels: fields.labels,
        findings: findingsOf(protocol),
        ...(protocol.include ? { include: protocol.include } : {}),
        anchors: Object.fromEntries(anchors.map(({ name, label }) => [name, label])),
      })
    : builtIn;
  made.set(protocol, set);
  return set;
}

/** What a workspace asks, as exports, checks and releases take it. */
export const askedIn = ({ protocol }: Pick<ProtocolStore, 'protocol'>) => ({
  protocol,
  fields: fieldsOf(protocol),
});
