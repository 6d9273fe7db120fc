import { Worker } from '@temporalio/worker';

type CreatorArguments = Parameters<(typeof Worker)['createWorkflowCreator']>;
type Creator = ReturnType<(typeof Worker)['createWorkflowCreator']>;

/**
 * A worker that calls its workflows without a guard. The SDK has Node.js start a thread for every call into workflow code, thirteen for a batch,
 * that would end the call after five seconds; on a machine whose cores are busy each waits for its turn. Without it the p99 of single events is
 * half as high (measured in turns, SDK 1.24). It is for code that loops without end, which ours does not, and it
 * also strikes when the process was frozen meanwhile (a virtual machine that is moved), and ended so Node crashes: "async hook stack has become
 * corrupted" (seen in a chaos run, Node 20.20). No option can switch it off, only shorten or lengthen it.
 */
export class UnguardedWorker extends Worker {
  protected static override createWorkflowCreator(...[bundle, options, ...more]: CreatorArguments): Creator {
    const unlimited: Partial<typeof options> = { isolateExecutionTimeoutMs: undefined };
    return super.createWorkflowCreator(bundle, Object.assign({}, options, unlimited), ...more);
  }
}
