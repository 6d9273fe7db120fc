import { metricMeter } from '@temporalio/activity';

/** Counts an event that a route drops. By the key of the route and not the event's type, which comes over the network. */
export function countIgnored(route: string): void {
  metricMeter.createCounter('vod_events_ignored', 'events', 'Events that a route dropped').add(1, { route });
}
