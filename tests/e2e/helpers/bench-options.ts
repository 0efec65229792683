/** What a workbench of the browser tests is started with. */
export interface BenchOptions {
  /** Of a workspace that is there already; otherwise a new one is made. */
  readonly directory?: string;
  /** In a new workspace. */
  readonly cases?: number;
  /** Of each case of a new workspace. */
  readonly films?: number;
  /** Who works where nobody signs in. */
  readonly user?: string;
  readonly port?: number;
  /** Annotators who sign in with `PASSWORD`; without any nobody signs in. */
  readonly accounts?: readonly string[];
}
