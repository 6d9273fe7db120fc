import type { Logger, LogLevel } from '@temporalio/common';
import pino, { type Level } from 'pino';
import pretty from 'pino-pretty';

const LEVELS: Record<LogLevel, Level> = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' };

/** Readable on a terminal, JSON lines elsewhere; both to standard output. The Temporal SDK and its core log through it too. */
export function createLogger(level: Level): Logger {
  const stream = process.stdout.isTTY
    ? pretty({ ignore: 'pid,hostname', singleLine: true })
    : pino.destination({ sync: true });
  const log = pino({ level }, stream);
  const write = (at: Level, message: string, meta: object = {}): void => log[at](meta, message);
  return {
    log: (at, message, meta) => write(LEVELS[at], message, meta),
    trace: (message, meta) => write('trace', message, meta),
    debug: (message, meta) => write('debug', message, meta),
    info: (message, meta) => write('info', message, meta),
    warn: (message, meta) => write('warn', message, meta),
    error: (message, meta) => write('error', message, meta),
  };
}
