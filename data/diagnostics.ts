import { type Channel, channel } from 'node:diagnostics_channel';

/**
 * What a room does, step by step, for whoever looks for a fault (`--log debug`). A room publishes on its channel whether or not
 * somebody listens; the process that runs it decides (`listen`). Never the text of a case: ids, addresses, codes, counts and times
 * alone.
 */
export const rooms = ['crawl', 'papers', 'suggestions', 'storage', 'server'] as const;
export type Room = (typeof rooms)[number];

/** Counts, milliseconds, ids, addresses, codes; no words of a source. */
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>;

interface Step {
  readonly step: string;
  readonly facts: Facts;
}

const channels = Object.fromEntries(rooms.map((room) => [room, channel(`caseline:${room}`)])) as Record<
  Room,
  Channel
>;

/** Costs a look whether somebody listens; only then are the facts put together. */
export function tell(room: Room, step: string, facts: () => Facts): void {
  if (channels[room].hasSubscribers) channels[room].publish({ step, facts: facts() } satisfies Step);
}

/** Hears every room from now on. */
export function listen(heard: (room: Room, step: string, facts: Facts) => void): void {
  for (const room of rooms)
    channels[room].subscribe((message) => {
      const { step, facts } = message as Step;
      heard(room, step, facts);
    });
}
