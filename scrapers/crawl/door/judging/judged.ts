import { CaselineError, NotFound, Retryable } from '../../../../data/errors.ts';
import type { JournalEntry, Outcome } from '../../../../data/format/journal-entry.ts';
import type { CrawlArchive } from '../../../../data/ports/crawl/crawl-archive.ts';
import type { Expectation, FetchOptions, Origin } from '../door.ts';
import { type Expected, type HttpAnswer, type Judgement, judge } from './answer-judge.ts';

/** One GET, as a door or an open page asks for it. */
export interface FetchTask extends FetchOptions {
  readonly expect: Expectation;
  readonly via: 'request' | 'browser';
  readonly cookie?: string;
  /** The request for robots.txt itself: no robots check, 4xx and challenges are answers. */
  readonly robots?: boolean;
}

/** One answer with what it was judged to be. */
export interface Judged {
  readonly answer: HttpAnswer;
  readonly judgement: Judgement;
  readonly origin: Origin;
  readonly entry: JournalEntry;
}

/** A judged answer at the end of its redirects. */
export interface Landed extends Judged {
  readonly redirects: readonly string[];
}

/**
 * An answer read back from the archive, judged as if it had just come.
 * @throws InvalidInput (code `archive-damaged`) when its record cannot be read
 */
export const judgedAgain = async (
  archive: Pick<CrawlArchive, 'read'>,
  entry: JournalEntry,
  { url, ...expected }: Omit<Expected, 'conditional'> & { url: string },
): Promise<Judged> => {
  const { entry: original, headers, body } = await archive.read(entry);
  const answer = { url, status: original.status, headers, body };
  const judgement = await judge(answer, { ...expected, conditional: false });
  return { answer, judgement, origin: 'archive', entry: original };
};

/** How the journal calls what an answer was judged to be. */
export const outcomeOf = (judgement: Judgement, task: FetchTask): Outcome => {
  if (task.robots === true && judgement.kind !== 'redirect') return 'robots';
  return judgement.kind === 'throttled' ? 'fault' : judgement.kind;
};

export const noteOf = (judgement: Judgement): { note?: string } => {
  if (judgement.kind === 'blocked') return { note: judgement.reason };
  if (judgement.kind === 'redirect') return { note: judgement.to };
  if (judgement.kind === 'throttled') return { note: 'http-429' };
  return 'code' in judgement ? { note: judgement.code } : {};
};

/** The error a judged answer means to somebody who wanted its content; null when it is good. */
export const errorOf = ({ answer, judgement }: Judged): CaselineError | null => {
  if (judgement.kind === 'ok') return null;
  const code = 'code' in judgement ? judgement.code : judgement.kind;
  const why = 'why' in judgement ? judgement.why : judgement.kind;
  const message = `${answer.url}: ${why}`;
  if (judgement.kind === 'not-found') return new NotFound(code, message);
  if (judgement.kind === 'fault') return new Retryable(code, message);
  return new CaselineError(code, message);
};
