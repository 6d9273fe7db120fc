import { ServiceError, type Client } from '@temporalio/client';
import { ApplicationFailure, defaultDataConverter, type Logger } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { Beginnings } from '../../src/activities/beginnings';
import { Drain } from '../../src/activities/drain';
import { HandlerRuns } from '../../src/activities/handler-runs';
import type { ProcessDeps } from '../../src/activities/process';
import { Slots } from '../../src/activities/slots';
import type { ProcessRequest } from '../../src/activities/types';
import { EVENT_WORKFLOW, type BatchResult, type EventInput } from '../../src/core/contract';
import { parseEventInput } from '../../src/core/input';
import type { HappeningName } from '../../src/core/happenings';
import type { MetricName } from '../../src/core/metrics';
import { createObserve, type Observe } from '../../src/core/observe';
import { compileRoutes } from '../../src/routes/compile-routes';
import type { RouteTable } from '../../src/routes/compiled';
import type { HandlerLog } from '../../src/routes/types';
import { recordedLog, type LogLine } from '../../src/testing/recorded-log';
import { NO_TRACING } from '../../src/tracing/tracing';

export const SOURCE = 'test';
export const TASK_QUEUE = 'queue';
export const HOME = 'queue/home/here';

const nothing = (): void => {};
const SILENT: Logger = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

type EnvironmentInfo = ConstructorParameters<typeof MockActivityEnvironment>[0];

/** The surroundings of one activity; attempts of the same activity are runs in the same environment. */
export function environment(info: EnvironmentInfo = {}): MockActivityEnvironment {
  return new MockActivityEnvironment(info, { logger: SILENT });
}

/** Runs an activity in its surroundings, with its own type of result, which the environment's typings lose. */
export function run<P extends unknown[], R>(
  env: MockActivityEnvironment,
  activity: (...input: P) => Promise<R>,
  ...input: P
): Promise<R> {
  return env.run<P, R, (...input: P) => Promise<R>>(activity, ...input);
}

export function recordingLog(): HandlerLog & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  return { lines, ...recordedLog(lines) };
}

export interface Telling {
  observe: Observe;
  /** What was told, in order. */
  happenings: { name: HappeningName; payload: object }[];
  /** Steps of metrics, in order. */
  steps: { metric: MetricName; value: number; labels: Record<string, string> }[];
}

/** Lines from `info` on go to this log. */
export function telling(log: HandlerLog): Telling {
  const steps: Telling['steps'] = [];
  const happenings: Telling['happenings'] = [];
  const observe = createObserve({
    lines: log,
    meter: (metric, value, labels) => void steps.push({ metric, value, labels }),
    from: 'info',
  });
  return {
    steps,
    happenings,
    observe: (name, payload) => {
      happenings.push({ name, payload });
      observe(name, payload);
    },
  };
}

/** One workflow start that the client was asked for. */
export interface Start {
  at: number;
  /** Until when the client may try, ms since 1970. */
  deadline: number;
  type: string;
  options: Record<string, unknown>;
  /** What the server would have been sent. */
  input: unknown;
}

/** How long the server lets a long poll wait. */
const LONG_POLL_MS = 20_000;

/** Stands in for the client: accepts every start unless `refuse` returns an error, or a promise of one. */
export class FakeTemporal {
  readonly asked: Start[] = [];
  readonly accepted: Start[] = [];
  readonly signals: { workflowId: string; name: string; argument: unknown }[] = [];
  refuse: (start: Start, attempt: number) => unknown = () => undefined;
  resultOf: (start: Start) => Promise<BatchResult> = () => new Promise(() => {});
  /** Times of long polls for the end of a workflow, ms since 1970. None ends. */
  readonly polls: number[] = [];
  private deadline = 0;

  /** The inputs of the event workflows that were accepted, each of which `vodEvent` would take. */
  get handedOver(): EventInput[] {
    return this.accepted.filter(({ type }) => type === EVENT_WORKFLOW).map(({ input }) => parseEventInput(input));
  }

  get client(): Client {
    const client = {
      options: { loadedDataConverter: defaultDataConverter },
      withDeadline: <T>(deadline: number, call: () => T): T => {
        this.deadline = deadline;
        return call();
      },
      withAbortSignal: <T>(_signal: AbortSignal, call: () => T): T => call(),
      workflowService: {
        getWorkflowExecutionHistory: () => {
          this.polls.push(Date.now());
          return new Promise((resolve) => setTimeout(() => resolve({ history: { events: [] } }), LONG_POLL_MS));
        },
      },
      workflow: {
        start: (type: string, options: Record<string, unknown>) => this.start(type, options),
        getHandle: (workflowId: string) => ({
          ...this.handleOf(workflowId),
          signal: (name: string, argument: unknown) => {
            this.signals.push({ workflowId, name, argument });
            return Promise.resolve();
          },
        }),
      },
    };
    // Only what the activities use of it is here.
    return client as unknown as Client;
  }

