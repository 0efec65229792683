import { CaselineError, NotFound, Retryable } from '../../../data/errors.ts';
import type { Outcome } from '../archive/journal-entry.ts';
import type { Judgement } from './answer-judge.ts';
import type { FetchTask, Judged } from './fetcher.ts';

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
