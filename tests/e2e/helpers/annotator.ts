import type { Page } from '@playwright/test';

/** An open field as an annotator sees it. */
interface OpenField {
  /** `patient|image|field`. */
  readonly key: string;
  readonly field: string;
  readonly patient: string;
  readonly ofImage: boolean;
  readonly isSure: boolean;
  /** Nothing was found for it. */
  readonly isSilent: boolean;
  readonly isInHand: boolean;
}

interface Sight {
  /** In the order of the list. */
  readonly open: readonly OpenField[];
  readonly showsSure: boolean;
  readonly asksOwner: boolean;
  readonly left: number;
}

const sightOf = (page: Page): Promise<Sight> =>
  page.evaluate(() => {
    const open = [...document.querySelectorAll<HTMLElement>('#fields [data-cell][data-open="1"]')];
    return {
      open: open.map((cell) => {
        const { patient = '', image = '', field = '', sure } = cell.dataset;
        return {
          key: `${patient}|${image}|${field}`,
          field,
          patient,
          ofImage: image !== '',
          isSure: sure !== undefined,
          isSilent: cell.querySelector('.cell-value.silent') !== null,
          isInHand: cell.classList.contains('active'),
        };
      }),
      showsSure: document.documentElement.dataset['shown'] === 'sure',
      asksOwner: document.activeElement?.closest('.assign') !== null,
      left: Number(document.getElementById('progress')?.dataset['left'] ?? 0),
    };
  });

/** What is done next: keys, and how many fields it decides. */
export interface Step {
  readonly keys: readonly string[];
  readonly does: 'accept' | 'answer' | 'look' | 'sure' | 'silence' | 'onward' | 'owner' | 'done';
  readonly fields: number;
  /** Of an answer: the field, and how many of the keys lead there. */
  readonly key?: string;
  readonly way?: number;
}

/** Keys of the right answer where the proposal is wrong, by `patient|image|field`. */
export type Corrections = ReadonlyMap<string, readonly string[]>;

/** Keys from one place of a list to another. */
const steps = (from: number, to: number): string[] =>
  Array<string>(Math.abs(to - from)).fill(to > from ? 'ArrowDown' : 'ArrowUp');

const answered = (field: OpenField | undefined, way: readonly string[], wrong: Corrections): Step => ({
  keys: [...way, ...(wrong.get(field?.key ?? '') ?? [])],
  does: 'answer',
  fields: 1,
  way: way.length,
  key: field?.key ?? '',
});

function among({ open, showsSure }: Sight, wrong: Corrections): Step {
  const sure = open.filter(({ isSure }) => isSure);
  const at = sure.findIndex(({ key }) => wrong.has(key));
  const from = sure.findIndex(({ isInHand }) => isInHand);
  if (!showsSure || at < 0) return { keys: ['g'], does: 'sure', fields: sure.length };
  // The wrong one is gone to, among the sure ones alone, and answered.
  return answered(sure[at], steps(from, at), wrong);
}

/** The step that takes most at once. */
function stepFor(sight: Sight, wrong: Corrections): Step {
  const { open, showsSure, asksOwner } = sight;
  if (asksOwner) return { keys: ['Enter'], does: 'owner', fields: 1 };
  if (showsSure || open.some(({ isSure }) => isSure)) return among(sight, wrong);
  const at = open.findIndex(({ isInHand }) => isInHand);
  const hand = open[at];
  if (!hand) return { keys: ['o'], does: 'look', fields: 0 };
  if (wrong.has(hand.key)) return answered(hand, [], wrong);
  const silent = open.filter(({ isSilent, patient }) => isSilent && patient === hand.patient);
  if (hand.isSilent && hand.patient && silent.length > 1) {
    // What the words do say is answered first, then the rest is silence.
    const missed = open.findIndex(({ key, patient }) => patient === hand.patient && wrong.has(key));
    if (missed >= 0) return answered(open[missed], steps(at, missed), wrong);
    return { keys: ['b'], does: 'silence', fields: silent.length };
  }
  const alike = open
    .slice(at)
    .filter((one) => one.ofImage && one.field === hand.field && one.patient === hand.patient)
    .filter(({ isSilent }) => isSilent === hand.isSilent);
  if (hand.ofImage && hand.patient && alike.length > 1 && !alike.some(({ key }) => wrong.has(key)))
    return { keys: ['Shift+Enter'], does: 'onward', fields: alike.length };
  return { keys: ['Enter'], does: 'accept', fields: 1 };
}

/** An annotator who knows the workbench: without its first hint, the list showing only what a person must decide. */
export const showsTodo = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    localStorage.setItem('caseline.hint', 'seen');
    localStorage.setItem('caseline.shown', 'todo');
  });
};

/**
 * Decides an open case, of which only what a person must decide is shown, as an annotator does who takes every proposal that is not among `wrong`, up to the key that calls
 * the case done (which is counted, and not pressed).
 */
export async function decideCase(page: Page, wrong: Corrections = new Map()): Promise<Step[]> {
  const steps: Step[] = [];
  for (let sight = await sightOf(page); sight.left > 0; sight = await sightOf(page)) {
    if (steps.length > 200) throw new Error(`no end of keys: ${steps.map(({ does }) => does).join(' ')}`);
    const step = stepFor(sight, wrong);
    steps.push(step);
    for (const key of step.keys) await page.keyboard.press(key);
    // A list that was just brought up is read first.
    await page.waitForTimeout(step.does === 'sure' || step.does === 'owner' ? 600 : 30);
    await page.waitForFunction(() => !/Saving/.test(document.getElementById('saved')?.textContent ?? ''));
  }
  return [...steps, { keys: ['Enter'], does: 'done', fields: 0 }];
}

export const keysOf = (steps: readonly Step[]): string[] => steps.flatMap(({ keys }) => [...keys]);
