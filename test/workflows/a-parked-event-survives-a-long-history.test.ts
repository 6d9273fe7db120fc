import { randomBytes } from 'node:crypto';
import { park, stateOf, type EventHandle } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

/**
 * The server ends a workflow whose history is too long or too large, and an event with it; half a dozen such signals make it suggest a new run.
 * Random, because large payloads are compressed.
 */
const LARGE = randomBytes(900_000).toString('base64');

describe('a parked event whose history has grown long', () => {
  let system: System;
  let mended = false;
  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      parkedReportAfterMs: 3_600_000,
      routes: {
        ClipComplete: {
          handler: () => (mended ? undefined : Promise.reject(new TypeError('no'))),
          retry: { maximumAttempts: 2, initialInterval: 10 },
        },
        PullComplete: { handler: () => Promise.reject(new TypeError('no')), retry: { maximumAttempts: 1 } },
      },
    });
  });
  afterAll(() => system.stop());

  it('goes on in a new run as what it was, the changed event and the refusal included', async () => {
    const handle = await park(system, 'long');
    const first = await stateOf(handle);
    const changed = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'changed' } };
    await handle.signal('retry', { event: changed });
    const before = await until('parked anew', async () => {
      const state = await stateOf(handle);
      return state.state === 'parked' && state.since > first.since && state;
    });
    const { runId } = await handle.describe();
    await until(
      'a new run',
      async () => {
        await handle.signal('retry', { event: changed, more: LARGE });
        // One at a time: more at once than the worker gets to see would reach the server's limit.
        await stateOf(handle);
        return (await handle.describe()).runId !== runId;
      },
      120_000,
    );
    const latest: EventHandle = system.client.workflow.getHandle(handle.workflowId);
    const { refused, ...after } = await stateOf(latest);
    expect(refused).toMatchObject({ signal: 'retry' });
    expect(after).toEqual(before);
    expect(await latest.query('event')).toEqual(changed);
    const { memo, status } = await latest.describe();
    expect(status.name).toBe('RUNNING');
    expect(memo).toMatchObject({ eventType: 'ClipComplete', parked: { since: before.since, tries: 2 } });

    mended = true;
    await latest.signal('retry');
    expect(await latest.result()).toEqual({ state: 'done', tries: 0 });
  }, 200_000);
});
