import type { Outcome, Sent } from '../../features/case/saving/messages.ts';

/** What the browser scripts are given beside the browser: htmx, its events and our own. */

/** One request of htmx, from its setting up to its end. */
export interface HtmxContext {
  readonly sourceElement?: Element | null;
  readonly request: {
    readonly action: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: FormData | URLSearchParams | null;
  };
  /** There once the server has answered. */
  readonly response?: Response;
  swap: string;
  text: string;
  /** What `saving.js` notes of a request that does not go through the queue. */
  counted?: boolean;
  outcome?: Outcome;
}

type HtmxEvent = CustomEvent<{ readonly ctx: HtmxContext }>;
type HtmxAnswer = CustomEvent<{ readonly ctx: HtmxContext & { readonly response: Response } }>;

declare global {
  interface Window {
    readonly htmx: {
      ajax(
        method: string,
        address: string,
        context: {
          source: Element;
          target: Element;
          swap: string;
          values?: Readonly<Record<string, string>>;
        },
      ): Promise<void>;
    };
  }

  interface DocumentEventMap {
    'htmx:config:request': HtmxEvent;
    'htmx:before:request': HtmxEvent;
    'htmx:after:request': HtmxAnswer;
    'htmx:finally:request': HtmxEvent;
    'htmx:error': CustomEvent<{ readonly ctx?: HtmxContext }>;
    'htmx:before:swap': Event;
    'htmx:after:swap': Event;
    /** The cursor moved: to a field or none, to an image or none. */
    'caseline:cell': CustomEvent<{ readonly cell: HTMLElement | null }>;
    'caseline:image': CustomEvent<{ readonly image: string; readonly was: string }>;
    'caseline:marks': Event;
    'caseline:redrawn': Event;
    /** A panel came, or was refused. */
    'caseline:panel': Event;
    /** The queue has changed; an answer was taken down, taken by the server, refused by it. */
    'caseline:queue': Event;
    'caseline:sent': CustomEvent<Sent>;
    'caseline:settled': CustomEvent<{ readonly id: string; readonly outcome: Outcome }>;
    'caseline:refused': CustomEvent<{ readonly cell: HTMLElement; readonly message: string }>;
  }

  // Unless it is said otherwise, what our selectors find are HTML elements: only the timeline's marks are not.
  interface ParentNode {
    querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
    querySelector<E extends Element = HTMLElement>(selectors: string): E | null;
    querySelectorAll<K extends keyof HTMLElementTagNameMap>(
      selectors: K,
    ): NodeListOf<HTMLElementTagNameMap[K]>;
    querySelectorAll<E extends Element = HTMLElement>(selectors: string): NodeListOf<E>;
  }
  interface Element {
    closest<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
    closest<E extends Element = HTMLElement>(selectors: string): E | null;
  }
  /** Only elements have these; an event may also come from the document or the window. */
  interface EventTarget {
    closest?<E extends Element = HTMLElement>(selectors: string): E | null;
    matches?(selectors: string): boolean;
  }
}
