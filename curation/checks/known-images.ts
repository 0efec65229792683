import type { CheckedCase, Owner } from './case-view.ts';

/** What checks across cases keep of an image: little enough for a hundred thousand of them. */
export interface KnownImage {
  /** Content address of the picture as it is compared: the viewable one where there is one. */
  readonly sha256: string;
  /** Id of the image that it was cut from in the end, or its own. */
  readonly root: string;
  readonly owner: Owner & { readonly row: { readonly url: string } };
}

/** Images of a case that have a file. */
export function knownImages({ rows }: CheckedCase): KnownImage[] {
  const parents = new Map(rows.map(({ image }) => [image.id, image.parent?.image ?? null]));
  const rootOf = (id: string, depth = 0): string => {
    const parent = parents.get(id) ?? null;
    return parent === null || depth > 20 ? id : rootOf(parent, depth + 1);
  };
  return rows.flatMap(({ caseId, image, patient, row }) => {
    const sha256 = image.viewSha256 ?? image.sha256;
    if (sha256 === null) return [];
    const { patientid, filename, url } = row;
    return [
      {
        sha256,
        root: rootOf(image.id),
        owner: {
          caseId,
          image: { id: image.id },
          patient: patient ? { id: patient.id } : null,
          row: { patientid, filename, url },
        },
      },
    ];
  });
}
