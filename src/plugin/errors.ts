/** A worker, in words. */
export const workerOf = (taskQueue: string): string => `the worker of task queue "${taskQueue}"`;

/** The worker's bundle of workflows has none of ours, so nothing that is pulled could be processed. Nothing was pulled. */
export class WorkflowsMissingError extends Error {
  override readonly name = 'WorkflowsMissingError';
  constructor(
    readonly taskQueue: string,
    /** Where the workflows come from. */
    readonly from: string,
  ) {
    super(
      `The worker of task queue "${taskQueue}" has the VOD events plugin but not its workflows (${from}). ` +
        "Write this into the file of your workflows, and build the bundle anew if you have one: export * from 'temporal-vod-events/workflows'; " +
        'If another worker of its connection is meant, name that one with the option taskQueue.',
    );
  }
}

/** What a worker, client or bundle has of its own and what the plugin needs do not go together. Lists every problem at once. */
export class PluginConflictError extends Error {
  override readonly name = 'PluginConflictError';
  constructor(
    /** What was to be extended, in words. */
    readonly target: string,
    readonly problems: readonly string[],
  ) {
    super(`The VOD events plugin cannot extend ${target}: ${problems.join('; ')}.`);
  }
}
