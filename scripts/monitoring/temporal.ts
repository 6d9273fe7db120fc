/** Metrics of Temporal's SDK that the dashboard shows. The list is the SDK's; a test sees each of them scraped from a worker. */
export const TEMPORAL = {
  /** Gauges by worker_type. */
  slotsUsed: 'temporal_worker_task_slots_used',
  slotsAvailable: 'temporal_worker_task_slots_available',
  stickyCacheSize: 'temporal_sticky_cache_size',
  /** Histograms in milliseconds. */
  workflowTaskWait: 'temporal_workflow_task_schedule_to_start_latency',
  activityWait: 'temporal_activity_schedule_to_start_latency',
  requestLatency: 'temporal_request_latency',
  localActivityDuration: 'temporal_local_activity_execution_latency',
  /** Counters. */
  requests: 'temporal_request',
  requestFailures: 'temporal_request_failure',
  workflowsCompleted: 'temporal_workflow_completed',
} as const;

type Series = (typeof TEMPORAL)[keyof typeof TEMPORAL];

/** Of all workers together. */
export function temporalRate(series: Series, by: readonly string[]): string {
  return `sum by (${by.join(', ')}) (rate(${series}[$__rate_interval]))`;
}

export function temporalQuantile(q: number, series: Series, by: readonly string[]): string {
  return `histogram_quantile(${q}, sum by (${[...by, 'le'].join(', ')}) (rate(${series}_bucket[$__rate_interval])))`;
}
