/**
 * The alerts: six, each about something that a person has to do something about, and soon.
 *
 * They look at what is recorded of a source over all its workers, so that neither a restart (new series begin, old ones end) nor the death of
 * the last worker (all end) makes them forget what was.
 */
import { CONFIRM_TIMEOUT_MS } from '../../src/core/defaults';
import { max, selector } from './promql';
import { duration, TIMINGS, type Timings } from './timings';

/** The pages that come with the package, as they are published. */
const RUNBOOKS = 'https://unpkg.com/temporal-vod-events/docs/runbooks';

interface Alert {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: 'critical' | 'warning' };
  annotations: { summary: string; description: string; runbook_url: string };
}

interface Recording {
  record: string;
  expr: string;
}

export interface RuleFile {
  groups: { name: string; interval: string; rules: (Recording | Alert)[] }[];
}

const LAST_PULL = 'source:vod_events_last_pull_timestamp:max';
const STATE = 'source_state:vod_events_poller_state:max';
const PARKED = 'source:vod_events_parked:max';
const BACKLOG = 'source:vod_events_backlog:max';

/** What Prometheus is to evaluate. The timings are those of production unless said otherwise. */
export function rules(timings: Timings = TIMINGS): RuleFile {
  const { evaluate, evaluateBacklog } = timings;
  return {
    groups: [
      {
        name: 'vod-events',
        interval: duration(evaluate),
        rules: [...RECORDINGS, ...[stopped, halted, headroom, late, parked].map((alert) => trimmed(alert(timings)))],
      },
      { name: 'vod-events-backlog', interval: duration(evaluateBacklog), rules: [trimmed(backlog(timings))] },
    ],
  };
}

const trimmed = (alert: Alert): Alert => ({ ...alert, expr: alert.expr.trim() });

/** Every worker asks for these, and none is lost while one is left. */
const RECORDINGS: Recording[] = [
  {
    record: LAST_PULL,
    // A source that has workers and has never pulled is as bad as one that has stopped.
    expr: `${max('vod_events_last_pull_timestamp', ['source'])} or 0 * ${max('vod_events_poller_state', ['source'])}`,
  },
  { record: STATE, expr: max('vod_events_poller_state', ['source', 'state']) },
  { record: PARKED, expr: max('vod_events_parked', ['source']) },
  { record: BACKLOG, expr: max('vod_events_backlog', ['source']) },
];

function stopped({ stopped: { silence, for: wait }, memory }: Timings): Alert {
  const within = duration(memory);
  return {
    alert: 'VodEventsStopped',
    expr: `
(
  time() - max_over_time(${LAST_PULL}[${within}]) > ${silence}
  unless on (source)
  last_over_time(${STATE}{state=~"paused|halted"}[${within}]) == 1
)
or
absent(${selector('vod_events_poller_state')})`,
    for: duration(wait),
    labels: { severity: 'critical' },
    annotations: {
      summary:
        '{{ if $labels.source }}Source {{ $labels.source }}: events have stopped{{ else }}No vod-events worker is scraped{{ end }}',
      description:
        '{{ if $labels.source }}No pull has completed for more than ' +
        `${duration(silence + wait)}, and the poller is neither paused nor halted.{{ else }}Not one worker says anything: ` +
        'none runs, or Prometheus does not find them.{{ end }} Events wait in VOD, which keeps them four days.',
      runbook_url: `${RUNBOOKS}/events-stopped.md`,
    },
  };
}

function halted({ halted: { for: wait } }: Timings): Alert {
  return {
    alert: 'VodEventsHalted',
    expr: `${STATE}{state="halted"} == 1`,
    for: duration(wait),
    labels: { severity: 'critical' },
    annotations: {
      summary: 'Source {{ $labels.source }}: the poller has halted',
      description:
        'VOD refuses for a reason that only a person can mend: keys, permission or SubAppId. `vod-events status` says which. ' +
        'Events wait in VOD, which keeps them four days; owned events go on.',
      runbook_url: `${RUNBOOKS}/halted.md`,
    },
  };
}

/** With less left than one call may take there is no second try. */
const LITTLE_SECONDS = CONFIRM_TIMEOUT_MS / 1_000;
const LITTLE_SHARE = 0.05;

function headroom({ headroom: { over, for: wait } }: Timings): Alert {
  const of = (series: string): string => `sum by (source) (rate(${series}[${duration(over)}]))`;
  const little = selector('vod_events_headroom', { suffix: '_bucket', le: LITTLE_SECONDS });
  const all = selector('vod_events_headroom', { suffix: '_count' });
  return {
    alert: 'VodEventsHeadroomVanishing',
    expr: `${of(little)} / ${of(all)} > ${LITTLE_SHARE}`,
    for: duration(wait),
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Source {{ $labels.source }}: confirms come close to the end of the window',
      description:
        `{{ $value | humanizePercentage }} of the confirms were answered with less than ${LITTLE_SECONDS} s of the 30 s left. ` +
        'What misses the window is delivered again.',
      runbook_url: `${RUNBOOKS}/headroom-vanishing.md`,
    },
  };
}

function late({ late: { over, for: wait } }: Timings): Alert {
  const series = selector('vod_events_unconfirmed', { where: { reason: 'late' } });
  const span = duration(over);
  return {
    alert: 'VodEventsConfirmedLate',
    // The first of a worker's begins its series, which is no increase of it.
    expr: `
sum by (source) (increase(${series}[${span}])) > 0
or
sum by (source) (${series} unless ${series} offset ${span}) > 0`,
    for: duration(wait),
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Source {{ $labels.source }}: confirms come too late',
      description:
        `{{ $value | printf "%.0f" }} handles of processed events missed the window within ${span}. ` +
        'VOD delivers these events again; they are then only confirmed.',
      runbook_url: `${RUNBOOKS}/confirmed-late.md`,
    },
  };
}

function parked({ parked: { over, for: wait } }: Timings): Alert {
  return {
    alert: 'VodEventsParkedGrowing',
    expr: `${PARKED} - min_over_time(${PARKED}[${duration(over)}]) > 0`,
    for: duration(wait),
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Source {{ $labels.source }}: more events are parked',
      description:
        `{{ $value | printf "%.0f" }} more than at one time within the last ${duration(over)}. Their tries are used up: ` +
        'nothing happens to them until somebody retries or discards them.',
      runbook_url: `${RUNBOOKS}/parked-growing.md`,
    },
  };
}

function backlog({ backlog: { over, for: wait }, evaluateBacklog }: Timings): Alert {
  const span = duration(over);
  // Whatever was last known then: a worker may just have been restarted.
  const then = `last_over_time(${BACKLOG}[${duration(Math.max(over / 24, 2 * evaluateBacklog))}] offset ${span})`;
  const confirmed = `sum by (source) (increase(${selector('vod_events_confirmed')}[${span}]))`;
  return {
    alert: 'VodEventsBacklogOld',
    // A busy source always has some events waiting, for a moment each. Those that waited then are still there when fewer were confirmed since.
    expr: `
min_over_time(${BACKLOG}[${span}]) > 0
and on (source)
${then} > on (source) (${confirmed} or on (source) 0 * ${BACKLOG})`,
    for: duration(wait),
    labels: { severity: 'critical' },
    annotations: {
      summary: 'Source {{ $labels.source }}: events have waited for more than a day',
      description:
        `Fewer events were confirmed within the last ${span} than waited at its beginning. VOD deletes what is four days old: ` +
        'these would be the first events to be lost.',
      runbook_url: `${RUNBOOKS}/backlog-old.md`,
    },
  };
}
