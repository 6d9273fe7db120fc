/**
 * The three Temporal workers of one process, over one connection (eager starts need that) and one set of activities.
 *
 * - `main`: workflows, their local activities, and owned events. All workers of a deployment share its task queue.
 * - `pump`: the pump alone, on a queue of its own: busy handlers cannot keep it from being taken over, and it can stop while `main` finishes.
 * - `home`: a queue that only this process polls, where an event is offered first whose handler is still running here.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
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

/** Where the workflows come from; `maxCachedWorkflows: 0` is for tests, which have every workflow task replay from the start with it. */
export type WorkflowSource = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'maxCachedWorkflows'>;

export interface WorkersOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  homeTaskQueue: string;
  activities: Activities;
  workflows: WorkflowSource;
  /** That of the client too: what one writes the other reads. */
  dataConverter: DataConverter;
  maxHandlers: number;
  maxOwned: number;
  /** How long handlers of owned events may go on after the workers were told to stop, and when the workers give up waiting. */
  shutdownGraceMs: number;
  shutdownForceMs: number;
}

/** An option that the SDK reads and has not declared (1.24). */
const WORKFLOW_CODE_TIMEOUT: object = { isolateExecutionTimeout: WORKFLOW_CODE_TIMEOUT_MS };

export interface Workers {
  main: Worker;
  pump: Worker;
  home: Worker;
}

export async function createWorkers(options: WorkersOptions): Promise<Workers> {
  const { pump, ...others } = options.activities;
  const shared = {
    connection: options.connection,
    namespace: options.namespace,
    dataConverter: options.dataConverter,
    shutdownGraceTime: options.shutdownGraceMs,
    shutdownForceTime: options.shutdownForceMs,
  };
  const [main, pumpWorker, home] = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: options.taskQueue,
      activities: others,
      maxCachedWorkflows: MAX_CACHED_WORKFLOWS,
      ...options.workflows,
      maxConcurrentWorkflowTaskExecutions: WORKFLOW_TASK_SLOTS,
      maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITY_SLOTS,
      maxConcurrentActivityTaskExecutions: options.maxOwned,
      stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT_MS,
      workflowTaskPollerBehavior: TASK_POLLS,
      activityTaskPollerBehavior: TASK_POLLS,
      ...WORKFLOW_CODE_TIMEOUT,
    }),
    Worker.create({ ...shared, taskQueue: pumpTaskQueue(options.taskQueue), activities: { pump } }),
    Worker.create({
      ...shared,
      taskQueue: options.homeTaskQueue,
      activities: { handleEvent: others.handleEvent },
      // Their handlers run already: waiting for a slot would only delay the adoption.
      maxConcurrentActivityTaskExecutions: options.maxHandlers,
    }),
  ]);
  return { main, pump: pumpWorker, home };
}

/**
 * The bundle that the build made; from the sources, as in tests, the workflows are bundled at start. The failure converter is part of a bundle,
 * so there is one that encrypts failures and one that leaves them readable.
 */
export function workflowSource({ encrypted }: { encrypted: boolean }): WorkflowSource {
  const codePath = join(__dirname, '..', encrypted ? 'workflow-bundle.encrypted.js' : 'workflow-bundle.js');
  return existsSync(codePath) ? { workflowBundle: { codePath } } : { workflowsPath: require.resolve('../workflows') };
}
