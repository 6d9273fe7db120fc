import { onFirstDelivery, shortWindowMs, startSystem, until, type System } from '../support/system';

/** Promise 2: while VOD and Temporal answer, every event is confirmed on its first delivery, however slow or broken its handler is. */
describe('one delivery', () => {
  let system: System;
  const calls: string[] = [];

  beforeAll(async () => {
    system = await startSystem({
      quickBudgetMs: 500,
      emulator: { windowMs: shortWindowMs(3_000) },
      routes: {
        FileDeleted: () => void calls.push('quick'),
        NewFileUpload: async () => {
          calls.push('slow');
          await new Promise((resolve) => setTimeout(resolve, 6_000));
          calls.push('slow and done');
        },
        ClipComplete: (_event: unknown, { attempt }: { attempt: number }) => {
          calls.push('flaky');
          if (attempt < 3) throw new Error('not yet');
        },
        PullComplete: {
          handler: () => Promise.reject(new Error('never')),
          retry: { maximumAttempts: 5, initialInterval: 50, maximumInterval: 100 },
        },
        NeverSettles: { handler: () => new Promise<void>(() => {}), quick: true },
      },
    });
  });
  afterAll(() => system.stop());

  it('confirms quick, slow, flaky, poison and never-settling events within one window that is shorter than the slow ones', async () => {
    const events = Array.from({ length: 8 }, (_, n) => [
      { EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: [`${n}`] } },
      { EventType: 'NewFileUpload', FileUploadEvent: { FileId: `upload-${n}` } },
      { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: `clip-${n}` } },
      { EventType: 'PullComplete', PullCompleteEvent: { TaskId: `pull-${n}` } },
      { EventType: 'NeverSettles', NeverSettlesEvent: { TaskId: `never-${n}` } },
    ]).flat();
    system.emulator.enqueue(events);

    await until('all confirmed', () => system.emulator.stats().confirmed === events.length);
    // The slow ones outlast two windows: had one of them not been confirmed, it would have come again by the time they end.
    await until('the slow ones done', () => calls.filter((call) => call === 'slow and done').length === 8);
    expect(system.emulator.stats()).toMatchObject({ confirmed: events.length, ...onFirstDelivery(events.length) });
    expect(calls.filter((call) => call === 'slow')).toHaveLength(8);
  });
});
