import type { EventType, PayloadModelOf } from '../../vod/event-types';
import type { SampleIds } from './sample-ids';

/**
 * A model with every member present, at any depth; optional ones may be `null`. What a sample is typed with, so that it names every member
 * the SDK documents, and a member the SDK adds is missed by the compiler.
 */
export type Complete<T> = T extends readonly (infer Element)[]
  ? Complete<Element>[]
  : T extends object
    ? { [K in keyof T]-?: Complete<NonNullable<T[K]>> | (undefined extends T[K] ? null : never) }
    : Exclude<T, bigint>;

/** Makes the payload of a sample event of each of these types. */
export type SampleBuilders<T extends EventType = EventType> = {
  [Type in T]: (ids: SampleIds) => Complete<PayloadModelOf<Type>>;
};
