import type { EventContent } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { EVENT_PAYLOADS } from '../core/event-payloads';

/**
 * A payload as it arrives: every member the SDK calls optional may also be `null`, at any depth, because the API sends `null` where it has
 * no value and the SDK's typings do not say so. `bigint` is taken out: JSON has none.
 */
type Nullable<T> = T extends readonly (infer Element)[]
  ? Nullable<Element>[]
  : T extends object
    ? { [K in keyof T]: Nullable<T[K]> | (undefined extends T[K] ? null : never) }
    : Exclude<T, bigint>;

type Row = (typeof EVENT_PAYLOADS)[number];
type RowWithType = Extract<Row, { readonly eventTypes: readonly [string, ...string[]] }>;
type FieldByType = { [R in RowWithType as R['eventTypes'][0]]: R['field'] };

/** The event types that VOD documents (API version 2018-07-17), in their documented spelling. */
export type EventType = keyof FieldByType;

/** The member of `EventContent` in which events of this type carry their payload. */
export type PayloadFieldOf<T extends EventType> = FieldByType[T];

/** The SDK's own model of a documented type's payload. */
export type PayloadModelOf<T extends EventType> = NonNullable<EventContent[FieldByType[T]]>;

/** The payload of an event of type `T`; for types that are not documented, a record nothing is known about. */
export type PayloadOf<T extends string> = T extends EventType ? Nullable<PayloadModelOf<T>> : Record<string, unknown>;

declare enum Undocumented {
  type = '(a type VOD does not document)',
}

/**
 * A type VOD may send that its documents do not name; there are such, and more every month. At run time it is any string. It is an enum
 * for the compiler only: a plain `string` would match every documented name too, and a `switch` on `type` would narrow nothing.
 */
export type UndocumentedType = Undocumented.type;

interface EventShape<T extends string, P> {
  /** In the documented spelling. */
  type: T;
  /** Empty if VOD sent none. */
  payload: P;
}

/** An event of a documented type. */
export type KnownEvent = { [T in EventType]: EventShape<T, PayloadOf<T>> }[EventType];

/** An event of any other type. */
export type UnknownEvent = EventShape<UndocumentedType, Record<string, unknown>>;

/** Any event. Compare `type` with a documented name and `payload` is narrowed to that type's. */
export type VodEvent = KnownEvent | UnknownEvent;

/** The events that come to a route: those of its type, or all for `*`. */
export type VodEventOf<T extends string> = T extends '*' ? VodEvent : EventShape<T, PayloadOf<T>>;

/** What a handler is given, see {@link VodEventOf} for `type` and `payload`. */
export type HandledEvent<T extends string> = VodEventOf<T> & {
  /** The event key: the same whenever this event is handled again, hence the idempotency key of whatever the handler does. */
  key: string;
  /** The source it came from: the SubAppId, or `default`. Events themselves do not say. */
  source: string;
};