  private async start(type: string, options: Record<string, unknown>): Promise<unknown> {
    const [input] = options.args as unknown[];
    const start: Start = {
      at: Date.now(),
      deadline: this.deadline,
      type,
      options,
      input: JSON.parse(JSON.stringify(input)),
    };
    this.asked.push(start);
    const refusal: unknown = await this.refuse(start, this.asked.length);
    if (refusal instanceof Error) throw refusal;
    this.accepted.push(start);
    return this.handleOf(String(options.workflowId));
  }

  private handleOf(workflowId: string): { workflowId: string; result: () => Promise<BatchResult> } {
    const start = this.asked.find(({ options }) => options.workflowId === workflowId);
    return {
      workflowId,
      result: () => (start ? this.resultOf(start) : Promise.reject(new Error('There is no such workflow.'))),
    };
  }
}

/** An error of the server as the client throws it. */
export function serverError(code: number, details: string): Error {
  const cause = Object.assign(new Error(`${code}: ${details}`), { code, details, metadata: {} });
  return new ServiceError('Failed to start Workflow', { cause });
}

export const INVALID_ARGUMENT = 3;
export const UNAVAILABLE = 14;

export function routesOf(routes: Record<string, unknown>): RouteTable {
  const compiled = compileRoutes(routes);
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
  return compiled.routes;
}

/** What `processEvents` works with, over a fake Temporal. `handler` handles events of {@link event}. */
export function processDeps(
  routes: Record<string, unknown>,
  { quickBudgetMs = 2_000, maxHandlers = 100, maxHandOvers = 50 } = {},
): ProcessDeps & { temporal: FakeTemporal; log: ReturnType<typeof recordingLog>; told: Telling } {
  const temporal = new FakeTemporal();
  const log = recordingLog();
  const told = telling(log);
  return {
    temporal,
    client: temporal.client,
    taskQueue: TASK_QUEUE,
    home: HOME,
    log,
    told,
    observe: told.observe,
    handOvers: new Slots(maxHandOvers),
    sources: new Map([[SOURCE, { routes: routesOf(routes) }]]),
    runs: new HandlerRuns(maxHandlers),
    drain: new Drain(),
    beginnings: new Beginnings(),
    tracing: NO_TRACING,
    quickBudgetMs,
  };
}

/** An event as VOD delivers it, with a natural identity. */
export function event(taskId: string, handle: string | undefined = `handle-of-${taskId}`) {
  return { EventType: 'PullComplete', EventHandle: handle, PullCompleteEvent: { TaskId: taskId, Status: 'FINISH' } };
}

export function events(count: number): ReturnType<typeof event>[] {
  return Array.from({ length: count }, (_, index) => event(`task-${index}`));
}

/** A handle-less event, as somebody submits it. */
export function submitted(taskId: string) {
  return { EventType: 'PullComplete', PullCompleteEvent: { TaskId: taskId } };
}

export function batchOf(list: object[], more: Partial<ProcessRequest> = {}): ProcessRequest {
  return { version: 1, source: SOURCE, pulledAt: Date.now(), events: list.map((each) => ({ ...each })), ...more };
}

/** Lets fake time go on, from timer to timer, until the work is over. */
export async function inFakeTime<T>(work: Promise<T>, atMostMs = 120_000): Promise<T> {
  let over = false;
  const end = (): void => void (over = true);
  work.then(end, end);
  const startedAt = Date.now();
  for (;;) {
    await jest.advanceTimersByTimeAsync(0);
    if (over) return work;
    if (jest.getTimerCount() === 0) throw new Error('It is not over, and nothing is left to wait for.');
    if (Date.now() - startedAt > atMostMs) throw new Error(`It was not over after ${atMostMs} ms.`);
    await jest.advanceTimersToNextTimerAsync();
  }
}

/** The failure by which an activity leaves, whatever it is. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => error,
  );
}

export async function applicationFailureOf(work: Promise<unknown>): Promise<ApplicationFailure> {
  const failure = await failureOf(work);
  if (failure instanceof ApplicationFailure) return failure;
  throw new Error(`It failed with ${String(failure)}, which is no ApplicationFailure.`);
}

export const never = (): Promise<never> => new Promise(() => {});
