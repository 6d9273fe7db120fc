/** What the console's server and its page say to each other, as JSON. All times are ms since 1970 by the server's clock. */
import type { HaltReason, PollerPhase, PumpReport, PumpMemory, TooLargeEvent } from '../core/contract';

/** Answer of `GET /api/state?after=<seq>`. */
export interface StateView {
  /** The server's clock, so that ages are right in a browser whose clock is not. */
  now: number;
  temporal: {
    address: string;
    namespace: string;
    /** Missing when no UI is known. */
    ui?: string;
  };
  allowChanges: boolean;
  /** Of every call to Temporal that has failed since the last one that succeeded; then everything else here is as old as `asOf` says. */
  problem?: Problem;
  /** When Temporal last answered. Missing before the first time. */
  asOf?: number;
  window: WindowView;
  sources: SourceState[];
  /** By source, oldest first: those that the page does not have yet. */
  points: Record<string, PointView[]>;
  /** What to ask after next time. */
  seq: number;
}

export interface Problem {
  message: string;
  since: number;
}

interface WindowView {
  windowMs: number;
  /** What is left of the window when no confirm begins any more. */
  marginMs: number;
}

export interface SourceState {
  source: string;
  /** `none`: no poller runs, but there are events, from an ingress or another program. `unknown`: no worker has answered yet, or it cannot be read. */
  state: PollerPhase | 'unknown' | 'none';
  since?: number;
  halted?: HaltReason;
  tooLarge?: TooLargeEvent[];
  /** Why its state is unknown, or not the latest. */
  unanswered?: string;
  /** It cannot be decoded here, mostly for want of an encryption key; `unanswered` says why. */
  unreadable?: true;
  /** Whether a worker has its pump. Missing while it has none, as when it is paused. */
  pumping?: boolean;
  report?: Omit<PumpReport, keyof PumpMemory>;
  reportedAt?: number;
}

/**
 * What happened between two reports of a pump: when the later one was made, events, done, owned and left a second, and the headroom in ms.
 * Nothing but `null` where the line breaks, because nobody looked or another pump began.
 */
export type PointView = [
  at: number,
  events: number | null,
  done: number | null,
  owned: number | null,
  left: number | null,
  headroomMs: number | null,
];

/** Answer of `GET /api/events`: no payload in it. */
export interface EventsView {
  asOf: number;
  /** Open events of the whole namespace, also when only some were read. */
  total: number;
  events: EventRow[];
}

export interface EventRow {
  source: string;
  key: string;
  eventType: string;
  state: 'handling' | 'parked';
  /** When it was parked, or when its workflow began. */
  since: number;
  /** Only of a parked one. */
  tries?: number;
  failure?: { type: string; message: string; at: number };
  overdue?: boolean;
}

/** Answer of whatever was refused. */
export interface RefusalView {
  code: string;
  message: string;
}
