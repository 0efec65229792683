import { isDeepStrictEqual } from 'node:util';
import type { Case, CaseText } from '../../data/format/case.ts';
import { originOf } from './image-facts.ts';

/** Columns whose words a case holds as texts. */
const noteKinds = [
  ['clinical_notes', 'clinical-notes'],
  ['other_notes', 'other-notes'],
] as const;

/** Notes of the stored case that speak of images the table brings, their images named as in the newer reading. */
function heldNotes(
  held: Case,
  kinds: ReadonlySet<CaseText['kind']>,
  idByHeld: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): CaseText[] {
  return held.texts.flatMap((text) => {
    const images = text.images.flatMap((id) => idByHeld.get(id) ?? []);
    if (!kinds.has(text.kind) || images.length === 0) return [];
    let { id } = text;
    for (let next = 2; taken.has(id); next += 1) id = `${text.id}-${next}`;
    return [{ ...text, id, images }];
  });
}

/**
 * A newer reading with what is stored in place of what its table has no column for: a column that is not there says nothing,
 * also not that the cell is blank. Pure.
 * @param lacks columns of the reference that the table does not have
 */
export function withUnsaid(held: Case, fresh: Case, lacks: ReadonlySet<string>): Case {
  if (lacks.size === 0) return fresh;
  const twins = new Map(held.images.map((image) => [image.file, image]));
  const idByHeld = new Map(
    fresh.images.flatMap((image) => {
      const twin = twins.get(image.file);
      return twin ? [[twin.id, image.id] as const] : [];
    }),
  );
  const kinds = new Set<CaseText['kind']>(
    noteKinds.flatMap(([column, kind]) => (lacks.has(column) ? [kind] : [])),
  );
  const isLacked = (column: string): boolean => lacks.has(column);
  const source = { ...fresh.source, url: isLacked('url') ? held.source.url : fresh.source.url };
  const document = {
    ...fresh.document,
    doi: isLacked('doi') ? held.document.doi : fresh.document.doi,
    licence: isLacked('license') ? held.document.licence : fresh.document.licence,
  };
  const ofDocument = {
    url: source.url,
    doi: document.doi,
    licence: document.licence,
    credit: document.credit,
  };
  const images = fresh.images.map((image) => {
    const twin = twins.get(image.file);
    if (!twin) return image;
    const [own, was] = [originOf(fresh, image), originOf(held, twin)];
    const origin = {
      url: isLacked('url') ? was.url : own.url,
      doi: isLacked('doi') ? was.doi : own.doi,
      licence: isLacked('license') ? was.licence : own.licence,
      credit: own.credit ?? was.credit,
    };
    const cells = {
      ...image.imported?.cells,
      ...Object.fromEntries(
        Object.entries(twin.imported?.cells ?? {}).filter(([column]) => lacks.has(column)),
      ),
    };
    return {
      ...image,
      date: isLacked('date') ? twin.date : image.date,
      origin: isDeepStrictEqual(origin, ofDocument) ? null : origin,
      imported: image.imported && {
        ...image.imported,
        folder: isLacked('folder') && twin.imported ? twin.imported.folder : image.imported.folder,
        ...(Object.keys(cells).length > 0 ? { cells } : {}),
      },
    };
  });
  const location = held.patients[0]?.location ?? null;
  const taken = new Set(fresh.texts.map(({ id }) => id));
  return {
    ...fresh,
    source,
    document,
    images,
    texts: [...fresh.texts, ...heldNotes(held, kinds, idByHeld, taken)],
    patients: isLacked('location')
      ? fresh.patients.map((patient) => ({ ...patient, location }))
      : fresh.patients,
  };
}
