import { codeOf, confirm, events, pull, pullHandles, sdkClient, start, untilHeld } from './support';

it('while unavailable every connection fails; afterwards everything is as it was', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  emulator.enqueue(events(17));
  const handles = await pullHandles(client);
  emulator.setUnavailable(true);
  await expect(pull(client)).rejects.toThrow(/ECONNRESET|socket hang up/);
  await expect(confirm(client, handles)).rejects.toThrow(/ECONNRESET|socket hang up/);
  emulator.setUnavailable(false);
  await confirm(client, handles);
  expect(emulator.stats()).toMatchObject({ confirmed: 16, waiting: 1 });
});

it('becoming unavailable ends held pulls, which take nothing', async () => {
  const emulator = await start({ holdMs: 60_000 });
  const held = pull(sdkClient(emulator));
  const failed = codeOf(held);
  await untilHeld(emulator, 1);
  emulator.setUnavailable(true);
  expect(await failed).toBeUndefined();
  await untilHeld(emulator, 0);
  emulator.enqueue(events(1));
  expect(emulator.stats()).toMatchObject({ waiting: 1, deliveries: 0 });
});
