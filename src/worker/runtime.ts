import type { Logger } from '@temporalio/common';
import { Runtime } from '@temporalio/worker';
import type { WorkerConfig } from './config';

/** Once per process, before the first connection: logging, metrics, and no signal handlers but ours, which drain in order. */
export function installRuntime({ metricsAddress }: Pick<WorkerConfig, 'metricsAddress'>, logger: Logger): void {
  Runtime.install({
    logger: withoutNoise(logger),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(metricsAddress && { metrics: { prometheus: { bindAddress: metricsAddress } } }),
    },
  });
}

/** The SDK warns of every worker without workflows; two of ours have none on purpose. */
function withoutNoise(logger: Logger): Logger {
  const isNoise = (message: string): boolean => message.startsWith('No workflows registered');
  return { ...logger, warn: (message, meta) => void (isNoise(message) || logger.warn(message, meta)) };
}

/** Counts the events that no route wants, and says so once per type. They are confirmed all the same. */
export function countUnrouted(log: Logger): (eventType: string) => void {
  const counter = Runtime.instance().metricMeter.createCounter(
    'vod_events_unrouted',
    'events',
    'Events confirmed without a route',
  );
  const seen = new Set<string>();
  return (eventType) => {
    counter.add(1, { eventType });
    if (seen.has(eventType)) return;
    seen.add(eventType);
    log.warn("Events of this type have no route: they are confirmed and nothing else. Add one, or '*' for the rest.", {
      eventType,
    });
  };
}
