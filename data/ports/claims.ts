/**
 * Who works on which case. One person a case at a time: a claim is a lease that its holder keeps alive and that
 * expires by itself; what was saved meanwhile stays. A case for blind double reading has two seats.
 */
export interface Claim {
  readonly caseId: string;
  readonly user: string;
  /** Milliseconds since 1970 after which it no longer holds. */
  readonly expires: number;
}

export interface Claims {
  /** Takes or renews a seat on a case. False when others hold every seat. Atomic over all processes. */
  claim(caseId: string, user: string): boolean;
  /** Takes the first of `candidates` that has a free seat for this person; null when none has. Atomic. */
  claimFirst(candidates: readonly string[], user: string): string | null;
  /** Keeps a claim alive. False when it was lost meanwhile. */
  renew(caseId: string, user: string): boolean;
  release(caseId: string, user: string): void;
  /** Who holds live claims on a case. */
  holders(caseId: string): readonly Claim[];
  /** Cases this person cannot be given now: others hold them, two others read them, or they read them to the end. */
  heldByOthers(user: string): ReadonlySet<string>;
  /** Marks a case for blind double reading by two people. */
  requestDoubleReading(caseId: string): void;
  /** A reader is done with a case, or takes it up again: it is then not handed to them, or is. */
  setReaderDone(caseId: string, user: string, done: boolean): void;
  /** Whether the case is read twice and this person is one of the readers. */
  readerOf(caseId: string, user: string): boolean;
  /** Cases for double reading, with those who read or have read them. */
  doubleRead(): readonly { caseId: string; readers: readonly string[] }[];
  close(): void;
}
