import { randomBytes } from 'node:crypto';
import { EventTooLargeError, InvalidInput, NothingSubmittedError, vodEvents, type VodEvents } from '../../src/client';
import { MAX_BATCH_BYTES, MAX_EVENT_DEPTH } from '../../src/core/defaults';
import { startSystem, until, type System } from '../support/system';

const deleted = (id: string) => ({ EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: [id] } });

describe('a set of events', () => {
  let system: System;
  let vod: VodEvents;
  const handled: string[] = [];
  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      routes: { '*': ({ type }: { type: string }) => void handled.push(type) },
    });
    vod = vodEvents(system.client, { taskQueue: system.taskQueue, source: system.source });
  });
  afterAll(() => system.stop());
  beforeEach(() => (handled.length = 0));

  const starts = async (workflowId: string): Promise<number> => {
    let runs = 0;
    for await (const run of system.client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) runs += run ? 1 : 0;
    return runs;
  };

  it('submitted twice, its members in another order and side by side, is processed once', async () => {
    const [one, two] = await Promise.all([
      vod.submit([deleted('1'), { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 't', FileId: 'f' } }]),
      vod.submit([deleted('1'), { ClipCompleteEvent: { FileId: 'f', TaskId: 't' }, EventType: 'ClipComplete' }]),
    ]);
    expect([one.duplicate, two.duplicate].sort()).toEqual([false, true]);
    expect(await two.result()).toEqual(await one.result());
    expect(await one.result()).toMatchObject({ done: 2, confirmed: 0, unconfirmed: [] });
    expect(handled.sort()).toEqual(['ClipComplete', 'FileDeleted']);
    const [batch] = one.batches;
    expect(batch?.workflowId).toBe(two.batches[0]?.workflowId);
    expect(batch?.workflowId).toMatch(new RegExp(`^vod-batch/${system.source}/submitted-[0-9a-f]{32}$`));
    // Its batch is closed by now.
    const clip = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 't', FileId: 'f' } };
    expect(await vod.submit([deleted('1'), clip])).toMatchObject({ duplicate: true });
    await until('listed', async () => (await starts(batch?.workflowId ?? '')) === 1);
  });

  it('is told from an equal one by its id', async () => {
    const [one, two] = [
      await vod.submit([deleted('2')], { id: 'm-1' }),
      await vod.submit([deleted('2')], { id: 'm-2' }),
    ];
    await Promise.all([one.result(), two.result()]);
    expect(handled).toHaveLength(2);
    expect(await vod.submit([deleted('2')], { id: 'm-1' })).toMatchObject({ duplicate: true });
  });

  it('is started again when its batch was ended from outside', async () => {
    const one = await vod.submit([deleted('3')], { source: 'nobody-serves-this' });
    await one.batches[0]?.terminate();
    await expect(one.result()).rejects.toThrow();
    const again = await vod.submit([deleted('3')], { source: 'nobody-serves-this' });
    expect(again.duplicate).toBe(false);
    await again.batches[0]?.terminate();
  });

  it('that was pulled by hand is confirmed, within the window of its pull', async () => {
    system.emulator.enqueue([deleted('4'), deleted('5')]);
    const pulledAt = Date.now();
    const fresh = await vod.submit(await system.pull(), { pulledAt });
    expect(await fresh.result()).toMatchObject({ done: 2, confirmed: 2 });

    const late = await vod.submit([{ ...deleted('6'), EventHandle: 'h' }], { pulledAt: Date.now() - 60_000 });
    expect(await late.result()).toMatchObject({ left: 1, confirmed: 0 });
  });

  it('that is too large for one batch is split as the pump splits it, and the results are one', async () => {
    const half = (id: string) => ({ ...deleted(id), Filler: id.repeat(MAX_BATCH_BYTES * 0.6) });
    const events = [half('a'), half('b'), deleted('c')];
    const submitted = await vod.submit(events);
    expect(submitted.batches).toHaveLength(2);
    expect(await submitted.result()).toMatchObject({ done: 3 });
    expect(await vod.submit(events)).toMatchObject({ duplicate: true });
  });

  it('with an event that Temporal cannot take is refused, the event named, and nothing started', async () => {
    const huge = { ...deleted('h'), Filler: randomBytes(3_000_000).toString('base64') };
    const attempt = vod.submit([deleted('7'), huge]);
    await expect(attempt).rejects.toThrow(EventTooLargeError);
    await expect(attempt).rejects.toMatchObject({
      source: system.source,
      index: 1,
      eventType: 'FileDeleted',
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      bytes: expect.any(Number),
    });
    expect(await vod.submit([deleted('7')])).toMatchObject({ duplicate: false });
  });

  it('that is empty, or none, is refused with a sentence that names what is wrong', async () => {
    const deep = Array.from({ length: MAX_EVENT_DEPTH + 1 }).reduce((inner) => ({ inner }), {}) as object;
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    await expect(vod.submit([])).rejects.toThrow(NothingSubmittedError);
    for (const [events, options, problem] of [
      ['text', {}, /"events" must be a list/],
      [[{ size: 1n }], {}, /"events" must be JSON/],
      [[deep], {}, /nested deeper than/],
      [[circular], {}, /nested deeper than/],
      [[deleted('8')], { source: 'a b' }, /"source" must be/],
      [[deleted('8')], { pulledAt: Number.NaN }, /"pulledAt" must be/],
      [[deleted('8')], { id: 8 }, /"id" must be/],
    ] as [object[], object, RegExp][]) {
      const attempt = vod.submit(events, options);
      await expect(attempt).rejects.toThrow(InvalidInput);
      await expect(attempt).rejects.toThrow(problem);
    }
  });
});
