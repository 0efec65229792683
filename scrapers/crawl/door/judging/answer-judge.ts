import { type Decoded, decode, mediaType, type Replaced } from '../content.ts';
import type { Expectation, FetchOptions } from '../door.ts';
import { type BlockReason, beginsAsPage, detectBlock, isLoginUrl } from './block-detection.ts';
import { imageType, isWholeImage } from './image-content.ts';
import { breaksOff } from './whole-page.ts';

/** What to make of one answer. `code` and `why` go into errors and the journal. */
export type Judgement =
  | {
      readonly kind: 'ok';
      readonly mime: string;
      readonly text: string | null;
      readonly data?: unknown;
      /** Bytes of the text that are nothing in its character set. */
      readonly replaced?: Replaced;
    }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'not-found'; readonly code: string; readonly why: string }
  | { readonly kind: 'refused'; readonly code: string; readonly why: string }
  | { readonly kind: 'blocked'; readonly reason: BlockReason }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'fault'; readonly code: string; readonly why: string };

export interface HttpAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded. */
  readonly body: Uint8Array;
}

const isText = (mime: string): boolean =>
  mime.startsWith('text/') || /(json|xml|javascript|ecmascript)$/.test(mime);

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

const judgeRedirect = (answer: HttpAnswer): Judgement => {
  const location = answer.headers['location'] ?? '';
  // Header bytes arrive as Latin-1; sites write UTF-8 into Location.
  const target = Buffer.from(location, 'latin1').toString('utf8');
  const readable = target.includes('\u{fffd}') ? location : target;
  if (location === '' || !URL.canParse(readable, answer.url)) {
    return { kind: 'refused', code: 'bad-redirect', why: `redirects to '${location.slice(0, 200)}'` };
  }
  const to = new URL(readable, answer.url).href;
  return isLoginUrl(to) ? { kind: 'blocked', reason: 'login-wall' } : { kind: 'redirect', to };
};

const judgeImage = async (answer: HttpAnswer): Promise<Judgement> => {
  if (answer.body.length === 0) return { kind: 'blocked', reason: 'empty-image' };
  const mime = await imageType(answer.body);
  if (mime === null && beginsAsPage(Buffer.from(answer.body.subarray(0, 1_000)).toString('utf8')))
    return { kind: 'blocked', reason: 'html-instead-of-image' };
  if (mime === null)
    return { kind: 'not-found', code: 'not-an-image', why: 'answers with something that is no image' };
  if (!isWholeImage(answer.body, mime))
    return { kind: 'fault', code: 'truncated-image', why: 'the image file is cut short' };
  return { kind: 'ok', mime, text: null };
};

const shapeOf = (data: unknown): FetchOptions['shape'] | 'none' => {
  if (Array.isArray(data)) return 'list';
  return typeof data === 'object' && data !== null ? 'object' : 'none';
};

const judgeJson = (text: string, mime: string, shape: FetchOptions['shape']): Judgement => {
  try {
    const data = JSON.parse(text) as unknown;
    return shape === undefined || shapeOf(data) === shape
      ? { kind: 'ok', mime, text, data }
      : { kind: 'blocked', reason: 'json-of-another-shape' };
  } catch {
    return { kind: 'fault', code: 'bad-json', why: 'the answer is not whole JSON' };
  }
};

const judgeSuccess = async (
  answer: HttpAnswer,
  text: string | null,
  { expect, shape }: Pick<Expected, 'expect' | 'shape'>,
): Promise<Judgement> => {
  const mime = mediaType(answer.headers['content-type']);
  if (expect === 'image') return judgeImage(answer);
  if (expect === 'json') return judgeJson(text ?? '', mime, shape);
  if (expect === 'pdf' && !Buffer.from(answer.body.subarray(0, 1024)).includes('%PDF-')) {
    return { kind: 'not-found', code: 'not-a-pdf', why: 'answers with something that is no PDF' };
  }
  if (answer.body.length === 0 && expect !== 'any') {
    return { kind: 'fault', code: 'empty', why: 'the answer is empty' };
  }
  if (expect === 'html' && text !== null && breaksOff(text))
    return { kind: 'fault', code: 'truncated-page', why: 'the page breaks off before its end' };
  return { kind: 'ok', mime, text };
};

export interface Expected extends Pick<FetchOptions, 'shape'> {
  readonly expect: Expectation;
  /** True when the request named validators, so that a 304 makes sense. */
  readonly conditional: boolean;
  /** The source's own host names. */
  readonly hosts: readonly string[];
}

/**
 * Judges one answer, in this order: redirect, unchanged, refusal in disguise, pause, gone, fault, content.
 */
export const judge = async (answer: HttpAnswer, expected: Expected): Promise<Judgement> => {
  const { expect, conditional, hosts } = expected;
  const { status, headers, url, body } = answer;
  if (isRedirect(status)) return judgeRedirect(answer);
  if (status === 304 && conditional) return { kind: 'not-modified' };
  if (status === 429) return { kind: 'throttled' };
  const mime = mediaType(headers['content-type']);
  const wantsText = expect !== 'image' && expect !== 'pdf' && expect !== 'any';
  const { text, replaced }: { text: string | null; replaced: Decoded['replaced'] } =
    wantsText || isText(mime) || mime === ''
      ? decode(body, headers['content-type'] ?? '')
      : { text: null, replaced: null };
  const reason = detectBlock({ url, status, headers, text: text ?? '', expect, hosts });
  if (reason !== null) return { kind: 'blocked', reason };
  if (status === 404 || status === 410)
    return { kind: 'not-found', code: 'not-found', why: `answers ${status}: the site has no such page` };
  if (status >= 500 || status === 408 || status === 425) {
    return { kind: 'fault', code: `http-${status}`, why: `answers ${status}: the site is in trouble` };
  }
  if (status < 200 || status > 299)
    return { kind: 'refused', code: `http-${status}`, why: `answers ${status}` };
  const judgement = await judgeSuccess(answer, text, expected);
  return judgement.kind === 'ok' && judgement.text !== null && replaced !== null
    ? { ...judgement, replaced }
    : judgement;
};
