export {
  EmulatorListenError,
  EmulatorStoppedError,
  EmulatorWaitTimeoutError,
  InvalidEmulatorInputError,
} from './emulator/errors';
export { VodEmulator } from './emulator/emulator';
export type { EmulatorEventConfig, IgnoreReason } from './emulator/event-config';
export type { RefusalReason } from './emulator/event-queue';
export type { FaultHandle, FaultKind, FaultSpec } from './emulator/faults';
export type {
  CallEntry,
  ConfirmedEntry,
  ConfirmRefusedEntry,
  DeliveredEntry,
  EnqueuedEntry,
  IgnoredEntry,
  Journal,
  JournalEntry,
} from './emulator/journal';
export type { EmulatorStats } from './emulator/ledger';
export { EMULATOR_CREDENTIAL, type EmulatorCredential, type EmulatorOptions } from './emulator/options';
export { DEFAULT_SWITCHES, everySwitchSetting, type Switches } from './emulator/switches';
export type { WaitOptions } from './emulator/waiters';
export { SAMPLE_TYPES, sampleEvent, sampleEvents, type SampleEvent } from './sample-events';
export {
  EventWaitTimeoutError,
  InvalidRoutesError,
  NoHandlerError,
  SystemStoppedError,
  UnreadableEventError,
} from './errors';
export { handleEvent, handleSample, type HandledTry, type HandleOptions, type SampleOptions } from './handle-event';
export type { DoneEvent } from './handled-events';
export type { LogLine } from './recorded-log';
export { startVodEvents, type TestSystemOptions, type TestSystem } from './start-vod-events';
export { ConfigurationError, TemporalUnavailableError } from '../worker/errors';
