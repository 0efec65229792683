import type { Case, CaseText } from '../../data/format/case.ts';

/**
 * A case document of another workspace over the stored one. Its ids hold, because the review that comes with it points at
 * them; images of the stored case that it does not have stay, with their words. Pure.
 * @param remove file names of images that go
 */
export function mergeDocument(held: Case, brought: Case, remove: ReadonlySet<string>): Case {
  const files = new Set(brought.images.map(({ file }) => file));
  const ids = new Set(brought.images.map(({ id }) => id));
  const kept = held.images.filter(({ id, file }) => !files.has(file) && !ids.has(id) && !remove.has(file));
  const heldByFile = new Map(held.images.map((image) => [image.file, image]));
  const keptIds = new Set(kept.map(({ id }) => id));
  const captions = new Set(kept.map(({ caption }) => caption));
  const texts = new Map<string, CaseText>(brought.texts.map((text) => [text.id, text]));
  const renamed = new Map<string, string>();
  for (const text of held.texts) {
    const images = text.images.filter((image) => keptIds.has(image));
    if (images.length === 0 && !captions.has(text.id)) continue;
    const twin = texts.get(text.id);
    if (twin?.text === text.text && twin.kind === text.kind) {
      texts.set(text.id, { ...twin, images: [...new Set([...twin.images, ...images])] });
      continue;
    }
    let { id } = text;
    for (let next = 2; texts.has(id); next += 1) id = `${text.id}-${next}`;
    renamed.set(text.id, id);
    texts.set(id, { ...text, id, images });
  }
  const others = <One extends { id: string }>(all: readonly One[], there: readonly One[]): One[] =>
    kept.length === 0 ? [] : all.filter(({ id }) => !there.some((other) => other.id === id));
  return {
    ...brought,
    rev: held.rev,
    texts: [...texts.values()],
    patients: [...brought.patients, ...others(held.patients, brought.patients)],
    studies: [...brought.studies, ...others(held.studies, brought.studies)],
    images: [
      ...brought.images.map((image) => {
        const twin = heldByFile.get(image.file);
        if (image.sha256 !== null || !twin) return image;
        const { sha256, width, height, mime, viewSha256 } = twin;
        return { ...image, sha256, width, height, mime, viewSha256 };
      }),
      ...kept.map((image) => ({
        ...image,
        caption: image.caption === null ? null : (renamed.get(image.caption) ?? image.caption),
        parent:
          image.parent && (ids.has(image.parent.image) || keptIds.has(image.parent.image))
            ? image.parent
            : null,
      })),
    ],
  };
}
