import type { Logger } from '@temporalio/common';
import { createObserve, type Observe } from '../core/observe';
import { runtimeMeter } from './meter';

/** Tells of what happens in this process: by its log, and by the metrics of the runtime, which must be installed. */
export function observeHere(log: Logger): Observe {
  return createObserve({ lines: log, meter: runtimeMeter() });
}
