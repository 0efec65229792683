import type { Case, CaseImage } from '../../data/format/case.ts';
import { asOneFile, markedName, partsOf, plainNameFor } from '../../data/format/file-name.ts';

/** Whether a name stays as it is in any case: that of a row of a table that has no file. */
const isRowOnly = ({ imported, sha256, viewSha256 }: CaseImage): boolean =>
  imported !== undefined && imported !== null && sha256 === null && viewSha256 === null;

/**
 * Names of one case's files, each plain and one file of its own everywhere. The stated name stays wherever it is; of two that
 * clash the later gets a mark. Ours may come by another ending when they are written, so that theirs do not part two names.
 * @param stated the name an image would have
 */
export function fileNamesOf(
  record: Case,
  images: readonly CaseImage[],
  stated: (image: CaseImage) => string,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const stems = new Set<string>();
  const ours = new Set<string>();
  const names = new Map<string, string>();
  for (const image of images) {
    const plain = isRowOnly(image) ? stated(image) : plainNameFor(stated(image));
    const whole = asOneFile(plain);
    const [stem] = partsOf(whole);
    const clashes = image.imported ? taken.has(whole) || ours.has(stem) : stems.has(stem);
    const name = clashes && !isRowOnly(image) ? markedName(plain, record, image) : plain;
    const [used] = partsOf(asOneFile(name));
    taken.add(asOneFile(name));
    stems.add(used);
    if (!image.imported) ours.add(used);
    names.set(image.id, name);
  }
  return names;
}
