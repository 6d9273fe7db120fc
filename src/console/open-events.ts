import type { Client } from '@temporalio/client';
import { listed } from '../client/listing';
import { parkedEventOf } from '../client/parked-memo';
import { visibilityQuery } from '../client/parked-filter';
import { identityOf, type EventMemo } from '../core/contract';
import { CONSOLE_EVENTS_MS, MAX_CONSOLE_EVENTS } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import { Fresh } from './fresh';
import type { EventRow, EventsView } from './views';

/** The events that have a workflow of their own and are not done: by visibility alone, hence without their payloads, and some moments behind. */
export class OpenEvents {
  private readonly events: Fresh<EventsView>;

  constructor(private readonly client: Client) {
    this.events = new Fresh(
      () => this.read(),
      () => CONSOLE_EVENTS_MS,
    );
  }

  /** @throws what Temporal's client throws */
  list(): Promise<EventsView> {
    return this.events.get();
  }

  /** Something was decided: the next list is a new one. */
  expire(): void {
    this.events.expire();
  }

  private async read(): Promise<EventsView> {
    const query = visibilityQuery({});
    const events: EventRow[] = [];
    let isMore = false;
    for await (const { workflowId, memo, startedAt } of listed(this.client, query)) {
      const row = rowOf(workflowId, await memo().catch(() => undefined), startedAt);
      if (!row) continue;
      if (events.length === MAX_CONSOLE_EVENTS) {
        isMore = true;
        break;
      }
      events.push(row);
    }
    const total = isMore ? (await this.client.workflow.count(query)).count : events.length;
    return { asOf: Date.now(), total, events };
  }
}

/** `undefined` for a workflow that is none of ours, whatever its type. */
function rowOf(workflowId: string, memo: Record<string, unknown> | undefined, startedAt: number): EventRow | undefined {
  const identity = identityOf(workflowId);
  if (!identity) return undefined;
  const parked = parkedEventOf(workflowId, memo);
  if (parked) return { ...parked, state: 'parked' };
  const { eventType } = (memo ?? {}) as EventMemo;
  return {
    ...identity,
    eventType: typeof eventType === 'string' ? eventType : shownEventType(undefined),
    state: 'handling',
    since: startedAt,
  };
}
