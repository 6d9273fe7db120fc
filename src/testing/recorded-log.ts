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
  const [debug, info, warn, error] = [at('debug'), at('info'), at('warn'), at('error')];
  const trace = (): void => {};
  const byLevel = { TRACE: trace, DEBUG: debug, INFO: info, WARN: warn, ERROR: error };
  return { trace, debug, info, warn, error, log: (level, message, meta) => byLevel[level](message, meta) };
}
