import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { graph } from '../panels';
import { countRate, DASHBOARD, quantile, rate } from '../promql';

export function eventsAndHandlers(): Builder<Panel>[] {
  return [
    graph(
      {
        title: 'Verdicts',
        description:
          'What became of the events of batches. Done: handled in time. Owned: slow or failing, each with a workflow of its own now. Left: VOD delivers them again.',
        unit: 'eps',
        queries: { '{{verdict}}': rate('vod_events_verdicts', ['verdict'], DASHBOARD) },
      },
      { stacked: true },
    ),
    graph(
      {
        title: 'Events by type',
        description: 'Deliveries by type of event, a second.',
        unit: 'eps',
        queries: { '{{eventType}}': rate('vod_events_pulled', ['eventType'], DASHBOARD) },
      },
      { stacked: true },
    ),
    graph({
      title: 'Owned or left, by type',
      description: 'Which types of events are not done in their batch: their handlers are slow or fail.',
      unit: 'eps',
      queries: {
        '{{eventType}} {{verdict}}': rate('vod_events_verdicts', ['eventType', 'verdict'], DASHBOARD, {
          verdict: 'owned|left',
        }),
      },
    }),
    graph({
      title: 'Tries of handlers',
      description: 'How long 95 of 100 tries took, by route. Up to the quick budget of 2 s they cost no workflow.',
      unit: 's',
      queries: {
        '{{route}} {{outcome}}': quantile(0.95, 'vod_events_handler_duration', ['route', 'outcome'], DASHBOARD),
      },
    }),
    graph({
      title: 'Failed tries',
      description:
        'Tries of handlers that failed, by route. They are tried again, and parked when their tries are used up.',
      unit: 'cps',
      queries: { '{{route}}': countRate('vod_events_handler_duration', ['route'], DASHBOARD, { outcome: 'failed' }) },
    }),
    graph({
      title: 'Confirmed without a handler, or too large',
      description:
        'Unrouted: no route wants the type. Ignored: a route drops them. Too large for Temporal: left, and delivered again for four days.',
      unit: 'eps',
      queries: {
        'unrouted {{eventType}}': rate('vod_events_unrouted', ['eventType'], DASHBOARD),
        'ignored by {{route}}': rate('vod_events_ignored', ['route'], DASHBOARD),
        'too large {{source}}': rate('vod_events_too_large', ['source'], DASHBOARD),
      },
    }),
  ];
}
