import { DEFAULT_SWITCHES, everySwitchSetting } from '../../src/testing';
import { codeOf, confirm, events, pull, pullHandles, rawCall, sdkClient, start, type Client } from './support';

describe('badHandle', () => {
  it.each([
    ['failsCall', 'InvalidParameterValue', 0],
    ['ignored', undefined, 2],
  ] as const)('%s', async (badHandle, code, confirmed) => {
    const emulator = await start({ switches: { badHandle } });
    const client = sdkClient(emulator);
    emulator.enqueue(events(2));
    const handles = await pullHandles(client);
    const call = confirm(client, ['stranger', ...handles]);
    if (code === undefined) await call;
    else expect(await codeOf(call)).toBe(code);
    expect(emulator.stats().confirmed).toBe(confirmed);
    expect(emulator.journal.of('confirmRefused')).toMatchObject([{ handle: 'stranger', reason: 'unknown' }]);
  });

  it.each(['failsCall', 'ignored'] as const)('%s: a call without one good handle fails', async (badHandle) => {
    const emulator = await start({ switches: { badHandle } });
    expect(await codeOf(confirm(sdkClient(emulator), ['stranger']))).toBe('InvalidParameterValue');
  });
});

describe('confirmTwice', () => {
  it('error: refused', async () => {
    const emulator = await start({ switches: { confirmTwice: 'error' } });
    const client = sdkClient(emulator);
    emulator.enqueue(events(1));
    const handles = await pullHandles(client);
    await confirm(client, handles);
    expect(await codeOf(confirm(client, handles))).toBe('InvalidParameterValue');
    expect(emulator.journal.of('confirmRefused')).toMatchObject([{ reason: 'alreadyConfirmed' }]);
  });

  it('ok: accepted, and still confirmed only once', async () => {
    const emulator = await start({ switches: { confirmTwice: 'ok' } });
    const client = sdkClient(emulator);
    emulator.enqueue(events(1));
    const handles = await pullHandles(client);
    await confirm(client, handles);
    await confirm(client, handles);
    expect(emulator.stats()).toMatchObject({ confirmed: 1, confirmsRefused: 0 });
  });

  it.each([
    ['error', 'InvalidParameterValue'],
    ['ok', 'ok'],
  ] as const)('%s: a handle named twice in one call counts as confirmed twice', async (confirmTwice, code) => {
    const emulator = await start({ switches: { confirmTwice } });
    const client = sdkClient(emulator);
    emulator.enqueue(events(1));
    const [handle = ''] = await pullHandles(client);
    await confirm(client, [handle, handle]).catch(() => undefined);
    expect(emulator.journal.of('call').at(-1)).toMatchObject({ api: 'ConfirmEvents', code });
  });
});

describe('empty', () => {
  it.each([
    ['ResourceNotFound', { Error: { Code: 'ResourceNotFound', Message: 'no event' } }],
    ['null', { EventSet: null }],
    ['missing', {}],
    ['emptyList', { EventSet: [] }],
  ] as const)('%s', async (empty, members) => {
    const emulator = await start({ holdMs: 0, switches: { empty } });
    const { Response } = JSON.parse((await rawCall(emulator)).text) as { Response: object };
    expect(Response).toEqual({ ...members, RequestId: expect.any(String) as string });
  });
});

describe('redeliveredHandle', () => {
  it.each([
    ['new', false],
    ['same', true],
  ] as const)('%s', async (redeliveredHandle, same) => {
    const emulator = await start({ windowMs: 1_000, switches: { redeliveredHandle } });
    const client = sdkClient(emulator);
    emulator.enqueue(events(1));
    const [first = ''] = await pullHandles(client);
    const [second = ''] = await pullHandles(client);
    expect(first === second).toBe(same);
    await confirm(client, [second]);
    expect(emulator.journal.of('confirmed')).toMatchObject([{ delivery: 2 }]);
  });
});

it('switches can be changed while the emulator runs', async () => {
  const emulator = await start({ holdMs: 0 });
  const client = sdkClient(emulator);
  expect(emulator.switches).toEqual(DEFAULT_SWITCHES);
  expect(await codeOf(pull(client))).toBe('ResourceNotFound');
  emulator.setSwitches({ empty: 'missing' });
  expect(await pull(client)).toEqual([]);
  expect(emulator.switches).toEqual({ ...DEFAULT_SWITCHES, empty: 'missing' });
});

it('every setting is listed once, the default first', () => {
  const settings = everySwitchSetting();
  expect(settings[0]).toEqual(DEFAULT_SWITCHES);
  expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(32);
});

describe.each(everySwitchSetting())('under %j', (switches) => {
  it('every event is confirmed once, that which was left on a later delivery', async () => {
    const emulator = await start({ windowMs: 100, switches });
    const client = sdkClient(emulator);
    const [left, ...others] = emulator.enqueue(events(20));
    await confirmed(client, (await pullHandles(client)).slice(1));
    // On a busy machine a confirm may miss so short a window; its events come again.
    while (emulator.stats().confirmed < 20) await confirmed(client, await pullHandles(client));
    const entries = emulator.journal.of('confirmed');
    expect(entries.map(({ eventId }) => eventId).sort((a, b) => a - b)).toEqual([left, ...others]);
    expect(entries.find(({ eventId }) => eventId === left)?.delivery).toBeGreaterThan(1);
    expect(emulator.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
  });

  async function confirmed(client: Client, handles: readonly string[]): Promise<void> {
    await confirm(client, handles).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'InvalidParameterValue' });
    });
  }
});
