import { randomUUID } from 'node:crypto';
import type { BatchResult } from '../../src/core/contract';
import { startSystem, until, type System } from '../support/system';

describe('a cancelled batch', () => {
  let system: System;
  let aborted: unknown;
  let doneHandled = false;
  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      quickBudgetMs: 20_000,
      routes: {
        FileDeleted: () => {
          doneHandled = true;
        },
        NewFileUpload: (_event: unknown, { signal }: { signal: AbortSignal }) =>
          new Promise<void>((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              aborted = signal.reason;
              reject(new Error('aborted'));
            });
          }),
      },
    });
  });
  afterAll(() => system.stop());

  it('confirms what is done, aborts and leaves the rest', async () => {
    system.emulator.enqueue([
      { EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['1'] } },
      { EventType: 'NewFileUpload', FileUploadEvent: { FileId: '2' } },
    ]);
    const events = await system.pull();
    const handle = await system.client.workflow.start<(input: object) => Promise<BatchResult>>('vodEventBatch', {
      taskQueue: system.taskQueue,
      workflowId: `vod-batch/${system.source}/${randomUUID()}`,
      args: [{ version: 1, source: system.source, pulledAt: Date.now(), events }],
    });
    await until('the quick event handled', () => doneHandled);
    await handle.cancel();
    expect(await handle.result()).toEqual({
      done: 1,
      owned: 0,
      left: 1,
      confirmed: 1,
      unconfirmed: [],
      unfinished: [],
    });
    await until('the handler told', () => aborted);
    expect(system.emulator.stats()).toMatchObject({ confirmed: 1, inFlight: 1 });
  });
});
