import { randomUUID } from 'node:crypto';
import type { BatchResult } from '../../src/core/contract';
import { startSystem, type System } from '../support/system';

describe('a batch started by name', () => {
  let system: System;
  const handled: { key: string; type: string; payload: unknown }[] = [];
  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      routes: { '*': (event: { key: string; type: string; payload: unknown }) => void handled.push(event) },
    });
  });
  afterAll(() => system.stop());
  beforeEach(() => (handled.length = 0));

  const submit = (events: unknown[], pulledAt = Date.now()): Promise<BatchResult> =>
    system.client.workflow.execute<(input: object) => Promise<BatchResult>>('vodEventBatch', {
      taskQueue: system.taskQueue,
      workflowId: `vod-batch/${system.source}/${randomUUID()}`,
      args: [{ version: 1, source: system.source, pulledAt, events }],
    });

  it('processes events without a handle and needs no confirm for them, however old they are', async () => {
    const event = { EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['1'] } };
    const result = await submit([event, event], Date.now() - 3_600_000);
    expect(result).toEqual({ done: 2, owned: 0, left: 0, confirmed: 0, unconfirmed: [], unfinished: [] });
    // Equal content without a natural identity: two events.
    expect(new Set(handled.map(({ key }) => key)).size).toBe(2);
    expect(system.emulator.journal.of('call').filter(({ api }) => api === 'ConfirmEvents')).toEqual([]);
  });

  it('says which could not be confirmed', async () => {
    const result = await submit([
      { EventType: 'ClipComplete', EventHandle: 'no-such-handle', ClipCompleteEvent: { TaskId: 't' } },
    ]);
    expect(result).toEqual({
      done: 1,
      owned: 0,
      left: 0,
      confirmed: 0,
      unconfirmed: [handled[0]?.key],
      unfinished: [],
    });
  });

  it('lets strange events through', async () => {
    const text = '𝕏 \ud800 \u0000 تجربة '.repeat(8_000);
    const result = await submit([
      { EventType: 'FileDeleted' },
      { EventType: 'NewFileUpload', FileUploadEvent: null, Surprise: { a: 1 } },
      { EventType: 'NewFileUpload', FileUploadEvent: { FileId: '1' }, PullCompleteEvent: { TaskId: '2' } },
      { EventType: 'NoSuchType', NoSuchTypeEvent: { text } },
      { EventType: 'PullComplete', PullCompleteEvent: { TaskId: text } },
    ]);
    expect(result).toMatchObject({ done: 5, owned: 0, left: 0 });
    expect(handled.map(({ type }) => type)).toEqual([
      'FileDeleted',
      'NewFileUpload',
      'NewFileUpload',
      'NoSuchType',
      'PullComplete',
    ]);
    expect(handled[2]?.payload).toEqual({ FileId: '1' });
  });

  it('gives events that cannot be read to a workflow that parks them', async () => {
    const broken = [null, 'text', 7, {}, { EventType: 5 }];
    const result = await submit(broken);
    expect(result).toEqual({ done: 0, owned: broken.length, left: 0, confirmed: 0, unconfirmed: [], unfinished: [] });
    expect(handled).toEqual([]);
  });
});
