import { isDecidedFinding } from '../../../data/vocabulary/findings.ts';
import type { ReleaseRow } from '../release-row.ts';
import { type ClassTask, type ScoreTask, yesNo } from './task.ts';

const isCovid = ({ finding }: ReleaseRow): boolean => finding.split('/').includes('COVID-19');
const under = (row: ReleaseRow, path: string): boolean =>
  row.finding === path || row.finding.startsWith(`${path}/`);
/** The outcome must not be on the picture, nor have come about before it. */
const beforeIntensiveCare = (row: ReleaseRow): boolean =>
  row.intubation_present !== 'Y' && row.in_icu !== 'Y';

const FRONTAL = 'frontal chest radiographs (PA, AP, AP Supine, AP Erect)';

/**
 * The questions of the paper's tasks asked of as many films as can answer them: every frontal view, days but for intubation left
 * open, outcomes of COVID-19 alone.
 */
export const wideTasks: readonly ClassTask[] = [
  {
    kind: 'classes',
    id: 'wide-covid-19',
    title: 'COVID-19 against other findings',
    includes: [FRONTAL, 'a decided finding; Unknown and todo are left out'],
    positive: 'finding contains COVID-19',
    negative: 'any other finding, No Finding among them',
    label: (row) => (row.frontal && isDecidedFinding(row.finding) ? (isCovid(row) ? 1 : 0) : null),
  },
  {
    kind: 'classes',
    id: 'wide-viral-bacterial',
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
    kind: 'classes',
    id: 'wide-survival',
    title: 'survival of patients with COVID-19',
    includes: [FRONTAL, 'COVID-19', 'survival stated'],
    positive: 'survival is Y',
    negative: 'survival is N',
    label: (row) => (row.frontal && isCovid(row) ? yesNo(row.survival) : null),
  },
  {
    kind: 'classes',
    id: 'wide-intensive-care',
    title: 'need of intensive care in COVID-19',
    includes: [FRONTAL, 'COVID-19', 'went_icu stated', 'no tube visible and not yet in intensive care'],
    positive: 'went_icu is Y',
    negative: 'went_icu is N',
    label: (row) => (row.frontal && isCovid(row) && beforeIntensiveCare(row) ? yesNo(row.went_icu) : null),
  },
  {
    kind: 'classes',
    id: 'wide-intubation',
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

/** Both scores of readers in one file; the folds are those of the extent. */
export const wideSeverity: ScoreTask = {
  kind: 'score',
  id: 'wide-severity',
  title: 'severity of COVID-19 pneumonia',
  includes: [FRONTAL, 'scored by readers: geographic_mean 0 to 8, opacity_mean 0 to 6'],
  score: 'geographic',
  highest: 8,
  takes: ({ frontal }) => frontal,
};
