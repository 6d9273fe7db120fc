import { contentKey } from '../../src/vod/event-key';
import { environment, event } from './support';
import { allDone, pumpFor, pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const key = contentKey(event('a'));
const delivery = (number: number) => ({ events: [event('a', `handle-${number}`)], afterMs: 100 });

function strict(answers: object[], maxDeliveries = 3): ReturnType<typeof pumping> {
  const system = pumping(answers, {}, { confirmPolicy: 'processed', maxDeliveries });
  system.temporal.resultOf = (start) =>
    Promise.resolve({ ...allDone(start), done: 0, left: 1, confirmed: 0, unfinished: [0] });
  return system;
}

describe('with the policy "processed" the pump', () => {
  it('says so in every batch, and when a delivery is the last', async () => {
    const system = strict([delivery(1), delivery(2), delivery(3)]);
    await pumpFor(3_000, system);
    expect(system.batches()).toMatchObject(Array(3).fill({ confirmPolicy: 'processed' }));
    expect(system.batches().map(({ lastDelivery }) => lastDelivery)).toEqual([undefined, undefined, [key]]);
  });

  it('forgets an event that was finished', async () => {
    const system = strict([delivery(1), delivery(2), delivery(3)]);
    const unfinished = system.temporal.resultOf;
    system.temporal.resultOf = (start) =>
      system.temporal.accepted.length === 2 ? Promise.resolve(allDone(start)) : unfinished(start);
    await pumpFor(3_000, system);
    expect(system.reports.at(-1)?.unfinished).toEqual({ [key]: 1 });
  });

  it('goes on from what the pump before it knew, of whatever worker', async () => {
    const system = strict([delivery(1)]);
    await pumpFor(1_000, system, environment({ attempt: 2, heartbeatDetails: { unfinished: { [key]: 2 } } }));
    expect(system.batches().map(({ lastDelivery }) => lastDelivery)).toEqual([[key]]);
  });

  it('says nothing of it with the policy "owned"', async () => {
    const system = pumping([delivery(1)]);
    await pumpFor(1_000, system);
    expect(system.batches()[0]).not.toHaveProperty('confirmPolicy');
  });
});
