/**
 * Who works on which case. One person a case at a time: a claim is a lease that its holder keeps alive and that expires by
 * itself, by the store's own clock; what was saved meanwhile stays. A case for blind double reading has two seats.
 */
export interface Claim {
  readonly caseId: string;
  readonly user: string;
  /** Milliseconds since 1970, by the store's clock, after which it no longer holds. */
  readonly expires: number;
}

/** Every step is whole over all processes: of several who meet, one has the seat. All @throw CaselineError `disk-*`. */
export interface Claims {
  /** Takes or renews a seat on a case. False when others hold every seat. */
  claim(caseId: string, user: string): Promise<boolean>;
  /** Takes the first of `candidates` that has a free seat for this person; null when none has. */
  claimFirst(candidates: readonly string[], user: string): Promise<string | null>;
  /** Keeps a claim alive. False when it was lost meanwhile. */
  renew(caseId: string, user: string): Promise<boolean>;
  release(caseId: string, user: string): Promise<void>;
  /** Who holds live claims on a case. */
  holders(caseId: string): Promise<readonly Claim[]>;
  /** Cases this person cannot be given now: others hold them, two others read them, or they read them to the end. */
  heldByOthers(user: string): Promise<ReadonlySet<string>>;
  /** Marks cases for blind double reading by two people each. */
  requestDoubleReading(caseIds: readonly string[]): Promise<void>;
  /** A reader is done with cases, or takes them up again: they are then not handed to them, or are. */
  setReaderDone(caseIds: readonly string[], user: string, done: boolean): Promise<void>;
  /** Whether the case is read twice and this person is one of the readers. */
  readerOf(caseId: string, user: string): Promise<boolean>;
  /** Cases for double reading, with those who read or have read them. */
  doubleRead(): Promise<readonly { caseId: string; readers: readonly string[] }[]>;
}
