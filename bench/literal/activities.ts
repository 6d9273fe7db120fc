import { cancellationSignal } from '@temporalio/activity';
import { handleOf } from '../../src/core/handle';
import type { RawEvent } from '../../src/vod/api';
import type { VodClient } from '../../src/vod/client';

export interface PulledEvent {
  handle: string;
  event: RawEvent;
}

export interface LiteralActivities {
  pull(): Promise<PulledEvent[]>;
  handle(event: PulledEvent): Promise<void>;
  confirm(handles: string[]): Promise<void>;
}

export function createLiteralActivities(vod: VodClient, handle: () => Promise<void>): LiteralActivities {
  return {
    async pull() {
      const { events } = await vod.pullEvents({ signal: cancellationSignal() });
      return events.flatMap((event) => {
        const found = handleOf(event);
        return found === undefined ? [] : [{ handle: found, event }];
      });
    },
    handle: () => handle(),
    async confirm(handles) {
      await vod.confirmEvents(handles, { signal: cancellationSignal() });
    },
  };
}
