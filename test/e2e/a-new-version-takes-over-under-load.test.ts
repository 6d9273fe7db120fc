import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { vodEvents, type ParkedEvent } from '../../src/client';
import { pollerId } from '../../src/core/contract';
import { startDevServer, temporalCli } from '../support/dev-server';
import { Deployment, type CliProcess, type Env } from '../support/processes';
import { until } from '../support/system';

const PAGE = readFileSync(join(__dirname, '../../docs/upgrading.md'), 'utf8');
const [OLD, NEW] = ['1.3.0', '1.4.0'];

let server: TestWorkflowEnvironment;
let deployment: Deployment;

beforeAll(async () => {
  server = await startDevServer({
    // The server's own are minutes.
    'matching.wv.VersionDrainageStatusVisibilityGracePeriod': '1s',
    'matching.wv.VersionDrainageStatusRefreshInterval': '1s',
  });
  process.env.TEMPORAL_ADDRESS = server.address;
  deployment = await Deployment.start();
}, 60_000);

afterAll(() => server?.teardown());

/** docs/upgrading.md, step by step, with the commands that it shows. */
test('a new version takes over under load, and nothing is lost, late or handled twice', async () => {
  const old = await startVersion(OLD, { VOD_EVENTS_TEST_TRIES: '1' });
  await make('set-current-version', OLD);
  const poison = deployment.enqueue(1, { FailTries: 1 });
  const load = startLoad();
  const parked = await until('an event that is parked by the old version', firstParked);

  const young = await startVersion(NEW, { VOD_EVENTS_TEST_MENDED: '1' });
  await make('set-ramping-version', NEW);
  await until('batches of both versions, side by side', () => handledBy(young) > 2 && handledBy(old) > 2);
  expect((await deployment.pump())?.pid).toBe(old.pid);

  await make('set-current-version', NEW);
  await until('the old version drained', async () =>
    /DrainageStatus\s+drained/.test(await make('describe-version', OLD)),
  );
  const before = handledBy(young);
  await until('more batches of the new version, of a pump of the old one', () => handledBy(young) > before + 5);

  expect(await old.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  await until('the pump of the new version', async () => (await deployment.pump())?.pid === young.pid);
  expect(await versionOf(pollerId(deployment.source))).toEqual(NEW);
  await vodEvents(deployment.client).event(parked.key, deployment.source).retry();

  const loaded = load.stop();
  const all = [...loaded, ...poison].sort();
  await until('everything handled', () => deployment.tasksThat('ended').length >= all.length);
  await until('everything confirmed', () => deployment.emulator.stats().confirmed >= all.length);
  expect(deployment.tasksThat('ended').sort()).toEqual(all);
  expect(deployment.tasksThat('began').sort()).toEqual([...all, ...poison].sort());
  expect(deployment.emulator.stats()).toMatchObject({ redelivered: 0, confirmsRefused: 0, inFlight: 0, waiting: 0 });
}, 240_000);

function startVersion(buildId: string, env: Env): Promise<CliProcess> {
  const version = { VOD_EVENTS_DEPLOYMENT_NAME: 'vod-events', VOD_EVENTS_BUILD_ID: buildId };
  return deployment.startWorker({ env: { ...version, ...env } });
}

/** An event every 150 ms, of which some are handed over. */
function startLoad(): { stop(): string[] } {
  const taskIds: string[] = [];
  const timer = setInterval(() => {
    taskIds.push(...deployment.enqueue(1, { WorkMs: taskIds.length % 12 === 0 ? 3_000 : 20 }));
  }, 150);
  return {
    stop: () => {
      clearInterval(timer);
      return taskIds;
    },
  };
}

function handledBy({ pid }: CliProcess): number {
  return deployment.handlerSteps().filter((line) => line.step === 'ended' && line.pid === pid).length;
}

/** The server takes a version once its workers poll every queue, and answers no more than some requests a second about versions. */
async function make(command: string, buildId: string): Promise<string> {
  let refusal: unknown;
  const attempt = async (): Promise<string | undefined> => {
    await setTimeout(500);
    return shown(command, buildId).catch((error: unknown) => void (refusal = error));
  };
  return until(`${command} ${buildId}`, attempt).catch((error: Error) => {
    throw new Error(`${error.message}\n${String(refusal)}`);
  });
}

/** What the command of the page prints for this version. */
async function shown(command: string, buildId: string): Promise<string> {
  const line = new RegExp(`^temporal (worker deployment ${command} .*)$`, 'm').exec(PAGE)?.[1];
  if (line === undefined) throw new Error(`docs/upgrading.md shows no command ${command}`);
  const args = line.replace(/(?<=--build-id )\S+/, buildId).split(' ');
  const { stdout } = await promisify(execFile)(await temporalCli(), [...args, '--address', server.address]);
  return stdout;
}

async function firstParked(): Promise<ParkedEvent | undefined> {
  for await (const event of vodEvents(deployment.client).parked.list({ source: deployment.source })) return event;
  return undefined;
}

async function versionOf(workflowId: string): Promise<string | null | undefined> {
  const { raw } = await deployment.client.workflow.getHandle(workflowId).describe();
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
}
