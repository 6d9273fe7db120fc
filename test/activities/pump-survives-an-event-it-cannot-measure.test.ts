import { environment, event, failureOf, inFakeTime } from './support';
import { pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('an event nested too deeply to be written as JSON costs neither the pump nor the events of other turns', async () => {
  const text = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const hostile = { ...event('deep'), Deep: JSON.parse(text) as unknown };
  expect(() => JSON.stringify(hostile)).toThrow(RangeError);
  const system = pumping([
    { events: [hostile], afterMs: 10 },
    { events: [event('fine')], afterMs: 10 },
  ]);
  const env = environment();
  const ended = failureOf(system.pump({}, env));
  await jest.advanceTimersByTimeAsync(5_000);
  env.cancel();
  expect(await inFakeTime(ended)).toMatchObject({ name: 'CancelledFailure' });
  expect(system.batches()).toMatchObject([{ events: [event('fine')] }]);
});
