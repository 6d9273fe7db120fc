import { each, happening, type Counts } from './definition';
import type { OfBatch } from './batches';
import type { FailedCall } from './pulls';

export interface Attempt extends OfBatch {
  /** Calls by code. */
  calls: Counts;
  confirmed: number;
  refused: number;
  outstanding: number;
  /** At the last answer that confirmed; missing without one. */
  headroomMs?: number | undefined;
  pullToConfirmedMs?: number | undefined;
}

export interface Unconfirmed extends OfBatch {
  handles: number;
}

const seconds = (source: string, ms: number | undefined) =>
  ms === undefined ? [] : { value: ms / 1_000, labels: { source } };

const unconfirmed =
  (reason: 'refused' | 'late') =>
  ({ source, handles }: Unconfirmed) => ({ value: handles, labels: { source, reason } });

export const CONFIRMS = {
  'confirm:call:failed': happening<FailedCall & OfBatch & { calls: number }>()({
    text: 'Calls that confirm failed alike; they are tried again until the deadline. The error is that of one of them',
    level: 'info',
    fields: ['source', 'batch', 'calls', 'api', 'code', 'requestId', 'errorClass', 'error'],
  }),
  'confirm:attempt:ended': happening<Attempt>()({
    text: 'An attempt at the confirm of a batch is over',
    level: 'debug',
    fields: ['source', 'batch', 'confirmed', 'refused', 'outstanding', 'headroomMs'],
    moves: {
      vod_events_confirms: ({ source, calls }) => each(calls, (code) => ({ source, code })),
      vod_events_confirmed: ({ source, confirmed }) =>
        confirmed === 0 ? [] : { value: confirmed, labels: { source } },
      vod_events_headroom: ({ source, headroomMs }) => seconds(source, headroomMs),
      vod_events_pull_to_confirmed: ({ source, pullToConfirmedMs }) => seconds(source, pullToConfirmedMs),
    },
  }),
  'confirm:attempt:failed': happening<
    OfBatch & { failureType: string; code?: string | undefined; requestId?: string | undefined; outstanding: number }
  >()({
    text: 'Not everything could be confirmed',
    level: 'warn',
    fields: ['source', 'batch', 'failureType', 'code', 'requestId', 'outstanding'],
  }),
  'confirm:handles:refused': happening<Unconfirmed>()({
    text: 'VOD refused handles of processed events: the window was over, or they were confirmed before. What comes again is only confirmed',
    level: 'warn',
    fields: ['source', 'batch', 'handles'],
    moves: { vod_events_unconfirmed: unconfirmed('refused') },
  }),
  'confirm:handles:late': happening<Unconfirmed>()({
    text: 'The window passed before handles of processed events were confirmed. What comes again is only confirmed',
    level: 'warn',
    fields: ['source', 'batch', 'handles'],
    moves: { vod_events_unconfirmed: unconfirmed('late') },
  }),
};
