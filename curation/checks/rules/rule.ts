export interface CheckRule {
  readonly id: string;
  /** The severity of most of its findings; `error` keeps a release back until mended or waived. */
  readonly severity: 'error' | 'warning';
  readonly group: 'state' | 'value' | 'vocabulary' | 'day' | 'patient' | 'document' | 'file' | 'duplicate';
  readonly means: string;
  readonly remedy: string;
}

/** Makes the rules of one group: id, severity, what it finds, what mends it. */
export const ruleOf =
  (group: CheckRule['group']) =>
  (id: string, severity: CheckRule['severity'], means: string, remedy: string): CheckRule => ({
    id,
    severity,
    group,
    means,
    remedy,
  });
