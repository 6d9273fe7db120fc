import type { Logger, LogLevel, LogMetadata } from '@temporalio/common';
import { Runtime } from '@temporalio/worker';
import { HISTOGRAM_BUCKETS } from '../core/metrics';
import type { WorkerConfig } from './config';
import { fitMessage, fitMeta } from './sdk-logs';

/** Once per process, before the first connection: logging, metrics, and no signal handlers but ours, which drain in order. */
export function installRuntime({ metricsAddress }: Pick<WorkerConfig, 'metricsAddress'>, logger: Logger): void {
  Runtime.install({
    logger: fitForLogs(logger),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(metricsAddress && {
        metrics: { prometheus: { bindAddress: metricsAddress, histogramBucketOverrides: HISTOGRAM_BUCKETS } },
      }),
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
