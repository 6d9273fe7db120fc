import type { Logger, LogLevel, LogMetadata } from '@temporalio/common';
import { Runtime } from '@temporalio/worker';
import type { WorkerConfig } from './config';
import { fitMessage, fitMeta } from './sdk-logs';

const MAX_TYPES = 200;

/** Once per process, before the first connection: logging, metrics, and no signal handlers but ours, which drain in order. */
export function installRuntime({ metricsAddress }: Pick<WorkerConfig, 'metricsAddress'>, logger: Logger): void {
  Runtime.install({
    logger: fitForLogs(logger),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(metricsAddress && { metrics: { prometheus: { bindAddress: metricsAddress } } }),
    },
  });
}

/** The SDK warns of every worker without workflows, and two of ours have none on purpose; and it quotes what failed. */
function fitForLogs(logger: Logger): Logger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void => {
    if (!message.startsWith('No workflows registered')) logger.log(level, fitMessage(message), fitMeta(meta));
  };
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}

/** When the last pull completed, in seconds since 1970: the one figure that tells whether events flow. */
export function lastPullGauge(): (source: string, at: number) => void {
  const gauge = Runtime.instance().metricMeter.createGauge(
    'vod_events_last_pull_timestamp',
    'float',
    'seconds',
    'When the last pull completed',
  );
  return (source, at) => gauge.set(at / 1_000, { source });
}

/** Counts deliveries of events that Temporal cannot take. */
export function countTooLarge(): (source: string) => void {
  const counter = Runtime.instance().metricMeter.createCounter(
    'vod_events_too_large',
    'events',
    'Deliveries of events that are too large for Temporal and were left',
  );
  return (source) => counter.add(1, { source });
}

/** Counts the events that no route wants, and says so once per source and type. They are confirmed all the same. */
export function countUnrouted(log: Logger): (source: string, eventType: string) => void {
  const counter = Runtime.instance().metricMeter.createCounter(
    'vod_events_unrouted',
    'events',
    'Events confirmed without a route',
  );
  const seenOf = new Map<string, Set<string>>();
  return (source, eventType) => {
    const seen = seenOf.get(source) ?? new Set();
    seenOf.set(source, seen);
    const isNew = !seen.has(eventType);
    // Types come over the network, from other services too: what could grow without end does not become a label.
    if (isNew && seen.size >= MAX_TYPES) return counter.add(1, { source, eventType: 'other' });
    counter.add(1, { source, eventType });
    if (!isNew) return;
    seen.add(eventType);
    log.warn("Events of this type have no route: they are confirmed and nothing else. Add one, or '*' for the rest.", {
      source,
      eventType,
    });
  };
}
