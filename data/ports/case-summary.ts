import type { Case } from '../format/case.ts';
import { isByImport } from '../format/decisions.ts';
import type { Review } from '../format/review.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { FormerCase } from './cases.ts';

/** What lists show of a case beyond what the case itself says. */
export interface CaseSummary {
  status: string;
  /** Higher is handed out earlier. */
  priority: number;
  /** Cells decided and cells still open. */
  decided: number;
  open: number;
  /** Terms to filter by: kind (`finding`, `modality`, `view`...) and term. */
  terms: readonly { kind: string; term: string }[];
  /** Images and patients that would go out, as the review stands. */
  outgoing: { readonly images: number; readonly patients: number };
  reviewedAt: string | null;
  /** Resolves when more can be said, since texts are still being read; null, or left out: this is all. */
  awaits?: Promise<unknown> | null;
}

/** How a case is asked and read. */
export interface AskedHow {
  /** The number that the case's source gives to the day of admission, where the settings say so. */
  readonly firstHospitalDay?: 0 | 1 | undefined;
  /** What the collection asks; the built-in protocol without it. */
  readonly protocol?: Protocol;
}

/** @param former gives the earlier states of the case, newest first */
export type Summarise = (
  record: Case,
  review: Review,
  former: () => readonly FormerCase[],
  how?: AskedHow,
) => CaseSummary;

/** What is known without the curation room. */
export const plainSummary = (record: Case, review: Review): CaseSummary => ({
  status: review.events.some((event) => !isByImport(event)) ? 'in-progress' : 'new',
  priority: 0,
  decided: review.events.filter((event) => event.kind === 'decide').length,
  open: 0,
  terms: [],
  outgoing: { images: record.images.length, patients: record.patients.length },
  reviewedAt: review.events.at(-1)?.at ?? null,
});

/** The words that a search looks through: title and id, then places and texts. */
export function searchedWords(record: Case): { title: string; body: string } {
  const places = record.patients.flatMap((patient) => [patient.label ?? '', patient.location ?? '']);
  const body = [...places, ...record.texts.map((text) => text.text)].join('\n').slice(0, 200_000);
  return { title: `${record.document.title ?? ''} ${record.id}`, body };
}

/** What lists filter by, e.g. `['finding', 'Pneumonia/Viral/COVID-19']`. */
export type Term = readonly [kind: string, term: string];

export const nameOfTerm = ([kind, term]: Term): string => `${kind}\n${term}`;

/** Every term of a case once, status and site among them. */
export function termsOf(summary: Pick<CaseSummary, 'status' | 'terms'>, site: string): Term[] {
  const all: Term[] = [
    ...summary.terms.map(({ kind, term }): Term => [kind, term]),
    ['status', summary.status],
    ['site', site],
  ];
  return [...new Map(all.map((term) => [nameOfTerm(term), term])).values()];
}
