import type { Verdict } from '../contract';
import { each, happening, one, type Counts } from './definition';
import type { OfSource } from './pulls';

export interface OfBatch extends OfSource {
  /** Its workflow id. */
  batch?: string | undefined;
}

export interface Judged extends OfBatch {
  done: number;
  owned: number;
  left: number;
  /** By event type. */
  verdicts: Record<Verdict, Counts>;
  /** By event type. */
  unrouted: Counts;
  /** By route. */
  ignored: Counts;
  /** Missing where nothing of it was pulled. */
  pullToDoneMs?: number | undefined;
}

export const BATCHES = {
  'batch:start:ok': happening<OfBatch & { events: number; bytes: number }>()({
    text: 'Batch started',
    level: 'debug',
    fields: ['source', 'batch', 'events', 'bytes'],
  }),
  'batch:start:retried': happening<OfBatch & { error: string }>()({
    text: 'Temporal did not take a batch; trying again',
    level: 'warn',
    fields: ['source', 'batch', 'error'],
  }),
  'batch:start:failed': happening<OfBatch & { events: number; types: string[]; error: string }>()({
    text: 'A batch could not be started; VOD will deliver its events again',
    level: 'error',
    fields: ['source', 'batch', 'events', 'types', 'error'],
  }),
  'batch:run:failed': happening<OfBatch & { events: number; error: string }>()({
    text: 'A batch failed; VOD will deliver its events again',
    level: 'error',
    fields: ['source', 'batch', 'events', 'error'],
  }),
  'batch:run:overdue': happening<OfBatch>()({
    text: 'A batch is still open after its window',
    level: 'warn',
    fields: ['source', 'batch'],
  }),
  'batch:events:unwritable': happening<OfSource & { events: number }>()({
    text: 'Events that cannot be written as JSON are left; VOD will deliver them again',
    level: 'error',
    fields: ['source', 'events'],
  }),
  'batch:events:judged': happening<Judged>()({
    text: 'Every event of a batch is done, owned or left',
    level: 'debug',
    fields: ['source', 'batch', 'done', 'owned', 'left'],
    moves: {
      vod_events_verdicts: ({ source, verdicts }) =>
        (['done', 'owned', 'left'] as const).flatMap((verdict) =>
          each(verdicts[verdict], (eventType) => ({ source, eventType, verdict })),
        ),
      vod_events_unrouted: ({ source, unrouted }) => each(unrouted, (eventType) => ({ source, eventType })),
      vod_events_ignored: ({ source, ignored }) => each(ignored, (route) => ({ source, route })),
      vod_events_pull_to_done: ({ source, pullToDoneMs }) =>
        pullToDoneMs === undefined ? [] : { value: pullToDoneMs / 1_000, labels: { source } },
    },
  }),
  'event:size:left': happening<OfSource>()({
    text: 'A delivery of an event that is too large for Temporal was left',
    moves: { vod_events_too_large: ({ source }) => one({ source }) },
  }),
  'event:size:reported': happening<
    OfSource & { key: string; eventType: string; eventBytes: number; limitBytes: number }
  >()({
    text:
      'An event is too large for Temporal, compressed and encrypted. It is left, and VOD will deliver it again for four days: process it by ' +
      'other means, and confirm it.',
    level: 'error',
    fields: ['source', 'key', 'eventType', 'eventBytes', 'limitBytes'],
  }),
  'event:size:untold': happening<OfSource & { key: string; error: string }>()({
    text: 'The poller could not be told of an event that is too large',
    level: 'warn',
    fields: ['source', 'key', 'error'],
  }),
};
