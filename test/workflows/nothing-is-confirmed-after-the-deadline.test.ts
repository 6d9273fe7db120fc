import { randomUUID } from 'node:crypto';
import type { BatchResult } from '../../src/core/contract';
import { deadlineOf } from '../../src/core/window';
import { startSystem, type System } from '../support/system';

/** Promise 3: no ConfirmEvents call starts after the deadline. */
describe('the deadline', () => {
  let system: System;
  const handled: string[] = [];
  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      routes: { '*': (event: { type: string }) => void handled.push(event.type) },
    });
  });
  afterAll(() => system.stop());

  const run = (pulledAt: number): Promise<BatchResult> =>
    system.client.workflow.execute<(input: object) => Promise<BatchResult>>('vodEventBatch', {
      taskQueue: system.taskQueue,
      workflowId: `vod-batch/${system.source}/${randomUUID()}`,
      args: [
        {
          version: 1,
          source: system.source,
          pulledAt,
          events: [
            { EventType: 'ClipComplete', EventHandle: randomUUID(), ClipCompleteEvent: { TaskId: randomUUID() } },
          ],
        },
      ],
    });
  const confirmCalls = () => system.emulator.journal.of('call').filter(({ api }) => api === 'ConfirmEvents');

  it('leaves a batch that begins too late to VOD, unprocessed', async () => {
    expect(await run(Date.now() - 28_500)).toEqual({
      done: 0,
      owned: 0,
      left: 1,
      confirmed: 0,
      unconfirmed: [],
      unfinished: [],
    });
    expect(handled).toEqual([]);
    expect(confirmCalls()).toEqual([]);
  });

  it('tries while the window lasts and not once after it', async () => {
    const fault = system.emulator.fault({ api: 'ConfirmEvents', times: Infinity, kind: { error: 'InternalError' } });
    const pulledAt = Date.now() - 22_000;
    const result = await run(pulledAt);
    fault.clear();
    expect(result).toMatchObject({ done: 1, confirmed: 0, unconfirmed: [expect.any(String)] });
    const calls = confirmCalls();
    expect(calls.length).toBeGreaterThan(3);
    expect(Math.max(...calls.map(({ receivedAt }) => receivedAt))).toBeLessThan(deadlineOf(pulledAt));
    // It did not give up early either: the last call is within the last two seconds.
    expect(Math.max(...calls.map(({ receivedAt }) => receivedAt))).toBeGreaterThan(deadlineOf(pulledAt) - 2_000);
  });
});
