import type { Protocol } from '../protocols/protocol.ts';

/** What the collection asks of its cases. */
export interface ProtocolStore {
  /**
   * As it stands now, whoever wrote it; the built-in one where nobody chose another. The same object until it changes.
   * @throws InvalidInput naming what is off in it, with the remedy
   */
  readonly protocol: Protocol;
  /**
   * Reads the protocol anew, applies a change and writes it durably; what others change at the same moment comes before or after
   * it, whole. Decisions are never touched. @param change pure: it may be called again
   * @returns the protocol as it was written
   * @throws InvalidInput naming what would be off, whatever `change` throws; nothing is written then. CaselineError `disk-*`
   */
  setProtocol(change: (held: Protocol) => Protocol): Promise<Protocol>;
}
