import { createHash } from 'node:crypto';
import type { Case } from '../../../data/format/case.ts';
import { Newest } from '../../../data/newest.ts';
import { markOfProtocol } from '../../../data/protocols/read-protocol.ts';
import type { CaseReading } from '../case-texts.ts';
import type { Conventions } from '../suggest.ts';
import { ReadingThread } from './reading-thread.ts';

/**
 * Characters of a case's texts that are read on the thread that asks: some 10 ms of ordinary prose, 50 of texts in which
 * every word counts. Cases of web sites have a few thousand; papers have more.
 */
export const MOST_AT_ONCE = 20_000;

/** Readings of long cases that are kept; each is a few kilobytes, however long the texts are. */
const KEPT = 500;

/** The texts are long and not read yet: somebody who can wait for them does, everybody else goes on without. */
export class NotYetRead extends Error {
  /** Resolves when they are read; never rejects. */
  readonly reading: Promise<unknown>;

  constructor(id: string, reading: Promise<unknown>) {
    super(`the texts of ${id} are being read`);
    this.reading = reading;
  }
}

export const isLong = ({ texts }: Case): boolean =>
  texts.reduce((sum, { text }) => sum + text.length, 0) > MOST_AT_ONCE;

const thread = new ReadingThread();
const kept = new Newest<CaseReading>(KEPT);
const underWay = new Map<string, Promise<unknown>>();
const names = new WeakMap<Case, string>();

/** Alike for all that reads alike: the same case read from its file again, by whomever. */
function nameOf(record: Case): string {
  let name = names.get(record);
  if (name === undefined) {
    const { rev: _rev, source, ...read } = record;
    name = createHash('sha256')
      .update(JSON.stringify([source.site, read]))
      .digest('base64');
    names.set(record, name);
  }
  return name;
}

/** What could not be read says nothing; it is not tried again. */
const nothing: CaseReading = { suggestions: [], events: [], gaveUp: true };

/** What was read in a long case. @throws NotYetRead, once, while a thread of its own reads it */
export function longReading(record: Case, conventions: Conventions): CaseReading {
  const { firstHospitalDay, protocol } = conventions;
  const name = `${nameOf(record)} ${firstHospitalDay} ${protocol ? markOfProtocol(protocol) : ''}`;
  const held = kept.get(name);
  if (held) return held;
  let reading = underWay.get(name);
  if (!reading) {
    reading = thread.read({ record, conventions }).then((read) => {
      kept.put(name, read ?? nothing);
      underWay.delete(name);
    });
    underWay.set(name, reading);
  }
  throw new NotYetRead(record.id, reading);
}

/** Runs `work` again as often as texts it asks for have been read meanwhile. */
export async function whenRead<T>(work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof NotYetRead)) throw error;
      // The thread keeps no process alive; who waits for it does.
      const alive = setInterval(() => undefined, 60_000);
      try {
        await error.reading;
      } finally {
        clearInterval(alive);
      }
    }
  }
}

/** What `work` gives without waiting; null, with what it waits for, while texts it asks for are being read. */
export function ifRead<T>(work: () => T): {
  readonly found: T | null;
  readonly waits: Promise<unknown> | null;
} {
  try {
    return { found: work(), waits: null };
  } catch (error) {
    if (error instanceof NotYetRead) return { found: null, waits: error.reading };
    throw error;
  }
}
