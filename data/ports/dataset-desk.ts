import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import type { AccessRequest, DownloadEntry, Post } from '../format/dataset.ts';

/** How a request is answered, or a grant ended. */
export interface AccessDecision {
  /** Account that decides. */
  readonly by: string;
  /** Milliseconds since 1970; null: refused. */
  readonly grantedUntil: number | null;
  readonly reply: string;
}

export interface Posts {
  /** Newest first. */
  readonly announcements: readonly Post[];
  /** Questions newest first, answers oldest first. */
  readonly threads: readonly { readonly question: Post; readonly answers: readonly Post[] }[];
}

/**
 * What people ask of datasets and say about them: requests, decisions, downloads, posts. What time it is, the store alone
 * says. Names of accounts are one whatever their capitals.
 */
export interface DatasetDesk {
  /** Refuses what `request` would. @throws Conflict, InvalidInput as `checkedRequest` */
  checkRequest(dataset: string, user: string, purpose: string): Promise<void>;
  /** Of several by one person at once, one is taken. @throws Conflict, InvalidInput as `checkedRequest`; CaselineError `disk-*` */
  request(dataset: string, user: string, purpose: string): Promise<AccessRequest>;
  /** @throws NotFound */
  find(dataset: string, id: string): Promise<AccessRequest>;
  /** Grants until a day, refuses, or ends a grant; the last word holds. @throws NotFound, InvalidInput as `decided`; CaselineError `disk-*` */
  decide(dataset: string, id: string, decision: AccessDecision): Promise<AccessRequest>;
  /** This person's last request. */
  latest(dataset: string, user: string): Promise<AccessRequest | null>;
  /** Whether this person may have the dataset now. */
  granted(dataset: string, user: string): Promise<boolean>;
  /** Open ones before the rest, newest first; 200 at most. */
  requests(dataset: string): Promise<AccessRequest[]>;
  /** @throws CaselineError `disk-*` */
  noteDownload(entry: Omit<DownloadEntry, 'id' | 'at'>): Promise<void>;
  /** Newest first. */
  downloads(dataset: string, limit?: number): Promise<DownloadEntry[]>;
  /**
   * @throws NotFound when an answer names no question of this dataset; Conflict above `MOST_POSTS` in a day, also for several
   * at once; InvalidInput without words; CaselineError `disk-*`
   */
  post(post: Omit<Post, 'id' | 'at'>): Promise<Post>;
  posts(dataset: string): Promise<Posts>;
}

const LONGEST = 5_000;
/** Posts of one person on one dataset within `POSTS_WINDOW`: more is no conversation. */
export const MOST_POSTS = 20;
/** Milliseconds. */
export const POSTS_WINDOW = 86_400_000;

export const noRequest = (): NotFound => new NotFound('no-request', 'there is no such request');
export const noQuestion = (): NotFound => new NotFound('no-question', 'there is no such question');
export const manyPosts = (): Conflict =>
  new Conflict('many-posts', `that was ${MOST_POSTS} posts in a day; write to the contact instead`);

/** Words as they are kept. @param what names them @throws InvalidInput when there are none, or too many */
export function checkedWords(text: string, what: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST)
    throw new InvalidInput(
      'bad-text',
      `${what} is empty or longer than ${LONGEST} characters; write it anew`,
    );
  return trimmed;
}

/** Whether a request is granted at this time, milliseconds since 1970. */
export const isGranted = (request: AccessRequest | null, now: number): boolean =>
  request !== null && request.state === 'granted' && request.expiresAt !== null && now < request.expiresAt;

/**
 * The purpose of a request as it is kept. @param last the request that this person made before
 * @throws Conflict when that is still open or granted; InvalidInput without a purpose
 */
export function checkedRequest(last: AccessRequest | null, purpose: string, now: number): string {
  const stated = checkedWords(purpose, 'the purpose');
  if (last?.state === 'open')
    throw new Conflict('already-asked', 'your request is with the owner already; wait for the answer');
  if (isGranted(last, now)) throw new Conflict('already-granted', 'you have access already');
  return stated;
}

/** A request once it is decided on. @throws InvalidInput when access would end in the past */
export function decided(request: AccessRequest, decision: AccessDecision, now: number): AccessRequest {
  const { by, grantedUntil, reply } = decision;
  if (grantedUntil !== null && grantedUntil <= now)
    throw new InvalidInput('bad-date', 'access ends in the past; choose a later day');
  return {
    ...request,
    state: grantedUntil === null ? 'refused' : 'granted',
    decidedBy: by,
    decidedAt: now,
    expiresAt: grantedUntil,
    reply: reply.trim().slice(0, LONGEST) || null,
  };
}

/** Posts as they are shown. @param all of one dataset, the oldest first */
export function threadsOf(all: readonly Post[]): Posts {
  const answers = (id: string) => all.filter((post) => post.kind === 'answer' && post.parent === id);
  return {
    announcements: all.filter((post) => post.kind === 'announcement').reverse(),
    threads: all
      .filter((post) => post.kind === 'question')
      .reverse()
      .map((question) => ({ question, answers: answers(question.id) })),
  };
}
