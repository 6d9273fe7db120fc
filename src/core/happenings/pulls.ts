import { codeLabel, type FailureClass } from '../error-table';
import { each, happening, one, type Counts } from './definition';

export interface OfSource {
  source: string;
}

/** A call that VOD refused, or that had no answer. */
export interface FailedCall extends OfSource {
  api: string;
  code?: string | undefined;
  requestId?: string | undefined;
  errorClass: FailureClass;
  error: string;
}

/** As a label: bounded by the table of codes and the classes. */
export const codeOf = ({ code, errorClass }: Pick<FailedCall, 'code' | 'errorClass'>): string =>
  code === undefined ? errorClass : codeLabel(code);

const CALL = ['source', 'api', 'code', 'requestId', 'errorClass', 'error'] as const;

const failedPull = (call: FailedCall) => one({ source: call.source, code: codeOf(call) });

export const PULLS = {
  'pull:call:ok': happening<OfSource & { code: 'ok' | 'empty'; at: number }>()({
    text: 'A pull came back, with events or without',
    moves: {
      vod_events_pulls: ({ source, code }) => one({ source, code }),
      vod_events_last_pull_timestamp: ({ source, at }) => ({ value: at / 1_000, labels: { source } }),
    },
  }),
  'pull:call:failed': happening<FailedCall & { pauseMs: number }>()({
    text: 'A pull failed; another follows after a pause',
    level: 'warn',
    fields: [...CALL, 'pauseMs'],
    moves: { vod_events_pulls: failedPull },
  }),
  'pull:call:unknown': happening<FailedCall & { pauseMs: number }>()({
    text: 'A pull failed with a code that this version does not know; another follows after a pause. Look the code up',
    level: 'error',
    fields: [...CALL, 'pauseMs'],
    moves: { vod_events_pulls: failedPull },
  }),
  'pull:loop:halted': happening<FailedCall>()({
    text: 'The pump halts: a person must act',
    level: 'error',
    fields: CALL,
    moves: { vod_events_pulls: failedPull },
  }),
  'pull:turn:taken': happening<OfSource & { types: Counts; redelivered: number; bytes: number }>()({
    text: 'What was pulled became a batch',
    moves: {
      vod_events_pulled: ({ source, types }) => each(types, (eventType) => ({ source, eventType })),
      vod_events_redelivered: ({ source, redelivered }) =>
        redelivered === 0 ? [] : { value: redelivered, labels: { source } },
      vod_events_payload_size: ({ source, bytes }) => ({ value: bytes, labels: { source } }),
    },
  }),
  'pull:pump:beat': happening<OfSource & { openBatches: number }>()({
    text: 'The pump is alive; every second',
    moves: { vod_events_open_batches: ({ source, openBatches }) => ({ value: openBatches, labels: { source } }) },
  }),
  'rate:use:sampled': happening<OfSource & { api: string; share: number }>()({
    text: 'How much of the rate was used; every second in which it has changed',
    moves: { vod_events_rate_used: ({ source, api, share }) => ({ value: share, labels: { source, api } }) },
  }),
  'backlog:ask:ok': happening<OfSource & { events: number; since: number }>()({
    text: 'VOD said how many events wait to be pulled',
    moves: {
      vod_events_backlog: ({ source, events }) => ({ value: events, labels: { source } }),
      vod_events_backlog_since_timestamp: ({ source, since }) => ({ value: since / 1_000, labels: { source } }),
    },
  }),
  'backlog:ask:failed': happening<FailedCall & { pauseMs: number }>()({
    text: 'VOD did not say how many events wait to be pulled; only the metric lacks it. It needs the permission DescribeEventsState',
    level: 'debug',
    fields: [...CALL, 'pauseMs'],
  }),
};
