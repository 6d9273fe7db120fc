import type { VodApi } from '../../vod/api';
import { DelayedCount } from './delayed-count';
import { type EmulatorEventConfig, ignoreReason, withEventConfig } from './event-config';
import type { EventContent } from './event-content';
import { type ConfirmResult, type Delivery, EventQueue } from './event-queue';
import type { Ledger } from './ledger';
import { type Client, LongPolls } from './long-polls';
import type { CompiledEmulatorOptions } from './options';
import { RateLimit } from './rate-limit';
import type { Switches } from './switches';

/** PullEvents hands out at most this many events. API document PullEvents. */
const MAX_EVENTS_PER_PULL = 16;

/**
 * Calls a second of each API that is about how a queue is set up. API documents DescribeEventConfig, ModifyEventConfig and
 * DescribeEventsState; the SDK's typings give the first 100, of which the emulator holds to the lower.
 */
const EVENT_CONFIG_RATE = 20;

export interface ApplicationDeps {
  readonly options: Pick<
    CompiledEmulatorOptions,
    'windowMs' | 'holdMs' | 'rateLimit' | 'subAppIds' | 'eventConfig' | 'eventsStateDelayMs'
  >;
  readonly now: () => number;
  readonly newEventId: () => number;
  readonly newHandle: () => string;
  readonly switches: () => Switches;
  readonly ledger: Ledger;
  /** Called when calls held open have changed. */
  readonly changed: () => void;
}

/** One VOD application: its queue, the calls held open on it, and its share of the rate limits. */
export class Application {
  readonly #deps: ApplicationDeps;
  readonly #subAppId: number | undefined;
  readonly #limits: Readonly<Record<VodApi, RateLimit>>;
  readonly #polls: LongPolls;
  readonly #toPull: DelayedCount;
  readonly queue: EventQueue;
  #eventConfig: EmulatorEventConfig;

  constructor(subAppId: number | undefined, deps: ApplicationDeps) {
    const { options, now } = deps;
    this.#deps = deps;
    this.#subAppId = subAppId;
    this.#limits = {
      PullEvents: new RateLimit(options.rateLimit, now),
      ConfirmEvents: new RateLimit(options.rateLimit, now),
      DescribeEventConfig: new RateLimit(EVENT_CONFIG_RATE, now),
      ModifyEventConfig: new RateLimit(EVENT_CONFIG_RATE, now),
      DescribeEventsState: new RateLimit(EVENT_CONFIG_RATE, now),
    };
    this.#eventConfig = options.eventConfig;
    this.#toPull = new DelayedCount(options.eventsStateDelayMs, now);
    this.queue = new EventQueue({ windowMs: options.windowMs, now, newHandle: deps.newHandle });
    this.#polls = new LongPolls({
      holdMs: options.holdMs,
      now,
      take: () => this.#take(),
      nextWindowEndsAt: () => this.queue.nextWindowEndsAt,
      changed: deps.changed,
    });
  }

  get heldPulls(): number {
    return this.#polls.held;
  }

  get eventConfig(): EmulatorEventConfig {
    return this.#eventConfig;
  }

  /** Events that are in the queue already stay there. */
  setEventConfig(change: unknown): EmulatorEventConfig {
    this.#eventConfig = withEventConfig(this.#eventConfig, change);
    this.#polls.serve();
    return this.#eventConfig;
  }

  /** How many events are to be pulled, as it was `eventsStateDelayMs` ago. */
  get eventsToPull(): number {
    // Those whose window ended since have come back with nobody looking.
    this.#toPull.set(this.queue.waiting);
    return this.#toPull.count;
  }

  enqueue(contents: readonly EventContent[]): number[] {
    const at = this.#deps.now();
    const ids = contents.map((content) => {
      const event = { id: this.#deps.newEventId(), ...content };
      const reason = ignoreReason(this.#eventConfig, event.type);
      if (reason === undefined) {
        this.queue.enqueue(event);
        this.#deps.ledger.enqueued(this.#subAppId, at, event);
      } else {
        this.#deps.ledger.ignored(this.#subAppId, at, event, reason);
      }
      return event.id;
    });
    this.#toPull.set(this.queue.waiting);
    this.#polls.serve();
    return ids;
  }

  /** Whether the rate of this API allows one more call now; if so it is counted. */
  takeRate(api: VodApi): boolean {
    return this.#limits[api].take();
  }

  pull(client: Client): Promise<readonly Delivery[] | undefined> {
    return this.#polls.pull(client);
  }

  confirm(handles: readonly string[]): ConfirmResult {
    const result = this.queue.confirm(handles, this.#deps.switches());
    this.#deps.ledger.confirmCall(this.#subAppId, result);
    return result;
  }

  stop(): void {
    this.#polls.stop();
  }

  /** Nothing while the mode is PUSH. */
  #take(): Delivery[] {
    if (this.#eventConfig.Mode === 'PUSH') return [];
    const deliveries = this.queue.take(MAX_EVENTS_PER_PULL, this.#deps.switches().redeliveredHandle);
    if (deliveries.length > 0) {
      this.#toPull.set(this.queue.waiting);
      this.#deps.ledger.delivered(this.#subAppId, deliveries);
    }
    return deliveries;
  }
}

/** The applications by SubAppId, each made when it is first named. */
export class Applications {
  readonly #deps: ApplicationDeps;
  readonly #bySubAppId = new Map<number | undefined, Application>();

  constructor(deps: ApplicationDeps) {
    this.#deps = deps;
  }

  get all(): readonly Application[] {
    return [...this.#bySubAppId.values()];
  }

  /** `undefined` stands for "no SubAppId given", and as a result for "no such application". */
  find(subAppId: number | undefined): Application | undefined {
    const { subAppIds } = this.#deps.options;
    if (subAppIds !== undefined && (subAppId === undefined || !subAppIds.includes(subAppId))) return undefined;
    let application = this.#bySubAppId.get(subAppId);
    if (application === undefined) {
      application = new Application(subAppId, this.#deps);
      this.#bySubAppId.set(subAppId, application);
    }
    return application;
  }
}
