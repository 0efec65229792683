import type { CaseText } from '../../../../data/format/case.ts';

/** A note of one patient, and the day of each of its images. */
export interface DatedNote {
  readonly texts?: readonly { readonly kind: CaseText['kind']; readonly text: string }[];
  readonly images: readonly {
    readonly caption: string;
    readonly figure?: string;
    /** Every number that a reader may give, by the anchors that the words leave open; null: none may be counted on. */
    readonly day: readonly (number | null)[];
  }[];
}
