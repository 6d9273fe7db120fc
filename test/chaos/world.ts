/**
 * Everything one chaos run consists of: a Temporal server with a database file, the emulator, supervised worker processes, and what is
 * needed to look at them.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { workerEnv } from '../../demo/worker-env';
import { EVENT_WORKFLOW, type ConfirmPolicy } from '../../src/core/contract';
import { VodEmulator, type JournalEntry } from '../../src/testing';
import { createVodClient, type VodClient } from '../../src/vod/client';
import {
  readHandlerLines,
  type ChaosEvent,
  type Evidence,
  type HandlerLine,
  type OwnedEvent,
  type WorkerEnd,
} from './evidence';
import { Fleet } from './fleet';
import type { EventPlan, Schedule } from './schedule';
import { MAX_DELIVERIES } from './oracle';
import { ChaosServer, START_TIMEOUT_MS } from './server';

export interface WorldOptions {
  schedule: Schedule;
  /** Of the Temporal CLI. Without it the server at TEMPORAL_ADDRESS is used, which cannot be killed. */
  cli: string | undefined;
  directory: string;
}

const HARNESS = 'harness';

export class World {
  readonly source = `chaos-${randomUUID().slice(0, 8)}`;
  readonly taskQueue = `vod-events-${this.source}`;
  readonly events: ChaosEvent[] = [];
  private readonly ends: WorkerEnd[] = [];
  readonly disturbances: Evidence['disturbances'] = {
    crashed: false,
    drained: false,
    temporalDown: false,
    vodFailed: false,
    otherConsumer: false,
  };
  readonly confirmPolicy: ConfirmPolicy;
  private readonly listeners = new Set<(entry: JournalEntry) => void>();
  /** A consumer of the harness's own. */
  readonly vod: VodClient;
  readonly fleet: Fleet;

  private constructor(
    readonly emulator: VodEmulator,
    readonly server: ChaosServer | undefined,
    readonly client: Client,
    private readonly connection: Connection,
    private readonly journalFile: string,
    address: string | undefined,
    { schedule, directory }: WorldOptions,
    listeners: (listener: (entry: JournalEntry) => void) => void,
  ) {
    listeners((entry) => this.listeners.forEach((listener) => listener(entry)));
    this.confirmPolicy = schedule.confirmPolicy;
    const { secretId, secretKey } = emulator.credential;
    const credential = { secretId, secretKey };
    this.vod = createVodClient({ source: this.source, endpoint: emulator.url, extInfo: HARNESS, credential });
    const env = {
      ...workerEnv(process.env, emulator, this.taskQueue),
      ...(address !== undefined && { TEMPORAL_ADDRESS: address }),
      VOD_EVENTS_CONFIRM_POLICY: schedule.confirmPolicy,
      VOD_EVENTS_MAX_DELIVERIES: `${MAX_DELIVERIES}`,
      VOD_EVENTS_CHAOS_JOURNAL: journalFile,
    };
    const onEnd = (end: WorkerEnd): void => void this.ends.push(end);
    this.fleet = new Fleet({ env, directory, source: this.source, skewsMs: schedule.skewsMs, onEnd });
  }

  static async start(options: WorldOptions): Promise<World> {
    const { schedule, cli, directory } = options;
    mkdirSync(directory, { recursive: true });
    const journalFile = join(directory, 'handlers.jsonl');
    writeFileSync(journalFile, '');
    const server = cli === undefined ? undefined : await ChaosServer.start(cli, join(directory, 'temporal.db'));
    const connectionOptions: ConnectionOptions = server
      ? { address: server.address }
      : loadClientConnectConfig().connectionOptions;
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: START_TIMEOUT_MS });
    let listener: (entry: JournalEntry) => void = () => {};
    const emulator = await VodEmulator.start({
      switches: schedule.switches,
      journalLimit: 1_000_000,
      onEntry: (entry) => listener(entry),
    });
    const client = new Client({ connection });
    const address = server?.address;
    return new World(emulator, server, client, connection, journalFile, address, options, (next) => (listener = next));
  }

  enqueue(plans: readonly EventPlan[], more: Record<string, unknown> = {}, eventType?: string): ChaosEvent[] {
    const made = plans.map((plan) => contentOf(plan, more, eventType));
    return this.put(made.map(({ content, chaosId, identity }) => ({ content, chaosId, identity, duplicate: false })));
  }

  /** Enqueues an event again, as VOD does when one thing is reported twice. */
  enqueueAgain(event: ChaosEvent): void {
    this.put([{ ...event, duplicate: true }]);
  }

  private put(events: Omit<ChaosEvent, 'eventId'>[]): ChaosEvent[] {
    const ids = this.emulator.enqueue(events.map(({ content }) => content));
    const put = events.map((event, index) => ({ ...event, eventId: ids[index] ?? 0 }));
    this.events.push(...put);
    return put;
  }

  /** Called with every entry of the emulator's journal; the returned function ends it. */
  onEntry(listener: (entry: JournalEntry) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  handlerLines(): HandlerLine[] {
    return readHandlerLines(this.journalFile);
  }

  /** Who has pulled last, the harness aside. */
  get pulling(): string | undefined {
    const pulls = this.emulator.journal.of('call').filter(({ api }) => api === 'PullEvents');
    return pulls.findLast(({ extInfo }) => extInfo !== HARNESS)?.extInfo;
  }

  async owned(): Promise<OwnedEvent[]> {
    const query = `TaskQueue = '${this.taskQueue}' AND WorkflowType = '${EVENT_WORKFLOW}'`;
    const found: OwnedEvent[] = [];
    for await (const { workflowId, startTime, status, memo } of this.client.workflow.list({ query })) {
      found.push({
        key: workflowId.split('/').at(-1) ?? '',
        startedAt: startTime.getTime(),
        open: status.name === 'RUNNING',
        parked: memo?.parked != null,
      });
    }
    return found;
  }

  async openBatches(): Promise<number> {
    const query = `TaskQueue = '${this.taskQueue}' AND WorkflowType = 'vodEventBatch' AND ExecutionStatus = 'Running'`;
    return (await this.client.workflow.count(query)).count;
  }

  async evidence(): Promise<Evidence> {
    return {
      journal: this.emulator.journal.entries(),
      handlers: this.handlerLines(),
      events: this.events,
      owned: await this.owned(),
      ends: this.ends,
      confirmPolicy: this.confirmPolicy,
      disturbances: this.disturbances,
    };
  }

  /** Ends all workers, which is a drain too. */
  retire(): Promise<void> {
    return this.fleet.stop();
  }

  async stop(): Promise<void> {
    await this.fleet.stop();
    this.vod.close();
    await this.connection.close();
    await this.emulator.stop();
    await this.server?.down();
  }
}

function contentOf(
  { identity, workMs, failTries }: EventPlan,
  more: Record<string, unknown>,
  eventType = identity ? 'ClipComplete' : 'NewFileUpload',
): Pick<ChaosEvent, 'content' | 'chaosId' | 'identity'> {
  const chaosId = randomUUID();
  const field = eventType === 'NewFileUpload' ? 'FileUploadEvent' : `${eventType}Event`;
  const named = identity ? { TaskId: chaosId } : { FileId: chaosId };
  const payload = { ...named, ChaosId: chaosId, WorkMs: workMs, FailTries: failTries, ...more };
  return { content: { EventType: eventType, [field]: payload }, chaosId, identity };
}
