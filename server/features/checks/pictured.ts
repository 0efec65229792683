import type { CheckFinding, ImageAt } from '../../../curation/checks/finding.ts';
import { decisionFor, foldReview, type ReviewState } from '../../../curation/record/fold.ts';
import { type ReviewedImage, reviewedImages } from '../../../curation/record/images.ts';
import { rowsToExport } from '../../../curation/timeline/derive.ts';
import { CaselineError } from '../../../data/errors.ts';
import type { FieldSet } from '../../../data/fields/field-set.ts';
import type { Case } from '../../../data/format/case.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import type { Services } from '../../shell/context.ts';

/** Films of a patient shown where a finding is about no one of them. */
const MOST = 6;
/** What tells two rows apart beside the fields of the review: columns that no field has. */
const joined: Readonly<Record<string, string>> = {
  filename: 'File',
  patientid: 'Patient',
  url: 'Address',
  doi: 'DOI',
};

interface Opened {
  readonly record: Case;
  readonly state: ReviewState;
  readonly images: readonly ReviewedImage[];
}

/** A case with its review; null when it is gone or cannot be read: `caseline doctor` says which. */
async function open({ workspace }: Services, id: string): Promise<Opened | null> {
  try {
    const record = await workspace.cases.get(id);
    if (!record) return null;
    const state = foldReview(await workspace.reviews.get(id));
    return { record, state, images: reviewedImages(record, state) };
  } catch (error) {
    if (error instanceof CaselineError) return null;
    throw error;
  }
}

/** Where the work on a finding is: the field on the page of its case. */
export function linkOf({ case: id, target, field }: Pick<CheckFinding, 'case' | 'target' | 'field'>): string {
  const at = new URLSearchParams();
  if (field) at.set('field', field);
  if (target.patient) at.set('patient', target.patient);
  if (target.image) at.set('image', target.image);
  return `/cases/${encodeURIComponent(id)}${at.size > 0 ? `#${at}` : ''}`;
}

/** Content address of what a browser shows of an image; null where there is no file. */
const shaOf = (image: ReviewedImage | undefined): string | null => image?.viewSha256 ?? image?.sha256 ?? null;

/** The thumbnail of each finding: its image, else the first of its patient. */
export async function thumbnailsOf(
  services: Services,
  findings: readonly CheckFinding[],
): Promise<ReadonlyMap<CheckFinding, string>> {
  const found = new Map<CheckFinding, string>();
  for (const [id, own] of Map.groupBy(findings, (finding) => finding.case)) {
    const opened = await open(services, id);
    for (const finding of opened ? own : []) {
      const { image, patient } = finding.target;
      const sha = shaOf(
        opened?.images.find((one) =>
          image === null
            ? one.excluded === null && (patient === null || one.patient === patient)
            : one.id === image,
        ),
      );
      if (sha) found.set(finding, sha);
    }
  }
  return found;
}

/** One image of a finding, large. */
interface Picture {
  readonly sha256: string | null;
  readonly label: string;
  readonly caseId: string;
  readonly link: string;
}

/** A value in question, of each image that is shown beside another. */
interface Fact {
  readonly label: string;
  readonly values: readonly string[];
  /** The images say different things. */
  readonly differs: boolean;
  /** The words that a decision rests on. */
  readonly quote: string;
}

export interface Pictured {
  readonly pictures: readonly Picture[];
  /** The two lie side by side, and over each other. */
  readonly isPair: boolean;
  readonly facts: readonly Fact[];
  /** The case was changed since the checks looked at it. */
  readonly isOlder: boolean;
}

const labelOf = (name: string, fields: FieldSet): string => fields.find(name)?.label ?? joined[name] ?? name;

const pictureOf = (caseId: string, opened: Opened | null, id: string): Picture => {
  const image = opened?.images.find((one) => one.id === id);
  const target = { patient: image?.patient ?? null, image: id };
  return {
    sha256: shaOf(image),
    label: image?.label ?? id,
    caseId,
    link: linkOf({ case: caseId, target, field: 'view' }),
  };
};

/** What the rows of two images say, field by field, as they would go out. */
function factsOfPair(both: readonly { at: ImageAt; opened: Opened | null }[], fields: FieldSet): Fact[] {
  const rows = both.map(({ at, opened }) =>
    opened
      ? (rowsToExport(opened.record, opened.state, fields).find(({ image }) => image.id === at.image)?.row ??
        {})
      : {},
  ) as Readonly<Record<string, string>>[];
  const columns = [...Object.keys(joined), ...fields.shown.map(({ name }) => name)];
  return columns.flatMap((name): Fact[] => {
    const values = rows.map((row) => row[name] ?? '');
    if (values.every((value) => value === '')) return [];
    return [{ label: labelOf(name, fields), values, differs: new Set(values).size > 1, quote: '' }];
  });
}

/** The values a finding names, with the words that a decision about them rests on. */
function factsOf({ values, target }: CheckFinding, opened: Opened | null, fields: FieldSet): Fact[] {
  return Object.entries(values).map(([name, value]) => {
    const decision = opened && fields.find(name) ? decisionFor(opened.state, name, target) : null;
    const quote = decision && 'quote' in decision.basis ? decision.basis.quote : null;
    return {
      label: labelOf(name, fields),
      values: [value === null ? '' : String(value)],
      differs: false,
      quote: quote?.words ?? '',
    };
  });
}

/** What a person looks at to decide on a finding. */
export async function pictured(
  services: Services,
  finding: CheckFinding,
  lookedAt: number,
): Promise<Pictured> {
  const { pair, target } = finding;
  const fields = fieldsOf(services.workspace.protocol);
  const opened = await open(services, finding.case);
  const newest = opened?.state.standing.findLast(({ kind }) => kind !== 'waiver')?.at;
  const isOlder = newest !== undefined && Date.parse(newest) > lookedAt;
  if (pair) {
    const other = pair[1].case === finding.case ? opened : await open(services, pair[1].case);
    const both = [
      { at: pair[0], opened },
      { at: pair[1], opened: other },
    ];
    const pictures = both.map(({ at, opened: of }) => pictureOf(at.case, of, at.image));
    return { pictures, isPair: true, facts: factsOfPair(both, fields), isOlder };
  }
  const own = (opened?.images ?? []).filter(({ id, patient, excluded }) =>
    target.image === null
      ? excluded === null && (target.patient === null || patient === target.patient)
      : id === target.image,
  );
  const pictures = own.slice(0, MOST).map(({ id }) => pictureOf(finding.case, opened, id));
  return { pictures, isPair: false, facts: factsOf(finding, opened, fields), isOlder };
}
