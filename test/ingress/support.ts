import type { AddressInfo } from 'node:net';
import type { Logger, LogLevel } from '@temporalio/common';
import { createObserve, NO_METRICS, type Observe } from '../../src/core/observe';
import { createIngressServer, type IngressServerDeps } from '../../src/ingress/server';
import type { Callback } from '../../src/ingress/callback';

export const KEY = 'CanaryKey0123456789';
export const PATH = '/vod/events';

export interface LoggedLine {
  level: LogLevel;
  message: string;
  [field: string]: unknown;
}

export function recordingLogger(): Logger & { lines: LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const at =
    (level: LogLevel) =>
    (message: string, meta: object = {}) =>
      void lines.push({ level, message, ...meta });
  return {
    lines,
    log: (level, message, meta = {}) => at(level)(message, meta),
    trace: at('TRACE'),
    debug: at('DEBUG'),
    info: at('INFO'),
    warn: at('WARN'),
    error: at('ERROR'),
  };
}

export const observing = (lines: Logger): Observe => createObserve({ lines, meter: NO_METRICS });

export interface TestIngress {
  app: ReturnType<typeof createIngressServer>;
  /** Of the listener, without a path. */
  url: string;
  taken: Callback[];
  log: ReturnType<typeof recordingLogger>;
  stop: AbortController;
  /** Closes it, whatever is under way. */
  close(): Promise<void>;
}

/** The HTTP side on a free port. By default it takes every callback for done. */
export async function startIngress(deps: Partial<IngressServerDeps> = {}): Promise<TestIngress> {
  const log = recordingLogger();
  const taken: Callback[] = [];
  const stop = new AbortController();
  const app = createIngressServer({
    path: PATH,
    keys: [KEY],
    bodyLimitBytes: 10_000,
    take: (callback) => {
      taken.push(callback);
      return Promise.resolve('vod-batch/test/push');
    },
    isReady: () => Promise.resolve(true),
    source: 'test',
    observe: observing(log),
    stop: stop.signal,
    ...deps,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = app.close();
    app.server.closeAllConnections();
    await closed;
  };
  return { app, url: `http://127.0.0.1:${port}`, taken, log, stop, close };
}
