/** The names of the two calls this system lives on (API version 2018-07-17). */
type QueueApi = 'PullEvents' | 'ConfirmEvents';

/** Those that tell how the queue of an application is set up, change it, and tell how much is in it. None takes an event. */
type EventConfigApi = 'DescribeEventConfig' | 'ModifyEventConfig' | 'DescribeEventsState';

export type VodApi = QueueApi | EventConfigApi;

/**
 * One element of `EventSet`, exactly as VOD returns it: `EventType`, `EventHandle` and one payload field, the others `null` or absent.
 * Nothing is assumed of it before {@link readEvent} has looked: it came over the network.
 */
export type RawEvent = Readonly<Record<string, unknown>>;
