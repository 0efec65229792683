import type { HttpAnswer } from './answer-judge.ts';
import { type BlockReason, SHORT_PAGE, weakSign } from './block-detection.ts';
import { firstInside, type PageText, pageText, withoutFrame } from './page-text.ts';

/**
 * Why a page does not hold what its parser relies on, where the page itself tells: it is no case at all. Such pages are
 * told only after the contract broke, for ordinary pages speak of cookies and captchas too.
 */
export type BrokenReason =
  | Extract<BlockReason, 'challenge' | 'captcha' | 'consent-wall' | 'login-wall'>
  | 'soft-404';

/** Visible text below which a page says little beside its one notice. Characters. */
const NOTICE = 500;

const missing =
  /\b404\b|not found|no longer (available|exists?)|does ?n[o']t exist|(can ?not|could not|can't) be found|has been (removed|deleted|withdrawn)|non (è stata )?trovat[ao]|nicht gefunden|introuvable/;

const consentTitle =
  /before you continue|(cookie|privacy) (consent|settings|preferences|notice)|we value your privacy|your (privacy )?choices|consenso|datenschutz/;
const consentWords =
  /(accept|agree|consent|allow|reject|zustimmen|accett)[^.]{0,60}(cookie|privacy|tracking|partners)|cookies?[^.]{0,60}(accept|agree|consent|zustimmen|accett)/;

const passwordField = /<input[^<>]{0,500}type\s{0,5}=\s{0,5}["']?password/;

const headings = (page: PageText): readonly string[] => [
  page.title,
  firstInside(page.content, 'h1'),
  firstInside(page.content, 'h2'),
];

/** @returns null when nothing on the page explains it: then the site has changed its markup */
export const whyBroken = ({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): BrokenReason | null => {
  if (status !== 200) return null;
  const page = pageText(Buffer.from(body).toString('utf8'));
  const inner = withoutFrame(page);
  if (inner.visible.length >= SHORT_PAGE) return null;
  const heads = headings(page);
  const isNotice = inner.visible.length < NOTICE;
  if (heads.some((head) => missing.test(head)) || (isNotice && missing.test(inner.visible)))
    return 'soft-404';
  if (heads.some((head) => consentTitle.test(head)) || (isNotice && consentWords.test(inner.visible)))
    return 'consent-wall';
  if (passwordField.test(inner.content)) return 'login-wall';
  const sign = weakSign({ ...page, ...inner });
  return sign === 'challenge' || sign === 'captcha' ? sign : null;
};
