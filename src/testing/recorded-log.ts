import type { Logger } from '@temporalio/common';
import type { HandlerLog } from '../routes/types';

/** One line that was logged. */
export interface LogLine {
  readonly level: keyof HandlerLog;
  readonly message: string;
  readonly meta: Readonly<Record<string, unknown>>;
}

/** Keeps what is logged, in order; `trace` is dropped. */
export function recordedLog(lines: LogLine[]): Logger {
  const at =
    (level: keyof HandlerLog) =>
    (message: string, meta: Record<string, unknown> = {}): void =>
      void lines.push({ level, message, meta });
  const log: HandlerLog = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const byLevel = { TRACE: () => {}, DEBUG: log.debug, INFO: log.info, WARN: log.warn, ERROR: log.error };
  return { ...log, trace: () => {}, log: (level, message, meta) => byLevel[level](message, meta) };
}
