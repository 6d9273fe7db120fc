import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { installRuntime } from './system';

/** A dev server of its own, for what must not be set for everybody: dynamic config by its names. */
export async function startDevServer(config: Record<string, string | number>): Promise<TestWorkflowEnvironment> {
  installRuntime();
  const values = Object.entries(config).flatMap(([name, value]) => [
    '--dynamic-config-value',
    `${name}=${JSON.stringify(value)}`,
  ]);
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await temporalCli() },
      log: { level: 'error', format: 'pretty' },
      extraArgs: values,
    },
  });
}

/** Path of the Temporal CLI. Where the run uses a server that was there already, nobody has looked for one yet. */
export async function temporalCli(): Promise<string> {
  if (process.env.VOD_EVENTS_TEMPORAL_CLI) return process.env.VOD_EVENTS_TEMPORAL_CLI;
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'find-temporal-cli.mjs')]);
  return stdout.trim();
}
