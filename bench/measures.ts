/** Everything that is measured, in the order of the table, with what is aimed at. */
export interface Measure {
  scenario: string;
  what: string;
  atLeast?: number;
  atMost?: number;
}

export const MEASURES = {
  ceiling: { scenario: 'ceiling', what: "events/s as a share of the API's 1,600", atLeast: 0.97 },
  uncapped: {
    scenario: 'uncapped',
    what: 'events/s, ratio to a plain sequential loop, which keeps nothing',
    atLeast: 2,
  },
  uncappedNeverWaits: { scenario: 'uncapped', what: 'ratio to a plain loop that never waits' },
  uncappedSqs: { scenario: 'uncapped', what: 'ratio to sqs-consumer over the same queue' },
  uncappedRegular: { scenario: 'uncapped', what: 'ratio to batches of two regular activities' },
  literal: { scenario: 'uncapped', what: 'ratio to the literal form', atLeast: 25 },
  lightP50: { scenario: 'light', what: 'p50 from enqueued to confirmed, ratio to the plain loop', atMost: 3 },
  lightP99: { scenario: 'light', what: 'p99, ratio to the plain loop', atMost: 4 },
  mixedFirst: { scenario: 'mixed', what: 'share confirmed on the first delivery', atLeast: 1 },
  mixedRedelivered: { scenario: 'mixed', what: 'events delivered again', atMost: 0 },
  mixedTwice: { scenario: 'mixed', what: 'events processed twice', atMost: 0 },
  mixedProcessed: { scenario: 'mixed', what: 'share processed of what can be', atLeast: 1 },
  mixedFirstNeverWaits: { scenario: 'mixed', what: 'never-waiting loop: confirmed on the first delivery' },
  mixedTwiceNeverWaits: { scenario: 'mixed', what: 'never-waiting loop: processed twice' },
  failing: { scenario: 'failing', what: '5 % fail three times, ratio to no failures', atLeast: 0.85 },
  size1: { scenario: 'sizes', what: 'events of 1 kB: MB/s, ratio to the plain loop' },
  size16: { scenario: 'sizes', what: 'events of 16 kB, likewise' },
  size100: { scenario: 'sizes', what: 'events of 100 kB, likewise' },
  sizeCliff: { scenario: 'sizes', what: 'our MB/s at 100 kB an event, ratio to 1 kB' },
  historyAlone: { scenario: 'cost', what: 'history events of a batch of one', atMost: 7 },
  historyInBacklog: { scenario: 'cost', what: 'history events of a batch in a backlog', atMost: 7 },
  actionsAlone: { scenario: 'cost', what: 'billable actions to a batch of one', atMost: 2.2 },
  actionsInBacklog: { scenario: 'cost', what: 'billable actions to an event in a backlog', atMost: 0.04 },
  batchesPer1000: { scenario: 'cost', what: 'batches to 1,000 events in a backlog' },
  cpuPer1000: { scenario: 'cost', what: "worker's core-seconds to 1,000 events in a backlog" },
  idlePulls: { scenario: 'idle', what: 'pulls/s', atMost: 0.25 },
  idleActions: { scenario: 'idle', what: 'billable actions/hour', atMost: 800 },
  idleCpu: { scenario: 'idle', what: "worker's share of one core", atMost: 0.01 },
  start: { scenario: 'start', what: 'seconds from process start to the first pull', atMost: 2 },
  memoryInFlight: { scenario: 'memory', what: 'MB for 1,000 events whose handlers run' },
  memoryMost: { scenario: 'memory', what: 'MB resident at most, in a long backlog' },
  memoryGrowth: {
    scenario: 'memory',
    what: 'most resident in a long backlog, ratio to its first tenth',
    atMost: 1.2,
  },
  memoryLater: { scenario: 'memory', what: 'most resident in as many events again, ratio to that', atMost: 1.2 },
  processes2: { scenario: 'scale out', what: '2 worker processes, ratio to 1' },
  processes4: { scenario: 'scale out', what: '4 worker processes, ratio to 1' },
  sources4: { scenario: 'scale out', what: '4 sources in one worker, events/s in all, ratio to 1' },
  sources16: { scenario: 'scale out', what: '16 sources in one worker, likewise' },
  fairness4: { scenario: 'scale out', what: '4 sources: least served / most served', atLeast: 0.8 },
  fairness16: { scenario: 'scale out', what: '16 sources: least served / most served', atLeast: 0.8 },
  smallBesideBig: {
    scenario: 'scale out',
    what: 'p99 of a small source beside one with a backlog at the ceiling, ratio to alone',
  },
  crashSeconds: {
    scenario: 'crash',
    what: 'SIGKILL at the ceiling: seconds until all that had been started is confirmed',
    atMost: 15,
  },
  crashTakeover: { scenario: 'crash', what: 'SIGKILL: takeover, share of the promised 10 s', atMost: 1 },
  crashRedelivered: { scenario: 'crash', what: 'SIGKILL: events delivered again' },
  crashRedeliveredStarted: { scenario: 'crash', what: 'SIGKILL: of these, with a batch that was started', atMost: 0 },
  termTakeover: { scenario: 'crash', what: 'SIGTERM: takeover, share of the promised 2 s', atMost: 1 },
  termDrain: { scenario: 'crash', what: 'SIGTERM: drain, share of the grace time', atMost: 1 },
  termRedelivered: { scenario: 'crash', what: 'SIGTERM: events delivered again', atMost: 0 },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;
