import { type Reopened, reopenedIn } from '../../../curation/review/reopened.ts';
import { readAsStated } from '../../../curation/suggest/case-reading.ts';
import type { Case, CaseDraft } from '../../../data/format/case.ts';
import type { Review } from '../../../data/format/review.ts';
import { imageDraft } from '../../helpers/drafts.ts';
import { caseFor } from './review-log.ts';

/** Cases whose source says something else than when they were answered. */

export const p1: CaseDraft['patients'][number] = { id: 'p1', sex: null, age: null, location: null };
export const history = 'A 61-year-old man presented with fever and dry cough for 3 days.';

/** A case of one patient with a history and a captioned film. */
export const told = (text: string, change: Partial<CaseDraft> = {}): Case =>
  caseFor('eurorad-1', {
    patients: [p1],
    texts: [
      { id: 't1', kind: 'presentation', language: 'en', text },
      { id: 't2', kind: 'caption', language: 'en', text: 'Chest radiograph.', images: ['i1'] },
    ],
    images: [{ ...imageDraft('i1', 0), caption: 't2' }],
    ...change,
  });

/** What is re-opened when a case that was `was` for all these events is `now`. */
export const changed = (was: Case, now: Case, review: Review, layer = 'shared'): Reopened[] =>
  reopenedIn(
    {
      record: { ...now, rev: was.rev + 1 },
      review,
      former: [{ record: was, events: review.events.length }],
      read: readAsStated,
    },
    layer,
  );

export const brief = (found: readonly Reopened[]) =>
  found.map(({ key, because, now }) =>
    `${key.replace('|', '/').replace('|', '/')}: ${because} ${now?.value ?? ''}`.trim(),
  );

export const done = { kind: 'status', status: 'done' } as const;
export const was = told(history);
export const grown = told(`${history} RT-PCR for SARS-CoV-2 was positive. The patient died on day 20.`);

/** The words of a case's first text. */
export const textOf = (record: Case): string => record.texts[0]?.text ?? '';
