import { createServer, type AddressInfo } from 'node:net';
import { EmulatorListenError, InvalidEmulatorInputError, VodEmulator, type EmulatorOptions } from '../../src/testing';
import { codeOf, events, pull, sdkClient, start, untilHeld } from './support';

it('stop ends held pulls and idle connections and may be called again', async () => {
  const emulator = await start({ holdMs: 60_000 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  await pull(client);
  const held = codeOf(pull(client));
  await untilHeld(emulator, 1);
  await emulator.stop();
  await emulator.stop();
  expect(await held).toBeUndefined();
  await expect(pull(client)).rejects.toThrow('ECONNREFUSED');
  expect(emulator.stats()).toMatchObject({ deliveries: 1, heldPulls: 0 });
});

it('a port in use is reported with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const error: unknown = await VodEmulator.start({ port }).catch((reason: unknown) => reason);
  other.close();
  expect(error).toBeInstanceOf(EmulatorListenError);
  expect(error).toMatchObject({ port, host: '127.0.0.1' });
  expect(String(error)).toContain('choose another port');
});

it('every problem of the options is reported at once', async () => {
  const options = { windowMs: 0, rateLimit: 0, credentials: [], switches: { empty: 'nothing' }, journalLimits: 1 };
  const start = (wrong: unknown): Promise<VodEmulator> => VodEmulator.start(wrong as EmulatorOptions);
  const error: unknown = await start(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InvalidEmulatorInputError);
  for (const problem of ['windowMs', 'rateLimit', 'credentials', 'switches.empty', 'journalLimits']) {
    expect(String(error)).toContain(problem);
  }
});
