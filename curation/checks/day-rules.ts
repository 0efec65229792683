import type { Anchor } from '../../data/format/day.ts';
import type { RowOfImage } from '../record/rows.ts';
import { buildTimeline, type Timeline } from '../timeline/build.ts';
import type { Contradiction } from '../timeline/contradictions.ts';
import { parseDate } from '../timeline/dates.ts';
import { mayMeet } from '../timeline/interval.ts';
import { atPatient, atRow, type CheckedCase, rowsByPatient } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** Contradictions of the timeline that the rules of rows find too, blanks included. */
const foundInRows = new Set(['intubated-without-icu', 'extubated-without-intubated']);
/** Those with a rule of their own here; every other is one of the course. */
const ownRules: Readonly<Record<string, string>> = {
  'date-day-difference': 'date-day-difference',
  'file-name-day': 'file-name-day',
  'anchors-disagree': 'mixed-anchors',
};

function fromContradiction(
  contradiction: Contradiction,
  own: readonly RowOfImage[],
  any: RowOfImage,
  at?: string,
): CheckFinding {
  const rule = ownRules[contradiction.rule] ?? 'course';
  const image = at ?? contradiction.facts.find((fact) => fact.image !== null)?.image;
  const owner = own.find((row) => row.image.id === image);
  const field = contradiction.facts.find((fact) => fact.field !== null)?.field ?? null;
  const [first, second] = contradiction.facts;
  const options = {
    severity: contradiction.severity,
    values: { contradiction: contradiction.rule, first: first.words, second: second.words },
  };
  return owner
    ? { ...atRow(rule, owner, null, contradiction.message, options), field: field ?? 'offset' }
    : atPatient(rule, any, field, contradiction.message, options);
}

/**
 * One wrong day contradicts every other image of the patient. The image that stands in most of the
 * contradictions is named once, and so on until none is left: what is named is what to look at.
 */
function fewest(
  contradictions: readonly Contradiction[],
  own: readonly RowOfImage[],
  any: RowOfImage,
): CheckFinding[] {
  const findings: CheckFinding[] = [];
  let left = [...contradictions];
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const { facts } of left)
      for (const { image } of facts) if (image) counts.set(image, (counts.get(image) ?? 0) + 1);
    const [worst] = [...counts].toSorted((a, b) => b[1] - a[1]);
    const named = left.filter(({ facts }) => facts.some(({ image }) => image === worst?.[0]));
    const first = named.find(({ severity }) => severity === 'error') ?? named[0] ?? left[0];
    if (!first) break;
    left = left.filter((contradiction) => contradiction !== first && !named.includes(contradiction));
    const finding = fromContradiction(first, own, any, worst?.[0]);
    const more = named.length > 1 ? ` (and so with ${named.length - 1} more)` : '';
    findings.push({ ...finding, message: finding.message + more });
  }
  return findings;
}

/** Days that nobody can bring onto one count, though several images have one. */
function anchorFindings(timeline: Timeline, any: RowOfImage): CheckFinding[] {
  const stated = timeline.images.filter(({ stated: day }) => day !== null && day.from !== null);
  const lost = stated.filter(({ day }) => day === null);
  const anchors = new Set<Anchor>(stated.flatMap(({ stated: day }) => (day ? [day.anchor] : [])));
  if (anchors.size < 2 || lost.length === 0) return [];
  return [
    atPatient(
      'mixed-anchors',
      any,
      'day_zero',
      `days count from ${[...anchors].join(' and ')}, and no distance between them is stated (${lost.map(({ file }) => file).join(', ')})`,
      { values: { anchors: [...anchors].join(', '), images: lost.map(({ file }) => file).join(', ') } },
    ),
  ];
}

/** "day 7", "day 12 of illness", "hospital day 3"; not "7-day course". Bounded, linear. */
const dayWords =
  /\b(?:on |at )?(?:hospital |illness |post-?operative )?day\s{0,2}(\d{1,3})\b(?!\s?(?:mg|of treatment))/gi;

/** An image's own text that states exactly one day: no other image shares it. */
function textDayFindings(view: CheckedCase, own: readonly RowOfImage[], timeline: Timeline): CheckFinding[] {
  return own.flatMap((owner) => {
    const day = timeline.images.find(({ image }) => image === owner.image.id)?.stated;
    if (!day) return [];
    const texts = view.record.texts.filter(
      (text) =>
        text.id === owner.image.caption ||
        (text.images.length === 1 &&
          text.images[0] === owner.image.id &&
          ['caption', 'panel-caption', 'clinical-notes'].includes(text.kind)),
    );
    const stated = texts.flatMap((text) => {
      const days = new Map(
        [...text.text.slice(0, 20_000).matchAll(dayWords)].map((match) => [Number(match[1]), match[0]]),
      );
      return days.size === 1 ? [...days] : [];
    });
    const [only] = stated;
    if (!only || new Set(stated.map(([number]) => number)).size !== 1) return [];
    const [number, words] = only;
    // Hospital day 1 is day 0 of some tables: one day apart is a convention, no contradiction.
    if (mayMeet(day, { from: number - 1, to: number + 1 })) return [];
    return [
      atRow('text-day', owner, 'offset', `its text says “${words.trim()}”, the row day ${owner.row.offset}`, {
        values: { offset: owner.row.offset, text: words.trim() },
      }),
    ];
  });
}

/** Years, or month and year, are dates that no day can be read from; both are common and right. */
const partialDate = /^(?:\d{4}|[A-Za-z]{3,9}\.?,? \d{4}|[A-Za-z]{3,9} \d{1,2}|\d{4}-\d{2})$/;
const ROENTGEN = Date.UTC(1895, 11, 28) / 86_400_000;

function dateFindings(view: CheckedCase): CheckFinding[] {
  const read = Date.parse(view.record.source.retrievedAt) / 86_400_000;
  return view.rows.flatMap((owner) => {
    const text = owner.row.date.trim();
    if (text === '') return [];
    const year = /^\d{4}$/.test(text) ? Date.UTC(Number(text), 0, 1) / 86_400_000 : null;
    const days = parseDate(text)?.days ?? year;
    if (days !== null && (days < ROENTGEN || days > read + 1))
      return [atRow('impossible-date', owner, 'date', `the date '${text}' cannot be`)];
    return days === null && !partialDate.test(text)
      ? [atRow('unreadable-date', owner, 'date', `'${text}' is read neither as a date nor as a year`)]
      : [];
  });
}

/** Dates, days, captions and file names against each other, and the order of the course. */
export function dayFindings(view: CheckedCase): CheckFinding[] {
  const findings = dateFindings(view);
  for (const [patient, own] of rowsByPatient(view.rows)) {
    const [any] = own;
    if (!any) continue;
    const timeline = buildTimeline({ case: view.record, state: view.state, patient, fields: view.fields });
    const contradictions = timeline.contradictions.filter(({ rule }) => !foundInRows.has(rule));
    const [dates, others] = [
      contradictions.filter(({ rule }) => rule === 'date-day-difference'),
      contradictions.filter(({ rule }) => rule !== 'date-day-difference'),
    ];
    findings.push(
      ...fewest(dates, own, any),
      ...others.map((contradiction) => fromContradiction(contradiction, own, any)),
      ...anchorFindings(timeline, any),
      ...textDayFindings(view, own, timeline),
    );
  }
  return findings;
}
