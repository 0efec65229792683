import { isCaption } from '../../texts/captions.ts';
import type { Sentence } from '../../texts/reading.ts';
import { dayWords } from '../../words/days.ts';
import { headsOf, hostOf } from '../clock/clause-heads.ts';
import type { FilmTraits } from './film-traits.ts';

/** Whether a day is said of the film that its sentence speaks of, or of something else in its clause. */

/** "Compared with the film of day 2", "(not shown)". */
const comparedBefore = /\b(?:compared (?:with|to)|comparison (?:with|to)|than|unlike|versus)\b[^.;]{0,40}$/i;
const notShownBehind = /^[^.;]{0,30}\bnot (?:shown|available)\b/i;
/** "Film on admission; 4 days later intubated": the day of what comes behind it. */
const eventBehind =
  /^\s(?:(?:he|she|the patient)\s)?(?:was\s|and\s)?(?:intubated|extubated|died|discharged|transferred)\b/i;
/** A day that stands for the whole of what follows: "Day 4: ...", "(B) Hospital day 14.". */
const labelBefore = /^[\s\W]*(?:\(?[A-Ha-h]\d?[).:,]?\s*)?(?:on\s|at\s|the\s)?$/;
const labelBehind = /^(?:\s?[:.–—)\]]|\s-\s|,|$)/;

/** "Lower film: 3 days later", "CXR taken on day 4". */
const filmRightBefore = new RegExp(
  `(?<![\\p{L}])(?<film>${dayWords.films.join('|')})(?:\\s?\\([^()]{0,20}\\))?\\s?[:,;–—-]?\\s?(?:(?:on|of|at|from|in|taken|obtained|performed|done|made|the|il|del|al|in)\\s){0,3}$`,
  'iu',
);

/** Whether a day is that of a scan. */
export function saidOfScan(
  { words }: Sentence,
  item: { readonly start: number; readonly end: number },
): boolean {
  const [nearest] = headsOf(hostOf(words, item.start, item.end)).filter((head) => head.kind !== 'develops');
  return nearest?.kind === 'scans';
}

export function saidOfFilm(
  sentence: Sentence,
  item: { readonly start: number; readonly end: number },
  kind: FilmTraits['kind'],
): boolean {
  const { words } = sentence;
  const [before, behind] = [words.slice(0, item.start), words.slice(item.end)];
  if (comparedBefore.test(before.slice(-60)) || notShownBehind.test(behind.slice(0, 60))) return false;
  // "Performed on the day of admission (one day after the onset of fever)": the bracket explains.
  if (/\b(?:admission|presentation|arrival)\s?\($/i.test(before)) return false;
  if (eventBehind.test(behind.slice(0, 40))) return false;
  const leads = labelBefore.test(before) && labelBehind.test(behind);
  if (leads && (isCaption(sentence) || sentence.kind === 'findings' || /^(?:\s?[:.–—]|\s-\s|$)/.test(behind)))
    return true;
  if (kind !== 'scan' && filmRightBefore.test(before.slice(-80))) return true;
  const heads = headsOf(hostOf(words, item.start, item.end)).filter(
    (head) => head.kind !== 'develops' && (!head.timed || head.kind === 'films' || head.kind === 'scans'),
  );
  const [nearest] = heads;
  if (!nearest) return sentence.film || isCaption(sentence);
  if (nearest.kind === 'films') return kind !== 'scan' || !heads.some((head) => head.kind === 'scans');
  if (nearest.kind === 'scans') return kind !== 'film';
  return false;
}
