import { RateLimit } from '../../src/testing/emulator/rate-limit';
import { codeOf, confirm, events, pull, pullHandles, sdkClient, start } from './support';

describe('the rate', () => {
  it('can be used up to its limit by a client that paces its calls', () => {
    let nowMs = 0;
    const limit = new RateLimit(100, () => nowMs);
    let allowed = 0;
    for (nowMs = 0; nowMs < 60_000; nowMs += 10) allowed += Number(limit.take());
    expect(allowed).toBe(6_000);
  });

  it('cannot be exceeded by one that does not, beyond one second’s worth at the start', () => {
    let nowMs = 0;
    const limit = new RateLimit(100, () => nowMs);
    let allowed = 0;
    for (nowMs = 0; nowMs < 60_000; nowMs += 1) allowed += Number(limit.take());
    expect(allowed).toBeGreaterThanOrEqual(6_000);
    expect(allowed).toBeLessThanOrEqual(6_100);
  });

  it('may be below one call a second', () => {
    let nowMs = 0;
    const limit = new RateLimit(0.5, () => nowMs);
    expect([limit.take(), limit.take()]).toEqual([true, false]);
    nowMs = 2_000;
    expect(limit.take()).toBe(true);
  });

  it('may be infinite', () => {
    const limit = new RateLimit(Infinity, () => 0);
    expect(Array.from({ length: 1_000 }, () => limit.take())).not.toContain(false);
  });
});

it('calls beyond the rate are refused and have no effect', async () => {
  const emulator = await start({ rateLimit: 0.001 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(17));
  await pull(client);
  expect(await codeOf(pull(client))).toBe('RequestLimitExceeded');
  expect(emulator.stats()).toMatchObject({ waiting: 1, inFlight: 16 });
});

it('each API and each application has a rate of its own', async () => {
  const emulator = await start({ rateLimit: 0.001 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(1), { subAppId: 1 });
  emulator.enqueue(events(1), { subAppId: 2 });
  await confirm(client, await pullHandles(client, 1), 1);
  await confirm(client, await pullHandles(client, 2), 2);
  expect(emulator.stats().confirmed).toBe(2);
});
