import type { SaveOutcome, SentAnswer } from './saving/messages.ts';

/** What the scripts of the case page tell each other. */
declare global {
  interface DocumentEventMap {
    /** The cursor moved: to a field or none, to an image or none. */
    'caseline:cell': CustomEvent<{ readonly cell: HTMLElement | null }>;
    'caseline:image': CustomEvent<{ readonly image: string; readonly was: string }>;
    'caseline:marks': Event;
    /** Somebody chose which fields the list shows. */
    'caseline:shown': Event;
    /** The panes were drawn: zoom, turn, window or size may be another. */
    'caseline:viewed': Event;
    'caseline:redrawn': Event;
    /** The queue has changed; an answer was taken down, taken by the server, refused by it. */
    'caseline:queue': Event;
    'caseline:sent': CustomEvent<SentAnswer>;
    'caseline:settled': CustomEvent<{
      readonly id: string;
      readonly outcome: SaveOutcome;
      readonly headers: Headers;
    }>;
    'caseline:refused': CustomEvent<{ readonly cell: HTMLElement; readonly message: string }>;
  }
  /** What is noted of a save that does not go through the queue. */
  interface HtmxContext {
    counted?: boolean;
    outcome?: SaveOutcome;
  }
}
