import { payloadFieldOf } from '../core/event-payloads';
import type { EventType, PayloadFieldOf, PayloadOf } from '../vod/event-types';
import { assetSamples } from './samples/aigc-assets';
import { generatedSamples } from './samples/aigc';
import type { SampleBuilders } from './samples/complete';
import { reviewSamples } from './samples/content-review';
import { editSamples } from './samples/edit';
import { fileSamples } from './samples/files';
import { legacySamples } from './samples/legacy-2017';
import { procedureSamples } from './samples/procedure';
import { qualitySamples } from './samples/quality';
import { sampleIds } from './samples/sample-ids';
import { watermarkSamples } from './samples/watermark';

/** An element of `EventSet` as VOD builds it, without handle and without the `null`s of the fields it does not use. */
export type SampleEvent<T extends EventType> = { EventType: T } & { [Field in PayloadFieldOf<T>]: PayloadOf<T> };

const BUILDERS: SampleBuilders = {
  ...fileSamples,
  ...editSamples,
  ...legacySamples,
  ...watermarkSamples,
  ...qualitySamples,
  ...reviewSamples,
  ...procedureSamples,
  ...generatedSamples,
  ...assetSamples,
};

/** The event types there are samples of: every one that VOD documents. */
export const SAMPLE_TYPES = Object.keys(BUILDERS) as EventType[];

/**
 * One event of a documented type, in its full documented shape: the members that the SDK's typings document are all there, at any depth;
 * values are invented. `n` (0 to 999,999,999) makes its ids: equal numbers make equal events, different ones different events, save for
 * ProcessImageAsyncCompleteEvent, which carries no id at all.
 */
export function sampleEvent<T extends EventType>(type: T, n = 0): SampleEvent<T> {
  const payload = BUILDERS[type](sampleIds(n));
  return { EventType: type, [payloadFieldOf(type) ?? type]: payload } as unknown as SampleEvent<T>;
}

/** One event of every documented type, see {@link sampleEvent}. */
export function sampleEvents(n = 0): SampleEvent<EventType>[] {
  return SAMPLE_TYPES.map((type) => sampleEvent(type, n));
}
