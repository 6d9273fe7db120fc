import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { TestWorkflowEnvironment } from '@temporalio/testing';

export interface Temporal {
  /** What a process needs to reach the same server. */
  env: Record<string, string>;
  client: Client;
  stop(): Promise<void>;
}

/** One server for the whole run: the one at TEMPORAL_ADDRESS, or a dev server of our own. */
export async function startTemporal(): Promise<Temporal> {
  if (process.env.TEMPORAL_ADDRESS) {
    const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
    const connection = await Connection.connect(connectionOptions);
    return { env: {}, client: new Client({ connection, namespace }), stop: () => connection.close() };
  }
  const path = process.env.VOD_EVENTS_TEMPORAL_CLI;
  if (!path) throw new Error('There is no Temporal server. Start the benchmark with "npm run bench", which sees to it.');
  const server = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path }, log: { level: 'error', format: 'pretty' } },
  });
  return { env: { TEMPORAL_ADDRESS: server.address }, client: server.client, stop: () => server.teardown() };
}
