import { mediaType } from '../content.ts';
import type { Expectation } from '../door.ts';
import { type PageText, pageText } from './page-text.ts';

/** Why a site is taken to refuse us. Stable: names folders, codes of errors and rows of the run history. */
export type BlockReason =
  | 'challenge'
  | 'captcha'
  | 'login-wall'
  | 'forbidden'
  | 'too-many-requests'
  | 'robots-forbids'
  | 'robots-unreachable'
  | 'html-instead-of-json'
  | 'json-of-another-shape'
  | 'html-instead-of-image'
  | 'empty-image'
  | 'consent-wall';

export interface AnswerToJudge {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded text, empty for binary bodies. */
  readonly text: string;
  readonly expect: Expectation;
  /** The source's own host names. */
  readonly hosts: readonly string[];
}

/** Titles of interstitials, as seen in reality; compared with the start of the page's own title. */
const challengeTitles =
  /^(just a moment|attention required|access denied|please wait|one moment|checking your browser|security check|verify(ing)? (that )?you|are you (a )?(human|robot)|robot check|ddos-guard|pardon our interruption|un momento|nur einen moment|human verification|request verification)/;

/** Sentences of interstitials. They count on short pages only: a case may speak of anything. */
const challengeSentences =
  /please wait while your request is being verified|verify(ing)? (that )?you are (a )?human|enable javascript and cookies to continue|checking your browser|unusual traffic|complete the security check|needs to review the security of your connection|are you a robot|automated (access|requests)|request (has been|was) blocked|you have been blocked/;

const captchaSentences = /(complete|solve|resolve|enter|pass|fill in) (the|this|a|our) (re)?captcha/;
const captchaWord = /captcha/;

/** Markup of the known challenge services. */
const challengeMarkup =
  /\/cdn-cgi\/challenge-platform\/|cf-chl-|cf_chl_opt|cf-turnstile|_incapsula_resource|captcha-delivery\.com|px-captcha|awswafcookiedomainlist|ddos-guard\/js-challenge/;

/** Cloudflare puts this script into ordinary pages of its customers. */
const ordinaryScript = /\/cdn-cgi\/challenge-platform\/(h\/[a-z]\/)?scripts\//g;

const captchaMarkup = /(class|id|name|src|action)=["'][^"'<>]{0,200}captcha/;

/** Visible text below which a page holds no case and no results, only a notice. Characters. */
export const SHORT_PAGE = 1_500;
/** Visible text below which a page says nothing at all. Characters. */
const NEARLY_EMPTY = 10;

const loginPath = /\/(users?\/)?(sign_?in|log_?in|sso|signin|auth\/login|account\/login)(\.\w{1,5})?\/?$/i;

/** True for addresses of login pages: where a redirect to one leads is not the case that was asked for. */
export const isLoginUrl = (url: string): boolean => loginPath.test(new URL(url).pathname);

/** Markup of a challenge, or of a captcha, on a page that may be an ordinary one all the same. */
export const weakSign = ({ lower, content, visible }: PageText): BlockReason | null => {
  if (visible.length >= SHORT_PAGE) return null;
  if (challengeMarkup.test(lower.replaceAll(ordinaryScript, ''))) return 'challenge';
  return captchaWord.test(visible) || captchaMarkup.test(content) ? 'captcha' : null;
};

const judgePage = ({ url, status, headers, text, hosts, expect }: AnswerToJudge): BlockReason | null => {
  if (headers['cf-mitigated'] === 'challenge') return 'challenge';
  const page = pageText(text);
  const { title, visible } = page;
  if (challengeTitles.test(title)) return 'challenge';
  if (visible.length >= SHORT_PAGE) return null;
  if (challengeSentences.test(visible)) return 'challenge';
  // A page that only names its host and says next to nothing: the interstitial of Eurorad.
  const names = [new URL(url).hostname, ...hosts].map((host) => host.replace(/^www\./, ''));
  if (names.includes(title.replace(/^www\./, '')) && visible.length < 300) return 'challenge';
  // Without results or a case around them, the page that parses as "no results".
  if (captchaSentences.test(visible)) return 'captcha';
  // A page that says something goes to its parser first: where that finds what it relies on, the page is an ordinary one.
  const isParsed = expect === 'html' && status === 200 && visible.length >= NEARLY_EMPTY;
  return isParsed ? null : weakSign(page);
};

/** Whether a text begins like a web page. */
export const beginsAsPage = (text: string): boolean =>
  /^\s{0,200}<(!doctype html|html|head|body)[\s>]/i.test(text.slice(0, 300));

const isMarkup = (answer: AnswerToJudge): boolean => {
  const type = mediaType(answer.headers['content-type']);
  return type.includes('html') || beginsAsPage(answer.text);
};

/**
 * Whether an answer is a refusal in disguise. Pure. Redirects are judged by `isLoginUrl`, a 429 by its history.
 * @returns the reason, or null when it is an answer (good or bad) to the request
 */
export const detectBlock = (answer: AnswerToJudge): BlockReason | null => {
  const markup = isMarkup(answer);
  const onPage = markup ? judgePage(answer) : null;
  if (onPage !== null) return onPage;
  if (answer.status === 401) return 'login-wall';
  if (answer.status === 403) return 'forbidden';
  if (answer.status !== 200 || !markup) return null;
  if (answer.expect === 'json') return 'html-instead-of-json';
  return null;
};

/** One line a reason for people: what happened and what to do. */
export const explainBlock = (reason: BlockReason): string => explanations[reason];

const byHand =
  'Look at the kept page; try again later, or let a person continue with --headed (without a display: --session).';
const explanations: Readonly<Record<BlockReason, string>> = {
  challenge: `the site shows a challenge page instead of its content. ${byHand}`,
  captcha: `the site asks for a captcha, which is never solved here. ${byHand}`,
  'login-wall':
    'the site asks for a login, which Caseline does not do. Ask the site for access to these pages.',
  forbidden: `the site answers 403. ${byHand}`,
  'too-many-requests': 'the site said 429 again after a pause. Wait a day and raise --delay.',
  'robots-forbids': 'robots.txt forbids this address. It is not requested; ask the site if you need it.',
  'robots-unreachable': 'robots.txt cannot be read, which counts as forbidding everything. Try again later.',
  'html-instead-of-json': `a page came where data was expected. ${byHand}`,
  'json-of-another-shape': `data of another kind came than was asked for, such as a notice instead of a list. ${byHand}`,
  'html-instead-of-image': `a page came where an image belongs. ${byHand}`,
  'empty-image': `an empty answer came where an image belongs. ${byHand}`,
  'consent-wall': `the site asks for a consent before it shows its content, which a person must give or refuse. ${byHand}`,
};
