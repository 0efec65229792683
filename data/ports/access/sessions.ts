/** The open sessions of one person. */
export interface OpenSessions {
  readonly user: string;
  readonly count: number;
  /** When one of them was last used, to the minute; milliseconds since 1970. */
  readonly seenAt: number;
}

/** Signed-in browsers. A session's secret is in the browser's cookie only; when it ends stands in `access/session-times.ts`. */
export interface Sessions {
  /** @param user name of an account @returns the new session's secret. @throws CaselineError `disk-*` */
  start(user: string): Promise<string>;
  /** One that there is not has ended already. */
  end(secret: string): Promise<void>;
  /** Those that have not ended, one entry a person. */
  open(): Promise<OpenSessions[]>;
  /** Signs a person out everywhere; tokens stay. @throws CaselineError `disk-*` */
  endAllOf(user: string): Promise<void>;
}
