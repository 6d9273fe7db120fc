import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { graph } from '../panels';
import { DASHBOARD, max, rate } from '../promql';

export function ownedAndParked(): Builder<Panel>[] {
  const parked = max('vod_events_parked', ['source'], DASHBOARD);
  return [
    graph({
      title: 'Owned events',
      description: 'Events with a workflow of their own, the parked ones included. They cost nothing while they wait.',
      unit: 'short',
      queries: { '{{source}}': max('vod_events_owned', ['source'], DASHBOARD) },
    }),
    graph({
      title: 'Parked events',
      description: 'Events whose tries are used up. They wait for `vod-events parked retry` or `discard`.',
      unit: 'short',
      queries: { '{{source}}': parked },
    }),
    graph({
      title: 'Parked and overdue',
      description:
        'Parked events that became overdue, a second: nobody decided about them within VOD_EVENTS_PARKED_REPORT_AFTER. None, while that is not set.',
      unit: 'eps',
      queries: { '{{source}}': `${rate('vod_events_parked_overdue', ['source'], DASHBOARD)} or 0 * ${parked}` },
    }),
  ];
}
