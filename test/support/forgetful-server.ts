import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { installRuntime } from './system';

/** The server's own is 4,096, which a poller reaches after months. */
const SUGGESTS_FROM_EVENTS = 10;

/** A dev server of its own that suggests continue-as-new after ten history events: whatever can continue as new does so at the first occasion. */
export async function startForgetfulServer(): Promise<TestWorkflowEnvironment> {
  installRuntime();
  const path = process.env.VOD_EVENTS_TEMPORAL_CLI || (await findCli());
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      log: { level: 'error', format: 'pretty' },
      extraArgs: ['--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${SUGGESTS_FROM_EVENTS}`],
    },
  });
}

/** Where the run uses a server that was there already, nobody has looked for a CLI yet. */
async function findCli(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'find-temporal-cli.mjs')]);
  return stdout.trim();
}
