import { NodeProcess } from '../processes';
import { vodEnv, type StartContender } from './contender';

/** A sequential loop without any durability. */
export const plain: StartContender = (_, queue) => {
  const process = new NodeProcess(['--import', 'tsx', 'bench/contenders/plain-loop.ts'], vodEnv(queue));
  return { process, stop: () => process.stop() };
};

/** Several such loops side by side, without handlers: what emulator and client can do, whoever the consumer is. */
export const emulatorAlone: StartContender = (_, queue) => {
  const args = ['--import', 'tsx', 'bench/contenders/plain-loop.ts', '--lanes', '8', '--no-handlers'];
  const process = new NodeProcess(args, vodEnv(queue));
  return { process, stop: () => process.stop() };
};
