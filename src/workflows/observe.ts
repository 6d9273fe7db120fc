import { log, metricMeter } from '@temporalio/workflow';
import { METRICS } from '../core/metrics';
import { createObserve } from '../core/observe';

/** As everywhere else, and silent in a replay. Workflows move counters only: what they do not do often costs no more than a call. */
export const observe = createObserve({
  lines: log,
  meter: (metric, value, labels) => {
    const { unit, help } = METRICS[metric];
    metricMeter.createCounter(metric, unit, help).add(value, labels);
  },
});
