/** How long an alert looks and waits. All in seconds. */
export interface Timings {
  /** Between two looks; for the backlog, which moves slowly and is asked about a whole day, more. */
  evaluate: number;
  evaluateBacklog: number;
  /** For how long the last that was known of a source counts once none of its workers says anything. */
  memory: number;
  stopped: { silence: number; for: number };
  headroom: { over: number; for: number };
  late: { over: number; for: number };
  halted: { for: number };
  parked: { over: number; for: number };
  backlog: { over: number; for: number };
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const TIMINGS: Timings = {
  evaluate: 30,
  evaluateBacklog: 5 * MINUTE,
  // A source whose last worker died in the evening is still told of in the morning.
  memory: DAY,
  // An idle pump completes a pull every 5 s, one that is held back by full batches within the window of 30 s, and another worker pulls within
  // 10 s of a crash. Two minutes more outlast a rolling restart, and the first pull after a long pause.
  stopped: { silence: MINUTE, for: 2 * MINUTE },
  // Long enough that a slow minute of a database is none, short enough to come before events do.
  headroom: { over: 10 * MINUTE, for: 10 * MINUTE },
  // As long to wait as to look back: a single burst is over before it counts.
  late: { over: 5 * MINUTE, for: 5 * MINUTE },
  // Each worker looks for itself, twice a minute.
  halted: { for: MINUTE },
  // An event that somebody retries or discards within a quarter of an hour needs nobody else; who has left events parked is not told again and
  // again, but of the next ones.
  parked: { over: HOUR, for: 15 * MINUTE },
  // VOD's estimate lags by minutes. Of four days one is gone then, and three are left to act.
  backlog: { over: DAY, for: 30 * MINUTE },
};

/**
 * The same alerts, hurried: for a rehearsal that breaks a deployment and waits for each. Not for watching anything. Workers look at poller and
 * parked events twice a minute and at the backlog once, which is what they wait for.
 */
export const REHEARSAL: Timings = {
  evaluate: 2,
  evaluateBacklog: 2,
  memory: 10 * MINUTE,
  stopped: { silence: 30, for: 15 },
  headroom: { over: 30, for: 10 },
  late: { over: 30, for: 10 },
  halted: { for: 5 },
  parked: { over: 3 * MINUTE, for: 10 },
  backlog: { over: MINUTE, for: 10 },
};

/** As Prometheus writes it: 90 is 90s, 120 is 2m. */
export function duration(seconds: number): string {
  for (const [unit, length] of Object.entries({ d: DAY, h: HOUR, m: MINUTE }))
    if (seconds % length === 0) return `${seconds / length}${unit}`;
  return `${seconds}s`;
}
