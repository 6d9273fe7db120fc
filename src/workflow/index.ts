/**
 * For workflow code: names and shapes of what this package and a workflow of yours exchange. Nothing in here needs Node or changes between a
 * run and its replay.
 */
export {
  BATCH_WORKFLOW,
  EVENT_WORKFLOW,
  POLLER_WORKFLOW,
  batchId,
  eventId,
  pollerId,
  type BatchInput,
  type BatchResult,
  type DiscardArgument,
  type EventInput,
  type EventResult,
  type EventState,
  type PollerInput,
  type PollerStatus,
  type RetryArgument,
} from '../core/contract';
export { FAILURE_TYPES } from '../core/error-table';
export type { EventType, HandledEvent, KnownEvent, PayloadOf, UnknownEvent, VodEvent } from '../vod/event-types';
