import { isDeepStrictEqual } from 'node:util';
import type { Case, CaseImage } from '../../data/format/case.ts';
import { originOf } from './image-facts.ts';
import { mergeTexts } from './merge-texts.ts';

/** A stored case with a newer reading merged in. */
export interface MergedRecord {
  readonly record: Case;
  /** Id of an image in the newer reading -> its id in the merged case. */
  readonly imageIds: ReadonlyMap<string, string>;
  /** Stored images that the newer reading does not bring. */
  readonly kept: readonly CaseImage[];
}

/** Facts of a file: the reading's where it brings one, else those that are stored. */
function withFile(image: CaseImage, held: CaseImage | undefined): CaseImage {
  if (!held || (image.sha256 !== null && image.sha256 !== held.sha256)) return image;
  const { sha256, width, height, mime, viewSha256 } = held;
  return { ...image, sha256, width, height, mime, viewSha256 };
}

/** What an image has of its document, said at the image where it differs from the document that now stands. */
function withOrigin(image: CaseImage, from: Case, document: Case): CaseImage {
  const own = originOf(from, image);
  const held = originOf(document, { ...image, origin: null });
  return { ...image, origin: isDeepStrictEqual(own, held) ? null : own };
}

/**
 * Merges a newer reading into a stored case: what it does not bring stays as it was, images are known by their file
 * name, and what points into the case (quotes, decisions on images) still finds its place. Pure.
 * @param remove file names of images that go
 * @param renumber whether images take their place in the newer table
 */
export function mergeRecord(
  held: Case,
  fresh: Case,
  { remove, renumber }: { remove: ReadonlySet<string>; renumber: boolean },
): MergedRecord {
  const byFile = new Map(held.images.map((image) => [image.file, image]));
  const brought = new Set(fresh.images.map(({ file }) => file));
  const kept = held.images.filter(({ file }) => !brought.has(file) && !remove.has(file));
  const taken = new Set(held.images.map(({ id }) => id));
  const imageIds = new Map<string, string>();
  for (const { id, file } of fresh.images) {
    let own = byFile.get(file)?.id ?? id;
    if (!byFile.has(file)) for (let next = 2; taken.has(own); next += 1) own = `${id}-${next}`;
    taken.add(own);
    imageIds.set(id, own);
  }
  const imageId = (id: string): string => imageIds.get(id) ?? id;
  const keptIds = new Set(kept.map(({ id }) => id));
  const { texts, ids: textIds } = mergeTexts(
    held.texts,
    fresh.texts.map((text) => ({ ...text, images: text.images.map(imageId) })),
    keptIds,
    new Set(kept.flatMap(({ caption }) => caption ?? [])),
  );
  // Images that stay say nothing of their own where the document said it for them: its facts stay with them.
  const base: Case =
    kept.length === 0
      ? fresh
      : {
          ...fresh,
          source: { ...fresh.source, url: held.source.url },
          document: {
            ...fresh.document,
            doi: held.document.doi,
            licence: held.document.licence,
            credit: held.document.credit,
          },
        };
  const isTable = kept.some(({ imported }) => imported !== null);
  const patients = fresh.patients.map((patient) => {
    const twin = held.patients.find(({ id }) => id === patient.id);
    // The location of a table's row that stays is its patient's, unless it was decided.
    return twin && isTable ? { ...patient, location: twin.location } : patient;
  });
  const missing = <T extends { id: string }>(all: readonly T[], there: readonly T[]): T[] =>
    kept.length === 0 ? [] : all.filter(({ id }) => !there.some((other) => other.id === id));
  const images = fresh.images.map((image): CaseImage => {
    const twin = byFile.get(image.file);
    const own = withOrigin(withFile(image, twin), fresh, base);
    return {
      ...own,
      id: imageId(image.id),
      order: kept.length === 0 ? image.order : (twin?.order ?? held.images.length + image.order),
      caption: image.caption === null ? null : (textIds.get(image.caption) ?? image.caption),
      parent: image.parent === null ? null : { ...image.parent, image: imageId(image.parent.image) },
      imported:
        !renumber && twin?.imported && image.imported
          ? { ...image.imported, table: twin.imported.table, row: twin.imported.row }
          : image.imported,
    };
  });
  const all = [...images, ...kept];
  // Kept images stand where they stood; where all are brought, the newer reading's order holds.
  if (kept.length > 0) {
    const place = new Map(held.images.map(({ id }, at) => [id, at]));
    all.sort((a, b) => (place.get(a.id) ?? place.size) - (place.get(b.id) ?? place.size));
  }
  return {
    record: {
      ...base,
      id: held.id,
      rev: held.rev,
      texts: texts.map((text) => ({ ...text })),
      patients: [...patients, ...missing(held.patients, patients)],
      studies: [...fresh.studies, ...missing(held.studies, fresh.studies)],
      images: all,
    },
    imageIds,
    kept,
  };
}
