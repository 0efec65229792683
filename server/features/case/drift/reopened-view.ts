import { dayInWords } from '../../../../curation/record/day-input.ts';
import type { Reopened } from '../../../../curation/review/reopened.ts';
import { findQuote } from '../../../../curation/review/same-words.ts';
import { splitSentences } from '../../../../curation/suggest/texts/sentences.ts';
import type { FieldSet } from '../../../../data/fields/field-set.ts';
import type { Quote } from '../../../../data/format/day.ts';
import { quotableText } from '../../../../data/format/quotable.ts';
import type { CaseView } from '../case-view.ts';
import { anchorInWords, shownValue } from '../fields/cell-view.ts';
import { eventName } from '../timeline/timeline-picture.ts';

/** Characters of a sentence shown on each side of the words that count. */
const BESIDE = 110;

/** A quote with what stands beside it in its sentence. */
export interface InSentence {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

function inSentence(caseView: CaseView, quote: Quote): InSentence {
  const text = quotableText(caseView.record, quote.text) ?? '';
  const own = splitSentences(text).find(({ start, end }) => start <= quote.start && quote.end <= end);
  const { start, end } = own ?? quote;
  const [before, after] = [text.slice(start, quote.start), text.slice(quote.end, end)];
  return {
    before: before.length > BESIDE ? `… ${before.slice(-BESIDE).replace(/^\S*\s/, '')}` : before,
    words: text.slice(quote.start, quote.end),
    after: after.length > BESIDE ? `${after.slice(0, BESIDE).replace(/\s\S*$/, '')} …` : after,
  };
}

const reasons = {
  'quote gone': 'its words are gone',
  'new words against': 'new words say otherwise',
  'new words for what was left open': 'was left open, and new words speak for it',
} as const;

/** A re-opened answer as the panel and the dialog show it. */
export interface ReopenedRow {
  readonly key: string;
  readonly label: string;
  readonly reason: string;
  readonly value: string;
  /** The words the answer rests on, and whether they still stand. */
  readonly quote: string | null;
  readonly gone: boolean;
  readonly now: {
    readonly value: string;
    readonly sentence: InSentence | null;
    readonly confidence: number | null;
  } | null;
  readonly nearest: string | null;
  /** What can be done with it. */
  readonly keep: string;
  readonly mayAsk: boolean;
}

/** What an answer or an event says, in words. */
function saidInWords({ field, event }: Reopened, said: Reopened['before'], fields: FieldSet): string {
  const known = field === null ? null : fields.find(field);
  if (field !== null) return known ? shownValue(known, said.value, said.day) : String(said.value);
  if (!event || !said.day) return 'not on the timeline';
  const day = said.day.from === null && said.day.to === null ? 'no day' : dayInWords(said.day);
  return [said.value === 'no' ? 'no,' : '', day, anchorInWords(said.day.anchor)].filter(Boolean).join(' ');
}

export function reopenedRow(caseView: CaseView, one: Reopened): ReopenedRow {
  const { record, images, patients, fields } = caseView;
  const { field, event, target, before, now, decision } = one;
  const image = images.find(({ id }) => id === target.image);
  const patient = patients.length > 1 ? patients.find(({ id }) => id === target.patient) : undefined;
  const name =
    field === null ? (event ? eventName(event.type, fields) : '') : (fields.find(field)?.label ?? field);
  const answered = decision !== null || before.value !== null;
  return {
    key: one.key,
    label: [name, image?.label ?? patient?.label].filter(Boolean).join(', '),
    reason: reasons[one.because],
    value: answered
      ? saidInWords(one, before, fields)
      : field === null
        ? 'not on the timeline'
        : 'not answered',
    quote: before.quote?.words ?? null,
    gone: before.quote !== null && findQuote(record, before.quote) === null,
    now: now && {
      value: saidInWords(one, now, fields),
      sentence: now.quote && inSentence(caseView, now.quote),
      confidence: now.confidence,
    },
    nearest: now ? null : one.nearest,
    keep: answered ? 'Still right' : 'Leave it open',
    mayAsk: now === null && decision !== null && decision.target.image === target.image,
  };
}
