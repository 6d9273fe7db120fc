import type { Client } from '@temporalio/client';
import { FRESH_MS } from '../../src/core/defaults';
import { PollerWatch } from '../../src/worker/poller-watch';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('probes that find Temporal away do not ask it each time', () => {
  let asked = 0;
  const describe = (): Promise<never> => (asked++, new Promise(() => {}));
  const client = {
    withDeadline: (_until: number, call: () => unknown) => call(),
    workflow: { getHandle: () => ({ describe }) },
  } as unknown as Client;
  const watch = new PollerWatch(client, () => {}, 's');
  for (let probe = 0; probe < 10; probe++) watch.freshen();
  expect(asked).toBe(1);
  jest.advanceTimersByTime(FRESH_MS);
  watch.freshen();
  expect(asked).toBe(2);
});
