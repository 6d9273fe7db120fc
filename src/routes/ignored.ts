import { metricMeter } from '@temporalio/activity';
import { METRICS } from '../core/metrics';

/** Counts an event that a route drops while it runs. By the key of the route and not the event's type, which comes over the network. */
export function countIgnored(source: string, route: string): void {
  const { unit, help } = METRICS.vod_events_ignored;
  metricMeter.createCounter('vod_events_ignored', unit, help).add(1, { source, route });
}
