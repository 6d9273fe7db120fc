import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { graph } from '../panels';
import { DASHBOARD, quantile, rate } from '../promql';

export function theWindow(): Builder<Panel>[] {
  return [
    graph(
      {
        title: 'Headroom',
        description:
          "What was left of VOD's 30 s when a confirm was answered. One in a hundred had no more than the lower line. At nothing events come again.",
        unit: 's',
        queries: {
          'half {{source}}': quantile(0.5, 'vod_events_headroom', ['source'], DASHBOARD),
          '1 % {{source}}': quantile(0.01, 'vod_events_headroom', ['source'], DASHBOARD),
        },
      },
      { max: 30 },
    ),
    graph({
      title: 'Pull to confirmed',
      description: 'From the arrival of a pull to the answer of the confirm. Above 28 s nothing is confirmed any more.',
      unit: 's',
      queries: {
        'half {{source}}': quantile(0.5, 'vod_events_pull_to_confirmed', ['source'], DASHBOARD),
        '99 % {{source}}': quantile(0.99, 'vod_events_pull_to_confirmed', ['source'], DASHBOARD),
      },
    }),
    graph({
      title: 'Pull to done',
      description:
        'From the arrival of a pull to the end of the processing of its batch: handlers, tries in place, hand-over.',
      unit: 's',
      queries: {
        'half {{source}}': quantile(0.5, 'vod_events_pull_to_done', ['source'], DASHBOARD),
        '99 % {{source}}': quantile(0.99, 'vod_events_pull_to_done', ['source'], DASHBOARD),
      },
    }),
    graph(
      {
        title: 'Confirms by code',
        description: 'Calls to ConfirmEvents by what came back: ok, or an error code of VOD or the network.',
        unit: 'reqps',
        queries: { '{{code}}': rate('vod_events_confirms', ['code'], DASHBOARD) },
      },
      { width: 12 },
    ),
    graph(
      {
        title: 'Not confirmed',
        description:
          'Handles of processed events that could not be confirmed. Late: the window was over. Refused: VOD no longer knew them, often because an answer to an earlier try was lost.',
        unit: 'cps',
        queries: { '{{reason}} {{source}}': rate('vod_events_unconfirmed', ['source', 'reason'], DASHBOARD) },
      },
      { width: 12 },
    ),
  ];
}
