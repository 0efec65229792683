import { fieldNamed } from '../../data/fields/field-set.ts';
import { cellOfDecision } from '../../data/fields/value.ts';
import type { Case } from '../../data/format/case.ts';
import type { ReviewEventInput } from '../../data/format/review.ts';
import { doiKey } from '../papers/identifiers.ts';
import { originOf } from './image-facts.ts';

/**
 * Whether what a table brings under a patient id is the patient stored under it. Tables of different collections count
 * their patients 1, 2, 3: an id alone says nothing. What cannot be known is not merged.
 */

type Events = readonly Pick<ReviewEventInput, 'kind'>[];

/** An address for comparing: scheme, `www.`, a fragment and a slash at its end say nothing of the document. */
const addressKey = (url: string): string => {
  const bare = url
    .trim()
    .toLowerCase()
    .replace(/#.*$/, '')
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/$/, '');
  return bare.replace(/^(?:dx\.)?doi\.org\//, '');
};

function documentsOf(record: Case): Set<string> {
  const origins = [
    ...(record.images.length === 0 ? [{ doi: record.document.doi, url: record.source.url }] : []),
    ...record.images.map((image) => originOf(record, image)),
  ];
  return new Set([
    ...origins.flatMap(({ doi }) => (doi ? [doiKey(doi)] : [])),
    ...origins.flatMap(({ url }) => (url ? [addressKey(url)] : [])),
  ]);
}

/** Every age or sex that anybody ever stated for the case: a person may have corrected it, a table too. */
function cellsOf(record: Case, events: Events, name: 'age' | 'sex'): Set<string> {
  const field = fieldNamed(name);
  const cells = (events as readonly ReviewEventInput[]).flatMap((event) =>
    event.kind === 'decide' && event.field === name ? [cellOfDecision(field, event).trim()] : [],
  );
  const stated = record.patients.flatMap((patient) => {
    const value = patient[name]?.value;
    return value == null ? [] : [cellOfDecision(field, { value })];
  });
  return new Set([...cells, ...stated].filter((cell) => cell !== ''));
}

/** `same` and `other` where both sides say something. */
type Likeness = 'same' | 'other' | 'unknown';

const compare = (one: ReadonlySet<string>, other: ReadonlySet<string>): Likeness => {
  if (one.size === 0 || other.size === 0) return 'unknown';
  return [...one].some((value) => other.has(value)) ? 'same' : 'other';
};

/** A case beside what was decided for it. */
export interface Side {
  readonly record: Case;
  readonly events: Events;
}

/**
 * Whether two sides of one case id are of the same patient.
 * @param keyed whether the id is the source's own name of the document, not a number of some table
 */
export function isSamePatient(held: Side, brought: Side, keyed = false): boolean {
  if (held.record.images.length === 0) return true;
  const byFile = new Map(held.record.images.map((image) => [image.file, image]));
  const shared = brought.record.images.flatMap((image) => {
    const twin = byFile.get(image.file);
    return twin ? [{ image, twin }] : [];
  });
  const document = compare(documentsOf(held.record), documentsOf(brought.record));
  if (keyed && document !== 'other') return true;
  const person = (['age', 'sex'] as const).map((name) =>
    compare(cellsOf(held.record, held.events, name), cellsOf(brought.record, brought.events, name)),
  );
  const isOther = person.includes('other');
  if (shared.length === 0) {
    if (document === 'other' || isOther) return false;
    return document === 'same' || person.includes('same');
  }
  const films = shared.flatMap(({ image, twin }) =>
    image.sha256 === null || twin.sha256 === null ? [] : [image.sha256 === twin.sha256],
  );
  // The same picture under the same name settles it, whatever was corrected beside it.
  if (films.includes(true) || document === 'same') return true;
  const otherFilms = films.length > 0;
  if (document === 'other') return !isOther && !otherFilms;
  // Without an address a corrected age is a correction; another age and sex, or another film beside it, is not.
  return !isOther || (!otherFilms && person.some((likeness) => likeness !== 'other'));
}

const some = (values: Iterable<string>, none: string): string => {
  const all = [...values];
  return all.length === 0 ? none : `${all.slice(0, 3).join(', ')}${all.length > 3 ? ', …' : ''}`;
};

/** A side in one line, for a person who has to tell two patients apart. */
export function sideInWords({ record, events }: Side): string {
  const [age, sex] = (['age', 'sex'] as const).map((name) =>
    some(cellsOf(record, events, name), 'not stated'),
  );
  const files = some(
    record.images.map(({ file }) => file),
    'no image',
  );
  return `${files}; age ${age}, sex ${sex}; ${some(documentsOf(record), 'no address')}`;
}
