/** All sources of a namespace at a glance: what the server knows of them, and what their workers add to it. */
import type { Client } from '@temporalio/client';
import { identityOf } from '../core/contract';
import { MAX_COUNTED_EVENTS, OVERVIEW_PATIENCE_MS } from '../core/defaults';
import { PollerNotRunningError } from './errors';
import { inLanes } from './in-lanes';
import { isCodecError } from '../codec/errors';
import { listed, type Listed } from './listing';
import { parkedEventOf, type ParkedEvent } from './parked-memo';
import { visibilityQuery } from './parked-filter';
import { sourcesWithPoller, status, unreadable, type PollerView } from './poller';
import { checkedSource } from './source';

/** A source as it is at the moment. Its events are counted by visibility, which runs some moments behind. */
export interface SourceView {
  source: string;
  /** Missing when none runs: its events come through an ingress or are submitted, or its poller has ended. */
  poller?: PollerView;
  /** Events that have a workflow of their own and are being handled. */
  owned: number;
  parked: number;
  /** How many of them were reported as overdue. */
  overdue: number;
  /** Since when the one is parked that is so for the longest, ms since 1970. */
  parkedSince?: number;
  /** So many of the owned cannot be read, for want of an encryption key: some of them may be parked. */
  unreadable?: number;
  /** There are more events than were counted: 20,000, of all sources together. */
  more?: true;
}

/** Pollers that are asked at once. */
const LANES = 20;

/**
 * Every source that has a poller or open events, or the one that is asked for, by name. A source that has neither is not there.
 * @throws InvalidInput when the source cannot be one.
 */
export async function sources(client: Client, { source }: { source?: string } = {}): Promise<SourceView[]> {
  const views = new Map<string, SourceView>();
  const view = (name: string): SourceView => {
    const known = views.get(name) ?? { source: name, owned: 0, parked: 0, overdue: 0 };
    views.set(name, known);
    return known;
  };
  const [isMore] = await Promise.all([
    countEvents(client, source, view),
    pollersOf(client, source).then((pollers) =>
      inLanes(pollers, LANES, async (name) => {
        const poller = await pollerView(client, name);
        if (poller) view(name).poller = poller;
      }),
    ),
  ]);
  const all = [...views.values()].map((found): SourceView => ({ ...found, ...(isMore && { more: true }) }));
  return all.sort((one, other) => (one.source < other.source ? -1 : 1));
}

async function pollersOf(client: Client, source: string | undefined): Promise<string[]> {
  return source === undefined ? sourcesWithPoller(client) : [checkedSource(source)];
}

/** `undefined` when it does not run, or has ended since it was listed. */
async function pollerView(client: Client, source: string): Promise<PollerView | undefined> {
  try {
    return await status(client, source, OVERVIEW_PATIENCE_MS);
  } catch (error) {
    if (error instanceof PollerNotRunningError) return undefined;
    return unreadable(source, error);
  }
}

/** True when there are more than it counted. Whether an event is parked is in its memo alone, so each has to be listed. */
async function countEvents(
  client: Client,
  source: string | undefined,
  view: (source: string) => SourceView,
): Promise<boolean> {
  let read = 0;
  for await (const event of listed(client, visibilityQuery({ source }))) {
    const name = identityOf(event.workflowId)?.source;
    if (name === undefined) continue;
    if (read++ === MAX_COUNTED_EVENTS) return true;
    const counted = view(name);
    const parked = await parkedOf(event);
    if (parked === 'unreadable') counted.unreadable = (counted.unreadable ?? 0) + 1;
    if (parked === undefined || parked === 'unreadable') {
      counted.owned++;
      continue;
    }
    counted.parked++;
    if (parked.overdue) counted.overdue++;
    counted.parkedSince = Math.min(counted.parkedSince ?? parked.since, parked.since);
  }
  return false;
}

async function parkedOf({ workflowId, memo }: Listed): Promise<ParkedEvent | 'unreadable' | undefined> {
  try {
    return parkedEventOf(workflowId, await memo());
  } catch (error) {
    if (isCodecError(error)) return 'unreadable';
    throw error;
  }
}
