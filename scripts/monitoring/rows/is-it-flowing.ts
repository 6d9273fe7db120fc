import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { figure, graph, states, type Shown } from '../panels';
import { DASHBOARD, max, rate, selector } from '../promql';

/** The worst is the largest: workers may disagree for a moment. */
const STATES: Record<string, Shown & { number: number }> = {
  running: { number: 1, text: 'running', color: 'green' },
  paused: { number: 2, text: 'paused', color: 'blue' },
  unknown: { number: 3, text: 'unknown', color: 'text' },
  missing: { number: 4, text: 'missing', color: 'orange' },
  halted: { number: 5, text: 'halted', color: 'red' },
};

export function isItFlowing(): Builder<Panel>[] {
  const lastPull = max('vod_events_last_pull_timestamp', ['source'], DASHBOARD);
  const since = selector('vod_events_backlog_since_timestamp', { scope: DASHBOARD });
  return [
    states(
      {
        title: 'Poller',
        description:
          'What the poller of each source is doing. Halted: a person must act, see `vod-events status`. Missing: no worker has started it. Unknown: Temporal does not answer.',
        unit: 'none',
        queries: { '{{source}}': stateNumber() },
      },
      Object.fromEntries(Object.values(STATES).map(({ number, text, color }) => [number, { text, color }])),
    ),
    figure(
      {
        title: 'Since the last pull',
        description:
          'An idle pump completes a pull every 5 s. Half a minute can be a pump that is held back by full batches; minutes mean that events wait.',
        unit: 's',
        queries: { '{{source}}': `time() - ${lastPull}` },
      },
      [
        { value: null, color: 'green' },
        { value: 35, color: 'orange' },
        { value: 60, color: 'red' },
      ],
    ),
    figure(
      {
        title: 'Backlog waiting',
        description:
          'For how long the worker that has run longest has not seen the backlog empty. A busy source always has some events waiting; hours beside a growing backlog are a warning: VOD keeps events four days.',
        unit: 's',
        queries: { '{{source}}': `max by (source) ((time() - ${since}) * (${since} > bool 0))` },
      },
      [
        { value: null, color: 'green' },
        { value: 3_600, color: 'orange' },
        { value: 86_400, color: 'red' },
      ],
    ),
    graph({
      title: 'Backlog',
      description: 'Events that wait to be pulled, as VOD estimates it with a delay of minutes.',
      unit: 'short',
      queries: { '{{source}}': max('vod_events_backlog', ['source'], DASHBOARD) },
    }),
    graph({
      title: 'Pulled and confirmed',
      description:
        'Deliveries pulled and handles confirmed, a second. The two lie on each other; more pulled than confirmed means that events come again.',
      unit: 'eps',
      queries: {
        'pulled {{source}}': rate('vod_events_pulled', ['source'], DASHBOARD),
        'confirmed {{source}}': rate('vod_events_confirmed', ['source'], DASHBOARD),
      },
    }),
    graph({
      title: 'Pulls by code',
      description:
        'Calls to PullEvents by what came back: ok, empty, or an error code of VOD or the network. Empty alone is an idle source, about one in 5 s.',
      unit: 'reqps',
      queries: { '{{code}}': rate('vod_events_pulls', ['code'], DASHBOARD) },
    }),
    graph({
      title: 'Redelivered',
      description:
        'Deliveries of events that an earlier delivery had brought already. None, while every confirm is in time.',
      unit: 'eps',
      queries: { '{{source}}': rate('vod_events_redelivered', ['source'], DASHBOARD) },
    }),
  ];
}

function stateNumber(): string {
  const each = Object.entries(STATES).map(
    ([state, { number }]) =>
      `${number} * ${selector('vod_events_poller_state', { scope: DASHBOARD, where: { state } })}`,
  );
  return `max by (source) (${each.join(' or ')})`;
}
