import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BadUsage, CaselineError } from '../data/errors.ts';
import { type AppOptions, createApp } from './app.ts';
import { warmUp } from './features/case/warm-up.ts';
import { ScheduleClock } from './features/crawls/schedule-clock.ts';
import { accessFor } from './shell/auth/access.ts';

export interface ServeOptions extends AppOptions {
  /** 127.0.0.1 unless said otherwise. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Addresses of the reverse proxy in front, e.g. `loopback`; people then sign in, also on this machine. */
  readonly trustProxy?: string;
}

export interface RunningServer {
  /** Address to open, with the port that was really taken. */
  readonly url: string;
  /** Answers what is under way, takes nothing new, then ends; cut off after `graceMilliseconds`. */
  close(graceMilliseconds?: number): Promise<void>;
}

/** Milliseconds from listening until the first case is drawn unasked: the first page goes before it. */
const WARM_UP_AFTER = 500;

/** The port is taken or not ours to take: the person chooses another. */
class PortTaken extends CaselineError {
  override readonly status = 503;
}

const listening = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        const message = `port ${port} on ${host} is in use; end the other program, or choose another with --port`;
        reject(new PortTaken('port-in-use', message, { cause: error }));
      } else if (error.code === 'EACCES') {
        reject(
          new PortTaken('port-denied', `port ${port} may not be used; choose one above 1023 with --port`, {
            cause: error,
          }),
        );
      } else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        reject(
          new BadUsage('bad-host', `this machine has no address ${host}; use --host 127.0.0.1`, {
            cause: error,
          }),
        );
      } else reject(error);
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });

/**
 * Serves the workbench. The index catches up with the files in the background, so that the first page comes
 * at once also for a large workspace.
 * @throws CaselineError with the remedy when the port cannot be had, BadUsage when others could reach it and there is no
 *   account to sign in with.
 */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const host = options.host ?? '127.0.0.1';
  const access =
    options.access ?? (await accessFor(options.workspace, { host, trustProxy: options.trustProxy }));
  const { app, services, crawls, papers, imports, close: closeApp } = createApp({ ...options, access });
  const server = createServer(app);
  // A slow or silent client holds a connection for seconds, not for ever.
  server.headersTimeout = 15_000;
  server.requestTimeout = 120_000;
  // Longer than a proxy keeps a connection (60 s is usual), so that the other side closes it: a request on its way is
  // reset when this side closes first, which a busy moment made of Node's five seconds.
  server.keepAliveTimeout = 75_000;
  const address = await listening(server, options.port, host).catch((error: unknown) => {
    closeApp();
    throw error;
  });
  const schedules = new ScheduleClock(services);
  schedules.start();
  papers.resume().catch((error: unknown) => {
    services.logger.error({ err: error }, 'papers handed in earlier could not be taken up');
  });
  // Readers wait until it is known which cases are private: begun before the first of them asks.
  if (access.kind === 'accounts') {
    services.privacy.warm().catch((error: unknown) => {
      services.logger.error({ err: error }, 'which cases are private could not be read');
    });
  }
  services.workspace.index.ready().catch((error: unknown) => {
    services.logger.error({ err: error }, 'the index could not be brought up to date');
  });
  const warming = setTimeout(() => {
    warmUp(services).catch((error: unknown) => {
      services.logger.debug({ err: error }, 'the case next in line could not be drawn ahead');
    });
  }, WARM_UP_AFTER);
  warming.unref();
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown}:${address.port}/`,
    async close(graceMilliseconds = 5_000) {
      clearTimeout(warming);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
      await Promise.all([closed, crawls.close(), papers.close(), imports.close(), schedules.close()]);
      clearTimeout(timer);
      closeApp();
    },
  };
}
