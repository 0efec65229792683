import { ownMark } from '../../../data/format/own.ts';
import { completeCase } from '../../../data/format/read.ts';
import type { Value } from '../../../data/format/review.ts';
import { askedBeside } from '../../../data/protocols/fields-of.ts';
import type { OwnField, Phrases } from '../../../data/protocols/own-field.ts';
import type { Protocol } from '../../../data/protocols/protocol.ts';
import { type CaseReading, readCaseTexts } from '../case-texts.ts';

/** The examples and counterexamples of a protocol, each read as the text of a small case by all passes. */

/** An example that is not read as its protocol says. */
export interface Untrue {
  /** Field or anchor. */
  readonly name: string;
  readonly words: string;
  /** What the protocol says; null: nothing. */
  readonly wanted: Value;
  /** What was read. */
  readonly found: readonly Value[];
  /** For people: what is off and what to do. */
  readonly message: string;
}

export interface Tried {
  readonly examples: number;
  readonly counterexamples: number;
  readonly untrue: readonly Untrue[];
}

/** A case of one adult patient with one film, whose only text are some words. */
const caseOf = (words: string, kind: 'presentation' | 'caption') =>
  completeCase({
    id: 'protocol-example',
    source: {
      site: 'protocol',
      key: 'example',
      url: 'https://example.org/',
      retrievedAt: '2020-01-01T00:00:00.000Z',
      parser: 'protocol/1',
      pageSha256: null,
    },
    document: {
      title: null,
      doi: null,
      licence: { code: null, stated: null },
      institution: null,
      citation: null,
      credit: null,
      published: null,
    },
    texts: [
      { id: 't1', kind, language: 'en', text: words, ...(kind === 'caption' ? { images: ['i1'] } : {}) },
    ],
    patients: [{ id: 'p1', sex: null, age: null, location: null }],
    studies: [],
    images: [
      {
        id: 'i1',
        patient: 'p1',
        study: null,
        order: 0,
        url: null,
        sha256: null,
        file: 'example.png',
        width: null,
        height: null,
        mime: null,
        modality: { stated: 'X-ray', value: 'X-ray' },
        view: { stated: null, value: null },
        caption: kind === 'caption' ? 't1' : null,
      },
    ],
  });

interface Asked {
  readonly name: string;
  readonly kind: 'presentation' | 'caption';
  readonly phrases: Phrases;
  readonly read: (reading: CaseReading) => readonly Value[];
}

/** What a reading says of a field. */
const ofField =
  (name: string) =>
  ({ suggestions }: CaseReading): readonly Value[] =>
    suggestions.flatMap(({ field, value }) => (field === name ? [value] : []));
/** Whether it tells of an event. */
const ofEvent =
  (name: string) =>
  ({ events }: CaseReading): readonly Value[] =>
    events.flatMap(({ type, answer }) => (type === ownMark(name) ? [answer] : []));

function askedOf(own: OwnField): Asked[] {
  const kind =
    own.scope === 'image' && own.kind !== 'number' ? ('caption' as const) : ('presentation' as const);
  const ended = own.kind === 'answer' ? own.event?.ended : undefined;
  return [
    ...(own.phrases ? [{ name: own.name, kind, phrases: own.phrases, read: ofField(own.name) }] : []),
    ...(ended
      ? [
          {
            name: `${own.name} (ended)`,
            kind,
            phrases: ended,
            read: ofEvent(`${own.name}_ended`),
          },
        ]
      : []),
  ];
}

/** Reads every example and counterexample of a protocol. Pure; nothing of a workspace is looked at. */
export function tryExamples(protocol: Protocol): Tried {
  const asked: readonly Asked[] = [
    ...askedBeside(protocol).flatMap(askedOf),
    ...protocol.anchors.flatMap(({ name, phrases }) =>
      phrases ? [{ name, kind: 'presentation' as const, phrases, read: ofEvent(name) }] : [],
    ),
  ];
  const conventions = { firstHospitalDay: 0, protocol } as const;
  const untrue = asked.flatMap(({ name, kind, phrases, read }): Untrue[] => {
    const found = (words: string) => read(readCaseTexts(caseOf(words, kind), conventions));
    return [
      ...phrases.examples.flatMap(({ words, value }): Untrue[] => {
        const said = found(words);
        if (said.length > 0 && said.every((one) => one === value)) return [];
        const instead = said.length === 0 ? 'nothing' : said.join(' and ');
        return [
          {
            name,
            words,
            wanted: value,
            found: said,
            message: `${name}: “${words}” should say ${value} and says ${instead}; mend a phrase, or the example`,
          },
        ];
      }),
      ...phrases.counterexamples.flatMap((words): Untrue[] => {
        const said = found(words);
        return said.length === 0
          ? []
          : [
              {
                name,
                words,
                wanted: null,
                found: said,
                message: `${name}: “${words}” should say nothing and says ${said.join(' and ')}; make the phrase narrower`,
              },
            ];
      }),
    ];
  });
  const sum = (count: (phrases: Phrases) => number): number =>
    asked.reduce((all, { phrases }) => all + count(phrases), 0);
  return {
    examples: sum(({ examples }) => examples.length),
    counterexamples: sum(({ counterexamples }) => counterexamples.length),
    untrue,
  };
}
