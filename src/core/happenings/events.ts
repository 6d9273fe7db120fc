import { happening, one } from './definition';
import type { OfBatch } from './batches';
import type { OfSource } from './pulls';

export interface OfEvent extends OfSource {
  key: string;
}

export interface OfTry extends OfEvent, OfBatch {
  eventType: string;
  route: string;
  attempt: number;
  durationMs: number;
}

const tried =
  (outcome: 'done' | 'failed') =>
  ({ source, route, durationMs }: OfTry) => ({ value: durationMs / 1_000, labels: { source, route, outcome } });

export const EVENTS = {
  'event:route:missing': happening<OfSource & { eventType: string }>()({
    text: "Events of this type have no route: they are confirmed and nothing else. Add one, or '*' for the rest.",
    level: 'warn',
    fields: ['source', 'eventType'],
  }),
  'event:route:gone': happening<OfEvent & { eventType: string }>()({
    text: 'The route of an owned event is gone; the event counts as done',
    level: 'warn',
    fields: ['source', 'key', 'eventType'],
  }),
  'event:route:ignored': happening<OfSource & { route: string }>()({
    text: 'An owned event was dropped by its route',
    moves: { vod_events_ignored: ({ source, route }) => one({ source, route }) },
  }),
  'event:handover:ok': happening<OfEvent & OfBatch & { eventType: string }>()({
    text: 'An event has a workflow of its own',
    level: 'debug',
    fields: ['source', 'key', 'batch', 'eventType'],
  }),
  'event:handover:failed': happening<OfEvent & OfBatch & { eventType: string; eventBytes: number; error: string }>()({
    text: 'An event could not be given a workflow of its own',
    level: 'error',
    fields: ['source', 'key', 'batch', 'eventType', 'eventBytes', 'error'],
  }),
  'handler:try:done': happening<OfTry>()({
    text: 'A handler has done its event',
    moves: { vod_events_handler_duration: tried('done') },
  }),
  'handler:try:failed': happening<OfTry & { failureType: string }>()({
    text: 'A try of a handler failed; it is tried again, or its event is parked',
    level: 'debug',
    fields: ['source', 'key', 'batch', 'eventType', 'route', 'attempt', 'durationMs', 'failureType'],
    moves: { vod_events_handler_duration: tried('failed') },
  }),
  'handler:places:sampled': happening<{ running: number; share: number }>()({
    text: 'How many handlers run in this process; every second in which it has changed',
    moves: {
      vod_events_running_handlers: ({ running }) => ({ value: running, labels: {} }),
      vod_events_handler_places: ({ share }) => ({ value: share, labels: {} }),
    },
  }),
  'event:state:parked': happening<OfEvent & { tries: number; failureType: string }>()({
    text: 'Event parked: send it the signal "retry" or "discard"',
    level: 'warn',
    fields: ['source', 'key', 'tries', 'failureType'],
  }),
  'event:parked:overdue': happening<OfEvent & { tries: number }>()({
    text: 'Event still parked: nobody has decided about it in time; retry or discard it',
    level: 'error',
    fields: ['source', 'key', 'tries'],
    moves: { vod_events_parked_overdue: ({ source }) => one({ source }) },
  }),
  'event:signal:refused': happening<OfEvent & { signal: string; problem: string }>()({
    text: 'Signal refused: it changed nothing',
    level: 'warn',
    fields: ['source', 'key', 'signal', 'problem'],
  }),
  'event:owned:counted': happening<OfSource & { owned: number }>()({
    text: 'The events of a source that have a workflow of their own were counted',
    moves: { vod_events_owned: ({ source, owned }) => ({ value: owned, labels: { source } }) },
  }),
  'event:parked:counted': happening<OfSource & { parked: number }>()({
    text: 'The parked events of a source were counted',
    moves: { vod_events_parked: ({ source, parked }) => ({ value: parked, labels: { source } }) },
  }),
};
