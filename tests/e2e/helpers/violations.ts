import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const told = (found: Awaited<ReturnType<AxeBuilder['analyze']>>['violations'], scheme: string): string[] =>
  found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${scheme}, ${id}: ${target.join(' ')} ${failureSummary ?? ''}`,
    ),
  );

/** What axe finds in the light, and of colours in the dark, short enough to read in a failed test. */
export async function violations(page: Page): Promise<string[]> {
  const light = await new AxeBuilder({ page }).withTags(tags).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  // Colours that fade from light to dark are judged when they have arrived.
  await page.evaluate(async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    const fading = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
  const dark = await new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']).analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  return [...told(light.violations, 'light'), ...told(dark.violations, 'dark')];
}
