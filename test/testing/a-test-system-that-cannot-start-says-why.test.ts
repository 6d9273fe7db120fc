import { createServer } from 'node:net';
import { once } from 'node:events';
import {
  ConfigurationError,
  InvalidEmulatorInputError,
  InvalidRoutesError,
  startVodEvents,
  TemporalUnavailableError,
  type TestSystemOptions,
} from '../../src/testing';
import { freePorts } from '../../demo/free-ports';

const routes = { '*': () => {} };

describe('a system for tests that cannot be started', () => {
  it.each<[TestSystemOptions, new (...args: never[]) => Error, RegExp]>([
    [{ routes: { '*': 1, FileDeleted: 2 } }, InvalidRoutesError, /\*.*FileDeleted/],
    [{ routes, emulator: { windowMs: 0 } }, InvalidEmulatorInputError, /windowMs/],
    [
      { routes, settings: { VOD_EVENTS_GRACE: '1s', VOD_EVENTS_RATE: '0' } },
      ConfigurationError,
      /VOD_EVENTS_RATE[^]*VOD_EVENTS_GRACE/,
    ],
  ])('tells every problem of what it was given: %#', async (options, error, message) => {
    const starting = startVodEvents(options);
    await expect(starting).rejects.toThrow(error);
    await expect(starting).rejects.toThrow(message);
  });

  it('tells at once that there is no Temporal, and leaves no emulator behind', async () => {
    const [port = 0] = await freePorts(1);
    const starting = startVodEvents({ routes, address: '127.0.0.1:1', emulator: { port } });
    await expect(starting).rejects.toThrow(TemporalUnavailableError);
    await expect(starting).rejects.toThrow('127.0.0.1:1');
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  });
});
