import { createHash } from 'node:crypto';
import { InvalidInput } from '../errors.ts';
import { describeProblems } from '../format/read.ts';
import { covid19Document } from './covid-19.ts';
import { faultsOf } from './faults.ts';
import { PROTOCOL_FORMAT, type Protocol, protocolSchema } from './protocol.ts';

/** Bytes of a protocol's file: one of a hundred fields with all their phrases has a tenth of that. */
export const MOST_PROTOCOL_BYTES = 2_000_000;

const shown = 5;

/**
 * A document as a protocol.
 * @param where for people: the file it was read from
 * @param verb whether it is there, or would be
 * @throws InvalidInput naming the place, what is off there and what to do
 */
export function readProtocol(document: unknown, where: string, verb: 'is' | 'would be' = 'is'): Protocol {
  const format = (document as { format?: unknown } | null)?.format;
  const version = Number(/^caseline\.protocol\/(\d{1,6})$/.exec(String(format))?.[1] ?? 0);
  if (version > 1)
    throw new InvalidInput(
      'newer-format',
      `${where} has the format '${String(format)}', newer than ${PROTOCOL_FORMAT}; update Caseline to read it`,
    );
  if (format !== PROTOCOL_FORMAT)
    throw new InvalidInput(
      'unknown-format',
      `${where} has the format '${String(format).slice(0, 60)}', not ${PROTOCOL_FORMAT}; it is no protocol: 'caseline protocol new' makes one`,
    );
  const result = protocolSchema.safeParse(document);
  if (!result.success)
    throw new InvalidInput(
      'bad-protocol',
      `${where} ${verb === 'is' ? 'is not' : 'would not be'} valid: ${describeProblems(result.error, shown)}`,
    );
  let faults: readonly string[];
  try {
    faults = faultsOf(result.data);
  } catch (error) {
    // Two fields of one name are found where the fields are put together.
    if (!(error instanceof InvalidInput)) throw error;
    faults = [`fields.own: ${error.message}`];
  }
  if (faults.length > 0) {
    const more = faults.length > shown ? `; and ${faults.length - shown} more` : '';
    throw new InvalidInput(
      'bad-protocol',
      `${where} ${verb === 'is' ? 'is not' : 'would not be'} valid: ${faults.slice(0, shown).join('; ')}${more}`,
    );
  }
  return result.data;
}

/** Text of a file as a protocol. @throws InvalidInput as `readProtocol`, and for what is no JSON */
export function parseProtocol(text: string, where: string): Protocol {
  if (Buffer.byteLength(text) > MOST_PROTOCOL_BYTES)
    throw new InvalidInput(
      'protocol-too-large',
      `${where} is larger than ${MOST_PROTOCOL_BYTES / 1e6} MB; no protocol is`,
    );
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput('not-json', `${where} is no JSON (${(cause as Error).message}); mend it there`, {
      cause,
    });
  }
  return readProtocol(document, where);
}

/** The built-in protocol. */
export const covid19: Protocol = readProtocol(covid19Document, 'the built-in protocol');

const marks = new WeakMap<Protocol, string>();

/** Tells one protocol from another by all it says: name, version and a hash. */
export function markOfProtocol(protocol: Protocol): string {
  const held = marks.get(protocol);
  if (held !== undefined) return held;
  const hash = createHash('sha256').update(JSON.stringify(protocol)).digest('hex').slice(0, 16);
  const mark = `${protocol.name} ${protocol.version} ${hash}`;
  marks.set(protocol, mark);
  return mark;
}

/** A protocol as it is written to a file: what it leaves to the defaults stands in it too. */
export const protocolText = (protocol: Protocol): string => `${JSON.stringify(protocol, null, 2)}\n`;
