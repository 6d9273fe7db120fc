/**
 * The built command line in processes of their own, which can really be killed. Everything that is started here is ended after the last
 * test of its file, whatever became of the tests.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { withoutWorkerSettings } from '../../demo/worker-env';
import { vodEventsDataConverter, type KeyRing } from '../../src/client';
import { pollerId, type PollerStatus } from '../../src/core/contract';
import { VodEmulator, type CallEntry, type EmulatorOptions } from '../../src/testing';
import { until } from './system';

const CLI = join(__dirname, '../../lib/cli/main.js');
/** A worker has its code to load, and shares the machine with whatever else is tested. */
const START_TIMEOUT_MS = 30_000;

export type Env = Record<string, string>;

/** Path of a fixture. */
export const routesFile = (name: string): string => join(__dirname, 'routes', name);

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

const endings: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  const failures: unknown[] = [];
  // Last started, first ended: processes before the servers they talk to.
  for (const end of endings.splice(0).reverse()) await end().catch((error: unknown) => failures.push(error));
  expect(failures).toEqual([]);
});

/** One run of `vod-events`. */
export class CliProcess {
  stdout = '';
  stderr = '';
  /** Resolves once the process is gone and all it printed is here. */
  readonly exit: Promise<Exit>;
  private readonly child: ChildProcess;
  private ended: Exit | undefined;

  /** `env` is added to this process's own, less what configures a worker. */
  constructor(args: readonly string[], env: Env = {}, cli = CLI) {
    this.child = spawn(process.execPath, [cli, ...args], {
      env: { ...withoutWorkerSettings(process.env), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exit = new Promise((resolve) => {
      this.child.on('close', (code, signal) => resolve((this.ended = { code, signal })));
    });
    endings.push(() => this.kill('SIGKILL'));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get running(): boolean {
    return this.ended === undefined;
  }

  /** Sends a signal and returns at once; the result is {@link exit}. */
  kill(signal: NodeJS.Signals): Promise<Exit> {
    this.child.kill(signal);
    return this.exit;
  }

  /** What it has logged so far. Only whole lines. */
  log(): LogLine[] {
    return this.stdout
      .slice(0, this.stdout.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine);
  }

  /** Waits for this text on standard output. A process that ends first fails the test with what it printed. */
  async printed(text: string, timeoutMs = START_TIMEOUT_MS): Promise<void> {
    await until(
      `"${text}" on standard output`,
      () => {
        if (this.stdout.includes(text)) return true;
        if (this.running) return false;
        throw new Error(`It ended (${JSON.stringify(this.ended)}) before "${text}":\n${this.stdout}${this.stderr}`);
      },
      timeoutMs,
    );
  }
}

/** Runs a command to its end. */
export async function runCli(
  args: readonly string[],
  env: Env = {},
): Promise<Exit & { stdout: string; stderr: string }> {
  const run = new CliProcess(args, env);
  const exit = await run.exit;
  return { ...exit, stdout: run.stdout, stderr: run.stderr };
}

/** One line of the journal that the handlers of `routes/journal.mjs` write. */
export interface HandlerStep {
  step: 'began' | 'ended' | 'failed';
  taskId: string;
  pid: number;
  attempt: number;
  /** ms since 1970 */
  at: number;
}

export interface PendingActivity {
  pid: number;
  attempt: number;
}

export interface StartOptions {
  /** File in `test/support/routes`. Default `journal.mjs`. */
  routes?: string;
  env?: Env;
}

/** One source: an emulator in this process, and workers in theirs, under names that nobody else uses. */
export class Deployment {
  private readonly taskIds = new Map<number, string>();

  private constructor(
    readonly emulator: VodEmulator,
    readonly client: Client,
    readonly source: string,
    readonly taskQueue: string,
    private readonly journalFile: string,
  ) {}

  /** `keys` are those of `client`; workers get theirs in their environment. */
  static async start(
    emulatorOptions: EmulatorOptions = {},
    source = `e2e-${shortId()}`,
    keys?: KeyRing,
  ): Promise<Deployment> {
    const emulator = await VodEmulator.start(emulatorOptions);
    endings.push(() => emulator.stop());
    const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
    const connection = await Connection.connect(connectionOptions);
    endings.push(() => connection.close());
    const directory = mkdtempSync(join(tmpdir(), 'vod-events-'));
    endings.push(() => Promise.resolve(rmSync(directory, { recursive: true })));
    const journalFile = join(directory, 'handlers.jsonl');
    writeFileSync(journalFile, '');
    const client = new Client({ connection, namespace, dataConverter: vodEventsDataConverter({ keys }) });
    const deployment = new Deployment(emulator, client, source, `vod-events-${shortId()}`, journalFile);
    endings.push(() => deployment.terminateWorkflows());
    return deployment;
  }

  /** The variables of a worker of this source. */
  get env(): Env {
    const { secretId, secretKey, token } = this.emulator.credential;
    return {
      VOD_ENDPOINT: this.emulator.url,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      ...(token !== undefined && { TENCENTCLOUD_SESSION_TOKEN: token }),
      VOD_EVENTS_TASK_QUEUE: this.taskQueue,
      VOD_EVENTS_TEST_JOURNAL: this.journalFile,
    };
  }

  /** Starts a worker and returns at once. */
  launchWorker({ routes = 'journal.mjs', env = {} }: StartOptions = {}): CliProcess {
    const args = ['worker', '--routes', routesFile(routes), '--source', this.source];
    return new CliProcess(args, { ...this.env, ...env });
  }

  /** Starts a worker and waits until it says that it has. */
  async startWorker(options: StartOptions = {}): Promise<CliProcess> {
    const worker = this.launchWorker(options);
    await worker.printed('Worker started');
    return worker;
  }

  /** Enqueues events with a TaskId of their own, which is how the handlers' journal names them. */
  enqueue(count: number, payload: EventPayload = {}): string[] {
    const taskIds = Array.from({ length: count }, () => `task-${shortId()}`);
    const eventIds = this.emulator.enqueue(
      taskIds.map((TaskId) => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId, ...payload } })),
    );
    eventIds.forEach((eventId, index) => this.taskIds.set(eventId, taskIds[index] ?? ''));
    return taskIds;
  }

  /** TaskIds of the events to which this has happened by now, an event as often as it has. */
  tasksIn(kind: 'delivered' | 'confirmed'): string[] {
    return this.emulator.journal.of(kind).map(({ eventId }) => this.taskIds.get(eventId) ?? '');
  }

  /** What the handlers of all workers have written so far. Only whole lines. */
  handlerSteps(): HandlerStep[] {
    const text = readFileSync(this.journalFile, 'utf8');
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as HandlerStep);
  }

