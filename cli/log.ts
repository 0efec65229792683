import type { Logger } from 'pino';
import { listen } from '../data/diagnostics.ts';

/** How much is logged on stderr, least first: nothing; faults; a line a request of the workbench; every step of every room. */
export const logLevels = ['silent', 'error', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

let logger: Logger | undefined;

/** The process's one log: JSON lines on stderr. Loaded where something is logged. */
export async function loggerFor(level: LogLevel): Promise<Logger> {
  const { pino } = await import('pino');
  logger ??= pino({ level }, pino.destination(2));
  return logger;
}

/** Logs what the rooms tell, from here on. */
export async function tellSteps(): Promise<void> {
  const log = await loggerFor('debug');
  listen((room, step, facts) => log.debug({ room, ...facts }, step));
}
