import { statSync } from 'node:fs';
import { join } from 'node:path';
import { diskError, writeDurably } from '../files/durable-file.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { covid19, parseProtocol, protocolText, readProtocol } from '../protocols/read-protocol.ts';
import { readText } from './disk/json-file.ts';

export const PROTOCOL_FILE = 'protocol.json';

/** `protocol.json` of a workspace; where there is none the built-in protocol holds. */
export class ProtocolFile {
  readonly #path: string;
  #held: { readonly mark: string; readonly protocol: Protocol } | null = null;

  constructor(directory: string) {
    this.#path = join(directory, PROTOCOL_FILE);
  }

  /** Tells one state of the file from another; null: there is none. */
  #mark(): string | null {
    try {
      const { ino, size, mtimeMs } = statSync(this.#path);
      return `${ino} ${size} ${mtimeMs}`;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw diskError('read', this.#path, cause);
    }
  }

  /** @throws InvalidInput naming what is off in the file */
  read(): Protocol {
    const mark = this.#mark();
    if (mark === null) return covid19;
    if (this.#held?.mark === mark) return this.#held.protocol;
    const text = readText(this.#path);
    if (text === null) return covid19;
    const protocol = parseProtocol(text, this.#path);
    this.#held = { mark, protocol };
    return protocol;
  }

  /** Writes a protocol, checked as a reader would. @throws InvalidInput naming what would be off; nothing is written then */
  write(protocol: Protocol): Protocol {
    const text = protocolText(readProtocol(protocol, this.#path, 'would be'));
    writeDurably(this.#path, text);
    return this.read();
  }
}
