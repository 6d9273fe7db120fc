import { DelayedCount } from '../../src/testing/emulator/delayed-count';
import { events, pullHandles, sdkClient, start } from './support';

describe('the number of events to pull', () => {
  it('is without a delay what waits, not what is delivered', async () => {
    const emulator = await start({ eventsStateDelayMs: 0 });
    const client = sdkClient(emulator);
    expect(await client.DescribeEventsState({})).toMatchObject({ CountOfEventsToPull: 0 });
    emulator.enqueue(events(20));
    expect(await client.DescribeEventsState({})).toMatchObject({ CountOfEventsToPull: 20 });
    await pullHandles(client);
    expect(await client.DescribeEventsState({})).toMatchObject({ CountOfEventsToPull: 4 });
  });

  it('counts events again whose window has ended', async () => {
    const emulator = await start({ windowMs: 100, eventsStateDelayMs: 0 });
    emulator.enqueue(events(3));
    await pullHandles(sdkClient(emulator));
    await emulator.waitFor(({ waiting }) => waiting === 3);
    expect(await sdkClient(emulator).DescribeEventsState({})).toMatchObject({ CountOfEventsToPull: 3 });
  });

  it('is that of some minutes ago by default', async () => {
    const emulator = await start();
    emulator.enqueue(events(3));
    expect(await sdkClient(emulator).DescribeEventsState({})).toMatchObject({ CountOfEventsToPull: 0 });
  });

  it('follows, late by the delay', () => {
    let nowMs = 0;
    const delayed = new DelayedCount(1_000, () => nowMs);
    const told: number[] = [];
    for (nowMs = 0; nowMs <= 5_000; nowMs += 100) {
      delayed.set(nowMs);
      told.push(delayed.count);
    }
    expect(told.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
    expect(told.slice(10)).toEqual(Array.from({ length: 41 }, (_, index) => index * 100));
  });

  it('is kept in bounds however often it changes', () => {
    let nowMs = 0;
    const delayed = new DelayedCount(1_000, () => nowMs);
    for (let change = 0; change < 100_000; change++) {
      nowMs += 0.1;
      delayed.set(change);
    }
    // The value of a second ago, as near as a hundredth of that.
    expect(Math.abs(delayed.count - 90_000)).toBeLessThan(200);
  });
});
