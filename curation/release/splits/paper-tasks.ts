import { isDecidedFinding } from '../../../data/vocabulary/findings.ts';
import type { ReleaseRow } from '../release-row.ts';
import { type ClassTask, type ScoreTask, type Task, yesNo } from './task.ts';

/**
 * The tasks of J. P. Cohen and others, "COVID-19 Image Data Collection: Prospective Predictions Are the Future" (2020), Tables 5
 * and 6, by the rules of their code (github.com/mlmed/covid-baselines). What it takes of a finding it takes by the
 * letters that stand in it, and so do these.
 */

const VIEWS = 'views PA and AP (AP Supine tells of a severely ill patient)';
const DECIDED = 'a decided finding (not blank, todo or Unknown)';
const WINDOW = '0 < offset < 8 days';
const NO_TUBE = 'no tube visible (intubation_present is not Y)';

const taken = ({ view, finding }: ReleaseRow): boolean =>
  (view === 'PA' || view === 'AP') && isDecidedFinding(finding);
const inWindow = (row: ReleaseRow): boolean =>
  taken(row) && row.offset !== null && row.offset > 0 && row.offset < 8;
const withoutTube = (row: ReleaseRow): boolean => inWindow(row) && row.intubation_present !== 'Y';
const names = (row: ReleaseRow, part: string): boolean => row.finding.includes(part);

const covid: ClassTask = {
  kind: 'classes',
  id: 'covid-19',
  title: 'COVID-19 against all other findings',
  includes: [VIEWS, DECIDED, WINDOW],
  positive: 'finding contains COVID-19',
  negative: "every other finding, No Finding among them (the authors' code)",
  label: (row) => (inWindow(row) ? (names(row, 'COVID-19') ? 1 : 0) : null),
  inWords: {
    negative: "other pneumonias only (the paper's words)",
    isNegative: ({ finding }) => finding.split('/')[0]?.trim() === 'Pneumonia',
  },
};

const viralBacterial: ClassTask = {
  kind: 'classes',
  id: 'viral-bacterial',
  title: 'viral against bacterial pneumonia',
  includes: [VIEWS, 'finding contains Viral or Bacterial', WINDOW],
  positive: 'finding contains Viral',
  negative: 'finding contains Bacterial alone',
  label: (row) =>
    inWindow(row) && (names(row, 'Viral') || names(row, 'Bacterial')) ? (names(row, 'Viral') ? 1 : 0) : null,
};

const survival: ClassTask = {
  kind: 'classes',
  id: 'survival',
  title: 'survival, of any disease',
  includes: [VIEWS, DECIDED, 'survival stated', WINDOW, NO_TUBE],
  positive: 'survival is Y',
  negative: 'survival is N',
  label: (row) => (withoutTube(row) ? yesNo(row.survival) : null),
};

const intensiveCare: ClassTask = {
  kind: 'classes',
  id: 'intensive-care',
  title: 'stay in intensive care, of any disease',
  includes: [
    VIEWS,
    DECIDED,
    'went_icu stated',
    WINDOW,
    NO_TUBE,
    'not yet in intensive care (in_icu is not Y)',
  ],
  positive: 'went_icu is Y',
  negative: 'went_icu is N',
  label: (row) => (withoutTube(row) && row.in_icu !== 'Y' ? yesNo(row.went_icu) : null),
};

const intubation: ClassTask = {
  kind: 'classes',
  id: 'intubation',
  title: 'intubation, of any disease',
  includes: [VIEWS, DECIDED, 'intubated stated', WINDOW, NO_TUBE],
  positive: 'intubated is Y',
  negative: 'intubated is N',
  label: (row) => (withoutTube(row) ? yesNo(row.intubated) : null),
};

/** The paper's N = 94 counts all scores that were published; its code takes those of films PA and AP. */
const scored = (
  id: string,
  title: string,
  score: ScoreTask['score'],
  highest: number,
  column: string,
): ScoreTask => ({
  kind: 'score',
  id,
  title,
  includes: [VIEWS, DECIDED, `${column} given by readers, on any day`],
  score,
  highest,
  takes: taken,
});

/** Table 5, then Table 6. */
export const paperTasks: readonly Task[] = [
  covid,
  viralBacterial,
  survival,
  intensiveCare,
  intubation,
  scored('geographic-extent', 'geographic extent of the disease', 'geographic', 8, 'geographic_mean'),
  scored('opacity', 'degree of opacity', 'opacity', 6, 'opacity_mean'),
];
