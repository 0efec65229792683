import type { ReleaseRow } from '../release-row.ts';

/** A prediction task: which rows it takes, and the label of each. */
export interface Task {
  readonly id: string;
  readonly title: string;
  /** Rules of inclusion, in words; they stand in the release. */
  readonly includes: readonly string[];
  readonly positive: string;
  readonly negative: string;
  /** 1 or 0; null: not part of the task. */
  readonly label: (row: ReleaseRow) => 0 | 1 | null;
}

const isCovid = ({ finding }: ReleaseRow): boolean => finding.split('/').includes('COVID-19');
const under = (row: ReleaseRow, path: string): boolean =>
  row.finding === path || row.finding.startsWith(`${path}/`);
const undecided = new Set(['', 'todo', 'Unknown']);
const yesNo = (answer: string): 0 | 1 | null => (answer === 'Y' ? 1 : answer === 'N' ? 0 : null);
/** The outcome must not be on the picture, nor have come about before it. */
const beforeIntensiveCare = (row: ReleaseRow): boolean =>
  row.intubation_present !== 'Y' && row.in_icu !== 'Y';

const FRONTAL = 'frontal chest radiographs (PA, AP, AP Supine, AP Erect)';

/**
 * The classification tasks of J. P. Cohen and others, "COVID-19 Image Data Collection: Prospective Predictions Are
 * the Future" (2020), sections 4 and 5. The sixth, severity, has scores in place of classes (`severity.ts`).
 */
export const tasks: readonly Task[] = [
  {
    id: 'covid-19',
    title: 'COVID-19 against other findings',
    includes: [FRONTAL, 'a decided finding; Unknown and todo are left out'],
    positive: 'finding contains COVID-19',
    negative: 'any other finding, No Finding among them',
    label: (row) => (row.frontal && !undecided.has(row.finding) ? (isCovid(row) ? 1 : 0) : null),
  },
  {
    id: 'viral-bacterial',
    title: 'viral against bacterial pneumonia',
    includes: [FRONTAL, 'finding under Pneumonia/Viral or Pneumonia/Bacterial'],
    positive: 'Pneumonia/Viral',
    negative: 'Pneumonia/Bacterial',
    label: (row) => {
      if (!row.frontal) return null;
      if (under(row, 'Pneumonia/Viral')) return 1;
      return under(row, 'Pneumonia/Bacterial') ? 0 : null;
    },
  },
  {
    id: 'survival',
    title: 'survival of patients with COVID-19',
    includes: [FRONTAL, 'COVID-19', 'survival stated'],
    positive: 'survival is Y',
    negative: 'survival is N',
    label: (row) => (row.frontal && isCovid(row) ? yesNo(row.survival) : null),
  },
  {
    id: 'intensive-care',
    title: 'need of intensive care in COVID-19',
    includes: [FRONTAL, 'COVID-19', 'went_icu stated', 'no tube visible and not yet in intensive care'],
    positive: 'went_icu is Y',
    negative: 'went_icu is N',
    label: (row) => (row.frontal && isCovid(row) && beforeIntensiveCare(row) ? yesNo(row.went_icu) : null),
  },
  {
    id: 'intubation',
    title: 'need of intubation in COVID-19',
    includes: [
      FRONTAL,
      'COVID-19',
      'intubated stated',
      '0 < offset < 8 days',
      'no tube visible and not yet in intensive care',
    ],
    positive: 'intubated is Y',
    negative: 'intubated is N',
    label: (row) =>
      row.frontal &&
      isCovid(row) &&
      row.offset !== null &&
      row.offset > 0 &&
      row.offset < 8 &&
      beforeIntensiveCare(row)
        ? yesNo(row.intubated)
        : null,
  },
];
