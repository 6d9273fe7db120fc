import { backoffMs } from '../core/backoff';
import type { CompiledRetry } from '../routes/compiled';

/** The pause that a route wants after so many failed tries, in ms; never above `atMostMs`. */
export function routePauseMs({ retry }: { retry: CompiledRetry }, failures: number, atMostMs = Infinity): number {
  const shape = {
    initialMs: retry.initialIntervalMs,
    coefficient: retry.backoffCoefficient,
    maximumMs: Math.min(retry.maximumIntervalMs, atMostMs),
  };
  return backoffMs(failures, shape, Math.random());
}