  /** TaskIds of the events whose handler has come to this step, an event as often as it has. */
  tasksThat(step: HandlerStep['step']): string[] {
    return this.handlerSteps().flatMap((line) => (line.step === step ? [line.taskId] : []));
  }

  /** All PullEvents calls that have been answered, or given up by the client. */
  pulls(): CallEntry[] {
    return this.emulator.journal.of('call').filter(({ api }) => api === 'PullEvents');
  }

  status(): Promise<PollerStatus> {
    return this.client.workflow.getHandle(pollerId(this.source)).query<PollerStatus>('status');
  }

  /** Who was last given the pump, and which try of it that is. Nothing while the poller has none. */
  pump(): Promise<PendingActivity | undefined> {
    return this.pendingActivity(pollerId(this.source), 'pump');
  }

  /** Who was last given an activity that a workflow waits for, and which try of it that is. */
  async pendingActivity(workflowId: string, type: string): Promise<PendingActivity | undefined> {
    const { raw } = await this.client.workflow.getHandle(workflowId).describe();
    const found = raw.pendingActivities?.find(({ activityType }) => activityType?.name === type);
    const pid = Number.parseInt(found?.lastWorkerIdentity ?? '', 10);
    return found && Number.isInteger(pid) ? { pid, attempt: found.attempt ?? 0 } : undefined;
  }

  /** The worker that pulls, and the others. */
  async byRole(workers: readonly CliProcess[]): Promise<{ pulling: CliProcess; others: CliProcess[] }> {
    return until('a worker that pulls', async () => {
      const pump = await this.pump();
      const pulling = workers.find(({ pid }) => pid === pump?.pid);
      return pulling && { pulling, others: workers.filter((worker) => worker !== pulling) };
    });
  }

  /** Workflows of this source that are open, whoever started them. */
  async openWorkflows(type?: string): Promise<string[]> {
    const ofType = type === undefined ? '' : ` AND WorkflowType = '${type}'`;
    const query = `TaskQueue = '${this.taskQueue}' AND ExecutionStatus = 'Running'${ofType}`;
    const ids: string[] = [];
    for await (const { workflowId } of this.client.workflow.list({ query })) ids.push(workflowId);
    return ids;
  }

  private async terminateWorkflows(): Promise<void> {
    const open = new Set([pollerId(this.source), ...(await this.openWorkflows())]);
    // One that never was, or has ended meanwhile, is as good as terminated.
    await Promise.allSettled([...open].map((id) => this.client.workflow.getHandle(id).terminate('the test is over')));
  }
}

/** What the fixture `routes/journal.mjs` does with an event. */
export interface EventPayload {
  /** How long its handler takes. Default 0. */
  WorkMs?: number;
  /** Its handler fails for as many tries. Default 0. */
  FailTries?: number;
}

function shortId(): string {
  return randomUUID().slice(0, 8);
}
