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
export { ensurePoller } from './ensure-poller';
export { parkedEvents, type ParkedEvents, type ShownEvent } from './parked';
export type { BulkOptions, BulkResult } from './parked-bulk';
export { EventNotParkedError, UnknownEventError } from './parked-errors';
export type { ParkedFilter } from './parked-filter';
export type { ParkedEvent } from './parked-memo';
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
  RefusedSignal,
  RetryArgument,
  TooLargeEvent,
  Verdict,
} from '../core/contract';
export { BATCH_WORKFLOW, EVENT_WORKFLOW, POLLER_WORKFLOW, batchId, eventId, pollerId } from '../core/contract';
