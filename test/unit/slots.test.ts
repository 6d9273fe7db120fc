import { Slots } from '../../src/activities/slots';

const live = new AbortController().signal;

describe('slots', () => {
  it('are handed on in the order in which they were asked for', async () => {
    const slots = new Slots(1);
    expect(await slots.take('a', 0, live)).toBe(true);
    const order: string[] = [];
    const first = slots.take('a', 60_000, live).then(() => order.push('first'));
    const second = slots.take('a', 60_000, live).then(() => order.push('second'));
    slots.give();
    await first;
    slots.give();
    await second;
    expect(order).toEqual(['first', 'second']);
  });

  it('are refused when none comes free in time, and not lost by it', async () => {
    const slots = new Slots(1);
    await slots.take('a', 0, live);
    expect(await slots.take('a', 5, live)).toBe(false);
    slots.give();
    expect(await slots.take('a', 0, live)).toBe(true);
  });

  it('are refused at once to whoever was cancelled', async () => {
    const slots = new Slots(1);
    await slots.take('a', 0, live);
    const cancelled = new AbortController();
    const waiting = slots.take('a', 60_000, cancelled.signal);
    cancelled.abort();
    expect(await waiting).toBe(false);
    expect(await slots.take('a', 60_000, AbortSignal.abort())).toBe(false);
  });

  it('go to the sources in turn, so that a long line does not keep a short one waiting', async () => {
    const slots = new Slots(1);
    await slots.take('huge', 0, live);
    const order: string[] = [];
    const waiting = ['huge', 'huge', 'huge', 'small', 'other'].map((source) =>
      slots.take(source, 60_000, live).then(() => order.push(source)),
    );
    for (const _ of waiting) {
      slots.give();
      await new Promise(setImmediate);
    }
    await Promise.all(waiting);
    expect(order).toEqual(['huge', 'small', 'other', 'huge', 'huge']);
  });
});
