import { happening } from './definition';
import { POLLER_STATES } from './pollers';
import type { OfSource } from './pulls';

/** Nothing that an alert could compare with anything. */
const gone = ({ source }: OfSource) => ({ value: Number.NaN, labels: { source } });

export const CONFIGURATION = {
  'config:reload:ok': happening<{ sources: readonly string[]; added: readonly string[]; removed: readonly string[] }>()(
    {
      text: 'Configuration reloaded',
      level: 'info',
      fields: ['sources', 'added', 'removed'],
    },
  ),
  'config:reload:refused': happening<{ problem: string }>()({
    text: 'Configuration not reloaded: the former one stays in force',
    level: 'error',
    fields: ['problem'],
  }),
  'config:setting:waits': happening<{ settings: readonly string[] }>()({
    text: 'These settings have changed, and take effect at the next start',
    level: 'warn',
    fields: ['settings'],
  }),
  'config:source:removed': happening<OfSource>()({
    text:
      'The source is no longer in the configuration: it is not pulled for here, and what was pulled is finished. Its poller goes on with another ' +
      'worker, or halts until one serves the source; pause or terminate it if that is meant',
    level: 'warn',
    fields: ['source'],
  }),
  'config:source:forgotten': happening<OfSource>()({
    text: 'What was pulled for a source that is no longer served is finished; its gauges tell nothing any more',
    moves: {
      vod_events_open_batches: gone,
      vod_events_last_pull_timestamp: gone,
      vod_events_owned: gone,
      vod_events_parked: gone,
      vod_events_backlog: gone,
      vod_events_backlog_since_timestamp: gone,
      vod_events_poller_state: ({ source }) => POLLER_STATES.map((state) => ({ value: 0, labels: { source, state } })),
    },
  }),
};
