import { CaselineError, messageOf } from '../../../../data/errors.ts';
import { BROWSER_LIMITS } from './browser-limits.ts';

/** A page that the browser could not show. It costs its case, and says nothing about the site: no reason to stop the crawl. */
export const pageFault = (url: string, what: string, cause?: unknown): CaselineError =>
  new CaselineError('browser', `${url}: the browser could not show it: ${what}`, { cause });

/**
 * Waits for the browser, but not longer than it may be busy.
 * @throws CaselineError (code `browser`) for whatever goes wrong in it: a crash, a hang, a closed window
 */
export const fromBrowser = async <T>(url: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`it was busy for ${BROWSER_LIMITS.hang} ms`)),
      BROWSER_LIMITS.hang,
    );
  });
  try {
    return await Promise.race([work, hang]);
  } catch (error) {
    throw pageFault(url, messageOf(error).split('\n', 1)[0] ?? '', error);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
};
