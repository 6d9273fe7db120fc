import { happening } from './definition';
import type { OfSource } from './pulls';

export const POLLER_STATES = ['running', 'paused', 'halted', 'missing', 'unknown'] as const;
export type SeenPollerState = (typeof POLLER_STATES)[number];

export const POLLERS = {
  'poller:state:halted': happening<
    OfSource & { type: string; error: string; code?: string | undefined; requestId?: string | undefined }
  >()({
    text: 'Poller halted: a person must act',
    level: 'error',
    fields: ['source', 'type', 'error', 'code', 'requestId'],
  }),
  'poller:state:seen': happening<OfSource & { state: SeenPollerState }>()({
    text: 'The state of a poller was looked at',
    moves: {
      vod_events_poller_state: ({ source, state }) =>
        POLLER_STATES.map((each) => ({ value: each === state ? 1 : 0, labels: { source, state: each } })),
    },
  }),
  'poller:state:changed': happening<OfSource & { state: SeenPollerState; was: SeenPollerState }>()({
    text: 'A poller has another state than when it was last looked at',
    level: 'info',
    fields: ['source', 'state', 'was'],
  }),
  'poller:watch:failed': happening<OfSource & { error: string }>()({
    text: 'The poller, or the events of its source, could not be looked at; metrics and health go by what was seen last',
    level: 'debug',
    fields: ['source', 'error'],
  }),
};
