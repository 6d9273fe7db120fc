import { randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { type Application, Applications } from './application';
import { Authenticator } from './authentication';
import { Control, CONTROL_PATH } from './control';
import { EmulatorListenError, InvalidEmulatorInputError } from './errors';
import type { EmulatorEventConfig } from './event-config';
import { eventContents } from './event-content';
import { type FaultHandle, Faults, type FaultSpec } from './faults';
import { Journal } from './journal';
import { type EmulatorStats, Ledger } from './ledger';
import { type CompiledEmulatorOptions, compileOptions, type EmulatorCredential, type EmulatorOptions } from './options';
import { type Switches, withSwitches } from './switches';
import { VodServer } from './vod-server';
import { Waiters, type WaitOptions } from './waiters';

/** Longer than clients keep idle connections, so that none is closed under a call that is just being sent. */
const KEEP_ALIVE_MS = 120_000;

/**
 * A VOD event queue on this machine, for tests: PullEvents and ConfirmEvents over real HTTP, and what is about how the queue is set up, as
 * strict as the service, with faults on demand and a journal of everything that happened. {@link VodEmulator.start} makes one, {@link VodEmulator.stop} ends it.
 */
export class VodEmulator {
  readonly #options: CompiledEmulatorOptions;
  readonly #server: Server;
  readonly #applications: Applications;
  readonly #faults: Faults;
  readonly #ledger: Ledger;
  readonly #waiters: Waiters;
  #switches: Switches;
  #unavailable = false;
  #stopped: Promise<void> | undefined;

  /** What happened, the newest `journalLimit` entries. */
  readonly journal: Journal;

  /**
   * Starts listening. Throws {@link InvalidEmulatorInputError} with every problem of the options, {@link EmulatorListenError} when
   * the address cannot be bound.
   */
  static async start(options: EmulatorOptions = {}): Promise<VodEmulator> {
    const emulator = new VodEmulator(compileOptions(options));
    await emulator.#listen();
    return emulator;
  }

  private constructor(options: CompiledEmulatorOptions) {
    this.#options = options;
    this.#switches = options.switches;
    this.journal = new Journal(options.journalLimit, options.onEntry);
    this.#faults = new Faults(options.seed);
    this.#waiters = new Waiters({
      now,
      stats: () => this.stats(),
      nextWindowEndsAt: () => this.#nextWindowEndsAt(),
    });
    this.#ledger = new Ledger(this.journal, () => this.#waiters.changed());
    const switches = (): Switches => this.#switches;
    this.#applications = new Applications({
      options,
      now,
      newEventId: counter(),
      newHandle: handles(),
      switches,
      ledger: this.#ledger,
      changed: () => this.#waiters.changed(),
    });
    this.#server = this.#createServer(switches);
  }

  /** The port listened on. */
  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : this.#options.port;
  }

  /** `host:port`, for the SDK's `httpProfile: { protocol: 'http://', endpoint }`. */
  get endpoint(): string {
    const { host } = this.#options;
    return `${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }

  /** `http://host:port`. */
  get url(): string {
    return `http://${this.endpoint}`;
  }

  /** The first key pair accepted. */
  get credential(): EmulatorCredential {
    return this.#options.credentials[0];
  }

  get switches(): Switches {
    return this.#switches;
  }

  /** Changes some switches; calls answered from now on follow them. Throws {@link InvalidEmulatorInputError}. */
  setSwitches(change: Partial<Switches>): void {
    this.#switches = withSwitches(this.#switches, change);
  }

  /**
   * Puts events, `{ EventType, <payload field>: {…} }`, at the end of a queue and returns the emulator's id of each, by which the journal
   * names them. One that the application is set not to queue is in the journal as `ignored` and nowhere else. They go to `subAppId`, which defaults to the first of the option `subAppIds`, or else to calls without a SubAppId.
   * Throws {@link InvalidEmulatorInputError} when an event is malformed or the application does not exist; none is put in then.
   */
  enqueue(events: readonly object[], { subAppId }: { readonly subAppId?: number } = {}): number[] {
    return this.#enqueue(events, subAppId);
  }

  /** How an application hands out its events. Which one is named, and what is thrown, as by {@link enqueue}. */
  eventConfig({ subAppId }: { readonly subAppId?: number } = {}): EmulatorEventConfig {
    return this.#application('eventConfig', subAppId).eventConfig;
  }

  /**
   * Changes some of that; events that are in the queue stay there. Which application is named, and what is thrown, as by {@link enqueue}.
   */
  setEventConfig(
    change: Partial<EmulatorEventConfig>,
    { subAppId }: { readonly subAppId?: number } = {},
  ): EmulatorEventConfig {
    return this.#application('eventConfig', subAppId).setEventConfig(change);
  }

  /** Arms a fault for calls to come. Several are tried in the order in which they were armed; one hits. Throws {@link InvalidEmulatorInputError}. */
  fault(spec: FaultSpec): FaultHandle {
    return this.#faults.arm(spec);
  }

  /** Disarms all faults. Calls already hit stay hit. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** While `true` all connections, open ones and new ones, are destroyed, those of the control included. */
  setUnavailable(unavailable: boolean): void {
    this.#unavailable = unavailable;
    if (unavailable) this.#server.closeAllConnections();
  }

  /** Figures over all applications. */
  stats(): EmulatorStats {
    const sum = (of: (application: Application) => number): number =>
      this.#applications.all.reduce((total, application) => total + of(application), 0);
    return {
      ...this.#ledger.counters,
      waiting: sum(({ queue }) => queue.waiting),
      inFlight: sum(({ queue }) => queue.inFlight),
      heldPulls: sum(({ heldPulls }) => heldPulls),
    };
  }

  /**
   * Resolves once `predicate` holds, which is tried now and whenever something happened. Rejects with EmulatorWaitTimeoutError, or with
   * EmulatorStoppedError when the emulator is stopped meanwhile.
   */
  waitFor(predicate: (stats: EmulatorStats) => boolean, options: WaitOptions = {}): Promise<void> {
    return this.#waiters.wait('the given condition', predicate, options);
  }

  /** Resolves once `count` events are confirmed, counted from the start. Rejects as {@link waitFor} does. */
  waitUntilConfirmed(count: number, options: WaitOptions = {}): Promise<void> {
    return this.#waiters.wait(`${count} confirmed events`, ({ confirmed }) => confirmed >= count, options);
  }

  /** Resolves once nothing waits and nothing is in flight. Rejects as {@link waitFor} does. */
  waitUntilEmpty(options: WaitOptions = {}): Promise<void> {
    return this.#waiters.wait('empty queues', ({ waiting, inFlight }) => waiting === 0 && inFlight === 0, options);
  }

  /** Ends held calls, closes all connections and frees the port. Journal and figures stay readable. Calling it again does no harm. */
  stop(): Promise<void> {
    this.#stopped ??= new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
      this.#waiters.stop();
      for (const application of this.#applications.all) application.stop();
    });
    return this.#stopped;
  }

  #createServer(switches: () => Switches): Server {
    const { credentials, clockToleranceMs, clockOffsetMs } = this.#options;
    const clock = (): number => Date.now() + clockOffsetMs;
    const authenticator = new Authenticator(credentials, clockToleranceMs, clock);
    const vod = new VodServer({
      authenticator,
      applications: this.#applications,
      faults: this.#faults,
      ledger: this.#ledger,
      switches,
      now,
    });
    const control = new Control({
      journal: this.journal,
      enqueue: (events, subAppId) => this.#enqueue(events, subAppId),
      armFault: (spec) => void this.#faults.arm(spec),
      clearFaults: () => this.clearFaults(),
      setSwitches: (change) => (this.#switches = withSwitches(this.#switches, change)),
      setEventConfig: (change, subAppId) => this.#application('eventConfig', subAppId).setEventConfig(change),
      stats: () => this.stats(),
    });
    const serve = (req: IncomingMessage, res: ServerResponse): void => {
      res.setHeader('Date', new Date(clock()).toUTCString());
      const handler = req.url?.startsWith(CONTROL_PATH) ? control : vod;
      handler.serve(req, res).catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined));
    };
    return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, serve).on('connection', (socket) => {
      if (this.#unavailable) socket.destroy();
    });
  }

  #listen(): Promise<void> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once('error', (cause) => reject(new EmulatorListenError(host, port, { cause })));
      this.#server.listen(port, host, resolve);
    });
  }

  #enqueue(events: unknown, subAppId: number | undefined): number[] {
    return this.#application('events', subAppId).enqueue(eventContents(events, this.#options.nullFields));
  }

  #application(input: 'events' | 'eventConfig', subAppId: number | undefined): Application {
    const target = subAppId ?? this.#options.subAppIds?.[0];
    const application = this.#applications.find(target);
    if (application !== undefined) return application;
    throw new InvalidEmulatorInputError(input, [`there is no application with the SubAppId ${String(target)}`]);
  }

  #nextWindowEndsAt(): number | undefined {
    const ends = this.#applications.all.flatMap(({ queue }) => queue.nextWindowEndsAt ?? []);
    return ends.length > 0 ? Math.min(...ends) : undefined;
  }
}

/** Epoch milliseconds that never go back, which the order of windows rests on. */
function now(): number {
  return Math.floor(performance.timeOrigin + performance.now());
}

function counter(): () => number {
  let last = 0;
  return () => (last += 1);
}

/** `tdmq` and 18 digits, as handles seen in public fixtures look. The random part makes those of another emulator unknown to this one. */
function handles(): () => string {
  const instance = String(randomInt(10 ** 8)).padStart(8, '0');
  const next = counter();
  return () => `tdmq${instance}${String(next()).padStart(10, '0')}`;
}
