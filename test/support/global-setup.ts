import { TestWorkflowEnvironment } from '@temporalio/testing';

declare global {
  var temporalUnderTest: TestWorkflowEnvironment | undefined;
}

/** One real Temporal server for the whole run: the one at TEMPORAL_ADDRESS, or a dev server of our own. */
export default async function globalSetup(): Promise<void> {
  if (process.env.TEMPORAL_ADDRESS) return;
  const path = process.env.VOD_EVENTS_TEMPORAL_CLI;
  if (!path)
    throw new Error('No Temporal server and no CLI to start one. Run the tests with "npm test", which sees to it.');
  const server = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path }, log: { level: 'error', format: 'pretty' } },
  });
  globalThis.temporalUnderTest = server;
  process.env.TEMPORAL_ADDRESS = server.address;
}
