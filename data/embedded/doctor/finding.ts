/** `error`: something is lost or does not work; `warning`: it works, but look at it; `note`: harmless. */
export type Severity = 'error' | 'warning' | 'note';

/** One thing the doctor found. */
export interface DoctorFinding {
  /** What kind of thing: `left-over`, `damaged-document`, `missing-image`, ... Stable, for scripts. */
  readonly check: string;
  readonly severity: Severity;
  /** File it concerns, within the workspace. */
  readonly path: string | null;
  readonly case: string | null;
  readonly message: string;
  /** What a person can do. */
  readonly remedy: string;
  /** True when `--repair` mended it. */
  readonly repaired: boolean;
}

type Given = Pick<DoctorFinding, 'check' | 'severity' | 'message' | 'remedy'> &
  Partial<Pick<DoctorFinding, 'path' | 'case' | 'repaired'>>;

/** Collects what the checks find. */
export class Findings {
  readonly list: DoctorFinding[] = [];

  add(given: Given): void {
    this.list.push({ path: null, case: null, repaired: false, ...given });
  }

  /** No error is left that was not mended. */
  get sound(): boolean {
    return !this.list.some((finding) => finding.severity === 'error' && !finding.repaired);
  }
}
