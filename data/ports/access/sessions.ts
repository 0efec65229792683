/** Signed-in browsers. A session's secret is in the browser's cookie only; when it ends stands in `access/session-times.ts`. */
export interface Sessions {
  /** @param user name of an account @returns the new session's secret. @throws CaselineError `disk-*` */
  start(user: string): Promise<string>;
  /** One that there is not has ended already. */
  end(secret: string): Promise<void>;
}
