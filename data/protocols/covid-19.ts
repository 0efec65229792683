import type { CellCondition, Condition } from './condition.ts';
import { PROTOCOL_FORMAT, type ProtocolInput, type ProtocolTask } from './protocol.ts';

/**
 * The built-in protocol: what the reference collection asks. Its first tasks are those of J. P. Cohen and others, "COVID-19
 * Image Data Collection: Prospective Predictions Are the Future" (2020), Tables 5 and 6, by the rules of their code
 * (github.com/mlmed/covid-baselines). What that takes of a finding it takes by the letters that stand in it, and so do these.
 */

const VIEWS = 'views PA and AP (AP Supine tells of a severely ill patient)';
const DECIDED = 'a decided finding (not blank, todo or Unknown)';
const WINDOW = '0 < offset < 8 days';
const NO_TUBE = 'no tube visible (intubation_present is not Y)';
const FRONTAL = 'frontal chest radiographs (PA, AP, AP Supine, AP Erect)';

const all = (...conditions: readonly Condition[]): Condition => ({ all: conditions });
const is = (field: string, cell: string): CellCondition => ({ field, is: cell });
const isNot = (field: string, cell: string): CellCondition => ({ field, isNot: cell });
const finding = (part: string): CellCondition => ({ field: 'finding', contains: part });

const decided: CellCondition = { field: 'finding', stated: true };
const taken: readonly Condition[] = [{ field: 'view', in: ['PA', 'AP'] }, decided];
const window: readonly Condition[] = [
  { field: 'offset', above: 0 },
  { field: 'offset', below: 8 },
];
const withoutTube: readonly Condition[] = [...taken, ...window, isNot('intubation_present', 'Y')];
const frontal: Condition = { field: 'view', in: ['PA', 'AP', 'AP Supine', 'AP Erect'] };
const covid: Condition = { field: 'finding', step: 'COVID-19' };
/** The outcome must not be on the picture, nor have come about before it. */
const beforeIntensiveCare: readonly Condition[] = [isNot('intubation_present', 'Y'), isNot('in_icu', 'Y')];

type Class = Extract<ProtocolTask, { kind: 'classes' }>;
type Given = Pick<Class, 'id' | 'title' | 'includes' | 'include' | 'positive' | 'negative'> & Partial<Class>;
const classes = (task: Given): Class => ({ kind: 'classes', spread: true, ...task });

/** Whether a column says Y or N. */
const answered = (column: string): Pick<Class, 'positive' | 'negative'> => ({
  positive: { rule: is(column, 'Y'), words: `${column} is Y` },
  negative: { rule: is(column, 'N'), words: `${column} is N` },
});

/** The paper's N = 94 counts all scores that were published; its code takes those of films PA and AP. */
const scored = (
  id: string,
  title: string,
  score: 'geographic' | 'opacity',
  highest: number,
): ProtocolTask => ({
  kind: 'score',
  id,
  title,
  include: all(...taken),
  includes: [VIEWS, DECIDED, `${score}_mean given by readers, on any day`],
  spread: true,
  score,
  highest,
});

/** Table 5, then Table 6. */
const paperTasks: readonly ProtocolTask[] = [
  classes({
    id: 'covid-19',
    title: 'COVID-19 against all other findings',
    includes: [VIEWS, DECIDED, WINDOW],
    include: all(...taken, ...window),
    positive: { rule: finding('COVID-19'), words: 'finding contains COVID-19' },
    negative: { rule: decided, words: "every other finding, No Finding among them (the authors' code)" },
    inWords: {
      rule: { field: 'finding', under: 'Pneumonia' },
      words: "other pneumonias only (the paper's words)",
    },
  }),
  classes({
    id: 'viral-bacterial',
    title: 'viral against bacterial pneumonia',
    includes: [VIEWS, 'finding contains Viral or Bacterial', WINDOW],
    include: all(...taken, ...window),
    positive: { rule: finding('Viral'), words: 'finding contains Viral' },
    negative: { rule: finding('Bacterial'), words: 'finding contains Bacterial alone' },
  }),
  classes({
    id: 'survival',
    title: 'survival, of any disease',
    includes: [VIEWS, DECIDED, 'survival stated', WINDOW, NO_TUBE],
    include: all(...withoutTube),
    ...answered('survival'),
  }),
  classes({
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
    include: all(...withoutTube, isNot('in_icu', 'Y')),
    ...answered('went_icu'),
  }),
  classes({
    id: 'intubation',
    title: 'intubation, of any disease',
    includes: [VIEWS, DECIDED, 'intubated stated', WINDOW, NO_TUBE],
    include: all(...withoutTube),
    ...answered('intubated'),
  }),
  scored('geographic-extent', 'geographic extent of the disease', 'geographic', 8),
  scored('opacity', 'degree of opacity', 'opacity', 6),
];

/**
 * The questions of the paper's tasks asked of as many films as can answer them: every frontal view, days but for intubation left
 * open, outcomes of COVID-19 alone.
 */
const wideTasks: readonly ProtocolTask[] = [
  classes({
    id: 'wide-covid-19',
    title: 'COVID-19 against other findings',
    includes: [FRONTAL, 'a decided finding; Unknown and todo are left out'],
    include: all(frontal, decided),
    positive: { rule: covid, words: 'finding contains COVID-19' },
    negative: { rule: decided, words: 'any other finding, No Finding among them' },
    spread: false,
  }),
  classes({
    id: 'wide-viral-bacterial',
    title: 'viral against bacterial pneumonia',
    includes: [FRONTAL, 'finding under Pneumonia/Viral or Pneumonia/Bacterial'],
    include: frontal,
    positive: { rule: { field: 'finding', under: 'Pneumonia/Viral' }, words: 'Pneumonia/Viral' },
    negative: { rule: { field: 'finding', under: 'Pneumonia/Bacterial' }, words: 'Pneumonia/Bacterial' },
    spread: false,
  }),
  classes({
    id: 'wide-survival',
    title: 'survival of patients with COVID-19',
    includes: [FRONTAL, 'COVID-19', 'survival stated'],
    include: all(frontal, covid),
    ...answered('survival'),
    spread: false,
  }),
  classes({
    id: 'wide-intensive-care',
    title: 'need of intensive care in COVID-19',
    includes: [FRONTAL, 'COVID-19', 'went_icu stated', 'no tube visible and not yet in intensive care'],
    include: all(frontal, covid, ...beforeIntensiveCare),
    ...answered('went_icu'),
    spread: false,
  }),
  classes({
    id: 'wide-intubation',
    title: 'need of intubation in COVID-19',
    includes: [
      FRONTAL,
      'COVID-19',
      'intubated stated',
      '0 < offset < 8 days',
      'no tube visible and not yet in intensive care',
    ],
    include: all(frontal, covid, ...window, ...beforeIntensiveCare),
    ...answered('intubated'),
    spread: false,
  }),
  {
    kind: 'score',
    id: 'wide-severity',
    title: 'severity of COVID-19 pneumonia',
    includes: [FRONTAL, 'scored by readers: geographic_mean 0 to 8, opacity_mean 0 to 6'],
    include: frontal,
    spread: false,
    score: 'geographic',
    highest: 8,
  },
];

export const covid19Document: ProtocolInput = {
  format: PROTOCOL_FORMAT,
  name: 'covid-19',
  title: 'COVID-19 and other pneumonias',
  version: '1.0.0',
  means:
    'Films and CT of the chest in COVID-19 and other pneumonias with the course of each patient, as the COVID-19 Image Data Collection has them.',
  tasks: [...paperTasks, ...wideTasks],
};
