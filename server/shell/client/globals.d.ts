/** What the browser scripts are given beside the browser: htmx and its events. */

/** One request of htmx, from its setting up to its end. */
interface HtmxContext {
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
}

type HtmxEvent = CustomEvent<{ readonly ctx: HtmxContext }>;

interface Window {
  readonly htmx: {
    ajax(
      method: string,
      address: string,
      context: { source: Element; target: Element; swap: string; values?: Readonly<Record<string, string>> },
    ): Promise<void>;
  };
}

interface DocumentEventMap {
  'htmx:config:request': HtmxEvent;
  'htmx:before:request': HtmxEvent;
  'htmx:after:request': CustomEvent<{ readonly ctx: HtmxContext & { readonly response: Response } }>;
  'htmx:finally:request': HtmxEvent;
  'htmx:error': CustomEvent<{ readonly ctx?: HtmxContext }>;
  'htmx:before:swap': Event;
  'htmx:after:swap': Event;
  /** A panel came, or was refused. */
  'caseline:panel': Event;
  /** Who opened the page is signed in again: what waits may go on. */
  'caseline:signed-in': Event;
}

// Unless it is said otherwise, what our selectors find are HTML elements: only the timeline's marks are not.
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector<E extends Element = HTMLElement>(selectors: string): E | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
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
