import {
  batchId,
  BATCH_WORKFLOW,
  eventId,
  EVENT_WORKFLOW,
  pollerId,
  POLLER_WORKFLOW,
  vodEvents,
} from '../../src/client';
import * as messages from '../../src/workflows/messages';
import { park, poison } from '../support/parked';
import { startSystem, until, type System } from '../support/system';
import { INDEX, problemsWith, SCHEMA_FILES } from './schemas';

const names = (file: string): string[] => SCHEMA_FILES.filter((name) => name === file);

describe('the index', () => {
  it('names every workflow, how its id is made, and schemas that there are', () => {
    const ids: Record<string, string> = {
      [BATCH_WORKFLOW]: batchId('s', 'x'),
      [EVENT_WORKFLOW]: eventId('s', 'k'),
      [POLLER_WORKFLOW]: pollerId('s'),
    };
    expect(Object.keys(INDEX).sort()).toEqual(Object.keys(ids).sort());
    for (const [type, { idPattern }] of Object.entries(INDEX)) expect(ids[type]).toMatch(new RegExp(idPattern));
    const named = [...JSON.stringify(INDEX).matchAll(/"([\w.]+\.json)"/g)].map(([, file = '']) => file);
    expect(named.sort()).toEqual([...SCHEMA_FILES].sort());
  });

  it('has every signal and query that the workflows define', () => {
    const defined = (type: string) =>
      Object.values(messages)
        .filter((message) => message.type === type)
        .map(({ name }) => name)
        .sort();
    const indexed = (of: (workflow: (typeof INDEX)[string]) => object) =>
      Object.values(INDEX)
        .flatMap((workflow) => Object.keys(of(workflow)))
        .sort();
    expect(indexed(({ signals }) => signals)).toEqual(defined('signal'));
    expect(indexed(({ queries }) => queries)).toEqual(defined('query'));
  });
});

describe('what is said fits its schema:', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({
      routes: {
        PullComplete: { handler: () => Promise.reject(new Error('no')), retry: { maximumAttempts: 1 } },
        '*': () => {},
      },
    });
  });
  afterAll(() => system.stop());

  const fits = (file: string, value: unknown): void => {
    expect(names(file)).toEqual([file]);
    expect([value, problemsWith(file, value)]).toEqual([value, []]);
  };

  it('by an event, parked and discarded, in state, memo and result', async () => {
    const handle = await park(system, 'said');
    fits('vodEvent.query.state.json', await handle.query('state'));
    fits('vodEvent.query.event.json', await handle.query('event'));
    const { memo } = await handle.describe();
    expect(memo).toHaveProperty('parked');
    fits('vodEvent.memo.json', memo);
    await handle.signal('retry', { reason: 'wrong' });
    fits(
      'vodEvent.query.state.json',
      await until('refused', async () => {
        const state = await handle.query<{ refused?: object }>('state');
        return state.refused && state;
      }),
    );
    await handle.signal('discard', { reason: 'said enough' });
    fits('vodEvent.result.json', await handle.result());
  });

  it('by a batch, in its result', async () => {
    const vod = vodEvents(system.client, { taskQueue: system.taskQueue, source: system.source });
    const events = [
      { EventType: 'ClipComplete', EventHandle: 'unknown', ClipCompleteEvent: { TaskId: 't' } },
      poison('left'),
    ];
    const { result } = await vod.submit(events);
    fits('vodEventBatch.result.json', await result());
  });

  it('by a poller and its pump, in status and heartbeat', async () => {
    const handle = system.client.workflow.getHandle(pollerId(system.source));
    fits('vodEventPoller.query.status.json', await handle.query('status'));
    const payload = await until('a heartbeat', async () => {
      const [pump] = (await handle.describe()).raw.pendingActivities ?? [];
      return pump?.heartbeatDetails?.payloads?.[0];
    });
    fits('vodEventPoller.heartbeat.json', JSON.parse(Buffer.from(payload.data ?? []).toString()));
    // What its pump signals when an event is too large.
    const tooLarge = { key: 'k', eventType: 'ClipComplete', bytes: 3_000_000, at: Date.now() };
    await handle.signal('eventTooLarge', tooLarge);
    const status = await until('told', async () => {
      const said = await handle.query<{ tooLarge?: unknown[] }>('status');
      return said.tooLarge && said;
    });
    fits('vodEventPoller.query.status.json', status);
  });
});
