import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Review } from '../../../../data/format/review.ts';
import { isWhole } from '../../../helpers/whole.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

/**
 * Two writers on one case, in a thousand interleavings (250 a day) of loading, saving and answering a conflict. A writer
 * who meets a conflict does what the page does: where nothing overlaps it sends again, else it chooses.
 */

const ROUNDS = isWhole ? 1_000 : 250;
const CASES = ROUNDS / 10;
const FIELDS = ['location', 'age', 'finding'] as const;
const VALUES: Record<(typeof FIELDS)[number], (number: number) => string> = {
  location: (number) => `Place ${number}`,
  age: (number) => String(number % 100),
  finding: (number) => `Pneumonia/${number}`,
};

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: CASES, films: 0, read: () => ({ suggestions: [], events: [] }) });
}, 120_000);
afterAll(() => bench.close());

function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

interface Writer {
  rev: number;
  seen: number;
}
interface Save {
  field: (typeof FIELDS)[number];
  value: string;
  /** How many events the writer had seen when the save was taken. */
  seen: number;
}

async function send(id: string, writer: Writer, save: Pick<Save, 'field' | 'value'>): Promise<Response> {
  const answer = await fetch(`${bench.url}/cases/${id}/decisions`, {
    method: 'POST',
    headers: {
      'If-Match': `"${writer.rev}"`,
      'Caseline-Seen': String(writer.seen),
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
    },
    body: new URLSearchParams({ field: save.field, patient: 'p1', image: '', value: save.value }),
  });
  const text = await answer.text();
  // The page learns the new state from the answer, also from that of a conflict.
  const progress = /data-rev="(\d+)"[^>]* data-seen="(\d+)"/.exec(text);
  if (progress) {
    writer.rev = Number(progress[1]);
    writer.seen = Number(progress[2]);
  }
  return answer;
}

describe('a thousand interleavings of two writers', () => {
  it('lose nothing silently: every save taken stands, and none replaced an answer its writer had not seen', async () => {
    const random = generator(42);
    const taken = new Map<string, Save[]>();
    let conflicts = 0;
    let number = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = `eurorad-${(round % CASES) + 1}`;
      const log = taken.get(id) ?? [];
      taken.set(id, log);
      const start = await bench.workspace.reviews.get(id);
      const writers: Writer[] = [0, 1].map(() => ({ rev: start.rev, seen: start.events.length }));
      // One to three saves of each, in any order.
      const turns = [0, 1, ...Array.from({ length: random(3) }, () => random(2))].sort(() => random(3) - 1);
      for (const turn of turns) {
        const writer = writers[turn] as Writer;
        const field = FIELDS[random(FIELDS.length)] ?? 'age';
        number += 1;
        const save = { field, value: VALUES[field](number) };
        const before = writer.seen;
        let answer = await send(id, writer, save);
        if (answer.status === 200) {
          log.push({ ...save, seen: before });
          continue;
        }
        expect(answer.status).toBe(412);
        conflicts += 1;
        const overlaps = answer.headers.get('Caseline-Overlap') === 'yes';
        if (overlaps && random(2) === 0) continue;
        const now = writer.seen;
        answer = await send(id, writer, save);
        expect(answer.status).toBe(200);
        log.push({ ...save, seen: now });
      }
    }
    expect(conflicts).toBeGreaterThan(ROUNDS / 3);
    for (const [id, log] of taken) {
      const review: Review = await bench.workspace.reviews.get(id);
      const events = review.events.filter((event) => event.kind === 'decide');
      expect(events.map((event) => [event.field, String(event.value)])).toEqual(
        log.map(({ field, value }) => [field, value]),
      );
      // Whoever replaced an answer had it on the screen.
      log.forEach((save, at) => {
        const replaced = log.findLastIndex((earlier, index) => index < at && earlier.field === save.field);
        expect(save.seen).toBeGreaterThan(replaced);
      });
    }
  }, 600_000);
});
