import type { Page } from '@playwright/test';

/** What stands before an annotator: enough to tell which key comes next. */
interface Sight {
  /** Fields that one key may take together. */
  readonly sure: number;
  readonly showsSure: boolean;
  /** The field in hand is open, nothing was found for it, and so many of its patient are like that. */
  readonly isOpen: boolean;
  readonly isSilent: boolean;
  readonly silent: number;
  /** Open fields like the one in hand, of its image and those that follow; 0 for a patient's own. */
  readonly alike: number;
  readonly asksOwner: boolean;
  readonly left: number;
}

const sightOf = (page: Page): Promise<Sight> =>
  page.evaluate(() => {
    const cells = [...document.querySelectorAll<HTMLElement>('#fields [data-cell]')];
    const hand = cells.find((cell) => cell.classList.contains('active'));
    const open = cells.filter((cell) => cell.dataset['open'] === '1');
    const isSilent = (cell: HTMLElement | undefined) =>
      cell?.querySelector('.cell-value.silent') !== null && cell !== undefined;
    const own = hand?.dataset ?? {};
    const from = hand ? cells.indexOf(hand) : -1;
    const alike = cells
      .slice(Math.max(0, from))
      .filter(
        (cell) =>
          cell.dataset['open'] === '1' &&
          cell.dataset['field'] === own['field'] &&
          cell.dataset['patient'] === own['patient'] &&
          cell.dataset['image'] !== '' &&
          isSilent(cell) === isSilent(hand),
      );
    return {
      sure: open.filter((cell) => cell.dataset['sure'] !== undefined).length,
      showsSure: document.documentElement.dataset['shown'] === 'sure',
      isOpen: own['open'] === '1',
      isSilent: isSilent(hand),
      silent:
        own['patient'] === ''
          ? 0
          : open.filter((cell) => isSilent(cell) && cell.dataset['patient'] === own['patient']).length,
      alike: own['image'] === '' || own['patient'] === '' ? 0 : alike.length,
      asksOwner: document.activeElement?.closest('.assign') !== null,
      left: Number(document.getElementById('progress')?.dataset['left'] ?? 0),
    };
  });

/** The key that takes most at once where every suggestion is right. */
function keyFor({ sure, showsSure, isOpen, isSilent, silent, alike, asksOwner }: Sight): string {
  if (asksOwner) return 'Enter';
  if (showsSure || sure > 2) return 'g';
  if (isOpen && isSilent && silent > 1) return 'b';
  return isOpen && alike > 1 ? 'Shift+Enter' : 'Enter';
}

/**
 * Decides an open case as an annotator does for whom every suggestion is right, up to the key that calls it done (which is
 * counted, and not pressed). @returns the keys
 */
export async function decideByKeys(page: Page): Promise<string[]> {
  const keys: string[] = [];
  for (let sight = await sightOf(page); sight.left > 0; sight = await sightOf(page)) {
    if (keys.length > 200) throw new Error(`no end of keys: ${keys.join(' ')}`);
    const key = keyFor(sight);
    keys.push(key);
    await page.keyboard.press(key);
    // A list that was just brought up is read first.
    await page.waitForTimeout(key === 'g' ? 300 : 30);
    await page.waitForFunction(() => !/Saving/.test(document.getElementById('saved')?.textContent ?? ''));
  }
  return [...keys, 'Enter'];
}
