/**
 * The three Temporal workers of one process, over one connection (eager starts need that) and one set of activities.
 *
 * - `main`: workflows, their local activities, and owned events. All workers of a deployment share its task queue.
 * - `pump`: the pump alone, on a queue of its own: busy handlers cannot keep it from being taken over, and it can stop while `main` finishes.
 * - `home`: a queue that only this process polls, where an event is offered first whose handler is still running here.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataConverter, WorkerDeploymentVersion } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkerInterceptors, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../activities/types';
import { pumpTaskQueue } from '../core/contract';
import {
  LOCAL_ACTIVITY_SLOTS,
  MAX_CACHED_WORKFLOWS,
  STICKY_TIMEOUT_MS,
  TASK_POLLS,
  WORKFLOW_CODE_TIMEOUT_MS,
  WORKFLOW_TASK_SLOTS,
} from '../core/defaults';
import { nexusHandlers, type SourceNames } from './nexus-handlers';
import { LeanWorker } from './lean-worker';

/** Where the workflows come from; `maxCachedWorkflows: 0` is for tests, which have every workflow task replay from the start with it. */
export type WorkflowSource = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'maxCachedWorkflows'>;

/** Of the two workers beside `main`. */
export interface SideWorkersOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  homeTaskQueue: string;
  activities: Activities;
  /** That of the client too: what one writes the other reads. */
  dataConverter: DataConverter;
  /** Default the process and its host. */
  identity?: string;
  interceptors?: WorkerInterceptors;
  maxHandlers: number;
  /** The version that `main` and `pump` are of; see `versioned`. Default none. */
  version?: WorkerDeploymentVersion;
  /** How long handlers of owned events may go on after the workers were told to stop, and when the workers give up waiting. */
  shutdownGraceMs: number;
  shutdownForceMs: number;
}

export interface WorkersOptions extends SideWorkersOptions {
  workflows: WorkflowSource;
  /** Names of the sources that Nexus calls may be about. */
  sources: SourceNames;
  maxOwned: number;
}

/** An option that the SDK reads and has not declared (1.24). */
const WORKFLOW_CODE_TIMEOUT: object = { isolateExecutionTimeout: WORKFLOW_CODE_TIMEOUT_MS };

/** What draining needs of a worker. */
type Stoppable = Pick<Worker, 'getState' | 'shutdown'>;

export type SideWorkers = Record<'pump' | 'home', Worker>;
export type Workers = Record<'main' | 'pump' | 'home', Stoppable>;

/** What `main` needs beyond the SDK's defaults, each with its reason in `defaults.ts`. */
export const MAIN_TUNING = {
  maxCachedWorkflows: MAX_CACHED_WORKFLOWS,
  maxConcurrentWorkflowTaskExecutions: WORKFLOW_TASK_SLOTS,
  maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITY_SLOTS,
  stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT_MS,
  workflowTaskPollerBehavior: TASK_POLLS,
  activityTaskPollerBehavior: TASK_POLLS,
} as const;

export async function createWorkers(options: WorkersOptions): Promise<SideWorkers & { main: Worker }> {
  const { pump: _pump, ...activities } = options.activities;
  const [main, side] = await Promise.all([
    LeanWorker.create({
      ...shared(options),
      ...versioned(options.version),
      ...MAIN_TUNING,
      ...options.workflows,
      taskQueue: options.taskQueue,
      activities,
      nexusServices: [nexusHandlers(options.sources)],
      maxConcurrentActivityTaskExecutions: options.maxOwned,
      ...WORKFLOW_CODE_TIMEOUT,
    }),
    createSideWorkers(options),
  ]);
  return { main, ...side };
}

export async function createSideWorkers(options: SideWorkersOptions): Promise<SideWorkers> {
  const { pump, handleEvent } = options.activities;
  const [pumpWorker, home] = await Promise.all([
    Worker.create({
      ...shared(options),
      ...versioned(options.version),
      taskQueue: pumpTaskQueue(options.taskQueue),
      activities: { pump },
    }),
    Worker.create({
      ...shared(options),
      taskQueue: options.homeTaskQueue,
      activities: { handleEvent },
      // Their handlers run already: waiting for a slot would only delay the adoption.
      maxConcurrentActivityTaskExecutions: options.maxHandlers,
    }),
  ]);
  return { pump: pumpWorker, home };
}

function shared(options: SideWorkersOptions) {
  const { connection, namespace, dataConverter, identity, interceptors } = options;
  return {
    connection,
    namespace,
    dataConverter,
    ...(identity !== undefined && { identity }),
    ...(interceptors && { interceptors }),
    shutdownGraceTime: options.shutdownGraceMs,
    shutdownForceTime: options.shutdownForceMs,
  };
}

/**
 * Of `main` and `pump`: what they poll is polled by every version, so Temporal can choose between them. `home` has no version: its queue
 * is one process's own, and a version would be held to poll it for ever. A poller never ends and a parked event
 * waits for months: no version can be kept for that long, so they move to the current one. Batches say themselves that they stay.
 */
function versioned(version: WorkerDeploymentVersion | undefined): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (!version) return {};
  return {
    workerDeploymentOptions: { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' },
  };
}

/**
 * The bundle that the build made; from the sources, as in tests, the workflows are bundled at start. The failure converter is part of a bundle,
 * so there is one that encrypts failures and one that leaves them readable.
 */
export function workflowSource({ encrypted }: { encrypted: boolean }): WorkflowSource {
  const codePath = join(__dirname, '..', encrypted ? 'workflow-bundle.encrypted.js' : 'workflow-bundle.js');
  return existsSync(codePath) ? { workflowBundle: { codePath } } : { workflowsPath: require.resolve('../workflows') };
}
