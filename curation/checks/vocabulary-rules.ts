import type { Field } from '../../data/fields/field.ts';
import type { FieldSet } from '../../data/fields/field-set.ts';
import { countryOf } from '../../data/vocabulary/countries.ts';
import type { Findings } from '../../data/vocabulary/finding-meant.ts';
import { UNDECIDED_FINDING } from '../../data/vocabulary/findings.ts';
import { views } from '../../data/vocabulary/views.ts';
import type { RowOfImage } from '../record/rows.ts';
import { atRow, type CheckedCase } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

const projections = new Set<string>(
  views.filter((view) => view.kind === 'projection').map((view) => view.name),
);
const planes = new Set<string>(views.filter((view) => view.kind === 'plane').map((view) => view.name));

function valuesOf(field: Field): string[] {
  return (field.choices ?? []).map((choice) => field.cells?.[choice] ?? choice).filter((cell) => cell !== '');
}

function findingFindings(owner: RowOfImage, known: Findings): CheckFinding[] {
  const finding = owner.row.finding.trim();
  if (finding === '' || finding === UNDECIDED_FINDING)
    return [atRow('undecided-finding', owner, 'finding', 'nobody has decided the finding')];
  if (known.isKnown(finding)) return [];
  const meant = known.meant(finding);
  return [
    atRow(
      'unknown-finding',
      owner,
      'finding',
      `'${finding}' is not in the hierarchy of findings${meant === null ? '' : `; ${meant} is meant`}`,
      meant === null ? {} : { mended: meant },
    ),
  ];
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

/** Longer cells are shown by their end alone. */
const SHOWN = 60;

/** White space at the ends of cells; where readers compare a cell literally it makes another value of it. */
function whitespaceFindings(owner: RowOfImage, fields: FieldSet): CheckFinding[] {
  const literal = new Set(fields.shown.filter(({ kind }) => kind !== 'text').map(({ name }) => name));
  return fields.columnNames.flatMap((column) => {
    const gone = owner.image.imported?.cells?.[column];
    const cell = owner.row[column] ?? '';
    const stated = cell === cell.trim() && cell === gone?.trim() ? gone : cell;
    if (stated === stated.trim()) return [];
    const shown = JSON.stringify(stated.length > SHOWN ? `…${stated.slice(-SHOWN)}` : stated);
    const kept = stated === cell ? '' : ': it goes out without, as files and rows are joined by it';
    const field = fields.find(column);
    return [
      atRow('stray-whitespace', owner, column, `${column} ${shown} has white space at an end${kept}`, {
        severity: literal.has(column) ? 'error' : 'warning',
        values: { [column]: stated },
        ...(field && stated === cell ? { mended: cell.trim() } : {}),
      }),
    ];
  });
}

/** Spelling of everything that readers compare, and locations without a country. */
export function vocabularyFindings({ rows, fields }: CheckedCase): CheckFinding[] {
  const literal = fields.shown.filter(({ kind }) => kind !== 'text');
  return rows.flatMap((owner) => {
    const findings = whitespaceFindings(owner, fields);
    for (const field of literal) {
      const cell = (owner.row[field.name] ?? '').trim();
      // Views have a rule of their own.
      if (field.choices && field.name !== 'view' && cell !== '' && !valuesOf(field).includes(cell))
        findings.push(
          atRow(
            'unknown-value',
            owner,
            field.name,
            `${field.name} '${cell}' is none of ${valuesOf(field).join(', ')}`,
          ),
        );
    }
    const place = owner.row.location;
    if (place.trim() !== '' && countryOf(place) === null)
      findings.push(atRow('unknown-country', owner, 'location', `no country is recognised in '${place}'`));
    return [...findings, ...findingFindings(owner, fields.findings), ...viewFindings(owner)];
  });
}
