import { firstSeenOf } from '../../data/vocabulary/findings.ts';
import { isFrontal } from '../../data/vocabulary/views.ts';
import type { RowOfImage } from '../record/rows.ts';
import { parseDate } from '../timeline/dates.ts';
import { atRow, type CheckedCase } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** What a picture is said to show, against its name, its own words and its time. */

/** Parts of a file's name: `case1_L.png`, `x-lateral.jpg`. A small l is rather a size or a letter. */
const lateralName = /(?:^|[^A-Za-z0-9])(?:L|[Ll][Aa][Tt](?:eral)?|LATERAL)(?=[^A-Za-z0-9]|$)/;
const frontalName = /(?:^|[^A-Za-z0-9])(?:PA|AP|[Ff]rontal|FRONTAL)(?=[^A-Za-z0-9]|$)/;
/** "lateral chest radiograph", "view: lateral"; not "the lateral subpleural site". */
const film = '(?:view|projection|radiograph|radiography|x-?rays?|film|image|cxr|chest)';
const lateralWords = new RegExp(
  `\\blateral(?:\\s+\\w+){0,2}\\s+${film}\\b|\\b${film}s?\\b\\W{1,3}(?:\\w+\\W+){0,2}lateral\\b|(?:^|[.:;(]\\s*)lateral\\s*(?:[.;)]|$)`,
  'i',
);
const frontalWords = /\bfrontal\b|\b(?:PA|AP)\b|\b(?:postero-?anterior|antero-?posterior)\b/i;
/** Longer words than a caption or a row's notes are not looked through. */
const MOST_WORDS = 20_000;

/** Words about this picture and no other. */
const ownWords = (view: CheckedCase, { image }: RowOfImage): string[] =>
  view.record.texts
    .filter(
      (text) =>
        text.id === image.caption ||
        (text.images.length === 1 &&
          text.images[0] === image.id &&
          ['caption', 'panel-caption', 'clinical-notes', 'other-notes'].includes(text.kind)),
    )
    .map(({ text }) => text.slice(0, MOST_WORDS));

function viewFindings(view: CheckedCase, owner: RowOfImage): CheckFinding[] {
  const stated = owner.row.view.trim();
  const name = owner.row.filename.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const isLateral = stated === 'L';
  if (!isLateral && !isFrontal(stated)) return [];
  const finding = (from: string): CheckFinding[] => [
    atRow('view-against-words', owner, 'view', `the view is ${stated}, but ${from}`),
  ];
  const [other, same, words] = isLateral
    ? [frontalName, lateralName, 'a frontal view']
    : [lateralName, frontalName, 'a lateral view'];
  if (other.test(name) && !same.test(name)) return finding(`its file name states ${words}`);
  if (isLateral) return [];
  const text = ownWords(view, owner).find((own) => lateralWords.test(own) && !frontalWords.test(own));
  return text === undefined ? [] : finding(`its own words say “${lateralWords.exec(text)?.[0].trim()}”`);
}

/** First and last day since 1970 that a date of a row or of a publication may mean; null where it is none. */
function daysOf(date: string): { from: number; to: number } | null {
  const text = date.trim();
  const exact = parseDate(text)?.days;
  if (exact !== undefined) return { from: exact, to: exact };
  const [, month, year] = /^(?:(\p{L}{3,12})\.?,?\s)?(\d{4})$/u.exec(text) ?? [];
  if (year === undefined) return null;
  const start = month === undefined ? null : parseDate(`1 ${month} ${year}`)?.days;
  const whole = (day: number, at: number): number => Date.UTC(Number(year), at, day) / 86_400_000;
  return start == null ? { from: whole(1, 0), to: whole(31, 11) } : { from: start, to: start + 30 };
}

function timeFindings(view: CheckedCase, owner: RowOfImage): CheckFinding[] {
  const { row } = owner;
  const seen = firstSeenOf(row.finding);
  const published = view.record.document.published;
  const date = row.date.trim() || (published?.iso ?? published?.stated ?? '');
  const days = daysOf(date);
  if (!seen || !days || days.to >= Date.parse(seen.since) / 86_400_000) return [];
  const of = row.date.trim() === '' ? 'published' : 'a film of';
  return [
    atRow(
      'finding-before-disease',
      owner,
      'finding',
      `${seen.finding} on ${of === 'published' ? 'an image published' : of} ${date}: nobody had it before ${seen.since}`,
      { values: { finding: row.finding, date } },
    ),
  ];
}

function testFindings(owner: RowOfImage): CheckFinding[] {
  const offset = Number(owner.row.offset.trim() || 'none');
  if (!(offset < 0) || owner.row.RT_PCR_positive.trim() !== 'Y') return [];
  return [
    atRow(
      'positive-before-day-zero',
      owner,
      'RT_PCR_positive',
      `day ${owner.row.offset.trim()} lies before day 0, and the test is positive`,
      { values: { offset: owner.row.offset, RT_PCR_positive: owner.row.RT_PCR_positive } },
    ),
  ];
}

export const pictureFindings = (view: CheckedCase): CheckFinding[] =>
  view.rows.flatMap((owner) => [
    ...viewFindings(view, owner),
    ...timeFindings(view, owner),
    ...testFindings(owner),
  ]);
