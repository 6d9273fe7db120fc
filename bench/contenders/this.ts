import { pollerId } from '../../src/core/contract';
import { NodeProcess } from '../processes';
import { uniqueName, vodEnv, type StartContender } from './contender';

/** The product as it is shipped. `ratePerSecond` is its own pacing; without it the default, which keeps to the API's limit. */
export function thisProduct(ratePerSecond?: number): StartContender {
  return ({ temporal }, queue) => {
    const source = uniqueName('bench');
    const args = ['lib/cli/main.js', 'worker', '--routes', 'bench/routes.mjs', '--source', source];
    const process = new NodeProcess(args, {
      ...temporal.env,
      ...vodEnv(queue),
      VOD_EVENTS_TASK_QUEUE: source,
      ...(ratePerSecond !== undefined && { VOD_EVENTS_RATE: String(ratePerSecond) }),
    });
    const stop = async (): Promise<void> => {
      try {
        await process.stop();
      } finally {
        await temporal.client.workflow.getHandle(pollerId(source)).terminate('the round is over');
      }
    };
    return { process, taskQueue: source, stop };
  };
}
