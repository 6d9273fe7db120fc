import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { callWithin, NoAnswerError } from '../../src/call-within';
import { temporalReadiness } from '../../src/ingress/readiness';
import { Relay } from '../support/relay';
import { installRuntime } from '../support/system';

/** Less than a worker's connection tries by itself, which is ten seconds, and enough for a machine that has much else to do. */
const IN_TIME_MS = 6_000;

describe('over the connection of a worker that is cut off from Temporal', () => {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  let relay: Relay;
  let connection: NativeConnection;
  let client: Client;
  let began: number;

  beforeAll(async () => {
    installRuntime();
    relay = await Relay.to(process.env.TEMPORAL_ADDRESS ?? '');
    connection = await NativeConnection.connect({ ...connectionOptions, address: relay.address });
    client = new Client({ connection, namespace });
    expect(await temporalReadiness(client, namespace)()).toBe(true);
    await relay.cut();
  });
  afterAll(() => connection.close());
  beforeEach(() => (began = performance.now()));
  afterEach(() => expect(performance.now() - began).toBeLessThan(IN_TIME_MS));

  it('a call ends, and says how long it waited', async () => {
    const call = callWithin(client, 1_000, () => client.workflow.count());
    await expect(call).rejects.toThrow(new NoAnswerError(1_000));
    await expect(call).rejects.toThrow('No answer within 1 s.');
  });

  it('the probe is answered with no', async () => {
    expect(await temporalReadiness(client, namespace)()).toBe(false);
  });
});
