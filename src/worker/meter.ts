import { noopMetricMeter } from '@temporalio/common';
import { Runtime } from '@temporalio/worker';
import { NO_METRICS, type Meter } from '../core/observe';
import { METRICS, type MetricName } from '../core/metrics';

type Put = (value: number, labels: Record<string, string>) => void;

/** Our metrics through the runtime of Temporal, beside its own: they are exported as its metrics are. After the runtime is installed. */
export function runtimeMeter(): Meter {
  if (Runtime.instance().metricMeter === noopMetricMeter) return NO_METRICS;
  const puts = new Map<MetricName, Put>();
  for (const name of Object.keys(METRICS) as MetricName[]) puts.set(name, putOf(name));
  // It refuses what is negative, as a span between two clocks can be.
  return (metric, value, labels) => puts.get(metric)?.(Math.max(0, value), labels);
}

function putOf(name: MetricName): Put {
  const meter = Runtime.instance().metricMeter;
  const { kind, unit, help } = METRICS[name];
  if (kind === 'counter') {
    const counter = meter.createCounter(name, unit, help);
    return (value, labels) => counter.add(value, labels);
  }
  if (kind === 'gauge') {
    const gauge = meter.createGauge(name, 'float', unit, help);
    return (value, labels) => gauge.set(value, labels);
  }
  const histogram = meter.createHistogram(name, 'float', unit, help);
  return (value, labels) => histogram.record(value, labels);
}
