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
export type {
  BatchInput,
  BatchResult,
  EventFailure,
  EventInput,
  EventPhase,
  EventResult,
  EventState,
  HaltReason,
  PollerInput,
  PollerPhase,
  PollerStatus,
  PumpReport,
  Verdict,
} from '../core/contract';
export { BATCH_WORKFLOW, EVENT_WORKFLOW, POLLER_WORKFLOW, batchId, eventId, pollerId } from '../core/contract';
