import { type Facts, tell } from '../../../data/diagnostics.ts';
import type { CrawlEvent } from './events.ts';

/** What is told of an event to whoever looks for a fault: no message, which can quote a page, and no search words. */
function factsOf(event: CrawlEvent): Facts {
  switch (event.type) {
    case 'request': {
      const { type: _, ...facts } = event;
      return facts;
    }
    case 'retrying':
      return { url: event.url, attempt: event.attempt };
    case 'replaced':
    case 'attend':
      return { url: event.url };
    case 'started':
      return { run: event.run, source: event.source, base: event.base, resumes: event.resumes };
    case 'waiting':
      return { host: event.host, reason: event.reason, milliseconds: event.until - Date.now() };
    case 'search':
      return { url: event.url, found: event.found, references: event.references };
    case 'case': {
      const { type: _, ...facts } = event;
      return facts;
    }
    case 'held':
      return { id: event.id, url: event.url };
    case 'failed':
      return { code: event.failure.code, url: event.failure.url };
    case 'stopped':
      return { status: event.status, code: event.failure.code, url: event.failure.url, kept: event.kept };
    case 'finished':
      return { run: event.run, status: event.result.status };
  }
}

/** Tells an event of a crawl on its channel. */
export const tellEvent = (event: CrawlEvent): void => tell('crawl', event.type, () => factsOf(event));
