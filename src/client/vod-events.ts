import type { Client } from '@temporalio/client';
import { DEFAULT_SOURCE, DEFAULT_TASK_QUEUE } from '../core/defaults';
import type { HandledEvent } from '../vod/event-types';
import { eventControl, type EventControl } from './event';
import { find, type FindOptions, type Findings } from './find';
import { parkedEvents, type ParkedEvents } from './parked';
import { pollerControl, type PollerControl } from './poller';
import { sources, type SourceView } from './sources';
import { submit, type Submission, type SubmitOptions } from './submit';
import { waitFor, type WaitOptions } from './wait-for';
import type { AnyEvent, WantedEvent } from './wanted';

export interface VodEventsOptions {
  /** Where the workers poll. Default `vod-events`. */
  taskQueue?: string;
  /** Meant where a call names none. Default `default`, which is what a worker without a SubAppId calls its source. */
  source?: string;
}

type Anywhere<Options extends { source: string }> = Omit<Options, 'source'> & Partial<Pick<Options, 'source'>>;

/** What a service does with the events of its VOD applications, over its own Temporal client. */
export interface VodEvents {
  /**
   * Has events processed that reached this program on a way of its own, as if the pump had pulled them: one batch, or a few for a very large
   * set. Submitting the same set again starts nothing. Events without an `EventHandle` are not confirmed.
   * @throws InvalidInput when source, events or time are not what the contract says, NothingSubmittedError for an empty set,
   * EventTooLargeError for an event that Temporal cannot take; then nothing was started. What Temporal's client throws may be tried again.
   */
  submit(eventSet: readonly object[], options?: Anywhere<SubmitOptions>): Promise<Submission>;
  /**
   * Every source of the namespace that has a poller or open events, or the one that is named, with what its poller and pump say and how many of its
   * events are owned and parked. Without a worker a poller's state is `unknown`, after 3 s.
   * @throws InvalidInput when the source cannot be one.
   */
  sources(which?: { source?: string }): Promise<SourceView[]>;
  /**
   * Events by TaskId, by a FileId anywhere in the payload, or by key: where each is and what became of it, without its payload. Of all sources where none is
   * named. Reads every batch since `since`, one call each, and every event that has a workflow. Needs no worker.
   * @throws InvalidInput for wrong arguments, the signal's reason when it is aborted, and what Temporal's client and the codec throw.
   */
  find(id: string, options?: FindOptions): Promise<Findings>;
  /** The poller of a source. */
  poller(source?: string): PollerControl;
  /** One event that has a workflow of its own, by its key. */
  event(key: string, source?: string): EventControl;
  /** The parked events of the namespace, of all sources where a filter names none. */
  parked: ParkedEvents;
  /**
   * Resolves with an event that has come in since `since` or comes in until the time is over, once a batch has it; of several with any.
   * @throws InvalidInput for wrong arguments, EventNotSeenError when the time is over, the signal's reason when it is aborted, what the
   * predicate throws, and what Temporal's client and the codec throw.
   */
  waitFor<T extends string>(
    wanted: WantedEvent<T> & { type: T },
    options?: Anywhere<WaitOptions>,
  ): Promise<HandledEvent<T>>;
  waitFor(wanted: WantedEvent | ((event: AnyEvent) => boolean), options?: Anywhere<WaitOptions>): Promise<AnyEvent>;
}

/**
 * Triggers and controls the workflows of this package from another service. `client` stays the caller's: its connection is left open. Where
 * the workers encrypt, it needs {@link vodEventsDataConverter} with their keys.
 */
export function vodEvents(
  client: Client,
  { taskQueue = DEFAULT_TASK_QUEUE, source: usual = DEFAULT_SOURCE }: VodEventsOptions = {},
): VodEvents {
  return {
    submit: (eventSet, options) => submit(client, taskQueue, eventSet, { source: usual, ...options }),
    sources: (which) => sources(client, which),
    find: (id, options) => find(client, id, options),
    poller: (source = usual) => pollerControl(client, source, taskQueue),
    event: (key, source = usual) => eventControl(client, source, key),
    parked: parkedEvents(client),
    // The type of an event that was asked for by its type is that type.
    waitFor: <T extends string>(
      wanted: WantedEvent<T> | ((event: AnyEvent) => boolean),
      options?: Anywhere<WaitOptions>,
    ) => waitFor(client, wanted, { source: usual, ...options }) as Promise<HandledEvent<T> & AnyEvent>,
  };
}
