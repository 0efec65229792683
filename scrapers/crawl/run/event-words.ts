import type { Failure } from '../../../data/format/crawl-result.ts';
import type { CrawlEvent } from './events.ts';

const images = (count: number): string => `${count} image${count === 1 ? '' : 's'}`;

/** What went wrong, with its address where the words do not name it. */
const placed = ({ url, message }: Failure): string =>
  message.includes(url) ? message : `${message} (${url})`;

/** A crawl's progress in words, line by line, for the terminal and the page alike; requests, pauses and ends are told apart. */
export function eventWords(event: CrawlEvent): readonly string[] {
  switch (event.type) {
    case 'started':
      return [
        `${event.source}: ${event.query || 'everything'} from ${event.base}${event.resumes > 0 ? ' (resumed)' : ''}`,
      ];
    case 'search':
      return [`${event.url}: ${event.references}${event.found === null ? '' : ` of ${event.found}`} results`];
    case 'case': {
      const more = event.givenUp ? ' and are not asked for again but with --refresh' : '';
      const missing = event.missing === 0 ? '' : `; ${images(event.missing)} did not come${more}`;
      return [`${event.change} ${event.id}, ${images(event.images)}${missing}`];
    }
    case 'retrying':
      return [`trying again: ${event.message}`];
    case 'failed':
      return [`failed (${event.failure.code}): ${placed(event.failure)}`];
    case 'stopped': {
      const { status, failure, ofOneCase } = event;
      const goesOn = status === 'blocked' && failure.code !== 'source-busy';
      return [
        `${status} (${failure.code}): ${placed(failure)}`,
        ...(goesOn
          ? [
              'what was received is kept: the same crawl goes on from here, within a day without asking for it again',
            ]
          : []),
        ...(ofOneCase
          ? ['if this is about that case alone, the same crawl reads the others: it asks for this one last']
          : []),
      ];
    }
    case 'replaced':
      return [`warning ${event.url}: ${event.message}`];
    case 'attend':
      return [`a person is needed at ${event.url}: ${event.message}`];
    default:
      return [];
  }
}
