/** What a death costs, measured at the ceiling: how soon another worker pulls, how much comes again, how long a drain takes. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMMAND } from '../../demo/command';
import { startProcess, type DemoProcess } from '../../demo/processes';
import { workerEnv } from '../../demo/worker-env';
import { pollerId } from '../../src/client';
import { VodEmulator, type CallEntry, type JournalEntry } from '../../src/testing';
import { eventsOf } from '../arena';
import type { Stage } from '../stage';

const ROUTES = join(__dirname, '../contenders/routes.mjs');
/** Promised of a SIGKILL and of a SIGTERM, ms. docs/reliability.md. */
const PROMISED_MS = { SIGKILL: 10_000, SIGTERM: 2_000 };
/** From a pull until its batch is started: what is gathered waits 80 ms for more, and a busy server takes its time. */
const STARTED_WITHIN_MS = 500;
/** From SIGTERM to exit; the default. */
const GRACE_MS = 25_000;

export interface DeathCosts {
  /** Time until another worker pulled, as a share of what is promised. */
  takeover: number;
  redelivered: number;
  /** Of these, what had been delivered long enough before that its batch must have been started. */
  redeliveredThoughStarted: number;
  /** Time until everything that was in flight at the death was confirmed, but for what VOD had to deliver again, in seconds. */
  inFlightSeconds: number;
  /** With SIGTERM: time until the process was gone, as a share of its grace time. */
  drain: number;
}

/** Has the worker that pulls die in the middle of a backlog, with another one at hand. */
export async function death(stage: Stage, signal: 'SIGKILL' | 'SIGTERM'): Promise<DeathCosts> {
  const field = await Field.start(stage);
  try {
    return await field.die(signal);
  } finally {
    await field.stop();
  }
}

class Field {
  private readonly name = `bench-${randomUUID().slice(0, 8)}`;
  private readonly calls: CallEntry[] = [];
  /** When what is not confirmed was delivered for the first time. */
  private readonly inFlight = new Map<number, number>();
  private readonly again = new Set<number>();
  private readonly confirmedAt = new Map<number, number>();
  private readonly workers = new Map<string, DemoProcess>();

  private constructor(
    private readonly stage: Stage,
    private readonly emulator: VodEmulator,
  ) {}

  static async start(stage: Stage): Promise<Field> {
    const onEntry = (entry: JournalEntry): void => field.note(entry);
    const field = new Field(stage, await VodEmulator.start({ journalLimit: 0, onEntry }));
    for (const name of ['one', 'another']) field.launch(name);
    field.emulator.enqueue(eventsOf(1_600));
    await field.emulator.waitUntilConfirmed(1_600, { timeoutMs: 60_000 });
    return field;
  }

  async die(signal: 'SIGKILL' | 'SIGTERM'): Promise<DeathCosts> {
    const events = 8_000;
    this.emulator.enqueue(eventsOf(events));
    await sleep(1_500);
    const dying = this.calls.findLast(isPull)?.extInfo ?? '';
    const diedAt = now();
    const inFlight = new Map(this.inFlight);
    this.again.clear();
    const worker = this.workers.get(dying);
    worker?.kill(signal);
    const gone = worker?.exited.then(() => now() - diedAt);
    const next = await this.pulledByAnother(dying, diedAt);
    await this.emulator.waitUntilConfirmed(1_600 + events, { timeoutMs: 120_000 });
    return {
      takeover: (next.receivedAt - diedAt) / PROMISED_MS[signal],
      redelivered: this.again.size,
      redeliveredThoughStarted: [...this.again].filter(
        (event) => (inFlight.get(event) ?? diedAt) < diedAt - STARTED_WITHIN_MS,
      ).length,
      inFlightSeconds: (this.lastConfirmed([...inFlight.keys()]) - diedAt) / 1_000,
      drain: ((await gone) ?? Number.NaN) / GRACE_MS,
    };
  }

  async stop(): Promise<void> {
    for (const worker of this.workers.values()) worker.kill('SIGKILL');
    await Promise.all([...this.workers.values()].map(({ exited }) => exited));
    await this.emulator.stop();
    const poller = this.stage.client.workflow.getHandle(pollerId(this.name));
    await poller.terminate().catch(() => {});
  }

  private launch(worker: string): void {
    const env = {
      ...workerEnv(process.env, this.emulator, this.name),
      TEMPORAL_ADDRESS: this.stage.address,
      VOD_EXT_INFO: worker,
      VOD_EVENTS_LOG_LEVEL: 'error',
    };
    const args = [...COMMAND, 'worker', '--routes', ROUTES, '--source', this.name];
    this.workers.set(worker, startProcess(process.execPath, args, { env, output: () => {} }));
  }

  private note(entry: JournalEntry): void {
    if (entry.kind === 'call') this.calls.push(entry);
    if (entry.kind === 'delivered' && entry.delivery === 1) this.inFlight.set(entry.eventId, entry.at);
    if (entry.kind === 'delivered' && entry.delivery > 1) this.again.add(entry.eventId);
    if (entry.kind === 'confirmed') {
      this.inFlight.delete(entry.eventId);
      this.confirmedAt.set(entry.eventId, entry.at);
    }
  }

  private async pulledByAnother(dying: string, diedAt: number): Promise<CallEntry> {
    for (;;) {
      const next = this.calls.find((call) => isPull(call) && call.extInfo !== dying && call.receivedAt > diedAt);
      if (next) return next;
      await sleep(20);
    }
  }

  /** Of those that were not delivered again. */
  private lastConfirmed(events: number[]): number {
    const sawItThrough = events.filter((event) => !this.again.has(event));
    return Math.max(...sawItThrough.map((event) => this.confirmedAt.get(event) ?? Number.NaN));
  }
}

const isPull = ({ api }: CallEntry): boolean => api === 'PullEvents';
const now = (): number => performance.timeOrigin + performance.now();
