/** What the case page and its scripts say to each other and to the server. */

/**
 * What became of an answer: not sent yet (empty), not reached the server, taken, to be sent again on top of what others
 * saved, asked about because others changed the same, refused.
 */
export type SaveOutcome = '' | 'unreached' | 'saved' | 'again' | 'asked' | 'refused';

/** Whether a save that came too late touches what others changed: the header `Caseline-Overlap`. */
export type Overlap = 'yes' | 'none';

/** What an undo or a redo changed and where, empty where it is about none: the header `Caseline-Taken-Back`, as JSON. */
export interface TakenBack {
  readonly words: string;
  readonly field: string;
  readonly patient: string;
  readonly image: string;
}

/** A form of the case page, the moment it is taken down. */
export interface SentAnswer {
  readonly form: HTMLFormElement;
  /** The field it answers; null when it is about none. */
  readonly cell: HTMLElement | null;
  readonly values: Readonly<Record<string, string>>;
  readonly submitter: HTMLElement | null;
}
