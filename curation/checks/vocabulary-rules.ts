import { type Field, fields } from '../../data/format/fields.ts';
import { countryOf } from '../../data/vocabulary/countries.ts';
import { isKnownFinding, UNDECIDED_FINDING } from '../../data/vocabulary/findings.ts';
import type { MetadataColumn } from '../../data/vocabulary/metadata-columns.ts';
import { views } from '../../data/vocabulary/views.ts';
import type { RowOfImage } from '../release/rows.ts';
import { atRow, type CaseView } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

const projections = new Set<string>(
  views.filter((view) => view.kind === 'projection').map((view) => view.name),
);
const planes = new Set<string>(views.filter((view) => view.kind === 'plane').map((view) => view.name));

/** Columns whose cells readers compare literally: white space there makes another value. */
const literal = fields.filter((field) => field.kind !== 'text' && field.name !== 'day_zero');
const choices = literal.filter((field) => field.choices && field.name !== 'view');

function valuesOf(field: Field): string[] {
  return (field.choices ?? []).map((choice) => field.cells?.[choice] ?? choice).filter((cell) => cell !== '');
}

function findingFindings(owner: RowOfImage): CheckFinding[] {
  const finding = owner.row.finding.trim();
  if (finding === '' || finding === UNDECIDED_FINDING)
    return [atRow('undecided-finding', owner, 'finding', 'nobody has decided the finding')];
  if (isKnownFinding(finding)) return [];
  return [atRow('unknown-finding', owner, 'finding', `'${finding}' is not in the hierarchy of findings`)];
}

function viewFindings(owner: RowOfImage): CheckFinding[] {
  const [view, modality] = [owner.row.view.trim(), owner.row.modality.trim()];
  if (view === '') {
    return modality === 'X-ray' || modality === 'CT'
      ? [atRow('missing-view', owner, 'view', `${modality} without a view`)]
      : [];
  }
  if (!projections.has(view) && !planes.has(view))
    return [
      atRow('unknown-view', owner, 'view', `'${view}' is none of ${[...projections, ...planes].join(', ')}`),
    ];
  const volume = modality === 'CT' || modality === 'MRI' || modality === 'PET';
  if ((modality === 'X-ray' && planes.has(view)) || (volume && projections.has(view)))
    return [
      atRow('view-against-modality', owner, 'view', `the view ${view} does not go with ${modality}`, {
        values: { view: owner.row.view, modality: owner.row.modality },
      }),
    ];
  return [];
}

/** Spelling of everything that readers compare, and locations without a country. */
export function vocabularyFindings({ rows }: CaseView): CheckFinding[] {
  return rows.flatMap((owner) => {
    const findings: CheckFinding[] = [];
    for (const field of literal) {
      const cell = owner.row[field.name as MetadataColumn];
      if (cell !== cell.trim())
        findings.push(
          atRow(
            'stray-whitespace',
            owner,
            field.name as MetadataColumn,
            `${field.name} '${cell.replaceAll('\n', '\\n')}' has white space at an end`,
          ),
        );
    }
    for (const field of choices) {
      const cell = owner.row[field.name as MetadataColumn].trim();
      if (cell !== '' && !valuesOf(field).includes(cell))
        findings.push(
          atRow(
            'unknown-value',
            owner,
            field.name as MetadataColumn,
            `${field.name} '${cell}' is none of ${valuesOf(field).join(', ')}`,
          ),
        );
    }
    const place = owner.row.location;
    if (place.trim() !== '' && countryOf(place) === null)
      findings.push(atRow('unknown-country', owner, 'location', `no country is recognised in '${place}'`));
    return [...findings, ...findingFindings(owner), ...viewFindings(owner)];
  });
}
