import { failed, FakePump, HELD } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a pull that fails for a cause that a person must mend', () => {
  it.each(['configuration', 'bug'] as const)(
    '(class %s) ends the pump with that error, and nothing is pulled again',
    async (errorClass) => {
      const error = failed(errorClass);
      const pump = new FakePump((pull) => (pull < 3 ? HELD : { error, afterMs: 5 })).start();
      await jest.advanceTimersByTimeAsync(60_000);
      await expect(pump.running).rejects.toBe(error);
      expect(pump.pulls).toHaveLength(3);
      expect(pump.errors).toEqual([]);
    },
  );

  it('is no trouble any more when the pump was stopped before the answer came', async () => {
    const pump = new FakePump(() => ({ error: 'configuration', afterMs: 1_000 })).start();
    await jest.advanceTimersByTimeAsync(500);
    pump.stop.abort();
    await pump.running;
    const settled = pump.loop.settled();
    await jest.advanceTimersByTimeAsync(1_000);
    await settled;
    expect(pump.pulls).toHaveLength(1);
  });
});

it('an error of our own code ends the pump with that error', async () => {
  const error = new TypeError('a bug');
  const pump = new FakePump(() => ({ error })).start();
  await jest.advanceTimersByTimeAsync(1_000);
  await expect(pump.running).rejects.toBe(error);
  expect(pump.pulls).toHaveLength(1);
});
