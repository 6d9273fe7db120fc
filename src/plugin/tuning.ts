import type { WorkerOptions } from '@temporalio/worker';
import { drainPhases } from '../worker/draining';
import { MAIN_TUNING } from '../worker/workers';
import type { PluginSettings } from './options';

/** Fills in what batches need of their worker, where the user has set nothing. With a `tuner` the slots are the user's to size. */
export function tuned(options: WorkerOptions, settings: PluginSettings): WorkerOptions {
  const { maxConcurrentWorkflowTaskExecutions, maxConcurrentLocalActivityExecutions, ...others } = MAIN_TUNING;
  const cached = options.maxCachedWorkflows ?? 0;
  const slots = {
    // The SDK warns of more than it may cache.
    maxConcurrentWorkflowTaskExecutions: Math.min(maxConcurrentWorkflowTaskExecutions, cached || Infinity),
    maxConcurrentLocalActivityExecutions,
  };
  // Its default cuts handlers off at once.
  const shutdownGraceTime = drainPhases(settings).handlersMs;
  const wanted = { ...others, shutdownGraceTime, ...(!options.tuner && slots) };
  const own = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...wanted, ...(Object.fromEntries(own) as unknown as WorkerOptions) };
}
