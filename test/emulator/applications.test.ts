import { codeOf, confirm, events, pullHandles, sdkClient, start } from './support';

it('each application has a queue of its own, and so have calls without a SubAppId', async () => {
  const emulator = await start({ holdMs: 0 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  emulator.enqueue(events(2), { subAppId: 1 });
  emulator.enqueue(events(3), { subAppId: 2 });
  expect(await pullHandles(client)).toHaveLength(1);
  expect(await pullHandles(client, 1)).toHaveLength(2);
  expect(await pullHandles(client, 2)).toHaveLength(3);
  expect(await codeOf(pullHandles(client, 3))).toBe('ResourceNotFound');
});

it('a handle of another application is refused', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  emulator.enqueue(events(1), { subAppId: 1 });
  const handles = await pullHandles(client, 1);
  expect(await codeOf(confirm(client, handles, 2))).toBe('InvalidParameterValue');
  await confirm(client, handles, 1);
});

it('events go to the first of the listed applications unless told otherwise', async () => {
  const emulator = await start({ subAppIds: [7, 8] });
  emulator.enqueue(events(2));
  expect(await pullHandles(sdkClient(emulator), 7)).toHaveLength(2);
});

it('events for an application that does not exist are refused', async () => {
  const emulator = await start({ subAppIds: [7] });
  expect(() => emulator.enqueue(events(1), { subAppId: 9 })).toThrow('no application with the SubAppId 9');
});
