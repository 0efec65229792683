/** One response exactly as it came, one hop, no redirect followed, body still content-encoded. */
export interface RawResponse {
  readonly url: string;
  readonly httpVersion: string;
  readonly status: number;
  readonly statusText: string;
  /** Names and values in the order and spelling received. */
  readonly rawHeaders: readonly (readonly [string, string])[];
  /** Lower-case names; repeated ones joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Request line and headers as sent. */
  readonly requestHeaders: readonly (readonly [string, string])[];
  /** When the request was sent, milliseconds since 1970. */
  readonly sent: number;
  /** From sending to the end of the body, milliseconds. */
  readonly latency: number;
}
