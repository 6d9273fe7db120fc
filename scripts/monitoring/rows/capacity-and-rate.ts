import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { graph } from '../panels';
import { DASHBOARD, max, quantile } from '../promql';

export function capacityAndRate(): Builder<Panel>[] {
  return [
    graph({
      title: 'Open batches',
      description:
        'Batches of the pump that are open. The pump holds back when they are many: handlers are slower than events come.',
      unit: 'short',
      queries: { '{{source}}': max('vod_events_open_batches', ['source'], DASHBOARD) },
    }),
    graph(
      {
        title: 'Rate used',
        description: 'Calls of the last second as a share of what a source may make. VOD allows 100 a second of each.',
        unit: 'percentunit',
        queries: { '{{api}} {{source}}': max('vod_events_rate_used', ['source', 'api'], DASHBOARD) },
      },
      { max: 1 },
    ),
    graph({
      title: 'Size of batches',
      description: 'JSON of the events of one batch. Temporal takes 2 MiB; a turn that brought more is split.',
      unit: 'decbytes',
      queries: {
        'half {{source}}': quantile(0.5, 'vod_events_payload_size', ['source'], DASHBOARD),
        '99 % {{source}}': quantile(0.99, 'vod_events_payload_size', ['source'], DASHBOARD),
      },
    }),
    graph(
      {
        title: 'Running handlers',
        description: 'Handlers that run in each process.',
        unit: 'short',
        queries: { '{{instance}}': max('vod_events_running_handlers', ['instance']) },
      },
      { width: 12 },
    ),
    graph(
      {
        title: 'Places for handlers',
        description:
          'Share of the places of each process that is taken. At 100 % events are handed over without being started: more workers, or a larger VOD_EVENTS_MAX_HANDLERS.',
        unit: 'percentunit',
        queries: { '{{instance}}': max('vod_events_handler_places', ['instance']) },
      },
      { width: 12, max: 1 },
    ),
  ];
}
