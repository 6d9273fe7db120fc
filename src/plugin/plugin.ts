import { SimplePlugin } from '@temporalio/plugin';
import type { ClientOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { BundleOptions, ReplayWorkerOptions, Worker, WorkerOptions } from '@temporalio/worker';
import { vodEventsDataConverter } from '../codec/data-converter';
import { vodEventsService } from '../nexus';
import { nexusHandlers } from '../worker/nexus-handlers';
import { converterProblems } from './converter';
import { PluginConflictError, workerOf } from './errors';
import { checkedOptions, type PluginSettings, type VodEventsPluginOptions } from './options';
import { createSeat, MAIN_ACTIVITIES, runBeside, type Seat } from './side';
import { tuned } from './tuning';
import { withWorkflowsChecked } from './workflows-in-bundle';

/**
 * Has a worker that you run already consume the event queues of VOD applications, beside whatever it does. Give it to `Worker.create` or to
 * `NativeConnection.connect`, and write `export * from 'temporal-vod-events/workflows'` into the file of your workflows.
 *
 * It adds activities and a Nexus service to the worker, starts the pollers when the worker runs, runs two more workers beside it on the same
 * connection, and drains them all when it is told to shut down. With `keys` it brings the codec for everything that has the plugin.
 */
export class VodEventsPlugin extends SimplePlugin {
  private readonly settings: PluginSettings;
  private readonly converter: DataConverter | undefined;
  /** Of the worker to extend, once that is known. */
  private taskQueue: string | undefined;
  private seat: Seat | undefined;

  /** @throws ConfigurationError with every problem at once. */
  constructor(options: VodEventsPluginOptions) {
    super({ name: 'temporal-vod-events.VodEventsPlugin' });
    this.settings = checkedOptions(options);
    this.converter = options.keys && vodEventsDataConverter({ keys: options.keys });
    this.taskQueue = options.taskQueue;
  }

  /** @throws PluginConflictError, WorkflowsMissingError */
  override configureWorker(options: WorkerOptions): WorkerOptions {
    const { taskQueue = '' } = options;
    // Given to the worker and to its connection too.
    if (this.seat && activityOf(options, 'processEvents') === this.seat.activities.processEvents) return options;
    const isMeant = this.taskQueue === undefined || this.taskQueue === taskQueue;
    const isGivenToIt = !options.connection?.plugins.includes(this);
    const problems = isMeant ? conflictsOf(options) : [];
    if (!isMeant && isGivenToIt)
      problems.push(`it is for the task queue "${this.taskQueue}"; give each task queue a plugin of its own`);
    const extended = this.withConverter(workerOf(taskQueue), options, problems);
    if (!isMeant) return extended;
    const checked = withWorkflowsChecked(extended, this.converter !== undefined);
    this.taskQueue = taskQueue;
    this.seat = createSeat(taskQueue, this.settings);
    const names = new Set(this.settings.sources.map(({ name }) => name));
    return {
      ...tuned(checked, this.settings),
      activities: { ...options.activities, ...this.seat.activities },
      nexusServices: [...(options.nexusServices ?? []), nexusHandlers(names)],
    };
  }

  /** @throws PluginConflictError, UnreadablePollerError, and whatever a call to Temporal throws; nothing was pulled then. */
  override async runWorker(worker: Worker, next: (worker: Worker) => Promise<void>): Promise<void> {
    const { seat } = this;
    if (!seat || worker.options.taskQueue !== seat.taskQueue) return next(worker);
    const replaced = Object.entries(seat.activities).filter(
      ([name, own]) => worker.options.activities.get(name) !== own,
    );
    if (replaced.length > 0) {
      const problems = replaced.map(([name]) => `another plugin has replaced its activity "${name}"`);
      throw new PluginConflictError(workerOf(seat.taskQueue), problems);
    }
    await runBeside(worker, next, seat);
  }

  override configureReplayWorker(options: ReplayWorkerOptions): ReplayWorkerOptions {
    return this.withConverter('a worker that replays', options);
  }

  override configureClient(options: ClientOptions): ClientOptions {
    return this.withConverter('a client', options);
  }

  /** How failures are written is part of a bundle, and what its workflows share. */
  override configureBundler(options: BundleOptions): BundleOptions {
    const { failureConverterPath, preloadModules = [] } = options;
    const { dataConverter } = this.withConverter('a workflow bundle', { dataConverter: { failureConverterPath } });
    return {
      ...options,
      failureConverterPath: dataConverter?.failureConverterPath,
      preloadModules: [...preloadModules, require.resolve('../workflows/shared-modules')],
    };
  }

  private withConverter<T extends { dataConverter?: DataConverter }>(
    target: string,
    options: T,
    otherProblems: readonly string[] = [],
  ): T {
    const problems = [...otherProblems, ...converterProblems(options.dataConverter, this.converter)];
    if (problems.length > 0) throw new PluginConflictError(target, problems);
    return this.converter ? { ...options, dataConverter: { ...options.dataConverter, ...this.converter } } : options;
  }
}

function conflictsOf(options: WorkerOptions): string[] {
  const taken = MAIN_ACTIVITIES.filter((name) => activityOf(options, name) !== undefined);
  const problems = taken.map((name) => `it has an activity "${name}" of its own; rename that one`);
  if (options.nexusServices?.some(({ definition }) => definition.name === vodEventsService.name))
    problems.push(`it has a Nexus service "${vodEventsService.name}" of its own; rename that one`);
  if (!options.connection)
    problems.push('it has no connection to share; give Worker.create one, from NativeConnection.connect');
  return problems;
}

function activityOf({ activities }: WorkerOptions, name: string): unknown {
  return (activities as Record<string, unknown> | undefined)?.[name];
}
