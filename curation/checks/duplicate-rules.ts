import { atPatient, atRow } from './case-view.ts';
import type { DuplicatePair } from './duplicates/find-duplicates.ts';
import type { CheckFinding } from './finding.ts';
import type { KnownImage } from './known-images.ts';

/** Rows that show the same film, in the order of the table. */
export interface SameFilm {
  readonly first: KnownImage;
  readonly second: KnownImage;
  readonly agreement: number;
  /** How the one lies to the other, null when both lie alike. */
  readonly turned: string | null;
}

/** One of the two was cut from the other, or both from one image: known, and no duplicate. */
const areRelated = (a: KnownImage, b: KnownImage): boolean =>
  a.owner.caseId === b.owner.caseId && a.root === b.root;

/** Pairs of rows from pairs of files: the same bytes in several rows, and different bytes of the same film. */
export function sameFilms(images: readonly KnownImage[], pairs: readonly DuplicatePair[]): SameFilm[] {
  const byHash = new Map<string, KnownImage[]>();
  const place = new Map<KnownImage, number>();
  images.forEach((image, at) => {
    place.set(image, at);
    byHash.set(image.sha256, [...(byHash.get(image.sha256) ?? []), image]);
  });
  const found: SameFilm[] = [];
  const add = (
    a: KnownImage | undefined,
    b: KnownImage | undefined,
    agreement: number,
    turned: string | null,
  ) => {
    if (!a || !b || areRelated(a, b)) return;
    const [first, second] = (place.get(a) ?? 0) <= (place.get(b) ?? 0) ? [a, b] : [b, a];
    found.push({ first, second, agreement, turned });
  };
  for (const rows of byHash.values()) for (const other of rows.slice(1)) add(rows[0], other, 1, null);
  for (const { first, second, agreement, turned } of pairs)
    add(byHash.get(first)?.[0], byHash.get(second)?.[0], agreement, turned);
  return found.sort(
    (a, b) =>
      (place.get(a.first) ?? 0) - (place.get(b.first) ?? 0) ||
      (place.get(a.second) ?? 0) - (place.get(b.second) ?? 0),
  );
}

/** A finding for every pair of rows, at the later one, and one for every pair of patients that share images. */
export function duplicateFindings(same: readonly SameFilm[]): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const patients = new Map<string, SameFilm[]>();
  for (const pair of same) {
    const { first, second, agreement, turned } = pair;
    const [a, b] = [first.owner.row, second.owner.row];
    findings.push(
      atRow(
        'duplicate-image',
        second.owner,
        'filename',
        `shows the same film as ${a.filename} (patient ${a.patientid})${turned === null ? '' : `, ${turned}`}`,
        {
          beside: first.owner,
          values: {
            other: a.filename,
            otherPatient: a.patientid,
            otherCase: first.owner.caseId,
            agreement: Math.round(agreement * 1000) / 1000,
            ...(turned === null ? {} : { turned }),
          },
        },
      ),
    );
    if (a.patientid === b.patientid) continue;
    const key = `${a.patientid}\n${b.patientid}`;
    patients.set(key, [...(patients.get(key) ?? []), pair]);
  }
  for (const pairs of patients.values()) {
    const [pair] = pairs;
    if (!pair) continue;
    const { first, second } = pair;
    const from = (image: KnownImage): string =>
      URL.parse(image.owner.row.url)?.hostname ?? image.owner.caseId;
    findings.push(
      atPatient(
        'patient-twice',
        second.owner,
        'patientid',
        `shares ${pairs.length} image${pairs.length === 1 ? '' : 's'} with patient ${first.owner.row.patientid} (${from(second)} and ${from(first)})`,
        {
          beside: first.owner,
          values: {
            otherPatient: first.owner.row.patientid,
            otherCase: first.owner.caseId,
            images: pairs.length,
            publisher: from(second),
            otherPublisher: from(first),
          },
        },
      ),
    );
  }
  return findings;
}
