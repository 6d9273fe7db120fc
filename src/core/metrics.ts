/**
 * Every metric of our own: what the worker measures, what the dashboard draws and what the alerts watch are made from this list.
 *
 * The Prometheus exporter adds `_total` to no name; names are as they are scraped. Labels hold names out of bounded sets: a source, an event type
 * (at most 200 to a source, then `other`), a code out of the error table (or `other`).
 */

interface Metric {
  kind: 'counter' | 'gauge' | 'histogram';
  /** Prometheus' base units: seconds and bytes; else what is counted. */
  unit: 'seconds' | 'bytes' | 'ratio' | 'calls' | 'events' | 'handles' | 'batches' | 'state';
  labels: readonly string[];
  help: string;
  /** Of a histogram: upper bounds, ascending. */
  buckets?: readonly number[];
}

/** From a handler that only looks something up to one that waits for another system for an hour, its route's default timeout. */
const TRY_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 3_600];
/** Within the window; the steps around 2 s are the quick budget, those near 30 s the end. */
const WINDOW_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 20, 25, 28, 30];
/** What is left of the window: fine where it is nearly over, and where it has hardly begun. */
const LEFT_SECONDS = [0, 1, 2, 3, 5, 10, 15, 20, 25, 27, 28, 29, 29.5, 29.9, 30];
/** One small event to what Temporal takes as one payload. */
const BATCH_BYTES = [1_000, 4_000, 16_000, 64_000, 256_000, 500_000, 1_000_000, 1_500_000, 2_000_000];

export const METRICS = {
  vod_events_pulls: {
    kind: 'counter',
    unit: 'calls',
    labels: ['source', 'code'],
    help: 'Pulls that came back, by code: ok, empty, or what VOD or the network said',
  },
  vod_events_pulled: {
    kind: 'counter',
    unit: 'events',
    labels: ['source', 'eventType'],
    help: 'Deliveries of events that were pulled',
  },
  vod_events_redelivered: {
    kind: 'counter',
    unit: 'events',
    labels: ['source'],
    help: 'Deliveries of events that an earlier delivery had brought already',
  },
  vod_events_verdicts: {
    kind: 'counter',
    unit: 'events',
    labels: ['source', 'eventType', 'verdict'],
    help: 'Events of batches by what became of them: done, owned or left',
  },
  vod_events_unrouted: {
    kind: 'counter',
    unit: 'events',
    labels: ['source', 'eventType'],
    help: 'Events confirmed without a route',
  },
  vod_events_ignored: {
    kind: 'counter',
    unit: 'events',
    labels: ['source', 'route'],
    help: 'Events that a route dropped',
  },
  vod_events_too_large: {
    kind: 'counter',
    unit: 'events',
    labels: ['source'],
    help: 'Deliveries of events that are too large for Temporal and were left',
  },
  vod_events_handler_duration: {
    kind: 'histogram',
    unit: 'seconds',
    labels: ['source', 'route', 'outcome'],
    buckets: TRY_SECONDS,
    help: 'How long a try of a handler took, by outcome: done or failed',
  },
  vod_events_pull_to_done: {
    kind: 'histogram',
    unit: 'seconds',
    labels: ['source'],
    buckets: WINDOW_SECONDS,
    help: 'From the arrival of a pull to the end of the processing of its batch',
  },
  vod_events_pull_to_confirmed: {
    kind: 'histogram',
    unit: 'seconds',
    labels: ['source'],
    buckets: WINDOW_SECONDS,
    help: 'From the arrival of a pull to the answer of the confirm of its events',
  },
  vod_events_headroom: {
    kind: 'histogram',
    unit: 'seconds',
    labels: ['source'],
    buckets: LEFT_SECONDS,
    help: "What was left of VOD's 30 s when a confirm was answered; at nothing events come again",
  },
  vod_events_confirms: {
    kind: 'counter',
    unit: 'calls',
    labels: ['source', 'code'],
    help: 'Calls to ConfirmEvents by code: ok, or what VOD or the network said',
  },
  vod_events_confirmed: { kind: 'counter', unit: 'handles', labels: ['source'], help: 'Handles that VOD confirmed' },
  vod_events_unconfirmed: {
    kind: 'counter',
    unit: 'handles',
    labels: ['source', 'reason'],
    help: 'Handles of processed events that could not be confirmed: refused by VOD, or late because the window was over',
  },
  vod_events_open_batches: {
    kind: 'gauge',
    unit: 'batches',
    labels: ['source'],
    help: 'Batches of the pump that are open',
  },
  vod_events_running_handlers: {
    kind: 'gauge',
    unit: 'events',
    labels: [],
    help: 'Handlers that run in this process',
  },
  vod_events_handler_places: {
    kind: 'gauge',
    unit: 'ratio',
    labels: [],
    help: 'Share of the places for handlers of this process that is taken',
  },
  vod_events_payload_size: {
    kind: 'histogram',
    unit: 'bytes',
    labels: ['source'],
    buckets: BATCH_BYTES,
    help: 'JSON of the events of one batch as it is given to Temporal',
  },
  vod_events_rate_used: {
    kind: 'gauge',
    unit: 'ratio',
    labels: ['source', 'api'],
    help: 'Calls of the last second as a share of what this source may make',
  },
  vod_events_last_pull_timestamp: {
    kind: 'gauge',
    unit: 'seconds',
    labels: ['source'],
    help: 'When the last pull completed, in seconds since 1970',
  },
  vod_events_poller_state: {
    kind: 'gauge',
    unit: 'state',
    labels: ['source', 'state'],
    help: 'Of running, paused, halted, missing and unknown the one that the poller is in is 1, the others 0; every worker asks',
  },
  vod_events_owned: {
    kind: 'gauge',
    unit: 'events',
    labels: ['source'],
    help: 'Events with a workflow of their own, the parked ones included; every worker counts all of them',
  },
  vod_events_parked: {
    kind: 'gauge',
    unit: 'events',
    labels: ['source'],
    help: 'Events whose tries are used up; every worker counts all of them',
  },
  vod_events_parked_overdue: {
    kind: 'counter',
    unit: 'events',
    labels: ['source'],
    help: 'Parked events that nobody has decided about in time',
  },
  vod_events_backlog: {
    kind: 'gauge',
    unit: 'events',
    labels: ['source'],
    help: 'Events that wait to be pulled, as VOD estimates it with a delay of minutes; every worker asks',
  },
  vod_events_backlog_since_timestamp: {
    kind: 'gauge',
    unit: 'seconds',
    labels: ['source'],
    help: 'Since when the backlog has never been empty, in seconds since 1970; 0 while it is empty',
  },
} as const satisfies Record<`vod_events_${string}`, Metric>;

export type MetricName = keyof typeof METRICS;

/** The names of the labels of one metric. */
export type LabelOf<M extends MetricName> = (typeof METRICS)[M]['labels'][number];

/** What the exporter is told of the histograms' buckets: its own begin at 50, whatever the unit. */
export const HISTOGRAM_BUCKETS: Record<string, number[]> = Object.fromEntries(
  Object.entries<Metric>(METRICS).flatMap(([name, { buckets }]) => (buckets ? [[name, [...buckets]]] : [])),
);
