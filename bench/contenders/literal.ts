import { NodeProcess } from '../processes';
import { uniqueName, vodEnv, type StartContender } from './contender';

/** The literal form, see literal/workflows.ts. */
export const literal: StartContender = ({ temporal }, queue) => {
  const name = uniqueName('bench-literal');
  const process = new NodeProcess(['--import', 'tsx', 'bench/literal/worker.ts', name], {
    ...temporal.env,
    ...vodEnv(queue),
  });
  const stop = async (): Promise<void> => {
    try {
      await temporal.client.workflow.getHandle(name).terminate('the round is over');
    } finally {
      await process.stop();
    }
  };
  return { process, taskQueue: name, stop };
};
