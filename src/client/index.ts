export { vodEventsDataConverter } from '../codec/data-converter';
export {
  CompressedPayloadTooLarge,
  CorruptCompressedPayload,
  InvalidEncryptionKeys,
  UndecipherablePayload,
  UnknownEncryptionKey,
} from '../codec/errors';
export { KeyRing, type EncryptionKey } from '../codec/key-ring';
export { keyRingFromEnv } from '../codec/key-ring-from-env';
export { vodEvents, type VodEvents, type VodEventsOptions } from './vod-events';
export {
  EventNotFoundError,
  EventNotParkedError,
  EventNotSeenError,
  EventTooLargeError,
  NothingSubmittedError,
  NoWorkerAnsweredError,
  PollerNotRunningError,
  UnknownEventError,
} from './errors';
export type { EventControl, ShownEvent } from './event';
export type { BatchView, FindOptions, FindProgress, Findings, FoundEvent } from './find';
export type { OwnedView, TryUnderWay } from './owned-view';
export type { ParkedEvents } from './parked';
export type { BulkOptions, BulkResult } from './parked-bulk';
export type { ParkedFilter } from './parked-filter';
export type { ParkedEvent } from './parked-memo';
export type { PollerControl, PollerView, PumpView } from './poller';
export type { SourceView } from './sources';
export type { EventStory, FailureText, StoryOptions, StoryStep } from './story';
export type { Submission, SubmitOptions } from './submit';
export type { WaitOptions } from './wait-for';
export type { AnyEvent, WantedEvent } from './wanted';
export { InvalidInput } from '../core/input';
export type {
  BatchInput,
  BatchResult,
  ConfirmPolicy,
  DiscardArgument,
  EventCarried,
  EventFailure,
  EventInput,
  EventMemo,
  EventPhase,
  EventResult,
  EventState,
  HaltReason,
  ParkedMemo,
  PollerInput,
  PollerPhase,
  PollerStatus,
  PumpMemory,
  PumpReport,
  ReadableEvent,
  RefusedSignal,
  RetryArgument,
  TooLargeEvent,
  Verdict,
} from '../core/contract';
export { BATCH_WORKFLOW, EVENT_WORKFLOW, POLLER_WORKFLOW, batchId, eventId, pollerId } from '../core/contract';
